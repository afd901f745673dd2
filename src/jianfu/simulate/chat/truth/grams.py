"""How alike two texts are: their character 3-grams, as sets, exactly."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import kernel, mix
from jianfu.simulate.chat.spell import character_length

Bytes = NDArray[np.uint8]
Int64s = NDArray[np.int64]

SLOTS = 1 << 15
"""More than twice the characters of the longest message."""
_NEW_LINE, _BACKSLASH, _N = 10, 92, 110


class GramSet(NamedTuple):
    """The 3-grams of a text: three code points in one number, which no other three share."""

    grams: Int64s
    """Open addressing, ``SLOTS`` places."""
    turn: Int64s
    """When a place was last taken; what was taken in an earlier turn is gone."""
    counts: Int64s
    """The turn, how many grams."""


def empty_grams() -> GramSet:
    """A set of no grams, to be used again and again."""
    return GramSet(np.zeros(SLOTS, np.int64), np.zeros(SLOTS, np.int64), np.array([1, 0]))


@kernel
def code_point(text: Bytes, at: int, size: int) -> int:
    """The character of JSON text at a place."""
    first = int(text[at])
    if size == 1:
        return first
    if first == _BACKSLASH:
        return _NEW_LINE if text[at + 1] == _N else int(text[at + 1])
    code = first & (0xFF >> (size + 1))
    for index in range(at + 1, at + size):
        code = code << 6 | (int(text[index]) & 63)
    return code


@kernel
def find_slot(grams: GramSet, gram: int) -> int:
    """The place of a gram, taken or free."""
    slot = int(np.int64(mix(np.uint64(gram)) & np.uint64(SLOTS - 1)))
    while grams.turn[slot] == grams.counts[0] and grams.grams[slot] != gram:
        slot = (slot + 1) & (SLOTS - 1)
    return slot


@kernel
def fill_grams(grams: GramSet, text: Bytes, length: int, other: GramSet) -> int:
    """Make ``grams`` those of a text of JSON; returns how many of them ``other`` has."""
    grams.counts[0] += 1
    grams.counts[1] = 0
    at, seen, gram, shared = 0, 0, 0, 0
    while at < length:
        size = character_length(text, at)
        gram = (gram << 21 | code_point(text, at, size)) & 0x7FFFFFFFFFFFFFFF
        seen, at = seen + 1, at + size
        if seen < 3:
            continue
        slot = find_slot(grams, gram)
        if grams.turn[slot] != grams.counts[0]:
            grams.turn[slot], grams.grams[slot] = grams.counts[0], gram
            grams.counts[1] += 1
            shared += other.turn[find_slot(other, gram)] == other.counts[0]
    return shared
