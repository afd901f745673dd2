"""Sets of the grams of texts (字组集), and how many of them another text shares."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.find.sketch import GRAM, gram_at, mixed
from jianfu.measure.relays.text.runs import same_from
from jianfu.measure.relays.text.view import View, span_of

ROOM = 8
"""Places for each gram: nearly all stand where they are looked for first."""
FREE, TAKEN = 0, 1 << 63
"""What stands at a place: nothing, or a gram with this bit and where it stands in its text."""
GRAM_BITS, WHERE_BITS = 48, (1 << 15) - 1
"""Bits of the gram, and above them those of its place in the text: in a longer one than they tell it is elsewhere."""

Units = npt.NDArray[np.uint16]
Ints = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]
Held = tuple[np.int64, np.uint64]
"""The text whose grams a room holds, and the mask of its set."""
NOT_HELD = np.int64(-1), np.uint64(0)


class Room(NamedTuple):
    """Room to count in; two sets by open addressing."""

    grams: Hashes
    """The set of a text's."""
    lacking: Hashes
    """Grams of another text that it has not, one after another."""
    seen: Hashes
    """The set of those of them that were counted."""


def new_room(longest: int) -> Room:
    """Room for texts of up to so many units."""
    size = 1 << max(10, (ROOM * longest).bit_length())
    return Room(np.zeros(size, np.uint64), np.empty(longest, np.uint64), np.zeros(size, np.uint64))


@lean_kernel
def clear(places: Hashes, least: Any) -> np.uint64:
    """Empties a set of at least so many places, more than will be taken; returns its mask."""
    size = np.int64(64)
    while size < least:
        size *= 2
    for place in range(size):
        places[place] = FREE
    return np.uint64(size - 1)


@lean_kernel
def load_grams(view: View, text: Any, places: Hashes, mask: np.uint64, before: Any = 0) -> None:
    """Puts the grams of a text into a set, with the place where each stands last; ``before``: units of the text that
    was put into it before."""
    begin, end = span_of(view.starts, text)
    for at in range(begin, end - GRAM + 1):
        gram = gram_at(view.codes, at)
        where = np.uint64(before + at - begin & WHERE_BITS) << np.uint64(GRAM_BITS)
        places[place_of(gram, places, mask)] = gram | where | np.uint64(TAKEN)


@lean_kernel
def place_of(gram: np.uint64, places: Hashes, mask: np.uint64) -> Any:
    """Where a gram stands in a set, or the free place it would take."""
    place = mixed(gram) >> np.uint64(9) & mask
    while places[place] != np.uint64(FREE) and (places[place] ^ gram) << np.uint64(64 - GRAM_BITS) != np.uint64(0):
        place = (place + np.uint64(1)) & mask
    return place


@lean_kernel
def units_known(
    codes: Units, span: tuple[Any, Any], texts: tuple[tuple[Any, Any], tuple[Any, Any]], places: Hashes, mask: np.uint64
) -> Any:
    """With how many units a span begins that stand so in a text of a set; 0 where the set has not their first gram.

    ``texts``: where the text and one put into the set behind it stand. Of a gram both have the units that follow are
    compared: as far as they are the same, so are the grams.
    """
    held = places[place_of(gram_at(codes, span[0]), places, mask)]
    if held == np.uint64(FREE):
        return np.int64(0)
    one, other = texts
    there = one[0] + np.int64(held >> np.uint64(GRAM_BITS) & np.uint64(WHERE_BITS))
    last = one[1]
    if there >= last:
        there, last = there - one[1] + other[0], other[1]
    return max(GRAM, same_from(codes, span[0], there, min(span[1] - span[0], last - there)))


@lean_kernel
def grams_shared(view: View, pair: tuple[Any, Any], grams: Ints, room: Room, held: Held) -> tuple[Any, Held]:
    """How many different grams two texts share, and what ``room`` holds then: the first's, or what it held of either.

    ``grams``: of each text; ``held``: what it holds.
    """
    kept, other = pair
    mask = held[1]
    if held[0] == other:
        kept, other = other, kept
    elif held[0] != kept:
        mask = clear(room.grams, ROOM * grams[kept])
        load_grams(view, kept, room.grams, mask)
    text = span_of(view.starts, other)
    lacking = _find_lacking(view.codes, text, span_of(view.starts, kept), room, mask)
    if lacking and grams[other] < text[1] - text[0] - GRAM + 1:
        lacking = _different(room, lacking)
    return grams[other] - lacking, (kept, mask)


@lean_kernel
def _find_lacking(codes: Units, text: tuple[Any, Any], other: tuple[Any, Any], room: Room, mask: np.uint64) -> Any:
    """Lists the grams of a text that another one has not, whose grams ``room`` holds; returns how many."""
    lacking: Any = np.int64(0)
    at: Any = np.int64(text[0])
    while at + GRAM <= text[1]:
        known = units_known(codes, (at, text[1]), (other, other), room.grams, mask)
        if known == 0:
            room.lacking[lacking] = gram_at(codes, at)
            lacking += 1
        at += max(1, known - GRAM + 1)
    return lacking


@lean_kernel
def _different(room: Room, lacking: int) -> Any:
    """How many different grams there are among those that are lacking: most texts have none twice."""
    found = np.int32(0)
    mask = clear(room.seen, ROOM * lacking)
    for number in range(lacking):
        gram = room.lacking[number]
        place = place_of(gram, room.seen, mask)
        found += np.int32(room.seen[place] == np.uint64(FREE))
        room.seen[place] = gram | np.uint64(TAKEN)
    return found
