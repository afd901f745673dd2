"""Acknowledgement chains (“收到”刷屏): each notice that was answered by a row of “收到”."""

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel
from jianfu.measure.chunk import Chunk
from jianfu.measure.windows import Windows
from jianfu.tables.column import Table, flag, integer, moment, text

TABLE = Table(
    name="acknowledgement",
    zh="收到接力",
    en="Acknowledgement chain",
    key=("message_id",),
    columns=(
        text("message_id", "通知消息编号", "Notice message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "发通知单位编号", "Notice sender's unit id"),
        moment("sent_at", "通知时间", "Notice sent at"),
        flag("demanded", "是否要求回复", "Reply demanded"),
        integer("acknowledgement_count", "收到类消息数", "Acknowledgements", unit="message"),
        flag("exempt", "是否豁免", "Exempt"),
    ),
)

_ROW = 2
"""Fewer acknowledgements are no row to be shared out."""


def find_answers(chunk: Chunk, windows: Windows) -> npt.NDArray[np.int64]:
    """For each acknowledgement the message it answers, else -1.

    It answers the last message that demanded one within ``windows.demand``, else the last notice within
    ``windows.notice``. Nobody acknowledges his own message, nor one message twice. A mere “好的” or “知道了” right
    behind somebody's words answers these, whatever was demanded before.
    """
    answers = np.full(len(chunk.moment), -1, np.int64)
    seen = np.full((2, int(chunk.sender.max(initial=0)) + 1), -1, np.int64)
    _find_answers(chunk, windows, seen, answers)
    return answers


@kernel
def _find_answers(chunk: Chunk, windows: Windows, seen: npt.NDArray[np.int64], answers: npt.NDArray[np.int64]) -> None:
    """``seen``: the last demand and the last notice each person acknowledged."""
    last = np.full(2, -1, np.int64)
    for group in range(len(chunk.group)):
        last[:] = -1
        for at in range(chunk.starts[group], chunk.starts[group + 1]):
            if chunk.acknowledges[at]:
                told = _answered(chunk, windows, seen, last, at)
                answers[at] = told
                if told >= 0 and chunk.sender[at] >= 0:
                    seen[0 if told == last[0] else 1, chunk.sender[at]] = told
                continue
            if chunk.demands_reply[at]:
                last[0] = at
            if chunk.notice[at]:
                last[1] = at


@kernel
def _answered(chunk: Chunk, windows: Windows, seen: npt.NDArray[np.int64], last: npt.NDArray[np.int64], at: int) -> int:
    """What one acknowledgement answers; ``last``: the last demand and the last notice before it."""
    person, before = chunk.sender[at], at - 1
    behind = last.max() >= 0 and before > last[0] and not chunk.acknowledges[before]
    if chunk.assents[at] and behind and chunk.sender[before] != person and before != last[1]:
        return -1
    first = 1 if chunk.assents[at] and behind else 0
    for kind in range(first, 2):
        told = last[kind]
        window = windows.demand if kind == 0 else windows.notice
        if told < 0 or chunk.moment[at] - chunk.moment[told] > window:
            continue
        if person < 0 or (chunk.sender[told] != person and seen[0, person] != told and seen[1, person] != told):
            return int(told)
    return -1


def count_answers(chunk: Chunk, answers: npt.NDArray[np.int64], windows: Windows) -> npt.NDArray[np.int64]:
    """How many acknowledgements each message surely got.

    “收到” says to no one what it answers. Where several notices that demand no answer came within ``windows.run``,
    those behind the last may be for any of them: each is charged with its even share at most.
    """
    counts = np.bincount(answers[answers >= 0], minlength=len(chunk.moment))
    shared = counts.copy()
    _share_out(chunk, counts, windows.run, shared)
    return shared


@kernel
def _share_out(chunk: Chunk, counts: npt.NDArray[np.int64], run: int, shared: npt.NDArray[np.int64]) -> None:
    """A remark less than half as long as the notice behind it is no notice anybody acknowledges."""
    for group in range(len(chunk.group)):
        begin = chunk.starts[group]
        for at in range(begin, chunk.starts[group + 1]):
            if counts[at] < _ROW or chunk.demands_reply[at]:
                continue
            notices, answered, other = 1, counts[at], at - 1
            while other >= begin and chunk.moment[at] - chunk.moment[other] <= run:
                alike = chunk.notice[other] and 2 * chunk.reading[other] >= chunk.reading[at]
                if alike and not chunk.demands_reply[other]:
                    notices += 1
                    answered += counts[other]
                other -= 1
            shared[at] = min(counts[at], (answered + notices - 1) // notices)
