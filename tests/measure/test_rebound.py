"""What was closed and is back, as the ledgers and earlier snapshots tell."""

from datetime import date

import pytest
from worlds import at, make_snapshot, measure

from jianfu.dataset.snapshot import WITHDRAWN
from jianfu.engine.duckdb import DuckdbEngine
from jianfu.measure.group_activity import TABLE as ACTIVITY
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.rebound import compute_rebound

CLOSED = date(2026, 3, 1)
OLD = {"account_id": "a", "name": "县水利局发布", "unit_id": "u", "platform": "wechat", "closed_on": CLOSED}


def ways(tmp_path, *accounts: dict[str, object]) -> list[tuple[str, str, str]]:
    rows = measure(tmp_path, {"account": list(accounts)})["rebound"]
    return [(row["subject_id"], row["closed_id"], row["way"]) for row in rows]


@pytest.mark.parametrize(("posted", "back"), [(date(2026, 3, 2), True), (CLOSED, False), (None, False)])
def test_an_account_that_posts_after_it_was_closed_is_back(tmp_path, posted, back) -> None:
    assert ways(tmp_path, {**OLD, "last_post_on": posted}) == ([("a", "a", "reopened")] if back else [])


@pytest.mark.parametrize(
    ("change", "back"),
    [
        ({"opened_on": date(2026, 3, 2)}, True),
        ({"opened_on": CLOSED}, False),
        ({"opened_on": date(2025, 1, 1)}, False),
        ({"opened_on": None}, False),
        ({"platform": "weibo"}, False),
        ({"unit_id": "v"}, False),
        ({"state": "closed"}, False),
    ],
)
def test_another_account_of_the_unit_in_its_place(tmp_path, change, back) -> None:
    new = {**OLD, "account_id": "b", "name": "县水利局新发布", "closed_on": None, "opened_on": date(2026, 4, 1)}
    old = {**OLD, "state": "closed"}
    assert ways(tmp_path, old, {**new, **change}) == ([("b", "a", "renamed")] if back else [])


def test_what_opens_more_than_a_year_later_is_a_new_beginning(tmp_path) -> None:
    old = {**OLD, "closed_on": date(2025, 3, 1), "state": "closed"}
    new = {**OLD, "account_id": "b", "closed_on": None}
    assert ways(tmp_path, old, {**new, "opened_on": date(2026, 3, 1)}) == [("b", "a", "renamed")]
    assert ways(tmp_path, old, {**new, "opened_on": date(2026, 3, 2)}) == []


@pytest.mark.parametrize(("taken_back", "told"), [(False, ["reopened"]), (True, [])])
def test_an_earlier_snapshot_remembers_what_the_ledger_leaves_out_unless_it_was_taken_back(
    tmp_path, taken_back, told
) -> None:
    before = make_snapshot(tmp_path, {"account": [{**OLD, "state": "closed"}]})
    now = {**OLD, "state": "active", "closed_on": None}
    snapshot = make_snapshot(tmp_path, {"account": [now]})
    assert before.folder.parent == snapshot.folder.parent
    if taken_back:
        (before.folder.parents[1] / WITHDRAWN).write_text(f"other\n{before.folder.name}\n")
    found = compute_rebound(MeasureInput(snapshot, DuckdbEngine(), date(2026, 9, 30)), ACTIVITY.arrow())
    assert [row["way"] for row in found.to_pylist()] == told


@pytest.mark.parametrize(
    ("before", "after", "back"),
    [
        ("县水利局河长制联系群", "县水利局河长制工作群", True),
        ("县水利局林长制联系群", "县水利局河长制工作群", False),
        ("县水利局民兵交流群", "县水利局全体干部工作群", False),
    ],
)
def test_a_group_is_known_by_its_work_and_not_by_its_unit_or_its_letters(tmp_path, before, after, back) -> None:
    old = {"group_id": "a", "name": before, "unit_id": "u", "state": "dissolved", "dissolved_on": CLOSED}
    new = {"group_id": "b", "name": after, "unit_id": "u", "state": "active", "created_on": date(2026, 4, 1)}
    tables = {"work_group": [old, new], "unit": [{"unit_id": "u", "name": "县水利局"}]}
    likeness = [row["similarity"] for row in measure(tmp_path, tables)["rebound"]]
    assert [score >= 0.6 for score in likeness] == [back]


@pytest.mark.parametrize(
    ("name", "functions", "likeness"),
    [
        ("县水利局新版一点通", (), 0.7),
        ("县水利局云办", ("form", "notice", "query"), 1.0),
        ("县水利局云办", ("form", "map", "video"), 0.2),
        ("县水利局云办", ("other",), 0.0),
    ],
)
def test_an_app_is_known_by_its_name_or_its_functions(tmp_path, name, functions, likeness) -> None:
    old = {"app_id": "a", "name": "县水利局一点通", "unit_id": "u", "state": "closed", "closed_on": CLOSED}
    new = {"app_id": "b", "name": name, "unit_id": "u", "state": "active", "launched_on": date(2026, 4, 1)}
    does = [("a", one) for one in ("form", "notice", "query", "other")] + [("b", one) for one in functions]
    tables = {
        "app": [old, new],
        "app_function": [{"app_id": app, "function": one, "name": one} for app, one in does],
        "unit": [{"unit_id": "u", "name": "县水利局"}],
    }
    (row,) = measure(tmp_path, tables)["rebound"]
    assert (row["subject_kind"], row["subject_id"], row["closed_id"], row["way"]) == ("app", "b", "a", "renamed")
    assert row["similarity"] == pytest.approx(likeness, abs=0.02)


def test_an_app_updated_after_it_was_closed_is_back(tmp_path) -> None:
    app = {"app_id": "a", "name": "县水利局一点通", "unit_id": "u", "state": "closed", "closed_on": CLOSED}
    for updated, ways_back in ((date(2026, 3, 2), ["reopened"]), (CLOSED, [])):
        rows = measure(tmp_path / str(updated), {"app": [{**app, "last_updated_on": updated}]})["rebound"]
        assert [row["way"] for row in rows] == ways_back


def test_a_dissolved_group_that_talks_is_back_and_a_temporary_one_is_a_new_task(tmp_path) -> None:
    old = {"group_id": "g", "name": "河长制工作群", "unit_id": "u", "state": "dissolved", "dissolved_on": CLOSED}
    new = {"name": "河长制微信群", "unit_id": "u", "created_on": date(2026, 4, 1)}
    groups = [old, {**new, "group_id": "h"}, {**new, "group_id": "t", "type": "temporary"}]
    said = [{"message_id": "m", "group_id": "g", "sent_at": at(1, 9), "kind": "text"}]
    rows = measure(tmp_path, {"work_group": groups, "message": said})["rebound"]
    assert [(row["subject_id"], row["way"], row["similarity"]) for row in rows] == [
        ("g", "reopened", 1.0),
        ("h", "renamed", 1.0),
    ]
