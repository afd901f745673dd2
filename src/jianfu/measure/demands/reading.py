"""Demands of many messages: words that cost nothing find the few that may demand something, the grammar reads those."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.demands.asks import Asks
from jianfu.measure.demands.grammar import Reading, answers_within, read_text
from jianfu.measure.demands.resolve import Resolver
from jianfu.measure.demands.sentence import Deadline
from jianfu.measure.demands.working_time import MINUTE_MICROSECONDS, WorkingTime
from jianfu.measure.inputs import EPOCH
from jianfu.measure.signals import Signals, lexicon

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

NONE = -1
FEWEST_CHARACTERS = 6
"""Folded; a shorter message demands nothing."""
_EPOCH = datetime.combine(EPOCH, time())
_MINUTE = timedelta(minutes=1)
_SIGNALS = {
    Asks.REPLY: "reply_demand",
    Asks.PHOTO: "photo_demand",
    Asks.SCREENSHOT: "screenshot_demand",
    Asks.LOCATION: "location_demand",
}
_MAY_DEMAND = (
    r"[0-9０-９点半刻分时日号末底班午晚节整钟秋旦庆夕天假）)一二三四五六七八九十上阳宵] ?(?:之前|以前|前|止)"
    r"|[时钟头日天周期拜月年度分hn]\s?[之以]?内"
    r"|截止|截稿|最迟|最晚|迟于|晚于|报送时间|时限|期限|限于|[点午天晚早日半]务?必?(?:统一)?(?:报|交|收齐|要|反馈"
    r"|上报|提交)|[点半0０]收齐"
    r"|到后|到的|到请|到回|到扣|到就|到都|到麻|到立|到马|到，|到,|知悉|已阅|回复|回个|回一|回执|回话"
    r"|[扣打][个一]?[1１]|吱|示意|到 ?[1１]|回 ?[1１]|“收到”|到打"
    r"|[即上刻间速秒时]在?群?[里内]?(?:回|应答|响应|反馈|答复|报收到|报告收到|确认收到)|随叫随"
    r"|照片|图片|拍照|相片|视频|佐证|影像|水印|截图|截屏|定位|位置|有图|现场图|发图|传图|张图|拍几|拍[0-9一二三两]"
)
"""RE2, looked for in the text as it was written. Without counted repeats, which would cost tenfold."""


class Due(NamedTuple):
    """A deadline resolved against the moment a message was sent."""

    at: datetime
    deadline: Deadline


@dataclass
class Notes:
    """What was read of the messages that demand something, one entry each."""

    addressee: list[str] = field(default_factory=list)
    action: list[str] = field(default_factory=list)
    form_name: list[str] = field(default_factory=list)
    deadline: list[str | None] = field(default_factory=list)
    due_at: list[datetime | None] = field(default_factory=list)
    answer_minutes: list[int | None] = field(default_factory=list)
    asks_data: list[bool] = field(default_factory=list)


@dataclass
class DemandReader:
    """Reads batch after batch of messages; what it has read so far stands in ``notes``."""

    working: WorkingTime
    notes: Notes = field(default_factory=Notes)

    def read(self, text: pa.Array, moment: Longs, signals: Signals) -> tuple[Bytes, Ints]:
        """Per message: the kinds of answer it asks for (``Asks``), and its number in ``notes`` (-1: it has none there).

        ``text``: Arrow strings, nulls allowed; ``moment``: microseconds from 1970-01-01; ``signals`` of the same texts.
        """
        words = lexicon()
        asks = np.zeros(len(moment), np.uint8)
        for kind, name in _SIGNALS.items():
            asks |= np.where(signals.mask & words.bit(name) != 0, np.uint8(kind), np.uint8(0))
        number = np.full(len(moment), NONE, np.int32)
        rows = np.flatnonzero(self._may_demand(text, signals, asks))
        for row, told in zip(rows.tolist(), text.take(pa.array(rows)).to_pylist(), strict=True):
            reading = _read(told)
            asks[row] = (int(asks[row]) & ~reading.denied) | reading.asks
            if asks[row] or reading.deadlines:
                number[row] = self._note(reading, int(moment[row]))
        return asks, number

    def _may_demand(self, text: pa.Array, signals: Signals, asks: Bytes) -> npt.NDArray[np.bool_]:
        long_enough = signals.folded >= FEWEST_CHARACTERS
        acknowledges = signals.mask & lexicon().bit("acknowledgement") != 0
        found = long_enough & ~acknowledges
        rows = np.flatnonzero(found)
        said = pc.fill_null(pc.match_substring_regex(text.take(pa.array(rows)), _MAY_DEMAND), False)
        found[rows] = said.to_numpy(zero_copy_only=False)
        return np.asarray(found | (asks != 0))

    def _note(self, reading: Reading, moment: int) -> int:
        """Writes one message down and returns its number."""
        sent = _EPOCH + timedelta(microseconds=moment)
        dues = self._dues(reading, sent)
        due = _nearest(dues)
        notes = self.notes
        notes.addressee.append(reading.addressee)
        notes.action.append(due.deadline.action if due else reading.action)
        notes.form_name.append(reading.form)
        notes.deadline.append(due.deadline.words if due else next((each.words for each in reading.deadlines), None))
        notes.due_at.append(due.at if due else None)
        notes.answer_minutes.append(_answer_minutes(reading, dues, sent))
        notes.asks_data.append(any(each.data for each in reading.deadlines))
        return len(notes.due_at) - 1

    def _dues(self, reading: Reading, sent: datetime) -> list[Due]:
        resolver = Resolver(self.working)
        found = [(resolver.due(each.when, sent), each) for each in reading.deadlines]
        return [Due(at, each) for at, each in found if at is not None]

    def columns(self, numbers: Longs, moment: Longs) -> dict[str, object]:
        """The columns of ``TABLE`` that come from words alone, for these entries of ``notes`` sent at these moments.

        A number of -1 is a message that demands nothing but a round: its words are left empty.
        """
        known = pa.array(numbers, mask=numbers < 0)
        told = {
            "addressee": pa.array(self.notes.addressee, pa.string()),
            "action": pa.array(self.notes.action, pa.string()),
            "form_name": pa.array(self.notes.form_name, pa.string()),
            "deadline": pa.array(self.notes.deadline, pa.string()),
            "due_at": pa.array(self.notes.due_at, pa.timestamp("us")),
            "answer_minutes": pa.array(self.notes.answer_minutes, pa.int64()),
            "asks_data": pa.array(self.notes.asks_data, pa.bool_()),
        }
        taken: dict[str, object] = {name: column.take(known) for name, column in told.items()}
        due = told["due_at"].take(known)
        has = ~np.asarray(pc.is_null(due))
        end = np.where(has, np.asarray(pc.fill_null(due.cast(pa.int64()), 0)), moment)
        hours = self.working.hours_between(moment, end)
        taken["minutes_given"] = pa.array((end - moment) // MINUTE_MICROSECONDS, mask=~has)
        taken["working_hours_given"] = pa.array(hours, mask=~has)
        for name in ("addressee", "action", "form_name"):
            taken[name] = pc.if_else(pc.equal(taken[name], ""), pa.scalar(None, pa.string()), taken[name])
        taken["asks_data"] = pc.fill_null(taken["asks_data"], False)
        return taken


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> Reading:
    """The reading of a text; copies of a notice are read once."""
    return read_text(text)


def _nearest(dues: Sequence[Due]) -> Due | None:
    """The earliest deadline of what must be handed in, else the earliest of all."""
    return min(dues, key=lambda due: (not due.deadline.data, due.at), default=None)


def _answer_minutes(reading: Reading, dues: Sequence[Due], sent: datetime) -> int | None:
    """Minutes in which an answer is demanded: by the words alone, or by a time of the day that soon comes.

    Data wanted by a time of the day is a deadline too short, not an answer at once.
    """
    soon = (due for due in dues if due.deadline.answer and not due.deadline.data and due.deadline.when.span is None)
    told = [(due.at - sent) // _MINUTE for due in soon]
    by_words = answers_within(reading)
    return min([*told, *([] if by_words is None else [by_words])], default=None)
