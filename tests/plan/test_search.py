"""The search against trying everything, and against the greedy plan."""

from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from made_up import instance_of

from jianfu.plan.columns import Columns, Covers, cover_rows, make_columns
from jianfu.plan.greedy import greedy_plan
from jianfu.plan.instance import Instance
from jianfu.plan.outcome import outcome_of
from jianfu.plan.search import search


def best_of_all(instance: Instance, columns: Columns, covers: Covers) -> float:
    """The least objective of any plan, found by trying every way to take each thing in one column."""
    count = len(instance.things)
    containing = [[c for c in range(len(columns)) if at in columns.things.row(c)] for at in range(count)]
    budget = instance.weights.whole("changes")
    best = np.inf

    def grow(free: list[int], chosen: list[int]) -> None:
        nonlocal best
        if not free:
            best = min(best, _judge(instance, columns, covers, chosen, budget))
            return
        for column in containing[free[0]]:
            part = set(columns.things.row(column).tolist())
            if part <= set(free):
                grow([one for one in free if one not in part], [*chosen, column])

    grow(list(range(count)), [])
    return best


def _judge(instance: Instance, columns: Columns, covers: Covers, chosen: list[int], budget: int) -> float:
    kept = Counter(int(instance.things.unit[columns.target[one]]) for one in chosen if _counts(instance, columns, one))
    limits = zip(instance.limits.unit.tolist(), instance.limits.most.tolist(), strict=True)
    if any(kept[unit] > most for unit, most in limits):
        return np.inf
    ended = {int(columns.things.row(column)[0]) for column in chosen if columns.target[column] < 0}
    if any(set(covers.things.row(row).tolist()) <= ended for row in range(len(covers.things))):
        return np.inf
    outcome = outcome_of(instance, columns, np.asarray(sorted(chosen)))
    return np.inf if budget and outcome.changes > budget else outcome.objective


def _counts(instance: Instance, columns: Columns, column: int) -> bool:
    """Whether a column keeps a group that counts towards the limit of its unit: exempt ones do not."""
    return columns.target[column] >= 0 and instance.things.protected[columns.target[column]] != 1


def made(seed: int, groups: int, people: int = 20, **weights: float) -> tuple[Instance, Columns, Covers]:
    instance = instance_of(np.random.default_rng(seed), groups, people, **weights)
    covers = cover_rows(instance)
    return instance, make_columns(instance, covers), covers


@pytest.mark.parametrize("seed", range(40))
def test_bound_and_plan_enclose_the_best_of_all_plans(seed: int) -> None:
    instance, columns, covers = made(seed, 2 + seed % 7)
    found = search(instance, columns, covers)
    best = best_of_all(instance, columns, covers)
    assert found.bound <= best + 1e-6
    assert found.objective >= best - 1e-6
    if found.gap <= 1e-7:
        assert found.objective == pytest.approx(best, rel=1e-6)


@pytest.mark.parametrize("seed", range(30))
def test_without_the_worst_tenth_the_search_finds_the_best_plan(seed: int) -> None:
    instance, columns, covers = made(seed, 2 + seed % 7, worst_tenth=0)
    found = search(instance, columns, covers)
    assert found.gap <= 1e-7
    assert found.objective == pytest.approx(best_of_all(instance, columns, covers), rel=1e-7)


@pytest.mark.parametrize("seed", range(60))
def test_the_search_is_never_worse_than_the_greedy_plan(seed: int) -> None:
    instance, columns, covers = made(seed, 30, 60)
    greedy = outcome_of(instance, columns, greedy_plan(instance, columns, covers))
    found = search(instance, columns, covers)
    assert found.objective <= greedy.objective + 1e-9
    assert found.bound <= found.objective + 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_greedy_is_exact_where_nothing_can_be_merged(seed: int) -> None:
    instance, columns, covers = made(seed, 7, worst_tenth=0, mergeable=0)
    alone = columns.things.sizes == 1
    assert alone.all()
    if not (covers.things.sizes > 1).any():
        greedy = outcome_of(instance, columns, greedy_plan(instance, columns, covers))
        assert greedy.objective == pytest.approx(best_of_all(instance, columns, covers))


def test_the_same_seed_gives_the_same_plan() -> None:
    instance, columns, covers = made(5, 40, 80)
    one, other = search(instance, columns, covers), search(instance, columns, covers)
    assert one.chosen.tolist() == other.chosen.tolist()
    assert one.bound == other.bound


@pytest.mark.parametrize("budget", [1, 3, 6])
def test_a_budget_of_changes_is_kept(budget: int) -> None:
    instance, columns, covers = made(3, 30, 60, changes=budget)
    kept = int(columns.changes[: len(instance.things)].sum())
    found = search(instance, columns, covers)
    assert outcome_of(instance, columns, found.chosen).changes <= max(budget, kept)


def test_every_thing_is_taken_once() -> None:
    for seed, groups in product(range(5), (3, 12, 30)):
        instance, columns, covers = made(seed, groups, 40)
        found = search(instance, columns, covers)
        taken = np.concatenate([columns.things.row(int(column)) for column in found.chosen])
        assert sorted(taken.tolist()) == list(range(groups))


@pytest.mark.parametrize("seed", range(20))
def test_limits_of_units_hold_and_the_plan_is_the_best_under_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    instance = instance_of(rng, 2 + seed % 6, 16, limit=1 + seed % 3, worst_tenth=0)
    covers = cover_rows(instance)
    columns = make_columns(instance, covers)
    found = search(instance, columns, covers)
    reachable = instance.limits._replace(most=np.asarray(found.reachable, np.int32))
    best = best_of_all(replace(instance, limits=reachable), columns, covers)
    assert np.isfinite(best)
    assert found.objective == pytest.approx(best, rel=1e-7)
    assert found.bound <= best + 1e-6


@pytest.mark.parametrize("seed", [9, 16, 58, 130, 162, 184, 235])
def test_units_that_rely_on_each_other_for_a_duty_can_all_come_to_their_least_at_once(seed: int) -> None:
    """In such instances the least of each unit once left no plan at all for both."""
    rng = np.random.default_rng(seed)
    instance = instance_of(rng, 12, 30, limit=1 + seed % 3, mergeable=0.3)
    covers = cover_rows(instance)
    found = search(instance, make_columns(instance, covers), covers)
    assert np.isfinite(found.objective)


def test_a_limit_that_cannot_be_met_names_what_clashes() -> None:
    instance = instance_of(np.random.default_rng(2), 12, 30, limit=1)
    covers = cover_rows(instance)
    found = search(instance, make_columns(instance, covers), covers)
    assert found.clashes
    for clash in found.clashes:
        assert "limit" in clash.facts["demands"]  # type: ignore[operator]
        assert clash.facts["least"] > clash.facts["most"]  # type: ignore[operator]
