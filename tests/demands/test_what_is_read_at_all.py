"""Only texts a quick search finds are read by the grammar: it must find whatever the grammar would take for a demand."""

import re
import unicodedata
from datetime import datetime
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from jianfu import read_demands
from jianfu.measure.demands.asks import Asks
from jianfu.measure.demands.grammar import read_text
from jianfu.measure.demands.moments import BEGINS, HALVES, MOMENT
from jianfu.measure.demands.reading import _MAY_DEMAND

SOON = ("立即", "马上", "立刻", "即刻", "第一时间", "迅速", "火速", "秒", "即时", "实时")
ANSWERED = ("回复", "应答", "响应", "反馈", "答复", "报收到", "确认收到")


@pytest.mark.parametrize("place", ["", "在群里", "群内"])
def test_every_way_to_want_an_answer_at_once_is_read(place: str) -> None:
    texts = [f"各村的台账县里在等，请{soon}{place}{answer}！" for soon, answer in product(SOON, ANSWERED)]
    wanted = [text for text in texts if read_text(text).asks & Asks.INSTANT]
    assert len(wanted) > len(texts) / 2
    assert pc.all(pc.match_substring_regex(pa.array(wanted), _MAY_DEMAND)).as_py()


def test_a_moment_begins_with_one_of_the_letters_that_are_looked_for() -> None:
    """The quick look at the first letter turns no moment away, in any wording known to these tests."""
    slow = re.compile(MOMENT.pattern.removeprefix(BEGINS))
    known = Path(__file__).with_name("deadlines.yaml").read_text(encoding="utf-8")
    named = [f"{half}{hour}点" for half in ("", *HALVES) for hour in ("3", "三", "十二", "两", "零")]
    named += [
        "除夕前",
        "腊月二十三前",
        "农历八月初五前",
        "十一前",
        "星期五",
        "礼拜天",
        "季度末",
        "年底",
        "下班",
        "上班",
    ]
    text = unicodedata.normalize("NFKC", "\n".join([known, *named]))
    assert [found.span() for found in slow.finditer(text)] == [found.span() for found in MOMENT.finditer(text)]


@pytest.mark.parametrize("first", ["9月25日开展检查。", "检查另行通知。"])
def test_that_day_is_the_one_the_text_names_whatever_was_read_before(first: str) -> None:
    """A sentence is read once for all texts it stands in; 当天 is not the day of the message where another was named."""
    for beginning in (first, "检查另行通知。", first):
        deadlines = read_text(f"{beginning}请各村当天17点前报送结果。").deadlines
        assert bool(deadlines) is (beginning == "检查另行通知。")


def test_a_question_sets_no_deadline_and_the_same_words_as_an_order_do() -> None:
    for _ in range(2):
        assert not read_text("请各村明天17点前报送台账？").deadlines
        assert not read_text("请各村明天17点前报送台账！?").deadlines
        assert read_text("请各村明天17点前报送台账！大家有问题吗？").deadlines


def test_a_form_is_found_behind_other_tables_and_far_into_the_text() -> None:
    text = f"各村：{'请在表彰会上认真听讲，' * 40}并于明天17点前报送：农村改厕情况统计表。"
    assert read_text(text).form == "农村改厕情况统计表"
    named = f"各村：{'请在表彰会上认真听讲，' * 40}并于明天17点前报送《{'农' * 38}台账》。"
    assert read_text(named).form == f"{'农' * 38}台账"


def test_what_stands_on_ones_own_list_is_asked_of_nobody_and_the_same_words_in_a_notice_are() -> None:
    words = "9月19日前核对道路限速整改，拍照上报"
    sent = [datetime.fromisoformat("2026-09-18T16:00")] * 2
    rows = read_demands([f"袁少静 的待办\n{words}", f"各站所的待办如下：\n{words}"], sent).to_pylist()
    assert [row["place"] for row in rows] == [1]
