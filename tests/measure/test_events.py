from datetime import date, timedelta

import msgspec
import pytest
from worlds import HOLIDAY, at, measure, message

from jianfu.measure.burden.constants import Constants, default_constants

UNITS = [{"unit_id": "c1", "level": "county"}, {"unit_id": "v1", "level": "village"}]
PEOPLE = [
    {"person_id": f"p{n}", "unit_id": "c1" if n == 0 else "v1", "post": "staff", "state": "active"} for n in range(8)
]
MEMBERS = [{"group_id": "g", "person_id": person["person_id"]} for person in PEOPLE]
DEMAND = "各村报送秋收进度，收到请回复"
BEGIN = at(7, 9)


def replace_setting(name, value):
    constants = default_constants()
    changed = msgspec.structs.replace(constants.settings[name], value=value)
    return Constants(constants.rates, {**constants.settings, name: changed})


def run(tmp_path, *sent, constants=None, **tables):
    return measure(
        tmp_path,
        {
            "unit": UNITS,
            "person": PEOPLE,
            "membership": MEMBERS,
            "work_group": [{"group_id": "g", "unit_id": "c1"}],
            "message": list(sent),
            **tables,
        },
        constants=constants,
    )


def say(sender, text, moment, **more):
    return message("g", moment, sender, text, **more)


@pytest.mark.parametrize(("seconds", "counts"), [(4 * 3600, [1, 0]), (4 * 3600 + 1, [0, 1])])
def test_a_demand_comes_before_a_later_notice_for_four_hours(tmp_path, seconds, counts) -> None:
    sent = [say("p0", DEMAND, BEGIN), say("p1", "明天上午在三楼会议室召开秋收调度会", BEGIN + timedelta(hours=1))]
    answer = say("p2", "收到", BEGIN + timedelta(seconds=seconds))
    rows = run(tmp_path, *sent, answer, constants=replace_setting("acknowledgement_row", 0))["acknowledgement"]
    assert [row["acknowledgement_count"] for row in rows if row["message_id"] != answer["message_id"]] == counts


@pytest.mark.parametrize(("late", "rows"), [(0, 1), (1, 0)])
def test_a_notice_that_demands_nothing_is_answered_up_to_a_day_later(tmp_path, late, rows) -> None:
    notice = say("p0", "明天上午在三楼会议室召开秋收调度会", BEGIN)
    answers = [say(f"p{n}", "收到", BEGIN + timedelta(hours=24, seconds=late)) for n in (1, 2)]
    assert len(run(tmp_path, notice, *answers)["acknowledgement"]) == rows


def test_a_demand_is_listed_even_if_nobody_answers(tmp_path) -> None:
    rows = run(tmp_path, say("p0", DEMAND, BEGIN))["acknowledgement"]
    assert [(row["unit_id"], row["demanded"], row["acknowledgement_count"]) for row in rows] == [("c1", True, 0)]


def counted(rows):
    return [row["acknowledgement_count"] for row in rows]


def test_who_says_it_twice_acknowledges_the_later_notice_the_second_time(tmp_path) -> None:
    later = say("p1", "明天上午在三楼会议室召开秋收调度会", BEGIN + timedelta(minutes=10))
    answers = [say("p2", "收到", BEGIN + timedelta(minutes=minutes)) for minutes in (5, 15, 20)]
    rows = run(
        tmp_path, say("p0", DEMAND, BEGIN), later, *answers, constants=replace_setting("acknowledgement_row", 1)
    )["acknowledgement"]
    assert sorted((row["demanded"], row["acknowledgement_count"]) for row in rows) == [(False, 1), (True, 1)]


@pytest.mark.parametrize(
    ("answer", "count"),
    [("收到", 1), ("知道啦", 0), ("好的收到", 1), ("1", 1)],
    ids=["receipt", "assent", "both", "one"],
)
def test_a_mere_assent_right_behind_a_remark_answers_the_remark(tmp_path, answer, count) -> None:
    remark = say("p1", "食堂明天停气", BEGIN + timedelta(minutes=10))
    answers = [say("p2", answer, BEGIN + timedelta(minutes=12))]
    rows = run(tmp_path, say("p0", DEMAND, BEGIN), remark, *answers)["acknowledgement"]
    assert counted(rows) == [count]


