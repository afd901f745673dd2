"""What a copy adds to what it passes on, and how that is told."""

import json

import numpy as np
import pyarrow as pa
import pytest
from relay_pairs import Pair

import jianfu
from jianfu.base.i18n import translator
from jianfu.cli.relays import command
from jianfu.measure.relays.find.trace import DEFAULT_THRESHOLD
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.tree.additions import add_texts

NOTICE = "关于做好秋季防汛值班工作的安排，各村要落实领导带班和专人值守，9月25日17:00前报党政办，联系人小陈"
LONG_AGO = "大家辛苦了，又有一项工作要麻烦各位，原文附在后面："


def told(*messages: str) -> list[tuple[str, list[dict[str, str]]]]:
    """Relation and changes of each message but the first; all are sent by one after another in groups of their own."""
    ids = [f"m{number}" for number in range(len(messages))]
    found = jianfu.trace_relays(pa.table({"message_id": ids, "text": list(messages), "group_id": ids})).table
    rows = {row["message_id"]: row for row in found.to_pylist()}
    return [(rows[name]["relation"], json.loads(rows[name]["changed"] or "[]")) for name in ids[1:]]


@pytest.mark.parametrize(
    "demand",
    [
        "每村另附一份情况说明",
        "请各村主要负责人签字",
        "完成后拍照发到群里",
        "镇里的台账也要跟着更新",
        "纸质的和电子的都要交一份",
    ],
)
def test_paperwork_a_copy_asks_for_on_top_is_a_changed_duty(demand: str) -> None:
    [(relation, changes)] = told(NOTICE, f"【转】{NOTICE}。{demand}。")
    assert relation == "changed"
    assert changes == [{"kind": "duty", "before": "", "after": demand, "way": "added"}]


def test_a_demand_to_answer_is_told_though_its_words_were_stripped() -> None:
    [(relation, changes)] = told(NOTICE, f"{NOTICE}。收到请回复")
    assert (relation, [change["after"] for change in changes]) == ("changed", ["收到请回复"])


@pytest.mark.parametrize("words", ["县统计局", "有疑问打电话问我", "请结合各自的实际抓好", "这件事上午会上讲过的"])
def test_other_words_of_ones_own_are_a_preface(words: str) -> None:
    assert told(NOTICE, f"{NOTICE}。{words}，不要忘了") == [("preface", [])]


def test_a_slip_in_a_word_of_paperwork_asks_for_nothing() -> None:
    notice = f"{NOTICE}，报送纸质版一式两份"
    assert told(notice, notice.replace("纸质版", "纸质质版"))[0][0] == "whole"


@pytest.mark.parametrize(
    ("said", "instead"),
    [("发现问题立即上报", "查出情况立即报送"), ("台账存在漏项", "台账还有漏项"), ("认真统计", "扎实汇总")],
)
def test_another_word_for_paperwork_that_was_asked_for_adds_none(said: str, instead: str) -> None:
    notice = NOTICE.replace("，联系人", f"，{said}，联系人")
    assert told(notice, notice.replace(said, instead))[0][1] == []


def test_a_clause_of_paperwork_in_the_middle_is_added() -> None:
    notice = NOTICE.replace("，联系人", "，发现问题立即上报，联系人")
    [(relation, changes)] = told(notice, notice.replace("立即上报", "立即上报，每天下午另报一次进度表"))
    assert (relation, [change["kind"] for change in changes]) == ("changed", ["duty"])


def test_who_leaves_out_what_a_relay_put_before_the_notice_shortens_nothing() -> None:
    assert told(NOTICE, LONG_AGO + NOTICE, NOTICE.replace("安排", "按排"))[1][0] == "whole"


@pytest.mark.parametrize(
    ("said", "instead", "relation"),
    [
        ("落实领导带班", "洛石令导带班", "whole"),  # slips side by side
        ("值守", "值守到岗", "whole"),
        ("值守", "值守不脱岗", "preface"),
    ],
)
def test_words_put_for_others_are_no_preface_but_what_is_more_is(said: str, instead: str, relation: str) -> None:
    assert told(NOTICE, NOTICE.replace(said, instead))[0][0] == relation


def test_who_leaves_out_a_signature_and_keeps_the_demand_to_answer_adds_nothing() -> None:
    signed = f"{NOTICE}\n收到请回复\n——青石镇"
    assert told(NOTICE, signed, f"{NOTICE}。收到请回复")[1][0] == "whole"


