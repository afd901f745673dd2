"""Last period's messages in a plan: who gets them, how often, in time or not; what is refused."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from made_up import with_weights
from small_county import AS_OF, NINE, copies, county, demands, heard, proposals, said

from jianfu.measure.suppression import SMALLEST_SHOWN
from jianfu.plan.replay.record import CAMPAIGNS, Replayed
from jianfu.plan.replay.replaying import Heard, replay, replay_plan
from jianfu.plan.replay.structure import campaign, planned

MINUTE = timedelta(minutes=1)
FIRST, LAST = [f"p{at}" for at in range(6)], [f"p{at}" for at in range(4, 10)]
TWO = {"a": FIRST, "b": LAST}
"""Two groups; p4 and p5 are in both."""


def under(given: Heard, **choices: str) -> Replayed:
    return replay(given, planned(given.groups, proposals(**choices), 8.0))


def times(found: Replayed) -> dict[int, int]:
    return {one.times: one.after for one in found.how_often if one.after}


def test_a_notice_posted_in_two_groups_that_become_one_reaches_everybody_exactly_once(tmp_path: Path) -> None:
    rows = [demands("n", "a", NINE + 9 * MINUTE), copies(demands("m", "b", NINE + 9 * MINUTE, NINE + MINUTE), "n")]
    given = heard(county(tmp_path, TWO, rows))
    kept, merged = under(given, a="keep", b="keep"), under(given, a="b", b="keep")
    assert times(kept) == {1: 8, 2: 2}
    assert times(merged) == {1: 10}
    assert (merged.twice_before, merged.twice, merged.missed, merged.late) == (2, 0, 0, 0)
    assert merged.must_act == 1


def test_what_was_said_in_one_of_the_groups_alone_reaches_all_of_the_new_one_once(tmp_path: Path) -> None:
    given = heard(county(tmp_path, TWO, [demands("n", "a", sender="p0")], duties=[serves("a", 4.0)]))
    assert times(under(given, a="b", b="keep")) == {1: 9}


def test_a_reminder_in_the_same_group_still_comes_twice_after_a_merge(tmp_path: Path) -> None:
    rows = [said("n", "a"), copies(said("m", "a", NINE + MINUTE), "n"), copies(said("o", "b", NINE + 2 * MINUTE), "n")]
    assert times(under(heard(county(tmp_path, TWO, rows)), a="b", b="keep")) == {2: 10}


def serves(group: str, hours: float) -> dict[str, object]:
    return {"duty_id": "d1", "name": "flood warning", "unit_id": "u1", "within_hours": hours, "group_id": group}


def test_a_plan_that_loses_one_notice_is_refused_and_says_which_duty_and_whom(tmp_path: Path) -> None:
    run = county(tmp_path, TWO, [demands("n", "a"), said("talk", "b")], duties=[serves("a", 4.0)])
    given = heard(run)
    passed = replay_plan(given, proposals(a="keep", b="dissolve"), run)
    assert (passed.status, passed.plan and passed.plan.must_act) == ("passed", 1)
    refused = replay_plan(given, proposals(a="dissolve", b="keep"), run)
    assert refused.status == "refused"
    assert refused.plan is not None
    (lost,) = refused.plan.lost
    assert (lost.group, lost.duty, lost.basis, lost.missed) == ("group a", "flood warning", "ledger", True)
    assert [(one.level, one.post, one.people) for one in lost.unreached] == [("township", "staff", 6)]
    assert refused.plan.duties_lost == 1


@pytest.mark.parametrize(
    ("after", "status"), [(timedelta(hours=8), "passed"), (timedelta(hours=8) - MINUTE, "refused")]
)
def test_the_workers_screen_is_in_time_to_the_minute(tmp_path: Path, after: timedelta, status: str) -> None:
    run = county(tmp_path, TWO, [demands("n", "a", NINE + after)])
    found = replay_plan(heard(run), proposals(a="screen", b="keep"), run)
    assert found.status == status
    assert found.plan is not None
    assert (found.plan.missed, found.plan.late) == (0, int(status == "refused"))


@pytest.mark.parametrize(("later", "late"), [(timedelta(hours=2), 0), (timedelta(hours=2) + MINUTE, 1)])
def test_a_copy_elsewhere_saves_a_notice_if_it_comes_within_the_hours_of_the_duty(
    tmp_path: Path, later: timedelta, late: int
) -> None:
    rows = [demands("n", "a"), copies(said("m", "b", NINE + later), "n")]
    given = heard(county(tmp_path, {"a": FIRST, "b": FIRST}, rows, duties=[serves("a", 2.0)]))
    found = under(given, a="dissolve", b="keep")
    assert (found.missed, found.late) == (0, late)


def test_a_copy_that_changed_the_words_saves_nothing(tmp_path: Path) -> None:
    rows = [demands("n", "a"), copies(said("m", "b", NINE + MINUTE), "n", "changed")]
    given = heard(county(tmp_path, {"a": FIRST, "b": FIRST}, rows, duties=[serves("a", 2.0)]))
    assert under(given, a="dissolve", b="keep").missed == 1


def test_who_sent_a_notice_need_not_get_it_back(tmp_path: Path) -> None:
    rows = [demands("n", "a", NINE + MINUTE, sender="p0"), copies(said("m", "b", NINE + MINUTE), "n")]
    given = heard(county(tmp_path, {"a": ["p0", "p1"], "b": ["p1", "p2"]}, rows))
    assert under(given, a="dissolve", b="keep").missed == 0


def test_a_group_the_plan_does_not_name_and_a_target_that_goes_reach_nobody(tmp_path: Path) -> None:
    given = heard(county(tmp_path, TWO, [demands("n", "a", NINE + MINUTE)]))
    assert under(given, b="keep").missed == 1
    assert under(given, a="b", b="dissolve").missed == 1


def test_a_notice_in_a_group_whose_members_nobody_knows_is_missed_when_the_group_ends(tmp_path: Path) -> None:
    given = heard(county(tmp_path, {"a": [], "b": LAST}, [demands("n", "a", NINE + MINUTE)]))
    assert under(given, a="keep", b="keep").missed == 0
    assert under(given, a="dissolve", b="keep").missed == 1


def test_no_order_of_rows_and_no_split_into_parts_changes_a_replay(tmp_path: Path) -> None:
    rows = [
        demands("n1", "a", NINE + MINUTE),
        copies(demands("n2", "b", NINE + MINUTE), "n1"),
        copies(said("n3", "c", NINE + 3 * MINUTE, "p1"), "n2"),
        copies(said("n4", "c", NINE + 3 * MINUTE, "p2"), "n1", "shortened"),
        demands("n5", "c", moment=NINE + 4 * MINUTE),
        said("n6", "b"),
    ]
    members = {**TWO, "c": ["p0", "p1", "p2", "p9"]}
    found = [
        replay_plan(heard(run), proposals(a="dissolve", b="keep", c="b"), run)
        for number, (parts, seed) in enumerate([(1, None), (1, 1), (3, 2), (2, 3)])
        for run in [county(tmp_path / str(number), members, rows, duties=[serves("c", 1)], parts=parts, shuffled=seed)]
    ]
    assert found[0].plan is not None
    assert found[0].plan.missed == 1
    assert all(one == found[0] for one in found)


def test_the_crude_campaigns_lose_notices_that_a_plan_keeps(tmp_path: Path) -> None:
    spring = AS_OF - timedelta(days=150)
    members = {
        "flood": ["p0", "p1"],
        "large": [f"p{at}" for at in range(10)],
        "other": [f"p{at}" for at in range(8, 16)],
    }
    rows = [
        demands("old", "flood", NINE - timedelta(days=119), NINE - timedelta(days=120)),
        demands("n1", "large", NINE + MINUTE),
        demands("n2", "other", NINE + MINUTE),
    ]
    groups = {"flood": {"purpose": "防汛", "created_on": spring}, "other": {"created_on": date(2020, 1, 1)}}
    run = county(tmp_path, members, rows, groups=groups)
    record = replay_plan(
        heard(run, with_weights(group_size=12)), proposals(flood="keep", large="keep", other="keep"), run
    )
    assert record.status == "passed"
    missed = {name: record.campaigns[name].missed for name in CAMPAIGNS}
    assert missed == {"one-per-unit": 1, "smallest-60": 1, "idle-90": 1}
    assert record.campaigns["idle-90"].protected_ended == 1


def test_the_period_is_that_of_the_messages_and_ends_with_the_day_of_the_audit(tmp_path: Path) -> None:
    late = NINE + timedelta(days=30)
    run = county(tmp_path, TWO, [said("n", "a"), said("elsewhere", "gone"), demands("later", "a", None, late)])
    record = replay_plan(heard(run), proposals(a="keep", b="keep"), run)
    assert (record.first_day, record.last_day) == (NINE.date(), NINE.date())
    assert (record.messages, record.other_messages) == (1, 1)


def test_without_messages_there_is_no_replay_and_no_refusal(tmp_path: Path) -> None:
    run = county(tmp_path, TWO, [])
    record = replay_plan(heard(run), proposals(a="dissolve", b="dissolve"), run)
    assert (record.status, record.plan, record.campaigns) == ("no_messages", None, {})


def test_merging_lays_both_groups_loads_on_everybody_less_what_is_posted_twice(tmp_path: Path) -> None:
    rows = [said("n", "a"), copies(said("m", "b", NINE + MINUTE), "n"), said("o", "b", NINE + 2 * MINUTE)]
    given = heard(county(tmp_path, TWO, rows))
    total = under(given, a="b", b="keep").minutes.total
    # one message of a, two of b, four minutes each; the copy in b is posted no more; a quarter for each opening
    assert total.before.middle == pytest.approx(10 * 10 + 6 * 4 + 6 * 8 + 12 * 0.25)
    assert total.after.middle == pytest.approx(10 * 10 + 10 * (4 + 8 / 2) + 10 * 0.25)
    assert total.after.low < total.after.middle < total.after.high


def test_an_entry_of_the_screen_is_read_and_not_opened(tmp_path: Path) -> None:
    given = heard(county(tmp_path, TWO, [said("n", "a")]))
    kept, screen = under(given, a="keep", b="keep"), under(given, a="screen", b="keep")
    assert kept.minutes.total.after.middle - screen.minutes.total.after.middle == pytest.approx(6 * 0.25)


def test_no_figure_is_of_a_few_people(tmp_path: Path) -> None:
    given = heard(county(tmp_path, {"a": FIRST[: SMALLEST_SHOWN - 1]}, [demands("n", "a", NINE + MINUTE)]))
    found = under(given, a="dissolve")
    assert [one.people for one in found.lost[0].unreached] == [None]
    assert found.minutes.levels == ()
    assert found.minutes.worst_tenth is None


def test_one_group_for_each_unit_opens_restricted_groups_to_others(tmp_path: Path) -> None:
    given = heard(county(tmp_path, TWO, [said("n", "a")], groups={"a": {"restricted": True}}))
    assert replay(given, campaign("one-per-unit", given.groups, given.weights)).restricted_widened == 1
