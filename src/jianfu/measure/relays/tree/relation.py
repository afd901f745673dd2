"""How a copy relates to the message it was made from (与上一条的关系)."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.relays.find import judgement
from jianfu.measure.relays.find.verify import MOST_LEFT
from jianfu.measure.relays.text.wrapping import (
    ELLIPSIS,
    FORWARD_MARK,
    MENTION,
    QUOTE_MARK,
    RELAY_REQUEST,
    REPLY_REQUEST,
    SALUTATION,
    URGING,
    WORDS_SHIFT,
)

ORIGIN, WHOLE, PREFACE, SHORTENED, QUOTED, REISSUED, CHANGED = range(7)
NAMES = ("origin", "whole", "preface", "shortened", "quoted", "reissued", "changed")
"""Spelling of each relation in the table ``relay``."""
LEAST_KEPT = 0.75
"""Share of a shortened copy's grams that stand in the parent too; below that it was written anew in parts."""
LEAST_ADDED = 3
"""Code units a copy has more than its notice at one place, from which its sender has added words of their own."""
HEADS = FORWARD_MARK | SALUTATION | URGING | RELAY_REQUEST
"""Words before a notice: one of them mistyped is none any more, and stands before it like words of the sender's own."""
LONGEST_HEAD = 10
"""Code units such words take, 各乡镇、各有关单位 among the longest; in more there is something else."""
ASKS, ASKS_ANSWER = 1 << 21, 1 << 20
"""More grams than a text has: mark a run that asks for paperwork, or for an answer alone."""

Ints = npt.NDArray[np.int32]
Marks = npt.NDArray[np.uint16]


@inlined
def asks_reply(own: Any, marks: tuple[Any, Any, Any]) -> Any:
    """Whether a copy asks for an answer and neither its parent nor the first message does."""
    return (own >= ASKS_ANSWER or marks[0] & REPLY_REQUEST) and not (marks[1] | marks[2]) & REPLY_REQUEST


@inlined
def relate(verdict: int, shared: Any, grams: tuple[Any, Any, Any], marks: tuple[Any, Any, Any], own: Any) -> Any:
    """The relation of a copy to its parent.

    ``verdict`` is the judgement's, ``OTHER`` where the parent is the nearest message at hand and not near; ``shared``
    distinct grams of the copy and its parent; ``grams`` of the copy, its parent and the first message, ``marks`` what
    was stripped from each, bits of ``wrapping``; ``own`` code units the copy has more at one place, ``ASKS`` or
    ``ASKS_ANSWER`` added where such a run asks for something.

    Who leaves out a preface the parent had, or a demand it had added, has not shortened the notice: the first message
    is the measure.
    """
    copy, parent, first = grams
    added = marks[0] & ~marks[1]
    words = marks[0] >> WORDS_SHIFT
    wrapped = words and words != marks[1] >> WORDS_SHIFT and words != marks[2] >> WORDS_SHIFT
    reworded = copy != parent or shared != copy or words != marks[1] >> WORDS_SHIFT
    quotes = marks[0] & QUOTE_MARK and not marks[2] & QUOTE_MARK
    misspelt = marks[2] & ~marks[0] & HEADS and own % ASKS_ANSWER <= LONGEST_HEAD
    cut = copy <= MOST_LEFT * parent and copy <= MOST_LEFT * first and shared >= LEAST_KEPT * copy
    relation = WHOLE
    if verdict == judgement.REISSUED:
        relation = REISSUED
    elif verdict == judgement.CHANGED:
        relation = CHANGED
    elif added & QUOTE_MARK or (quotes and reworded):
        relation = QUOTED
    elif verdict == judgement.OTHER or own >= ASKS or asks_reply(own, marks):
        relation = CHANGED
    elif added & ELLIPSIS or cut:
        relation = SHORTENED
    elif wrapped or (own % ASKS_ANSWER >= LEAST_ADDED and not misspelt) or added & MENTION & ~marks[2]:
        relation = PREFACE
    return relation


@kernel
def relate_all(
    verdicts: npt.NDArray[np.uint8],
    shared: npt.NDArray[np.int32],
    grams: tuple[Ints, Ints, Ints],
    marks: tuple[Marks, Marks, Marks],
    own: Ints,
) -> npt.NDArray[np.uint8]:
    """The relations of many copies to their parents, one a pair; ``grams``, ``marks``: copy, parent, first one."""
    relations = np.empty(len(verdicts), np.uint8)
    for pair in range(len(verdicts)):
        sizes = np.int64(grams[0][pair]), np.int64(grams[1][pair]), np.int64(grams[2][pair])
        stripped = np.int64(marks[0][pair]), np.int64(marks[1][pair]), np.int64(marks[2][pair])
        relations[pair] = relate(verdicts[pair], np.int64(shared[pair]), sizes, stripped, np.int64(own[pair]))
    return relations
