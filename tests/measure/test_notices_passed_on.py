"""Demands that grew on the way down, and notices sent again to people who had them."""

from datetime import datetime
from pathlib import Path

import pytest
from worlds import at, measure, message

NOTICE = (
    "关于做好秋季防汛值班工作的安排，各村要落实领导带班和专人值守，9月25日17:00前将台账报镇党政办，照片2张，联系人小陈"
)
UNITS = [
    {"unit_id": "county", "name": "县水务局", "level": "county"},
    {"unit_id": "bureau", "name": "县应急局", "level": "county"},
    {"unit_id": "town", "name": "青山镇", "level": "township"},
    {"unit_id": "village", "name": "青山镇上河村", "level": "village"},
]
PEOPLE = [
    {"person_id": f"{unit}{number}", "unit_id": unit, "post": "staff"}
    for unit in ("county", "bureau", "town", "village")
    for number in range(4)
]
GROUPS = [
    {"group_id": name, "unit_id": unit}
    for name, unit in (("g1", "county"), ("g2", "county"), ("g3", "town"), ("g4", "village"))
]
READERS = {
    "g1": ["county0", "bureau0", "town0", "town1"],
    "g2": ["county0", "bureau0", "town0", "town1", "town2"],
    "g3": ["town0", "town1", "village0", "village1", "village2", "village3"],
    "g4": ["village0", "village1", "village2", "village3"],
}


def found(tmp_path: Path, *sent: tuple[str, datetime, str, str]) -> dict[str, list[dict[str, object]]]:
    members = [{"group_id": group, "person_id": person} for group, people in READERS.items() for person in people]
    tables = {
        "unit": UNITS,
        "person": PEOPLE,
        "work_group": GROUPS,
        "membership": members,
        "message": [message(*one) for one in sent],
    }
    return measure(tmp_path, tables)


def grown(tmp_path: Path, copy: str, sender: str = "town0") -> list[tuple[object, ...]]:
    rows = found(tmp_path, ("g1", at(21, 9), "county0", NOTICE), ("g3", at(21, 10), sender, copy))["demand_grown"]
    return [(row["unit_id"], row["source_unit_id"], row["kind"], row["before"], row["after"]) for row in rows]


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (NOTICE.replace("9月25日17:00", "9月24日12:00"), ("deadline", "9月25日17:00", "9月24日12:00")),
        (NOTICE.replace("照片2张", "照片4张"), ("number", "2张", "4张")),
        (f"{NOTICE}。每村另附一份情况说明。", ("duty", "", "每村另附一份情况说明")),
        (f"{NOTICE}。收到请回复", ("duty", "", "收到请回复")),
    ],
)
def test_what_a_lower_unit_asks_for_on_top_is_told(tmp_path: Path, copy: str, expected: tuple[str, ...]) -> None:
    assert grown(tmp_path, copy) == [("town", "county", *expected)]


@pytest.mark.parametrize(
    "copy",
    [
        NOTICE,
        f"【转】{NOTICE}",
        f"{NOTICE}。不清楚的地方打电话问我。",
        NOTICE.replace("9月25日17:00", "9月25日19:00"),
        NOTICE.replace("照片2张", "照片1张"),
        NOTICE[:44] + "……",
        f"{NOTICE}。地点在青山镇政府三楼会议室",
    ],
)
def test_later_less_shorter_a_preface_and_an_address_are_no_growth(tmp_path: Path, copy: str) -> None:
    assert grown(tmp_path, copy) == []


def test_a_unit_that_corrects_its_own_notice_and_one_of_the_same_level_grow_nothing(tmp_path: Path) -> None:
    sooner = NOTICE.replace("9月25日17:00", "9月24日12:00")
    correction = f"更正，以此份为准：{sooner}"
    sent = ("g1", at(21, 9), "county0", NOTICE)
    assert found(tmp_path, sent, ("g2", at(21, 10), "county0", correction))["demand_grown"] == []
    assert found(tmp_path, sent, ("g2", at(21, 10), "bureau0", sooner))["demand_grown"] == []


def test_both_texts_stand_side_by_side_once_a_notice_is_a_broadcast(tmp_path: Path) -> None:
    sooner = NOTICE.replace("9月25日17:00", "9月24日12:00")
    few = (("g1", at(21, 9), "county0", NOTICE), ("g3", at(21, 10), "town0", sooner))
    [row] = found(tmp_path, *few)["demand_grown"]
    assert (row["source_text"], row["copy_text"]) == (None, None)
    [row] = found(tmp_path, *few, ("g2", at(21, 9, 5), "county0", NOTICE))["demand_grown"]
    assert ("9月25日17:00" in str(row["source_text"]), "9月24日12:00" in str(row["copy_text"])) == (True, True)


