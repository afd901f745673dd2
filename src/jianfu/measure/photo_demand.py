"""Photos, screenshots and locations demanded as proof (索要照片、截图、定位), and how many had to answer."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel
from jianfu.measure.chunk import Chunk
from jianfu.measure.windows import Windows
from jianfu.tables.column import Table, flag, integer, moment, text

TABLE = Table(
    name="photo_demand",
    zh="留痕索要",
    en="Proof demanded",
    key=("message_id",),
    columns=(
        text("message_id", "索要消息编号", "Demanding message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "索要单位编号", "Demanding unit id"),
        moment("sent_at", "索要时间", "Sent at"),
        flag("asks_photo", "要照片", "Asks for photos"),
        flag("asks_screenshot", "要截图", "Asks for screenshots"),
        flag("asks_location", "要定位", "Asks for locations"),
        integer("responder_count", "应答人数", "Different people answering within 24 hours", unit="person"),
        flag("exempt", "是否豁免", "Exempt"),
    ),
)


class Proof(NamedTuple):
    """Per message."""

    answers: npt.NDArray[np.int64]
    """The latest demand a picture or location answers, else -1."""
    responders: npt.NDArray[np.int64]
    """On demands: different people answering."""


def find_proof(chunk: Chunk, windows: Windows, people: int) -> Proof:
    """Pictures and locations sent by others within ``windows.proof`` after a demand for them.

    ``people``: one more than the highest person number.
    """
    count = len(chunk.moment)
    proof = Proof(np.full(count, -1, np.int64), np.zeros(count, np.int64))
    _find_proof(chunk, windows, proof, np.full(people, -1, np.int64))
    return proof


@kernel
def _find_proof(chunk: Chunk, windows: Windows, proof: Proof, counted: npt.NDArray[np.int64]) -> None:
    """``counted``: of a person the demand he was last counted for."""
    for group in range(len(chunk.group)):
        end = chunk.starts[group + 1]
        for demand in range(chunk.starts[group], end):
            asked = chunk.proof_asked[demand]
            at = demand + 1
            while asked and at < end and chunk.moment[at] - chunk.moment[demand] <= windows.proof:
                sender = chunk.sender[at]
                if chunk.proof_given[at] & asked and sender != chunk.sender[demand]:
                    proof.answers[at] = demand
                    if sender >= 0 and counted[sender] != demand:
                        counted[sender] = demand
                        proof.responders[demand] += 1
                at += 1
