from datetime import date, timedelta

import pytest
from brute_force import BruteForce
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import MONDAY, at, measure, message, workdays

from jianfu.measure.burden.tables import BURDEN

CASES = ("minutes_low", "minutes_middle", "minutes_high")
UNITS = [
    {"unit_id": "c0", "level": "county"},
    {"unit_id": "c1", "parent_id": "c0", "level": "county"},
    {"unit_id": "t1", "parent_id": "c0", "level": "township"},
    {"unit_id": "v1", "parent_id": "t1", "level": "village"},
]
NOTICE = "各村请及时排查独居老人用火用电安全隐患。"
TEXTS = [
    "收到", "好的", "收到！", NOTICE, NOTICE + "收到请回复", "今天下午三点在三楼会议室开会研究秋收", "下雨了", "请接龙",
    "请打卡", "已打卡", "完成后拍照发群", "到岗后发定位",
]  # fmt: skip
PEOPLE = [
    {"person_id": f"p{n}", "unit_id": unit, "post": post, "state": "active"}
    for n, (unit, post) in enumerate(
        [
            ("c1", "staff"),
            ("c1", "leader"),
            ("t1", "staff"),
            ("v1", "village_cadre"),
            ("v1", "village_cadre"),
            (None, None),
        ]
    )
]
STRANGER = "p9"

days = st.integers(0, 6).map(lambda offset: MONDAY + timedelta(offset))
memberships = st.lists(
    st.tuples(
        st.sampled_from(["g0", "g1", "g2"]),
        st.sampled_from([person["person_id"] for person in PEOPLE]),
        st.none() | days,
        st.none() | days,
    ),
    unique_by=lambda row: row[:2],
    max_size=12,
)
messages = st.lists(
    st.tuples(
        st.sampled_from(["g0", "g1", "g2", "g3"]),
        st.integers(0, 7 * 24 * 12).map(lambda fives: at(7) + timedelta(minutes=5 * fives)),
        st.sampled_from([*(person["person_id"] for person in PEOPLE), STRANGER, None]),
        st.sampled_from(
            [*((text, "text") for text in TEXTS), (None, "chain_reply"), (None, "image"), (None, "location")]
        ),
        st.integers(0, 40),
    ),
    max_size=25,
    unique_by=lambda row: row[:3],
)


def world(members: list, sent: list) -> dict[str, list[dict[str, object]]]:
    return {
        "unit": UNITS,
        "person": PEOPLE,
        "work_group": [{"group_id": "g0", "unit_id": "t1"}, {"group_id": "g3", "unit_id": "c1"}],
        "membership": [
            dict(zip(("group_id", "person_id", "joined_on", "left_on"), row, strict=True)) for row in members
        ],
        "message": [
            message(group, at, sender, text, kind=kind, char_count=len(text) if text else count)
            for group, at, sender, (text, kind), count in sent
        ],
    }


def sums(rows: list, *keys: str) -> dict[tuple, tuple[float, ...]]:
    return {tuple(row[key] for key in keys): tuple(row[case] for case in CASES) for row in rows}


def brute(table: dict) -> dict[tuple, tuple[float, ...]]:
    return {
        key if isinstance(key, tuple) else (key,): tuple(float(minutes) for minutes in row)
        for key, row in table.items()
        if row[-1]
    }


def same(found: dict, expected: dict) -> None:
    assert set(found) == set(expected)
    for key, minutes in expected.items():
        assert found[key] == pytest.approx(minutes, rel=1e-9, abs=1e-9)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(memberships, messages)
def test_the_burden_is_what_delivering_every_message_by_hand_gives(tmp_path, members, sent) -> None:
    tables = world(members, sent)
    found = measure(tmp_path, tables)
    calendar = {row["day"]: row["working"] for row in workdays(date(2026, 8, 1), 90)}
    notices = {row["message_id"]: row["cluster_id"] for row in found["relay"]}
    expected = BruteForce(tables, calendar, notices)
    same(
        sums(found["burden"], *BURDEN.key),
        brute(expected.flows),
    )
    same(sums(found["burden_group"], "group_id", "component", "off_hours"), brute(expected.by_group))
    period = [row["sent_at"].date() for row in tables["message"]] or [date(2026, 9, 1), date(2026, 9, 30)]
    working = sum(calendar[min(period) + timedelta(n)] for n in range((max(period) - min(period)).days + 1)) or 1
    people = {key: tuple(m * working for m in row) for key, row in sums(found["burden_person"], "person_id").items()}
    same({key: row for key, row in people.items() if row[-1]}, brute(expected.by_person))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(memberships, messages, st.integers(1, 3), st.integers(1, 30))
def test_parts_and_slices_do_not_change_a_row(tmp_path, members, sent, parts, slice_rows) -> None:
    tables = world(members, sent)
    cut = measure(tmp_path, tables, parts=parts, slice_rows=slice_rows)
    assert cut == measure(tmp_path, tables, parts=4, slice_rows=1_000_000)


DUTIES = {
    "form": [
        {
            "form_id": "f1",
            "unit_id": "c1",
            "level": "village",
            "frequency": "monthly",
            "field_count": 30,
            "paper_copy": True,
        },
        {"form_id": "f2", "unit_id": "c1", "level": "county", "yearly_submissions": 50, "field_count": 6},
    ],
    "app": [{"app_id": "a1", "unit_id": "c1"}],
    "app_use": [{"app_id": "a1", "unit_id": "t1", "users": 1, "logins_per_day": 2.0, "required_minutes_per_day": 5.0}],
}


