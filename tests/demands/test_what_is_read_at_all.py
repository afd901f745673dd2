"""Only texts a quick search finds are read by the grammar: it must find whatever the grammar would take for a demand."""

from itertools import product

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from jianfu.measure.demands.asks import Asks
from jianfu.measure.demands.grammar import read_text
from jianfu.measure.demands.reading import _MAY_DEMAND

SOON = ("立即", "马上", "立刻", "即刻", "第一时间", "迅速", "火速", "秒", "即时", "实时")
ANSWERED = ("回复", "应答", "响应", "反馈", "答复", "报收到", "确认收到")


@pytest.mark.parametrize("place", ["", "在群里", "群内"])
def test_every_way_to_want_an_answer_at_once_is_read(place: str) -> None:
    texts = [f"各村的台账县里在等，请{soon}{place}{answer}！" for soon, answer in product(SOON, ANSWERED)]
    wanted = [text for text in texts if read_text(text).asks & Asks.INSTANT]
    assert len(wanted) > len(texts) / 2
    assert pc.all(pc.match_substring_regex(pa.array(wanted), _MAY_DEMAND)).as_py()