def test_an_assent_right_behind_the_demand_or_another_answer_acknowledges_the_demand(tmp_path) -> None:
    answers = [say(f"p{n}", "好的", BEGIN + timedelta(minutes=n)) for n in (1, 2)]
    assert counted(run(tmp_path, say("p0", DEMAND, BEGIN), *answers)["acknowledgement"]) == [2]


def test_a_call_to_a_chain_is_answered_by_joining_and_not_by_acknowledging(tmp_path) -> None:
    call = say("p0", "@所有人 请全员接龙，中午十二点以前完成", BEGIN)
    answers = [say(f"p{n}", "收到", BEGIN + timedelta(hours=n)) for n in (1, 2, 3)]
    assert run(tmp_path, call, *answers)["acknowledgement"] == []


def test_nobody_acknowledges_his_own_message(tmp_path) -> None:
    rows = run(tmp_path, say("p0", DEMAND, BEGIN), say("p0", "收到", BEGIN + timedelta(minutes=1)))["acknowledgement"]
    assert rows[0]["acknowledgement_count"] == 0


def chain(*names, title="防汛值守"):
    return f"#接龙\n{title}\n" + "\n".join(f"{n}. {name}" for n, name in enumerate(names, 1))


def test_entries_of_one_list_are_one_round_and_two_lists_are_two(tmp_path) -> None:
    sent = [
        say("p0", chain("甲"), BEGIN, kind="chain_reply"),
        say("p1", chain("甲", title="订餐"), BEGIN + timedelta(minutes=1), kind="chain_reply"),
        say("p2", chain("甲", "乙"), BEGIN + timedelta(minutes=2), kind="chain_reply"),
        say("p3", chain("甲", "乙", title="订餐"), BEGIN + timedelta(minutes=3), kind="chain_reply"),
    ]
    rows = run(tmp_path, *sent)["chain_reply"]
    assert [row["participant_count"] for row in rows] == [2, 2]


@pytest.mark.parametrize(("seconds", "rounds"), [(24 * 3600, 1), (24 * 3600 + 1, 2)])
def test_a_day_without_an_entry_ends_a_round(tmp_path, seconds, rounds) -> None:
    sent = [say(f"p{n}", None, BEGIN + timedelta(seconds=seconds * n), kind="chain_reply") for n in range(2)]
    assert len(run(tmp_path, *sent)["chain_reply"]) == rounds


@pytest.mark.parametrize(
    ("first", "demanded"),
    [
        (chain("甲", title="【全员接龙】今日在岗情况"), True),
        (chain("甲", title="周末志愿活动自愿报名，所有人都可以来"), False),
        (chain("甲"), False),
    ],
)
def test_a_round_is_demanded_where_its_first_entry_says_that_all_must(tmp_path, first, demanded) -> None:
    assert run(tmp_path, say("p0", first, BEGIN, kind="chain_reply"))["chain_reply"][0]["demanded"] is demanded


@pytest.mark.parametrize(("seconds", "demanded"), [(4 * 3600, True), (4 * 3600 + 1, False)])
def test_a_round_is_demanded_by_a_call_up_to_four_hours_before(tmp_path, seconds, demanded) -> None:
    call = say("p0", "收到请接龙", BEGIN)
    entry = say("p1", None, BEGIN + timedelta(seconds=seconds), kind="chain_reply")
    rows = run(tmp_path, call, entry)["chain_reply"]
    assert [(row["demanded"], row["unit_id"]) for row in rows] == [(demanded, "v1")]


def test_a_list_that_all_must_sign_does_not_demand_the_next_list(tmp_path) -> None:
    sent = [
        say("p0", chain("甲", title="【全员接龙】今日在岗情况"), BEGIN, kind="chain_reply"),
        say("p1", chain("乙", title="周末加餐饺子，谁要"), BEGIN + timedelta(hours=1), kind="chain_reply"),
    ]
    assert sorted(row["demanded"] for row in run(tmp_path, *sent)["chain_reply"]) == [False, True]


