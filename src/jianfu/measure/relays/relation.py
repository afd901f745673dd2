"""How a copy relates to the message it was made from (与上一条的关系)."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.measure.compiled import inlined, kernel
from jianfu.measure.relays import judgement
from jianfu.measure.relays.wrapping import (
    FORWARD_MARK,
    MENTION,
    QUOTE_MARK,
    RELAY_REQUEST,
    REPLY_REQUEST,
    SALUTATION,
    SIGN_OFF,
    URGING,
)

ORIGIN, WHOLE, PREFACE, SHORTENED, QUOTED, REISSUED, CHANGED = range(7)
NAMES = ("origin", "whole", "preface", "shortened", "quoted", "reissued", "changed")
"""Spelling of each relation in the table ``relay``."""
ADDED_MARKS = FORWARD_MARK | SALUTATION | URGING | RELAY_REQUEST | SIGN_OFF | REPLY_REQUEST | MENTION
"""Stripped words that show, where only the copy has them, that its sender wrote something around the notice."""
MOST_LEFT = 0.85
"""Share of the parent's grams a shortened copy has at most: a clause or more is missing."""
LEAST_KEPT = 0.90
"""Share of a shortened copy's grams that stand in the parent too; below that it was written anew in parts."""
LEAST_ADDED = 6
"""Grams of the copy beyond the parent's from which its sender has added a clause of their own."""


@inlined
def relate(verdict: int, shared: Any, grams: tuple[Any, Any], marks: tuple[Any, Any]) -> Any:
    """The relation of a copy to its parent.

    ``verdict`` is the judgement's; ``shared`` distinct grams of both, ``grams`` of the copy and of the parent;
    ``marks`` what was stripped from the copy and from the parent, bits of ``wrapping``.
    """
    copy, parent = grams
    added = marks[0] & ~marks[1]
    relation = WHOLE
    if verdict == judgement.REISSUED:
        relation = REISSUED
    elif verdict == judgement.CHANGED:
        relation = CHANGED
    elif added & QUOTE_MARK:
        relation = QUOTED
    elif copy <= MOST_LEFT * parent and shared >= LEAST_KEPT * copy:
        relation = SHORTENED
    elif added & ADDED_MARKS or (copy - shared >= LEAST_ADDED + parent - shared):
        relation = PREFACE
    return relation


@kernel
def relate_all(
    verdicts: npt.NDArray[np.uint8],
    shared: npt.NDArray[np.int32],
    grams_copy: npt.NDArray[np.int32],
    grams_parent: npt.NDArray[np.int32],
    marks_copy: npt.NDArray[np.uint16],
    marks_parent: npt.NDArray[np.uint16],
) -> npt.NDArray[np.uint8]:
    """The relations of many copies to their parents, one a pair."""
    relations = np.empty(len(verdicts), np.uint8)
    for pair in range(len(verdicts)):
        grams = np.int64(grams_copy[pair]), np.int64(grams_parent[pair])
        marks = np.int64(marks_copy[pair]), np.int64(marks_parent[pair])
        relations[pair] = relate(verdicts[pair], np.int64(shared[pair]), grams, marks)
    return relations
