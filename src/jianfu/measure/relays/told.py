"""What a copy changed, told in words (改动说明): facts that differ, and paperwork it asks for on top."""

import json

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.relays.additions import Additions
from jianfu.measure.relays.relation import CHANGED
from jianfu.measure.relays.view import View

Longs = npt.NDArray[np.int64]
REPLY = "收到请回复"
"""How a demand to answer is told: of the phrases that ask for it, which are stripped, only the kind is kept."""
MOST_TOLD = 60
"""Code units of what was added that are told."""


def told_changes(described: pa.Array, added: Additions, view: View, where: Longs) -> pa.Array:
    """The changes of each copy as JSON; ``described`` and ``added``: of each pair of texts; ``where``: the copy's pair.

    -1 in ``where`` is a copy whose text is its source's.
    """
    told = described.to_pylist()
    for pair in np.flatnonzero(added.begin >= 0).tolist():
        span = slice(added.begin[pair], min(added.end[pair], added.begin[pair] + MOST_TOLD))
        told[pair] = _added(told[pair], view.codes[span].tobytes().decode("utf-16-le", "replace"))
    return pa.array(told, pa.string()).take(pa.array(where, mask=where < 0))


def with_reply(told: pa.Array, relation: npt.NDArray[np.uint8], asked: npt.NDArray[np.bool_]) -> pa.Array:
    """The same where copies ask for an answer and their sources did not (``asked``)."""
    at = np.flatnonzero(asked & (relation == CHANGED))
    if not len(at):
        return told
    added = pa.array([_added(words, REPLY) for words in told.take(pa.array(at)).to_pylist()], pa.string())
    mask = np.zeros(len(told), np.bool_)
    mask[at] = True
    return pc.replace_with_mask(told, pa.array(mask), added)


def _added(told: str | None, words: str) -> str:
    changes = json.loads(told) if told else []
    changes.append({"kind": "duty", "before": "", "after": words, "way": "added"})
    return json.dumps(changes, ensure_ascii=False, separators=(",", ":"))
