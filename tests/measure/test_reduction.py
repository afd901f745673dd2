"""What was promised to be left against what the ledgers show, for the unit with all units below it."""

from datetime import date, timedelta

import pytest
from worlds import measure

UNITS = [
    {"unit_id": "county", "name": "某县"},
    {"unit_id": "town", "name": "某镇", "parent_id": "county"},
    {"unit_id": "village", "name": "某村", "parent_id": "town"},
]
TARGET = {"reduction_target_id": "t", "unit_id": "town", "kind": "account", "due_on": date(2026, 6, 30)}


def reduction_of(tmp_path, target=(), **tables) -> dict[str, object]:
    given = {"unit": UNITS, "reduction_target": [{**TARGET, **dict(target)}], **tables}
    (row,) = measure(tmp_path, given)["reduction"]
    return row


def accounts(*units: str | None, **rest: object) -> list[dict[str, object]]:
    return [{"account_id": f"a{nth}", "unit_id": unit, **rest} for nth, unit in enumerate(units)]


def test_things_of_the_units_below_count_and_those_above_and_of_nobody_do_not(tmp_path) -> None:
    told = reduction_of(tmp_path, {"target_count": 1}, account=accounts("town", "village", "county", None))
    assert (told["promised_count"], told["counted_count"]) == (1, 2)


@pytest.mark.parametrize(
    ("target", "promised"),
    [
        ({"baseline_count": 50, "reduction_share": 0.6}, 20),
        ({"baseline_count": 51, "reduction_share": 0.6}, 21),
        ({"baseline_count": 10, "reduction_share": 0.9}, 1),
        ({"baseline_count": 50, "reduction_share": 0.6, "target_count": 25}, 25),
        ({"baseline_count": 50, "target_count": 0}, 0),
        ({"baseline_count": 50}, None),
        ({"reduction_share": 0.6}, None),
    ],
)
def test_what_may_be_left_is_the_stated_count_or_what_the_share_leaves_rounded_up(tmp_path, target, promised) -> None:
    assert reduction_of(tmp_path, target)["promised_count"] == promised


def test_what_was_closed_or_is_not_yet_open_on_the_day_of_the_audit_is_not_left(tmp_path) -> None:
    last = date(2026, 9, 30)
    rows = [
        {"account_id": "closed", "unit_id": "town", "state": "closed"},
        {"account_id": "today", "unit_id": "town", "closed_on": last},
        {"account_id": "later", "unit_id": "town", "closed_on": last + timedelta(1)},
        {"account_id": "new", "unit_id": "town", "opened_on": last},
        {"account_id": "coming", "unit_id": "town", "opened_on": last + timedelta(1)},
    ]
    assert reduction_of(tmp_path, account=rows)["counted_count"] == 2


@pytest.mark.parametrize(
    ("kind", "table", "rows"),
    [
        ("group", "work_group", [{"group_id": "g", "unit_id": "town"}, {"group_id": "h", "state": "dissolved"}]),
        ("app", "app", [{"app_id": "g", "unit_id": "town"}, {"app_id": "h", "unit_id": "town", "state": "closed"}]),
        ("form", "form", [{"form_id": "g", "unit_id": "town"}, {"form_id": "h", "unit_id": "county"}]),
    ],
)
def test_each_kind_is_counted_in_its_own_ledger(tmp_path, kind, table, rows) -> None:
    told = reduction_of(tmp_path, {"kind": kind, "baseline_count": 4, "reported_count": 9}, **{table: rows})
    assert (told["counted_count"], told["reported_count"], told["reached_share"]) == (1, 9, 0.75)


def test_a_target_of_nobody_or_of_nothing_is_left_out(tmp_path) -> None:
    targets = [{**TARGET, "unit_id": None}, {**TARGET, "reduction_target_id": "u", "kind": None}]
    assert measure(tmp_path, {"unit": UNITS, "reduction_target": targets})["reduction"] == []


def test_units_that_stand_in_a_ring_end_the_walk(tmp_path) -> None:
    ring = [{"unit_id": "town", "parent_id": "village"}, {"unit_id": "village", "parent_id": "town"}]
    assert reduction_of(tmp_path, unit=ring, account=accounts("village"))["counted_count"] == 1
