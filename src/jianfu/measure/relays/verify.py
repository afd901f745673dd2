"""Compares texts exactly (核对): every pair that is reported has had its shared grams counted one by one."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.bits import bits_set, fetch
from jianfu.measure.compiled import lean_kernel
from jianfu.measure.relays.band import CROWD_BITS
from jianfu.measure.relays.comparison import DIFFER_BIT, REPLACED, SHARED, compare, count_of
from jianfu.measure.relays.judgement import OTHER, judge, rules_out
from jianfu.measure.relays.nearness import is_near, is_short, reports_apart, says_little, span_of
from jianfu.measure.relays.sketch import GRAM, WORDS, Sketches, gram_at, mixed
from jianfu.measure.relays.view import View

CANDIDATES = 24
"""Texts a text is compared with at most, those of its least crowded buckets first."""
DOUBTS = 4
"""Candidates whose facts differ that are judged for one text; where so many were others, it is one of a template.

None is once a candidate was found whose facts leave no doubt.
"""
SETTLED = 4
"""Added to a verdict where at least ``SETTLING`` facts are shared and none is replaced."""
SETTLING = 2

AHEAD = 8
"""Pairs ahead for which memory is asked; twice as many for where their texts stand."""
LINES, LINE = 4, 32
"""Lines of memory of a text that are asked for, and code units in one."""

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Pairs(NamedTuple):
    """A text and an earlier one it may be a copy of; by text, the likeliest first."""

    text: npt.NDArray[np.uint32]
    earlier: npt.NDArray[np.uint32]


class Verified(NamedTuple):
    """What comparing pairs has shown, one entry a pair."""

    shared: Ints
    """Grams both have."""
    verdict: npt.NDArray[np.uint8]
    """Of ``judgement``; ``OTHER`` where they are not near. Plus ``SETTLED`` where the facts leave no doubt."""


class Room(NamedTuple):
    """A set of grams by open addressing that need not be cleared: what has an older stamp is not in it."""

    grams: Hashes
    stamps: Longs


def new_room(most_grams: int) -> Room:
    """Room for texts of so many grams."""
    size = 1 << max(10, (2 * most_grams).bit_length())
    return Room(np.zeros(size, np.uint64), np.zeros(size, np.int64))


@lean_kernel
def gather(
    records: Hashes,
    block: tuple[int, npt.NDArray[np.uint32]],
    sketches: Sketches,
    least: float,
    pairs: Pairs,
) -> int:
    """Writes the pairs worth comparing of a block of texts and returns their number.

    ``records`` in order; ``block``: number of its first text, and room for ``CANDIDATES``; ``sketches``: grams and
    bitmaps of all texts; ``least``: share of the shorter one's grams that must be shared. A pair is left out only
    where the bitmaps show that so many cannot be: every bit one has and the other lacks is a gram not shared.
    """
    grams, bitmaps = sketches
    first, near = block
    written = 0
    at = 0
    while at < len(records):
        inside = records[at] >> np.uint64(32 + CROWD_BITS)
        text = np.uint32(first + np.int64(inside))
        found = 0
        while at < len(records) and records[at] >> np.uint64(32 + CROWD_BITS) == inside:
            if found < CANDIDATES:
                found = _keep(np.uint32(records[at] & np.uint64(0xFFFFFFFF)), text, near, found)
            at += 1
        for place in range(found):
            fetch(grams, np.int64(near[place]))
            fetch(bitmaps, np.int64(near[place]) * WORDS)
        for place in range(found):
            if _may_be_near(grams, bitmaps, (text, near[place]), least):
                pairs.text[written] = text
                pairs.earlier[written] = near[place]
                written += 1
    return written


@lean_kernel
def _keep(other: np.uint32, text: np.uint32, near: npt.NDArray[np.uint32], found: int) -> Any:
    """Adds a candidate to those found, once."""
    known = other == text
    for place in range(found):
        known |= near[place] == other
    if not known:
        near[found] = other
        found += 1
    return found


@lean_kernel
def _may_be_near(grams: Ints, bitmaps: Hashes, pair: tuple[np.uint32, np.uint32], least: float) -> Any:
    one, other = pair
    lacking = np.uint64(0)
    missing = np.uint64(0)
    for word in range(WORDS):
        mine, theirs = bitmaps[one, word], bitmaps[other, word]
        lacking += bits_set(mine & ~theirs)
        missing += bits_set(theirs & ~mine)
    most = min(grams[one] - np.int64(lacking), grams[other] - np.int64(missing))
    return most >= least * min(grams[one], grams[other])


@lean_kernel
def verify(pairs: Pairs, view: View, texts: tuple[Ints, Longs], least: float, room: Room, done: Verified) -> None:
    """Compares pairs; ``view``: where the texts stand; ``texts``: grams and first moments.

    ``least``: share of the shorter one's grams that must be shared; ``room`` is new. Facts are looked at first: they
    rule out most of what only looks alike for a tenth of the price.
    """
    grams, first_at = texts
    stamp = base = np.int64(0)
    mask = np.uint64(0)
    before = np.int64(-1)
    loaded = False
    doubts = 0
    for pair in range(len(pairs.text)):
        _foresee(pairs, pair, view, texts)
        text, earlier = np.int64(pairs.text[pair]), np.int64(pairs.earlier[pair])
        if text != before:
            before, loaded, doubts = text, False, 0
        done.verdict[pair] = OTHER
        days = first_at[earlier] // 86_400_000_000, first_at[text] // 86_400_000_000
        spans = span_of(view.fact_starts, earlier), span_of(view.fact_starts, text)
        comparison = compare(view.facts, spans[0], spans[1], days[0], days[1])
        replaced = count_of(comparison, REPLACED)
        differs = comparison & DIFFER_BIT != np.uint64(0) and is_short(grams[text], grams[earlier])
        if rules_out(comparison) or differs or (replaced and doubts >= DOUBTS):
            continue
        if not loaded:
            loaded = True
            stamp += 1
            base = stamp
            mask = room_mask(2 * grams[text])
            load_grams(view, text, room, mask, stamp)
        stamp += 1
        shared = _count_shared(view, earlier, room, mask, (base, stamp))
        done.shared[pair] = shared
        near = is_near(shared, grams[text], grams[earlier], least)
        if (
            near
            and not says_little(view, (text, earlier), grams, (shared, comparison))
            and not reports_apart(view, text, earlier)
        ):
            delay = (first_at[text] - first_at[earlier]) // 60_000_000
            spans = span_of(view.starts, earlier), span_of(view.starts, text)
            numbers = shared, grams[earlier], grams[text]
            done.verdict[pair] = judge(comparison, numbers, (delay, False), view.codes, spans[0], spans[1])
            if replaced and done.verdict[pair] == OTHER:
                doubts += 1
            elif replaced == 0 and done.verdict[pair] != OTHER and count_of(comparison, SHARED) >= SETTLING:
                doubts = DOUBTS
                done.verdict[pair] += SETTLED


@lean_kernel
def _foresee(pairs: Pairs, pair: int, view: View, texts: tuple[Ints, Longs]) -> None:
    """Has the memory bring what the pairs to come are compared by: earlier texts lie anywhere."""
    grams, first_at = texts
    if pair + 2 * AHEAD < len(pairs.text):
        text = np.int64(pairs.earlier[pair + 2 * AHEAD])
        fetch(grams, text)
        fetch(first_at, text)
        fetch(view.starts, text)
        fetch(view.fact_starts, text)
    if pair + AHEAD < len(pairs.text):
        text = np.int64(pairs.earlier[pair + AHEAD])
        if view.fact_starts[text] < len(view.facts):
            fetch(view.facts, view.fact_starts[text])
        for line in range(LINES):
            if view.starts[text] + line * LINE < view.starts[text + 1]:
                fetch(view.codes, view.starts[text] + line * LINE)


@lean_kernel
def room_mask(places: Any) -> Any:
    """The mask of a set by open addressing that has at least so many places."""
    size = np.int64(64)
    while size < places:
        size *= 2
    return np.uint64(size - 1)


@lean_kernel
def load_grams(view: View, text: Any, room: Room, mask: np.uint64, stamp: Any) -> None:
    """The grams of a text become the set."""
    for at in range(view.starts[text], view.starts[text + 1] - GRAM + 1):
        gram = gram_at(view.codes, at)
        place = mixed(gram) >> np.uint64(9) & mask
        while room.stamps[place] == stamp and room.grams[place] != gram:
            place = (place + np.uint64(1)) & mask
        room.grams[place] = gram
        room.stamps[place] = stamp


@lean_kernel
def _count_shared(view: View, text: Any, room: Room, mask: np.uint64, stamps: tuple[Any, Any]) -> Any:
    """How many different grams of a text are in the set; ``stamps``: the set's, and one that marks what was counted."""
    base, counted = stamps
    shared = np.int32(0)
    for at in range(view.starts[text], view.starts[text + 1] - GRAM + 1):
        gram = gram_at(view.codes, at)
        place = mixed(gram) >> np.uint64(9) & mask
        while room.stamps[place] >= base:
            if room.grams[place] == gram:
                if room.stamps[place] < counted:
                    room.stamps[place] = counted
                    shared += np.int32(1)
                break
            place = (place + np.uint64(1)) & mask
    return shared
