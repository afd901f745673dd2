"""Acknowledgement chains (“收到”刷屏): each notice that was answered by a row of “收到”."""

import numpy as np
import numpy.typing as npt

from jianfu.measure.chunk import Chunk
from jianfu.measure.compiled import kernel
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


def find_answers(chunk: Chunk, windows: Windows) -> npt.NDArray[np.int64]:
    """For each acknowledgement the message it answers, else -1.

    It answers the last message that demanded one within ``windows.demand``, else the last notice within
    ``windows.notice``; nobody acknowledges his own message.
    """
    answers = np.full(len(chunk.moment), -1, np.int64)
    _find_answers(chunk, windows, answers)
    return answers


@kernel
def _find_answers(chunk: Chunk, windows: Windows, answers: npt.NDArray[np.int64]) -> None:
    for group in range(len(chunk.group)):
        demand = -1
        notice = -1
        for at in range(chunk.starts[group], chunk.starts[group + 1]):
            if not chunk.acknowledges[at]:
                if chunk.demands_reply[at]:
                    demand = at
                if chunk.notice[at]:
                    notice = at
                continue
            told = -1
            if demand >= 0 and chunk.moment[at] - chunk.moment[demand] <= windows.demand:
                told = demand
            elif notice >= 0 and chunk.moment[at] - chunk.moment[notice] <= windows.notice:
                told = notice
            if told >= 0 and (chunk.sender[told] != chunk.sender[at] or chunk.sender[at] < 0):
                answers[at] = told


def count_answers(chunk: Chunk, answers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """How many acknowledgements each message got."""
    return np.bincount(answers[answers >= 0], minlength=len(chunk.moment))
