from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import HOLIDAY, at, measure


def overlap_by_hand(groups: dict[str, set[str]], floor: float = 0.5, least: int = 3) -> list[dict[str, object]]:
    names = sorted(name for name, members in groups.items() if len(members) >= least)
    rows = []
    for place, a in enumerate(names):
        for b in names[place + 1 :]:
            shared = len(groups[a] & groups[b])
            jaccard, containment = shared / len(groups[a] | groups[b]), shared / min(len(groups[a]), len(groups[b]))
            if shared and max(jaccard, containment) >= floor:
                rows.append(
                    {
                        "group_a": a,
                        "group_b": b,
                        "members_a": len(groups[a]),
                        "members_b": len(groups[b]),
                        "shared": shared,
                        "jaccard": pytest.approx(jaccard),
                        "containment": pytest.approx(containment),
                    }
                )
    return rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([f"g{n}" for n in range(12)]),
        st.sets(st.sampled_from([f"p{n}" for n in range(10)]), min_size=1),
    )
)
def test_every_pair_past_the_floor_is_found_and_no_other(tmp_path, groups) -> None:
    members = [{"group_id": group, "person_id": person} for group, people in groups.items() for person in people]
    assert measure(tmp_path, {"membership": members})["group_overlap"] == overlap_by_hand(groups)


def test_members_who_left_and_dissolved_groups_do_not_overlap(tmp_path) -> None:
    members = [{"group_id": group, "person_id": f"p{n}"} for group in ("a", "b", "c") for n in range(4)]
    for row in members[:2]:
        row["left_on"] = date(2026, 9, 30)
    groups = [{"group_id": "c", "state": "dissolved"}]
    assert measure(tmp_path, {"membership": members, "work_group": groups})["group_overlap"] == []


def test_apps_overlap_by_the_classes_of_their_functions(tmp_path) -> None:
    functions = [
        ("a1", "form"),
        ("a1", "notice"),
        ("a2", "form"),
        ("a2", "map"),
        ("a3", "form"),
        ("a3", "other"),
        ("a4", "other"),
        ("a1", "other"),
        ("a9", "form"),
    ]
    apps = [{"app_id": "a9", "state": "closed"}]
    rows = measure(
        tmp_path,
        {"app": apps, "app_function": [{"app_id": app, "function": name, "name": name} for app, name in functions]},
    )["app_overlap"]
    assert [(row["app_a"], row["app_b"], row["shared"], row["jaccard"]) for row in rows] == [
        ("a1", "a2", 1, pytest.approx(1 / 3)),
        ("a1", "a3", 1, 0.5),
        ("a2", "a3", 1, 0.5),
    ]


def letter(received: datetime, **more: object) -> dict[str, object]:
    return {"letter_id": "l", "unit_id": "u", "kind": "help", "received_at": received, **more}


def reply(moment: datetime) -> dict[str, object]:
    return {"letter_id": "l", "replied_at": moment, "text": "x"}


@pytest.mark.parametrize(
    ("received", "replied", "working", "days"),
    [
        (at(7, 23), at(7, 23, 30), 0, 0),
        (at(7, 9), at(8, 9), 1, 1),
        (at(11, 9), at(14, 9), 1, 3),
        (at(12, 9), at(14, 9), 1, 2),
        (at(24, 9), at(HOLIDAY.day, 9), 0, 1),
        (at(24, 9), at(28, 9), 1, 4),
    ],
)
def test_a_letter_waits_working_days_after_the_day_it_came(tmp_path, received, replied, working, days) -> None:
    row = measure(tmp_path, {"letter": [letter(received)], "reply": [reply(replied), reply(at(29))]})["letter_delay"][0]
    assert (row["answered"], row["working_days"], row["calendar_days"]) == (True, working, days)
    assert row["replied_on"] == replied.date()


def test_a_letter_without_a_reply_waits_until_the_audit(tmp_path) -> None:
    rows = measure(tmp_path, {"letter": [letter(at(28, 9))], "reply": [reply(at(30))]}, as_of=date(2026, 9, 29))
    assert [(row["answered"], row["replied_on"], row["working_days"]) for row in rows["letter_delay"]] == [
        (False, None, 1)
    ]


def test_a_letter_received_after_the_audit_is_not_there(tmp_path) -> None:
    assert measure(tmp_path, {"letter": [letter(at(30, 9))]}, as_of=date(2026, 9, 29))["letter_delay"] == []


