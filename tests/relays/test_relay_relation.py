import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from relay_pairs import MEETING, NOTHING_ADDED, REPORT, WORKS, Pair

from jianfu.measure.relays.find.judgement import CHANGED, REISSUED, SAME
from jianfu.measure.relays.text.wrapping import (
    ELLIPSIS,
    FORWARD_MARK,
    MENTION,
    NUMBERING,
    QUOTE_MARK,
    REPLY_REQUEST,
    SALUTATION,
    WORDS_SHIFT,
)
from jianfu.measure.relays.tree import relation
from jianfu.measure.relays.tree.differences import MOST_CHANGES, Changes
from jianfu.measure.relays.tree.text_pairs import apart
from jianfu.measure.relays.tree.told import spell, told_changes

WORDS = 1 << WORDS_SHIFT


def related(verdict=SAME, shared=100, grams=(100, 100, 100), marks=(0, 0, 0), own=0) -> str:
    sizes, stripped = (
        tuple(np.array([value], kind) for value in values) for values, kind in ((grams, "i"), (marks, "H"))
    )
    verdicts, counts, runs = (np.array([value], kind) for value, kind in ((verdict, "B"), (shared, "i"), (own, "i")))
    return relation.NAMES[relation.relate_all(verdicts, counts, sizes, stripped, runs)[0]]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, "whole"),
        ({"verdict": REISSUED}, "reissued"),
        ({"verdict": CHANGED}, "changed"),
        ({"marks": (FORWARD_MARK | WORDS, 0, 0)}, "preface"),
        ({"marks": (FORWARD_MARK | WORDS, FORWARD_MARK | WORDS, 0)}, "whole"),
        ({"marks": (FORWARD_MARK | WORDS, FORWARD_MARK | 2 * WORDS, 0)}, "preface"),
        ({"marks": (SALUTATION | WORDS, FORWARD_MARK | 2 * WORDS, SALUTATION | WORDS)}, "whole"),
        ({"marks": (MENTION, 0, 0)}, "preface"),
        ({"marks": (NUMBERING, 0, 0)}, "whole"),
        ({"marks": (QUOTE_MARK | FORWARD_MARK, 0, 0)}, "quoted"),
        ({"marks": (QUOTE_MARK, QUOTE_MARK, 0)}, "whole"),
        ({"marks": (QUOTE_MARK, QUOTE_MARK, 0), "shared": 99}, "quoted"),
        ({"marks": (QUOTE_MARK, QUOTE_MARK, QUOTE_MARK), "shared": 99}, "whole"),
        ({"marks": (ELLIPSIS, 0, 0)}, "shortened"),
        ({"shared": 85, "grams": (85, 100, 100)}, "shortened"),
        ({"shared": 86, "grams": (86, 100, 100)}, "whole"),
        ({"shared": 80, "grams": (80, 100, 80)}, "whole"),
        ({"shared": 60, "grams": (80, 100, 100)}, "shortened"),
        ({"shared": 59, "grams": (80, 100, 100)}, "whole"),
        ({"own": 2}, "whole"),
        ({"own": 3}, "preface"),
        ({"own": 3 + relation.ASKS}, "changed"),
        ({"own": 3 + relation.ASKS_ANSWER}, "changed"),
        ({"own": 3 + relation.ASKS_ANSWER, "marks": (0, REPLY_REQUEST, 0)}, "preface"),
        ({"own": 10, "marks": (0, 0, SALUTATION | WORDS)}, "whole"),
        ({"own": 11, "marks": (0, 0, SALUTATION | WORDS)}, "preface"),
        ({"own": 3, "marks": (SALUTATION | WORDS, SALUTATION | WORDS, SALUTATION | WORDS)}, "preface"),
        ({"marks": (WORDS, 0, 0)}, "preface"),
        ({"marks": (0, WORDS, 2 * WORDS)}, "whole"),
        ({"marks": (REPLY_REQUEST | WORDS, 0, 0)}, "changed"),
    ],
)
def test_the_relation_follows_from_verdict_grams_and_marks(told, expected) -> None:
    assert related(**told) == expected