def repeats(tmp_path: Path, *sent: tuple[str, datetime, str, str]) -> list[tuple[object, ...]]:
    rows = found(tmp_path, ("g1", at(21, 9), "county0", NOTICE), *sent)["notice_repeat"]
    alike = [row for row in rows if float(str(row["similarity"])) >= 0.85]
    return [(row["unit_id"], row["way"], row["reader_count"], row["common_count"]) for row in alike]


def test_readers_who_had_it_are_counted_one_by_one(tmp_path: Path) -> None:
    assert repeats(tmp_path, ("g2", at(22, 9), "county0", NOTICE)) == [("county", "group", 4, 3)]


def test_another_department_that_sends_it_too_repeats_it(tmp_path: Path) -> None:
    assert repeats(tmp_path, ("g2", at(22, 9), "bureau0", f"【转】{NOTICE}")) == [("bureau", "department", 4, 3)]


def test_one_notice_within_other_words_of_each_senders_own_is_the_same_one(tmp_path: Path) -> None:
    passed_down = ("g3", at(21, 10), "town0", f"今天书记在早会上又强调了一遍安全，大家都上点心：{NOTICE}")
    again = ("g4", at(21, 11), "village0", f"刚从镇里开完会回来，孩子们开学也都顺利，说正事：{NOTICE}")
    assert repeats(tmp_path, passed_down, again) == [("town", "department", 5, 1), ("village", "department", 3, 3)]


def test_a_reissue_without_a_change_repeats_and_a_correction_does_not(tmp_path: Path) -> None:
    again = f"更正，以此份为准：{NOTICE}"
    assert repeats(tmp_path, ("g1", at(21, 15), "county0", again)) == [("county", "reissued", 3, 3)]
    later = again.replace("25日17:00", "26日17:00")
    assert repeats(tmp_path, ("g1", at(21, 15), "county0", later)) == []


def test_passing_it_down_is_told_with_how_few_had_it(tmp_path: Path) -> None:
    assert repeats(tmp_path, ("g3", at(21, 10), "town0", NOTICE)) == [("town", "department", 5, 1)]
    assert repeats(tmp_path, ("g4", at(21, 10), "village0", NOTICE)) == []


@pytest.mark.parametrize(
    "other",
    [
        NOTICE.replace("9月25日", "9月29日"),
        NOTICE.replace("秋季防汛", "冬季防火").replace("领导带班", "护林员巡山"),
        f"{NOTICE}。每村另附一份情况说明。",
        "收到，马上办",
    ],
)
def test_next_weeks_notice_other_work_and_more_duties_are_no_repeat(tmp_path: Path, other: str) -> None:
    assert repeats(tmp_path, ("g2", at(22, 9), "county0", other)) == []


SOONER = NOTICE.replace("9月25日17:00", "9月24日12:00")


def grown_of(tmp_path: Path, *sent: tuple[str, datetime, str, str]) -> list[tuple[object, ...]]:
    rows = found(tmp_path, ("g1", at(21, 9), "county0", NOTICE), *sent)["demand_grown"]
    return [(row["unit_id"], row["source_unit_id"], row["kind"]) for row in rows]


def test_what_a_township_raised_is_not_charged_to_the_village_that_passes_it_on(tmp_path: Path) -> None:
    raised = ("g3", at(21, 10), "town0", f"【转】{SOONER}。每村另附一份情况说明。")
    passed_on = ("g4", at(21, 11), "village0", f"{SOONER}。每村另附一份情况说明。请各组抓紧")
    assert grown_of(tmp_path, raised, passed_on) == [("town", "county", "deadline")]


def test_what_is_asked_of_those_below_has_grown_though_it_came_by_ones_own_unit(tmp_path: Path) -> None:
    as_it_was, raised = ("g4", at(21, 10), "village0", NOTICE), ("g4", at(21, 10, 10), "village1", SOONER)
    assert grown_of(tmp_path, as_it_was, raised) == [("village", "village", "deadline")]


@pytest.mark.parametrize(("first", "expected"), [("收到请回复", []), ("", [("village", "town", "duty")])])
def test_a_demand_to_answer_is_the_senders_own_where_no_message_he_had_asks_for_it(
    tmp_path: Path, first: str, expected: list[tuple[object, ...]]
) -> None:
    asks = ("g1", at(21, 8), "county0", f"{NOTICE}。{first}")
    does_not = ("g3", at(21, 10), "town0", f"【转】{NOTICE}")
    rows = found(tmp_path, asks, does_not, ("g3", at(21, 9, 30), "town1", f"{NOTICE}。{first}"),
                 ("g4", at(21, 11), "village0", f"{NOTICE}。收到请回复"))["demand_grown"]  # fmt: skip
    assert [(row["unit_id"], row["source_unit_id"], row["kind"]) for row in rows] == expected