def test_a_letter_of_an_unknown_day_has_no_delay(tmp_path) -> None:
    row = measure(tmp_path, {"letter": [{"letter_id": "l", "kind": "help"}]})["letter_delay"][0]
    assert (row["received_on"], row["working_days"], row["calendar_days"], row["answered"]) == (None, None, None, False)


def test_a_reply_of_an_unknown_day_is_a_reply_all_the_same(tmp_path) -> None:
    undated = {"letter_id": "l", "text": "x"}
    row = measure(tmp_path, {"letter": [letter(at(7, 9))], "reply": [undated]})["letter_delay"][0]
    assert (row["answered"], row["replied_on"], row["working_days"], row["reply_count"]) == (True, None, None, 1)
    row = measure(tmp_path, {"letter": [letter(at(7, 9))], "reply": [undated, reply(at(9))]})["letter_delay"][0]
    assert (row["replied_on"], row["working_days"], row["reply_count"]) == (date(2026, 9, 9), 2, 2)


@pytest.mark.parametrize(
    ("due", "replies", "past"),
    [
        (at(9, 18), [reply(at(9, 23))], False),
        (at(9, 18), [reply(at(10, 1))], True),
        (at(9, 18), [reply(at(9)), reply(at(12))], False),
        (at(29, 18), [], False),
        (at(28, 18), [], True),
        (None, [reply(at(28))], None),
    ],
)
def test_a_stated_deadline_is_past_the_day_after_it(tmp_path, due, replies, past) -> None:
    rows = measure(tmp_path, {"letter": [letter(at(7, 9), due_at=due)], "reply": replies}, as_of=date(2026, 9, 29))
    assert [row["past_due"] for row in rows["letter_delay"]] == [past]


@pytest.mark.parametrize(
    ("closed", "replies", "unanswered"),
    [
        (at(29, 9), [], True),
        (at(30, 9), [], False),
        (None, [], False),
        (at(9, 9), [reply(at(9, 9))], False),
        (at(9, 9), [reply(at(30, 9))], True),
    ],
)
def test_closing_without_a_reply_up_to_the_audit_is_told(tmp_path, closed, replies, unanswered) -> None:
    rows = measure(
        tmp_path, {"letter": [letter(at(7, 9), closed_at=closed)], "reply": replies}, as_of=date(2026, 9, 29)
    )
    assert [row["closed_unanswered"] for row in rows["letter_delay"]] == [unanswered]


@pytest.mark.parametrize(("reopened", "told"), [(at(29, 9), True), (at(30, 9), False), (None, False)])
def test_a_letter_taken_up_again_by_the_audit_is_reopened(tmp_path, reopened, told) -> None:
    rows = measure(tmp_path, {"letter": [letter(at(7, 9), reopened_at=reopened)]}, as_of=date(2026, 9, 29))
    assert [row["reopened"] for row in rows["letter_delay"]] == [told]


def form_bearers(tmp_path, units, issuer="d1", level="village") -> set[str]:
    form = {"form_id": "f", "unit_id": issuer, "level": level, "frequency": "monthly", "field_count": 3}
    return {row["bearer_unit_id"] for row in measure(tmp_path, {"unit": units, "form": [form]})["burden_unit"]}


def test_a_form_falls_on_the_villages_of_its_own_county(tmp_path) -> None:
    units = [{"unit_id": "city", "level": "city"}]
    for n in (1, 2):
        units += [
            {"unit_id": f"c{n}", "parent_id": "city", "level": "county"},
            {"unit_id": f"d{n}", "parent_id": f"c{n}", "level": "county"},
            {"unit_id": f"t{n}", "parent_id": f"c{n}", "level": "township"},
            {"unit_id": f"v{n}", "parent_id": f"t{n}", "level": "village"},
        ]
    assert form_bearers(tmp_path, units) == {"v1"}
    assert form_bearers(tmp_path, units, level="county") == {"c1"}
    assert form_bearers(tmp_path, units, issuer="city") == {"v1", "v2"}


def test_a_form_falls_on_every_village_where_nobody_says_which_belongs_where(tmp_path) -> None:
    units = [{"unit_id": name, "level": "village" if name[0] == "v" else "county"} for name in ("d1", "v1", "v2")]
    assert form_bearers(tmp_path, units) == {"v1", "v2"}


def test_units_that_are_each_others_parents_do_not_hang_the_measure(tmp_path) -> None:
    units = [
        {"unit_id": "d1", "parent_id": "v1", "level": "county"},
        {"unit_id": "v1", "parent_id": "d1", "level": "village"},
    ]
    assert form_bearers(tmp_path, units) == {"v1"}
