"""Which notices must be acted on, and by when."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from small_county import AS_OF, NINE, copies, county, demands, heard, said

from jianfu.plan.replay.must_act import HOUR
from jianfu.plan.replay.record import BASES

MEMBERS = {"a": ["p0", "p1"], "b": ["p2", "p3"]}
SOON = NINE + timedelta(hours=3)


def bases(folder: Path, rows: list[dict[str, object]], **more: object) -> dict[str, str]:
    """Message -> why it must be acted on."""
    given = heard(county(folder, MEMBERS, rows, **more))
    names = given.said.notices.message_id.to_pylist()
    return {one: BASES[basis] for one, basis in zip(names, given.acts.basis, strict=True) if basis >= 0}


def test_a_demand_with_a_deadline_or_a_time_to_answer_must_be_acted_on(tmp_path: Path) -> None:
    rows = [demands("dated", "a", SOON), demands("answer", "a", answer=0), demands("open", "a"), said("talk", "a")]
    assert bases(tmp_path, rows) == {"dated": "deadline", "answer": "deadline"}


def test_of_a_round_only_what_began_it_demands_something(tmp_path: Path) -> None:
    rows = [demands("begin", "a", SOON, kind="chain_reply"), demands("entry", "a", SOON, kind="chain_reply")]
    assert bases(tmp_path, rows, rounds=["begin"]) == {"begin": "deadline"}


def test_in_a_group_that_carries_a_duty_orders_and_notices_passed_on_must_arrive_within_its_hours(
    tmp_path: Path,
) -> None:
    rows = [demands("order", "a"), said("notice", "a"), copies(said("copy", "b"), "notice"), said("talk", "a")]
    duty = {"duty_id": "d", "name": "flood warning", "unit_id": "u1", "within_hours": 2.0, "group_id": "a"}
    assert bases(tmp_path / "one", rows, duties=[duty]) == {"order": "ledger", "notice": "ledger"}
    given = heard(county(tmp_path / "two", MEMBERS, [demands("order", "a", SOON)], duties=[duty]))
    assert (given.acts.due - given.said.notices.moment).tolist() == [2 * HOUR]
    assert given.hours.tolist() == [2.0, np.inf]


@pytest.mark.parametrize(("until", "guarded"), [(NINE.date(), True), (NINE.date() - timedelta(days=1), False)])
def test_in_an_exempt_group_orders_count_to_the_last_day_of_the_exemption(
    tmp_path: Path, until: date, guarded: bool
) -> None:
    exemption = {"exemption_id": "x", "subject_kind": "group", "subject_id": "a", "approved": True, "until_on": until}
    found = bases(tmp_path, [demands("order", "a"), demands("other", "b")], exemptions=[exemption])
    assert found == ({"order": "protected"} if guarded else {})


def test_in_a_restricted_group_orders_count(tmp_path: Path) -> None:
    rows = [demands("order", "a"), said("talk", "a")]
    assert bases(tmp_path, rows, groups={"a": {"restricted": True}}) == {"order": "protected"}


@pytest.mark.parametrize(
    ("ended", "said_days_ago", "due", "counts"),
    [
        (AS_OF - timedelta(days=1), 14, AS_OF, False),
        (AS_OF - timedelta(days=1), 13, AS_OF, True),
        (AS_OF, 14, AS_OF, True),
        (AS_OF - timedelta(days=1), 14, AS_OF + timedelta(days=1), True),
    ],
)
def test_what_was_said_for_a_task_that_is_over_counts_no_more(
    tmp_path: Path, ended: date, said_days_ago: int, due: date, counts: bool
) -> None:
    moment = NINE.replace(year=AS_OF.year, month=AS_OF.month, day=AS_OF.day) - timedelta(days=said_days_ago)
    row = demands("order", "a", NINE.replace(month=due.month, day=due.day), moment)
    found = bases(tmp_path, [row], groups={"a": {"type": "temporary", "task_end_on": ended}})
    assert found == ({"order": "deadline"} if counts else {})


def test_where_the_ledger_names_no_group_the_one_with_the_purpose_of_the_duty_serves_it(tmp_path: Path) -> None:
    duty = {"duty_id": "d", "name": "汛情预警转移", "unit_id": "u1", "within_hours": 2.0}
    rows = [demands("order", "a"), demands("other", "b")]
    assert bases(tmp_path, rows, duties=[duty], groups={"a": {"purpose": "汛情预警转移"}}) == {"order": "ledger"}
