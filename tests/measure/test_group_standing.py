"""Owners and members who should not be, and groups for one work: what tells them apart."""

from datetime import date

import pytest
from worlds import measure

from jianfu.measure.naming.purpose_similarity import similarity


def standing(tmp_path, tables) -> dict[str, dict[str, object]]:
    return {row["group_id"]: row for row in measure(tmp_path, tables)["group_standing"]}


def test_an_empty_owner_is_told_only_where_the_unit_names_its_owners(tmp_path) -> None:
    groups = [
        {"group_id": "a", "unit_id": "u", "owner_id": "p"},
        {"group_id": "b", "unit_id": "u"},
        {"group_id": "c", "unit_id": "v"},
        {"group_id": "d", "unit_id": "u", "owner_id": "gone"},
        {"group_id": "e", "unit_id": "u", "owner_id": "stranger"},
    ]
    people = [{"person_id": "p", "post": "middle"}, {"person_id": "gone", "state": "left"}]
    found = standing(tmp_path, {"work_group": groups, "person": people})
    assert {name: row["owner_state"] for name, row in found.items()} == {
        "a": "active", "b": "unnamed", "c": None, "d": "left", "e": None,
    }  # fmt: skip


def test_who_leaves_after_the_day_of_the_audit_has_not_left(tmp_path) -> None:
    people = [
        {"person_id": "p1", "state": "left", "left_on": date(2026, 9, 30)},
        {"person_id": "p2", "state": "active", "left_on": date(2026, 10, 1)},
        {"person_id": "p3", "state": "left", "left_on": date(2026, 10, 1)},
        {"person_id": "p4", "state": "left"},
    ]
    members = [{"group_id": "g", "person_id": row["person_id"]} for row in people]
    members.append({"group_id": "h", "person_id": "p1", "left_on": date(2026, 9, 30)})
    tables = {"work_group": [{"group_id": "g"}, {"group_id": "h"}], "person": people, "membership": members}
    found = standing(tmp_path, tables)
    assert (found["g"]["leaver_count"], found["g"]["member_count"], found["h"]["leaver_count"]) == (2, 4, 0)


def test_an_owner_who_left_is_told_once(tmp_path) -> None:
    tables = {
        "work_group": [{"group_id": "g", "owner_id": "p"}],
        "person": [{"person_id": "p", "state": "left"}],
        "membership": [{"group_id": "g", "person_id": "p"}],
    }
    assert standing(tmp_path, tables)["g"]["leaver_count"] == 0


def test_nobody_is_idle_where_only_what_people_wrote_is_known(tmp_path) -> None:
    seen = [date(2026, 8, 1), date(2026, 7, 31), None]
    members = [
        {"group_id": "g", "person_id": f"p{n}", "joined_on": date(2025, 1, 1), "last_seen_on": day}
        for n, day in enumerate(seen)
    ]
    members += [{"group_id": "g", "person_id": "new", "joined_on": date(2026, 8, 2)}]
    members += [{"group_id": "h", "person_id": f"p{n}"} for n in range(3)]
    found = standing(tmp_path, {"work_group": [{"group_id": "g"}, {"group_id": "h"}], "membership": members})
    assert (found["g"]["watched_count"], found["g"]["idle_count"]) == (3, 2)
    assert (found["h"]["watched_count"], found["h"]["idle_count"]) == (0, 0)


def pair(tmp_path, one: dict[str, object], other: dict[str, object], units=()) -> dict[str, object]:
    members = [{"group_id": group, "person_id": f"p{n}"} for group in ("a", "b") for n in range(5)]
    groups = [{"group_id": "a", **one}, {"group_id": "b", **other}]
    rows = measure(tmp_path, {"membership": members, "work_group": groups, "unit": list(units)})["group_likeness"]
    assert len(rows) == 1
    return rows[0]


def test_the_later_group_is_the_one_that_repeats(tmp_path) -> None:
    row = pair(tmp_path, {"created_on": date(2025, 1, 1), "name": "防汛群"}, {"created_on": date(2024, 1, 1)})
    assert (row["group_id"], row["other_id"], row["name_similarity"]) == ("a", "b", None)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"name": "防汛群"}, {"name": "防汛二群"}, None),
        ({"restricted": True}, {}, "restricted"),
        ({"name": "春季森林防火群"}, {"name": "秋季森林防火群"}, "season"),
        ({"unit_id": "town"}, {"unit_id": "county"}, "lineage"),
        ({"task_end_on": date(2025, 5, 1)}, {"task_start_on": date(2025, 5, 2)}, "period"),
        ({"task_end_on": date(2025, 5, 2)}, {"task_start_on": date(2025, 5, 2)}, None),
    ],
)
def test_what_tells_two_groups_apart(tmp_path, one, other, apart) -> None:
    units = [{"unit_id": "county", "name": "县"}, {"unit_id": "town", "name": "镇", "parent_id": "county"}]
    assert pair(tmp_path, one, other, units)["apart"] == apart


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("防汛抗旱", "汛期值守、雨情通报和旱情统计", True),
        ("河长制", "巡河护河", True),
        ("安全生产", "食品安全", False),
        ("业务培训", "志愿者培训", False),
        ("人口抽样调查", "经济普查", False),
        ("春茶采摘协作", "春茶采摘", True),
        ("森林防火", "消防", False),
    ],
)
def test_purposes_are_alike_by_topic_and_else_by_words(a: str, b: str, alike: bool) -> None:
    assert (similarity(a, b) >= 0.6) is alike