def test_one_preface_put_for_another_is_the_senders_own() -> None:
    assert told(NOTICE, LONG_AGO + NOTICE, "这个上午会上讲过，书面的现在来了：" + NOTICE)[1][0] == "preface"


@pytest.mark.parametrize(
    ("message", "relation"),
    [
        (f"各位领导、同事：{NOTICE}", "whole"),
        (f"各位位领导、同事：{NOTICE}", "whole"),
        (f"❗❗❗各位领导、同事：{NOTICE}", "preface"),
        (f"各位领导、同事：{NOTICE}🙏🙏", "preface"),
        (f"各位领导、同事：{NOTICE}[抱拳]", "preface"),
        (f"各位领导、同事：{NOTICE.replace('，各村', '👉各村')}", "whole"),
        (f"急！各位领导、同事：{NOTICE}", "preface"),
        (f"1、各位领导、同事：{NOTICE}", "preface"),
    ],
)
def test_pictures_and_calls_around_a_notice_are_put_there_by_its_sender(message: str, relation: str) -> None:
    assert told(f"各位领导、同事：{NOTICE}", message)[0][0] == relation


def test_a_notice_retold_in_quotation_marks_is_quoted() -> None:
    assert told(NOTICE, f"早上又有人问怎么弄，原话是这样的：“{NOTICE}”就照这个办，先干起来再说。")[0][0] == "quoted"


def test_one_threshold_stands_everywhere() -> None:
    [option] = [parameter for parameter in command(translator("en")).params if parameter.name == "threshold"]
    assert option.default == DEFAULT_THRESHOLD


def test_a_deadline_moved_in_a_text_full_of_slips_is_a_change() -> None:
    notice = (
        "各成员单位联络员：县残联近期抽查发现，青石镇西河村、三岔乡清湾村等地孤儿生活补助名单存在整改不彻底等问题共15处。"
        "请各成员单位对照自查，本周内（最迟9月27日17点）整改到位。"
    )
    slipped = notice
    for said, instead in (("近期", "近"), ("孤儿", "孤而"), ("不彻底", "不底"), ("等问题", "等等问题")):
        slipped = slipped.replace(said, instead)
    moved = [{"kind": "deadline", "before": "9月27日17点", "after": "9月26日17点", "way": "earlier"}]
    assert told(notice, slipped) == [("whole", [])]
    assert told(notice, slipped.replace("27日17点", "26日17点")) == [("changed", moved)]


@pytest.mark.parametrize(
    ("behind", "relation"),
    [
        ("。请各单位主要负责人签字", "changed"),
        ("。请各单位主要负责人签字。\n青石镇下河村\n9月18日", "changed"),
        ("。各单位主要负责人都说好", "preface"),
        ("。各单位主要负责人汇总", "preface"),  # as the notice asks
    ],
)
def test_words_a_demand_shares_with_the_notice_by_chance_do_not_hide_it(behind: str, relation: str) -> None:
    notice = NOTICE.replace("，9月", "，主要负责同志亲自抓，9月").replace("，联系人", "汇总，联系人")
    [(found, changes)] = told(notice, notice + behind)
    assert (found, [change["kind"] for change in changes]) == (relation, ["duty"] * (relation == "changed"))


@pytest.mark.parametrize(("said", "instead"), [("党政办汇总", "政办汇总"), ("党政办汇总", "党政办汇汇总")])
def test_a_slip_right_before_the_end_of_a_notice_asks_for_nothing(said: str, instead: str) -> None:
    notice = NOTICE.replace("，联系人小陈", "汇总")
    assert told(notice, notice.replace(said, instead)) == [("whole", [])]


def test_a_preface_put_for_another_counts_though_the_first_message_begins_with_a_salutation() -> None:
    notice, other = f"各乡镇（街道）、各有关单位：{NOTICE}", "这个上午会上讲过，书面的现在来了："
    pair = Pair(LONG_AGO + notice, other + notice, first=notice)
    copy, source, first = (np.array([number]) for number in (1, 0, 2))
    found = add_texts((copy, source, first), View(pair.codes, pair.starts, *pair.facts))
    assert found.longest.tolist() == [len("这个上午会上讲过书面的现在来了")]