def test_all_tables_add_up_to_the_same_minutes(tmp_path) -> None:
    sent = [
        ("g0", at(7, 9), "p0", (NOTICE + "收到请回复", "text"), 0),
        ("g0", at(7, 9, 1), "p3", ("收到", "text"), 0),
        ("g1", at(8, 21), "p0", (NOTICE + "收到请回复", "text"), 0),
    ]
    members = [("g0", person["person_id"], None, None) for person in PEOPLE] + [("g1", "p4", None, None)]
    people = [person for person in PEOPLE if person["unit_id"]] + [
        {"person_id": "p7", "unit_id": "c0", "post": "staff", "state": "active"}
    ]
    found = measure(tmp_path, {**world(members, sent), **DUTIES, "person": people})
    working = 2
    for case in CASES:
        whole = sum(row[case] for row in found["burden"])
        duties = sum(row[case] for row in found["burden"] if row["component"] in ("form", "app"))
        assert duties > 0
        assert sum(row[case] for row in found["burden_group"]) + duties == pytest.approx(whole)
        assert sum(row[case] for row in found["burden_unit"]) == pytest.approx(whole)
        assert sum(row[case] for row in found["burden_causer"]) == pytest.approx(whole)
        assert sum(row[case] for row in found["burden_person"]) * working == pytest.approx(whole)


def test_a_form_costs_fields_fetching_and_stamping_by_every_filling_unit(tmp_path) -> None:
    found = measure(tmp_path, {**world([], []), "form": DUTIES["form"][:1]}, as_of=date(2026, 9, 30))
    rows = [row for row in found["burden"] if row["component"] == "form"]
    once = 30 * 20 / 60 + 15 + 15
    assert [(row["bearer_level"], row["bearer_post"], row["causer_unit_id"]) for row in rows] == [
        ("village", "village_cadre", "c1")
    ]
    working_days = 21
    assert rows[0]["minutes_middle"] == pytest.approx(once * 12 * working_days / 250)


def test_leaders_fill_forms_only_where_there_is_nobody_else(tmp_path) -> None:
    leader = {"person_id": "p1", "unit_id": "v1", "post": "leader", "state": "active"}
    tables = {**world([], []), "form": DUTIES["form"][:1]}
    alone = measure(tmp_path, {**tables, "person": [leader]})
    helped = measure(tmp_path, {**tables, "person": [leader, PEOPLE[3]]})
    assert {row["bearer_post"] for row in alone["burden_unit"]} == {"leader"}
    assert {row["bearer_post"] for row in helped["burden_unit"]} == {"village_cadre"}


def test_a_unit_without_known_people_bears_its_forms_all_the_same(tmp_path) -> None:
    found = measure(tmp_path, {"unit": UNITS, "form": DUTIES["form"][:1]})
    assert [(row["bearer_unit_id"], row["bearer_post"]) for row in found["burden_unit"]] == [("v1", "other")]
    assert found["burden_causer"][0]["people"] == 0


def test_a_bill_counts_each_person_once(tmp_path) -> None:
    members = [("g0", "p3", None, None), ("g0", "p4", None, None), ("g1", "p3", None, None), ("g1", "p2", None, None)]
    sent = [(group, at(7, 9), "p0", (NOTICE, "text"), 0) for group in ("g0", "g1")]
    bill = next(
        row for row in measure(tmp_path, world(members, sent))["burden_causer"] if row["causer_unit_id"] == "c1"
    )
    assert bill["people"] == 3
    assert bill["to_others_middle"] == pytest.approx(bill["minutes_middle"])


@pytest.mark.parametrize(("gap", "bursts"), [(300, 1), (301, 2)])
def test_messages_five_minutes_apart_are_one_interruption(tmp_path, gap, bursts) -> None:
    begin = at(7, 9)
    sent = [("g0", begin + timedelta(seconds=gap * n), "p0", ("下雨了", "text"), 0) for n in range(2)]
    found = measure(tmp_path, world([("g0", "p3", None, None)], sent))
    interruption = next(row for row in found["burden"] if row["component"] == "interruption")
    assert interruption["minutes_high"] == pytest.approx(bursts * 64 / 60)


@pytest.mark.parametrize(("minute", "off"), [(509, True), (510, False), (1049, False), (1050, True)])
def test_working_hours_begin_and_end_on_the_minute(tmp_path, minute, off) -> None:
    sent = [("g0", at(7) + timedelta(minutes=minute), "p0", ("下雨了", "text"), 0)]
    found = measure(tmp_path, world([("g0", "p3", None, None)], sent))
    assert {row["off_hours"] for row in found["burden"]} == {off}


def test_nothing_after_the_day_of_the_audit_counts(tmp_path) -> None:
    sent = [("g0", at(day, 9), "p0", (NOTICE, "text"), 0) for day in (7, 8, 9)]
    later = measure(tmp_path, world([("g0", "p3", None, None)], sent), as_of=date(2026, 9, 8))
    without = measure(tmp_path, world([("g0", "p3", None, None)], sent[:2]), as_of=date(2026, 9, 8))
    assert later == without
