"""What is said about a choice is what trying it out gives: runner-up, what forbids it, where the answer changes."""

from dataclasses import replace

import numpy as np
import pytest
from made_up import instance_of, with_weights

from jianfu.base.i18n import LANGUAGES, translator
from jianfu.plan.columns import Columns, Covers, cover_rows, make_columns, things_of
from jianfu.plan.explain import RANKS, Bearers, explain
from jianfu.plan.explain_words import explained_words
from jianfu.plan.explained import Explanation, Flip, Gain, Risk
from jianfu.plan.flips import price_flips
from jianfu.plan.greedy import costs
from jianfu.plan.instance import CHOICES, Instance
from jianfu.plan.search import Found, search
from jianfu.plan.swaps import all_swaps, runners_up

SEEDS = range(12)


def planned(seed: int, **weights: float) -> tuple[Instance, Columns, Covers, Found]:
    instance = instance_of(np.random.default_rng(seed), 9, 30, **weights)
    covers = cover_rows(instance)
    columns = make_columns(instance, covers)
    return instance, columns, covers, search(instance, columns, covers)


def with_column(columns: Columns, taken: np.ndarray, column: int) -> np.ndarray:
    """The columns of the plan with one put in, whatever it frees kept."""
    inside = columns.things.row(column)
    other = taken.copy()
    for freed in np.unique(taken[inside]):
        members = columns.things.row(int(freed))
        other[members] = members
    other[inside] = column
    return np.unique(other)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_another_choice_costs_more_is_what_the_plan_with_it_costs_more(seed: int) -> None:
    instance, columns, covers, found = planned(seed)
    taken = things_of(columns, found.chosen)
    cost = costs(instance, columns, found.share)
    swaps = all_swaps(instance, columns, covers, found.chosen, found.share)
    for column in range(len(columns)):
        tried = cost[with_column(columns, taken, column)].sum() - cost[found.chosen].sum()
        assert swaps.more[column] == pytest.approx(tried, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_choice_is_called_possible_exactly_where_no_duty_loses_its_last_carrier(seed: int) -> None:
    instance, columns, covers, found = planned(seed)
    taken = things_of(columns, found.chosen)
    swaps = all_swaps(instance, columns, covers, found.chosen, found.share)
    for column in range(len(columns)):
        chosen = with_column(columns, taken, column)
        ended = {int(columns.things.row(int(one))[0]) for one in chosen if columns.target[one] < 0}
        lost = any(set(covers.things.row(row).tolist()) <= ended for row in range(len(covers.things)))
        assert swaps.carried[column] == (not lost)
    second = runners_up(columns, taken, swaps.more, swaps.possible)
    gap = found.objective - found.bound + 1e-6
    assert all(swaps.more[other] >= -gap for other in second if other >= 0), (
        "no possible choice is better than the plan"
    )


def test_a_unit_at_its_limit_forbids_one_group_more_and_the_limit_is_named() -> None:
    instance = instance_of(np.random.default_rng(2), 12, 30, limit=1)
    covers = cover_rows(instance)
    columns = make_columns(instance, covers)
    found = search(instance, columns, covers)
    held = replace(instance, limits=instance.limits._replace(most=np.asarray(found.reachable, np.int32)))
    swaps = all_swaps(held, columns, covers, found.chosen, found.share)
    assert not swaps.within.all()
    said = [
        flip
        for some in price_flips(held, columns, things_of(columns, found.chosen), swaps, found.share)
        for flip in some
    ]
    for flip in said:
        if flip.code == "unit-limit":
            assert flip.now is not None
            assert flip.at is not None
            assert flip.at >= flip.now + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_just_past_a_flip_the_other_choice_costs_less_and_just_before_it_does_not(seed: int) -> None:
    instance, columns, covers, found = planned(seed)
    taken = things_of(columns, found.chosen)
    swaps = all_swaps(instance, columns, covers, found.chosen, found.share)
    settings = {"worst-tenth": "worst_tenth", "total": "total", "moved": "moved"}
    for thing, flips in enumerate(price_flips(instance, columns, taken, swaps, found.share)):
        inside = np.flatnonzero([thing in columns.things.row(column) for column in range(len(columns))])
        others = inside[inside != taken[thing]]
        for flip in flips:
            if flip.code not in settings or flip.at is None or flip.now is None or abs(flip.at - flip.now) < 1e-3:
                continue
            for step, expected in ((1e-3, True), (-1e-3, False)):
                value = flip.at + step * (flip.at - flip.now)
                weights = {"group_size": 28, "screen_there": 1, settings[flip.code]: value}
                other = replace(instance, weights=with_weights(**weights))
                more = all_swaps(other, columns, covers, found.chosen, found.share)
                assert bool((more.more[others][more.possible[others]] < -1e-9).any()) is expected, (flip, step)


def bearers_of(
    instance: Instance, rank: np.ndarray, alike: dict[tuple[str, str], tuple[float, float]] | None = None
) -> Bearers:
    loads = tuple((instance.things.load * factor, instance.things.reading * factor) for factor in (0.5, 1.0, 2.0))
    return Bearers(rank.astype(np.int32), loads, {}, frozenset(), {}, alike or {})


@pytest.mark.parametrize(("few", "shown"), [(4, False), (5, True)])
def test_a_part_of_four_people_is_hidden_and_one_of_five_is_shown(few: int, shown: bool) -> None:
    instance, columns, covers, found = planned(1)
    end = next(int(one) for one in range(len(instance.things), len(columns)) if columns.things.sizes[one] > 1)
    people = columns.people.row(end)
    rank = np.zeros(len(instance.people))
    rank[people[:few]] = 1
    found.chosen = with_column(columns, np.arange(len(instance.things)), end)
    whys = explain(instance, columns, covers, found, bearers_of(instance, rank))
    why = next(one for one in whys if instance.things.thing_id[int(columns.things.row(end)[0])] == one.thing_id)
    hidden = [gain for gain in why.gains if gain.people is None]
    assert bool(hidden) is not shown
    if shown:
        assert sum(gain.people or 0 for gain in why.gains) == len(people) == why.people
        before = sum(
            float(instance.things.load[one] + instance.things.open_cost[one])
            * len(instance.things.people.row(int(one)))
            for one in columns.things.row(end)
        )
        assert sum(gain.middle or 0.0 for gain in why.gains) == pytest.approx(
            before - columns.minutes[end] * len(people), abs=1e-4
        )
    else:
        assert all(gain.middle is None for gain in why.gains if gain.people is None)


def test_groups_made_one_say_from_which_sameness_on_they_would_not_be() -> None:
    instance, columns, covers, found = planned(1)
    merge = next(
        one for one in range(len(columns)) if CHOICES[columns.choice[one]] == "merge" and columns.things.sizes[one] == 2
    )
    first, second = (instance.things.thing_id[int(one)] for one in columns.things.row(merge))
    found.chosen = with_column(columns, np.arange(len(instance.things)), merge)
    bearers = bearers_of(instance, np.zeros(len(instance.people)), {(first, second): (0.7, 0.9)})
    whys = {why.thing_id: why for why in explain(instance, columns, covers, found, bearers)}
    said = {flip.code: flip.at for flip in whys[first].flips}
    assert (said["same-people"], said["same-purpose"]) == (0.7, 0.9)
    assert all(
        not {"same-people"} & {flip.code for flip in why.flips}
        for one, why in whys.items()
        if one not in (first, second)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_words(language: str) -> None:
    codes = (
        "idle-days",
        "quiet-days",
        "unit-limit",
        "worst-tenth",
        "total",
        "moved",
        "group-open",
        "group-upkeep",
        "account-upkeep",
        "app-upkeep",
    )
    risks = ("end-forgotten", "records", "ledger-only", "not-yet-in", "unconfirmed", "screen-unread")
    gains = tuple(Gain(level, post, 5, 1.0, 2.0 - 4 * at % 2, 3.0) for at, (level, post) in enumerate(RANKS[:6]))
    why = Explanation(
        kind="group", thing_id="g1", together=("g1", "g2"), people=9, gains=(*gains, Gain("village", "other", None, None, None, None)),
        upkeep_back=5.0, runner_up_minutes=3.0, runner_up_worst=1.0, runner_up_moved=0,
        risks=tuple(Risk(code, 2) for code in risks), flips=tuple(Flip(code, 1.0, 2.0, choice, "g2") for code in codes for choice in CHOICES),
    )  # fmt: skip
    row = {"runner_up": "merge", "runner_up_target_id": "g2", "runner_up_cost": 4.0}
    say = translator(language)
    words = explained_words(row, why, {"g2": "防汛群"}, say)
    assert len(words) >= len(risks) + len(codes) * len(CHOICES)
    assert any("防汛群" in one for one in words)
    for cost, minutes in ((0.0, 1.0), (1.0, -1.0)):
        assert explained_words({**row, "runner_up_cost": cost}, replace(why, runner_up_minutes=minutes), {}, say)
    assert explained_words({**row, "runner_up": None}, why, {}, say)
    assert explained_words({**row, "protected": "exempt"}, why, {}, say) != explained_words(row, why, {}, say)
    apart = explained_words({**row, "choice": "keep", "runner_up": "keep"}, why, {}, say)
    assert any(say("plan-explain-apart") in one for one in apart)