def test_checking_in_is_a_round_called_for_by_its_demand(tmp_path) -> None:
    sent = [say("p0", "请打卡", BEGIN), *(say(f"p{n}", "已打卡", BEGIN + timedelta(minutes=n)) for n in (1, 2))]
    rows = run(tmp_path, *sent)["chain_reply"]
    assert [(row["kind"], row["demanded"], row["participant_count"], row["unit_id"]) for row in rows] == [
        ("check_in", True, 2, "c1")
    ]


@pytest.mark.parametrize(("seconds", "responders"), [(24 * 3600, 2), (24 * 3600 + 1, 1)])
def test_proof_counts_different_people_within_a_day(tmp_path, seconds, responders) -> None:
    sent = [
        say("p0", "完成后拍照发群里", BEGIN),
        say("p0", None, BEGIN + timedelta(minutes=1), kind="image"),
        say("p1", None, BEGIN + timedelta(minutes=2), kind="image"),
        say("p1", None, BEGIN + timedelta(minutes=3), kind="image"),
        say("p2", None, BEGIN + timedelta(minutes=4), kind="location"),
        say("p3", None, BEGIN + timedelta(seconds=seconds), kind="image"),
    ]
    rows = run(tmp_path, *sent)["photo_demand"]
    assert [(row["asks_photo"], row["asks_location"], row["responder_count"]) for row in rows] == [
        (True, False, responders)
    ]


def test_a_group_that_lives_on_acknowledgements_is_not_alive(tmp_path) -> None:
    sent = [
        say("p0", "明天上午在三楼会议室召开秋收调度会", BEGIN),
        *(say(f"p{n}", "收到", BEGIN + timedelta(minutes=n)) for n in range(1, 6)),
        say("p1", None, BEGIN + timedelta(hours=1), kind="image"),
        say("p2", "👍👍👍", BEGIN + timedelta(hours=1, minutes=30)),
        say("p3", None, BEGIN + timedelta(hours=3), kind="emotion"),
    ]
    row = run(tmp_path, *sent)["group_activity"][0]
    assert (row["message_count"], row["useful_count"], row["acknowledgement_count"], row["praise_count"]) == (
        9,
        1,
        5,
        1,
    )
    assert row["last_useful_at"] == BEGIN
    assert row["useful_share"] == pytest.approx(1 / 9)


@pytest.mark.parametrize(("minutes", "useful"), [(30, 0), (31, 1)])
def test_a_picture_is_shown_off_where_it_is_praised_within_half_an_hour(tmp_path, minutes, useful) -> None:
    sent = [say("p1", None, BEGIN, kind="image"), say("p2", "👍👍👍", BEGIN + timedelta(minutes=minutes))]
    assert run(tmp_path, *sent)["group_activity"][0]["useful_count"] == useful


def exemption(kind, subject, **more):
    row = {"exemption_id": "e", "subject_kind": kind, "subject_id": subject, "reason": "emergency", "approved": True}
    return {"exemption": [{**row, "from_on": date(2026, 9, 1), "until_on": date(2026, 9, 7), **more}]}


@pytest.mark.parametrize(
    ("tables", "exempt"),
    [
        (exemption("group", "g"), 1),
        (exemption("unit", "c1"), 1),
        (exemption("unit", "v1"), 0),
        (exemption("group", "g", until_on=date(2026, 9, 6)), 0),
        (exemption("group", "g", until_on=None), 0),
        (exemption("group", "g", approved=None), 0),
        (exemption("group", "g", from_on=date(2026, 9, 8), until_on=date(2026, 9, 9)), 0),
        (exemption("group", "g", from_on=None), 1),
        (exemption("group", "g", rule_id="off-hours-messages"), 1),
        (exemption("group", "g", rule_id="chain-reply-demanded"), 0),
    ],
)
def test_an_exemption_counts_where_it_is_approved_dated_and_of_that_day(tmp_path, tables, exempt) -> None:
    row = run(tmp_path, say("p0", "水位上涨，请各组注意", at(7, 22)), **tables)["off_hours"][0]
    assert (row["message_count"], row["exempt_count"], row["off_hours_count"]) == (1, exempt, 1 - exempt)