def test_changes_are_told_in_the_words_of_both_texts() -> None:
    later = REPORT.replace("25日17:00", "24日12:00").replace("12次", "20次").replace("逾期", "到岗后打卡，逾期")
    assert Pair(REPORT, later).changes() == [
        {"kind": "deadline", "before": "9月25日17:00", "after": "9月24日12:00", "way": "earlier"},
        {"kind": "number", "before": "12次", "after": "20次", "way": "more"},
        {"kind": "duty", "before": "", "after": "打卡", "way": "added"},
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("周五报", "9月24日报", ("deadline", "周五", "9月24日", "earlier")),
        ("明天报", "后天报", ("deadline", "明天", "后天", "later")),
        ("共12户", "共8户", ("number", "12户", "8户", "less")),
        ("在三楼开会", "在五楼开会", ("place", "三楼", "五楼", "other")),
        ("到上河村看望困难群众", "到下河村看望困难群众", ("place", "上河村", "下河村", "other")),
        ("请拍照并于当天如实报送", "请于当天如实报送", ("duty", "拍照", "", "dropped")),
        ("请于当天如实报送", "请附500字说明于当天如实报送", ("number", "", "500字", "added")),
        ("电话0553-6252796", "电话0553-6252797", ("number", "0553-6252796", "0553-6252797", "other")),
    ],
)
def test_each_change_has_a_kind_and_a_way(earlier, later, expected) -> None:
    assert [tuple(change.values()) for change in Pair(WORKS + earlier, WORKS + later).changes()] == [expected]


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("大岭村各位同事：", ""),
        ("上午会上讲过的事，", ""),
        ("有一项工作麻烦各位：", ""),
        ("", "。南湖镇9月18日"),
        ("", "。另请每日16点前报进度，附500字说明"),
    ],
)
def test_what_stands_around_the_part_both_have_is_no_change_of_it(before, behind) -> None:
    sooner = REPORT.replace("25日", "24日")
    moved = [{"kind": "deadline", "before": "9月25日17:00", "after": "9月24日17:00", "way": "earlier"}]
    assert Pair(REPORT, f"{before}{sooner}{behind}").changes() == moved
    assert Pair(f"{before}{REPORT}{behind}", sooner).changes() == moved
    assert Pair(f"{before}{REPORT}{behind}", f"上河村各位：{sooner}。三岔乡9月19日").changes() == moved


@pytest.mark.parametrize(("stretch", "told"), [("都已经做完", False), ("都已经做完了", True)])
def test_both_have_what_is_as_long_as_no_words_of_courtesy(stretch: str, told: bool) -> None:
    earlier, later = f"{WORKS}，{stretch}", f"{WORKS}，连同12户{stretch}"
    assert bool(Pair(earlier, later).changes()) == told


def test_a_fact_put_for_another_at_either_end_is_told_but_no_name_that_may_sign() -> None:
    for one, other in (("9月25日", "9月24日"), ("上河村", "下河村")):
        told = [change["kind"] for change in Pair(one + WORKS, other + WORKS).changes()]
        assert told == [change["kind"] for change in Pair(WORKS + one, WORKS + other).changes()]
        assert told == (["deadline"] if "日" in one else [])
    assert [change["kind"] for change in Pair("上河村" + WORKS, "下河村" + WORKS).changes(renamed=True)] == ["place"]


def test_the_first_message_is_the_measure_of_what_was_changed() -> None:
    sooner, more = REPORT.replace("25日", "24日"), REPORT.replace("逾期", "到岗后打卡，逾期")
    assert Pair(sooner, REPORT).changes() != []
    assert Pair(sooner, REPORT, first=REPORT).changes() == []
    assert [change["way"] for change in Pair(REPORT, more).changes()] == ["added"]
    assert Pair(REPORT, more, first=more).changes() == []
    assert [change["way"] for change in Pair(more, REPORT).changes()] == ["dropped"]
    assert Pair(more, REPORT, first=REPORT).changes() == []


@pytest.mark.parametrize(
    ("said", "instead", "told"),
    [
        ("25日17:00", "24日17:00", True),
        ("12次", "20次", True),
        ("党政办", "党致办", False),
        ("党政办", "党办", False),
        ("6252796", "6252797", False),
        ("逾期", "拍照，逾期", False),
    ],
)
def test_of_texts_that_slips_make_alike_moments_and_quantities_are_told(said, instead, told) -> None:
    pair = Pair(REPORT, REPORT.replace(said, instead))
    assert pair.changes() != []
    assert bool(pair.changes(alike=True)) == told


def test_nothing_is_told_of_texts_whose_facts_agree() -> None:
    assert Pair(MEETING, MEETING.replace("上午9点", "9:00")).changes() == []
    assert Pair(MEETING, MEETING.replace("9月25日", "周五")).changes() == []


def test_so_many_changes_are_told_at_most() -> None:
    units = "次户人份条张个名项处件家"
    one, other = ("，".join(f"共{number}{unit}" for unit in units) for number in (12, 20))
    assert len(Pair(one, other).changes()) == MOST_CHANGES


@given(st.lists(st.integers(0, 3), max_size=40))
def test_no_pair_is_compared_right_after_another_of_its_text(numbers: list[int]) -> None:
    text = np.array(numbers, np.uint32)
    turns = list(apart(text))
    assert sorted(np.concatenate([*turns, np.zeros(0, np.int64)]).tolist()) == list(range(len(text)))
    assert all((text[turn][1:] != text[turn][:-1]).all() for turn in turns)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters='"\\'), max_size=12),
    st.booleans(),
)
def test_what_was_added_is_told_as_it_stands_in_the_text(words: str, cut: bool) -> None:
    codes = np.frombuffer(words.encode("utf-16-le"), np.uint16)[: -1 if cut else None]
    added = NOTHING_ADDED._replace(begin=np.zeros(1, np.int64), end=np.array([len(codes)]))
    nothing = Changes(np.zeros((0, 6), np.int64), np.zeros(1, np.int64))
    told = told_changes(spell(codes, nothing, added), np.array([0, -1, 0]), np.array([False, True, True])).to_pylist()
    duties = [[change["after"] for change in json.loads(changes)] for changes in told]
    written = codes.tobytes().decode("utf-16-le", "replace")
    assert duties == [[written], ["收到请回复"], [written, "收到请回复"]]