def test_holidays_are_off_and_acknowledgements_left_out(tmp_path) -> None:
    day = HOLIDAY.day
    sent = [
        say("p0", "请各组注意", at(day, 10)),
        say("p1", "收到", at(day, 10, 1)),
        say("p0", "请各组注意", at(day + 3, 10)),
    ]
    rows = run(tmp_path, *sent)["off_hours"]
    assert [(row["unit_id"], row["message_count"], row["off_hours_count"]) for row in rows] == [("c1", 2, 1)]


def test_the_week_counts_every_message_once(tmp_path) -> None:
    rows = run(tmp_path, say("p0", "请各组注意", at(7, 10)), say("p1", "收到", at(13, 23)))["hour_of_week"]
    assert len(rows) == 168
    counted = [(row["weekday"], row["hour"], row["off_hours_count"]) for row in rows if row["message_count"]]
    assert counted == [(1, 10, 0), (7, 23, 1)]


def test_a_notice_names_its_first_sender_and_who_read_it_again(tmp_path) -> None:
    notice = "各村请及时排查独居老人用火用电安全隐患"
    members = [*MEMBERS, *({"group_id": "h", "person_id": f"p{n}"} for n in (0, 1, 2))]
    sent = [
        message("g", BEGIN, "p0", notice),
        message("h", BEGIN + timedelta(hours=1), "p2", notice + "。"),
        say("p3", "短的一样", at(8)),
        say("p3", "短的一样", at(9)),
    ]
    found = run(tmp_path, *sent, membership=members)
    rows = found["relay_cluster"]
    assert [(row["cluster_id"], row["unit_id"], row["message_count"], row["group_count"]) for row in rows] == [
        (sent[0]["message_id"], "c1", 2, 2)
    ]
    assert (rows[0]["reader_count"], rows[0]["rereading_count"], rows[0]["depth"]) == (8, 2, 1)
    assert rows[0]["minutes_middle"] == pytest.approx(2 * 20 / 260), "the copy has one character more"
    assert [(row["message_id"], row["parent_id"], row["relation"]) for row in found["relay"]] == sorted(
        [(sent[0]["message_id"], None, "origin"), (sent[1]["message_id"], sent[0]["message_id"], "whole")]
    )


def test_who_had_the_notice_reads_a_copy_with_a_preface_again(tmp_path) -> None:
    notice = "请各村于9月12日17时前将独居老人用火用电安全隐患排查台账报镇应急管理办公室王静处"
    members = [*MEMBERS, *({"group_id": "h", "person_id": f"p{n}"} for n in (1, 2))]
    sent = [
        message("g", BEGIN, "p0", notice),
        message("h", BEGIN + timedelta(hours=1), "p2", "各位网格员，刚接到镇里的通知，请抓紧落实：" + notice),
    ]
    rows = run(tmp_path, *sent, membership=members)["relay_cluster"]
    assert [(row["rereading_count"], row["preface_count"]) for row in rows] == [(1, 1)]


def test_without_text_kinds_still_tell_rounds_and_nothing_else(tmp_path) -> None:
    sent = [
        say("p0", None, BEGIN, char_count=30),
        say("p1", None, BEGIN + timedelta(minutes=1), kind="chain_reply"),
        say("p2", None, BEGIN + timedelta(minutes=2), char_count=2),
    ]
    found = run(tmp_path, *sent)
    assert [row["demanded"] for row in found["chain_reply"]] == [False]
    assert found["acknowledgement"] == found["photo_demand"] == found["relay_cluster"] == []
    assert sum(row["minutes_middle"] for row in found["burden"] if row["component"] == "reading") == pytest.approx(
        7 * 32 / 260
    )
