"""Brings texts together that may be copies (候选): keys sorted into buckets, each text led to earlier ones there.

A text looks only at texts sent before it. What it is led to therefore depends on the past alone: later messages change
nothing, and any order of rows gives the same. While a bucket is at hand, bitmaps rule out most of what it holds: three
quarters of what a key brings together is never written down.
"""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import bits_shared, fetch
from jianfu.measure.relays.find.sketch import WORDS, Sketches
from jianfu.measure.relays.spool import Spool

PARTS = 64
"""Keys are sorted part by part, a part being all keys that begin with the same bits."""
PART_BITS = 6
RANK_BITS = 28
"""Bits of a key that give way to the rank: always as many, for a bucket must not depend on how many texts there are."""
BLOCK_BITS = 17
"""Texts are compared block by block, 131,072 of them at a time."""
BLOCK = 1 << BLOCK_BITS
CROWD_BITS = 12
CROWDED = (1 << CROWD_BITS) - 1
"""Texts before one in a bucket are counted up to here."""
FROM_FRONT, FROM_BACK = 1, 3
SEEN = FROM_FRONT + FROM_BACK
"""Of a crowded bucket: its first text (the notice itself, where all are its copies), and those just before.

In a city the words of one template come from many notices, and with the last one alone a copy in thirty found none of
its own."""
AHEAD = 32
"""Keys ahead for which memory is asked."""
CANDIDATES = 8
"""Texts a text is compared with at most, those it meets in the most buckets first: a setting."""
MOST_MET = 255
"""Meetings are counted up to here."""
_DIGIT_BITS = 10
"""The 30 bits of a key that are sorted by are three digits, the 17 of a record two."""
_RECORD_INDEX = 32

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.uint32]
Longs = npt.NDArray[np.int64]


class Pairs(NamedTuple):
    """A text and an earlier one it may be a copy of; by text, the likeliest first."""

    text: Numbers
    earlier: Numbers


class Buckets:
    """Keys by part until all are in; with ``folder`` they wait on disk."""

    def __init__(self, rank_bits: int, folder: Path | None = None) -> None:
        self.rank_bits = rank_bits
        paths = (folder / f"keys-{part:02}.bin" if folder else None for part in range(PARTS))
        self.parts = [Spool(np.uint64, path) for path in paths]

    def add(self, keys: Hashes, counts: Ints, ranks: Ints) -> None:
        """Takes in the keys of some texts, one text after another; ``ranks``: place of each in order of time."""
        rows, sizes = np.empty(len(keys), np.uint64), np.zeros(PARTS + 1, np.int64)
        _split(keys, counts, ranks, self.rank_bits, (rows, sizes, np.empty(PARTS, np.int64)))
        for part in range(PARTS):
            self.parts[part].add(rows[sizes[part] : sizes[part + 1]])

    def part(self, number: int) -> Hashes:
        """The keys of a part, which is forgotten here."""
        return self.parts[number].take()


def lead(keys: Hashes, rank_bits: int, order: Ints, sketches: Sketches, least: float) -> list[Hashes]:
    """Sorts a part's keys: the records of the texts its buckets lead, by block of texts.

    ``order``: text by rank; ``sketches``: of all texts; ``least``: share of the shorter one's grams that must be
    shared. A record is text in the block ``<< 44`` | earlier texts in the bucket ``<< 32`` | one of these. There is one
    for each earlier text of a small bucket, of a crowded one for its first and its last, where bitmaps do not show that
    so many grams cannot be shared.
    """
    known = rank_bits if _stand_in_order(keys, rank_bits) else 0
    keys = sort_keys(keys, known, 64 - PART_BITS)
    members, near = np.empty(len(keys), np.uint32), np.empty(len(keys), np.uint8)
    most = np.empty((len(keys), 2), np.int32)
    sizes = np.zeros(1 + len(sketches.grams) // BLOCK, np.int64)
    _look_up(keys, rank_bits, order, members)
    _compare(keys, rank_bits, members, (sketches, most, least), (near, sizes))
    ends = np.cumsum(sizes)
    records = np.empty(int(ends[-1]), np.uint64)
    _write(keys, rank_bits, members, near, (records, ends - sizes))
    return np.split(records, ends[:-1])


def sort_records(records: Hashes) -> Hashes:
    """A block's records by text, else as they came; ``records`` is overwritten."""
    return sort_keys(records, _RECORD_INDEX + CROWD_BITS, _RECORD_INDEX + CROWD_BITS + BLOCK_BITS)


def sort_keys(keys: Hashes, low: int, high: int) -> Hashes:
    """The keys in order of their bits ``low`` to ``high - 1``, else as they came; ``keys`` itself is overwritten."""
    spare = np.empty_like(keys)
    moved = _radix(keys, spare, np.empty((1 << _DIGIT_BITS) + 1, np.int64), (low, high))
    return spare if moved else keys


@lean_kernel
def _radix(keys: Hashes, spare: Hashes, places: Longs, bits: tuple[int, int]) -> bool:
    """Least significant digit first, passing over digits in which all keys agree; whether they end up in ``spare``."""
    moved = False
    mask = np.uint64((1 << _DIGIT_BITS) - 1)
    for shift in range(bits[0], bits[1], _DIGIT_BITS):
        for digit in range(len(places)):
            places[digit] = 0
        for key in keys:
            places[np.int64(key >> np.uint64(shift) & mask) + 1] += 1
        largest = np.int64(0)
        for digit in range(1 << _DIGIT_BITS):
            largest = max(largest, places[digit + 1])
            places[digit + 1] += places[digit]
        if largest == len(keys):
            continue
        for key in keys:
            place = np.int64(key >> np.uint64(shift) & mask)
            spare[places[place]] = key
            places[place] += 1
        keys, spare = spare, keys
        moved = not moved
    return moved


@lean_kernel
def _split(keys: Hashes, counts: Ints, ranks: Ints, rank_bits: int, places: tuple[Hashes, Longs, Longs]) -> None:
    """Puts each text's rank in place of its keys' lowest bits and sorts them by part."""
    rows, sizes, filled = places
    part_shift = np.uint64(64 - PART_BITS)
    for key in keys:
        sizes[np.int64(key >> part_shift) + 1] += 1
    for number in range(PARTS):
        filled[number] = sizes[number]
        sizes[number + 1] += sizes[number]
    shift = np.uint64(rank_bits)
    at = np.int64(0)
    for text in range(len(counts)):
        rank = np.uint64(ranks[text])
        for _ in range(counts[text]):
            key = keys[at]
            part = np.int64(key >> part_shift)
            rows[filled[part]] = key >> shift << shift | rank
            filled[part] += 1
            at += 1


@lean_kernel
def _stand_in_order(keys: Hashes, rank_bits: int) -> bool:
    """Whether keys came in by rank, as they do where messages came in by time: half of the sorting is done then."""
    mask = np.uint64((1 << rank_bits) - 1)
    ordered = True
    for at in range(1, len(keys)):
        ordered = ordered and keys[at - 1] & mask <= keys[at] & mask
    return ordered


@lean_kernel
def _look_up(keys: Hashes, rank_bits: int, order: Ints, members: Numbers) -> None:
    """The texts of all buckets, one bucket after another."""
    mask = np.uint64((1 << rank_bits) - 1)
    for at in range(len(keys)):
        if at + AHEAD < len(keys):
            fetch(order, np.int64(keys[at + AHEAD] & mask))
        members[at] = np.uint32(order[np.int64(keys[at] & mask)])


@lean_kernel
def _compare(
    keys: Hashes,
    rank_bits: int,
    members: Numbers,
    texts: tuple[Sketches, npt.NDArray[np.int32], float],
    found: tuple[npt.NDArray[np.uint8], Longs],
) -> None:
    """Which of the texts a bucket leads to may be near: bit ``step`` of ``near``; and how many those of a block have.

    Two texts share no more grams than bits of both bitmaps, and those grams of either that have no bit of their own.
    """
    sketches, most, least = texts
    near, sizes = found
    grams, bitmaps = sketches
    shift = np.uint64(rank_bits)
    begin = 0
    for at in range(len(keys)):
        if at + AHEAD < len(keys):
            fetch(bitmaps, np.int64(members[at + AHEAD]) * WORDS)
            fetch(grams, np.int64(members[at + AHEAD]))
        if at > 0 and keys[at] >> shift != keys[at - 1] >> shift:
            begin = at
        text = members[at]
        most[at, 0], most[at, 1] = grams[text], grams[text] - np.int32(bits_shared(bitmaps, text, text))
        before, marks = at - begin, 0
        front = _front(before)
        for step in range(min(before, SEEN)):
            other = begin + step if step < front else at - 1 - (step - front)
            shared = np.int64(bits_shared(bitmaps, text, members[other])) + min(most[at, 1], most[other, 1])
            is_near = (shared >= least * min(most[at, 0], most[other, 0])) & (members[other] != text)
            marks |= is_near << step
            sizes[np.int64(text >> np.uint32(BLOCK_BITS))] += is_near
        near[at] = marks


@lean_kernel
def _front(before: int) -> Any:
    """How many of the texts a bucket leads to are its first ones; ``before``: those in it."""
    return FROM_FRONT if SEEN < before < CROWDED else 0


@lean_kernel
def _write(
    keys: Hashes, rank_bits: int, members: Numbers, near: npt.NDArray[np.uint8], places: tuple[Hashes, Longs]
) -> None:
    """Writes the records, those of a block where its place in ``places`` is."""
    records, filled = places
    shift = np.uint64(rank_bits)
    begin = 0
    for at in range(1, len(keys)):
        if keys[at] >> shift != keys[at - 1] >> shift:
            begin = at
        if near[at] == 0:
            continue
        block = np.int64(members[at] >> np.uint32(BLOCK_BITS))
        before = at - begin
        front = _front(before)
        inside = np.uint64(members[at] & np.uint32(BLOCK - 1))
        crowd = np.uint64(min(before, CROWDED))
        record = inside << np.uint64(_RECORD_INDEX + CROWD_BITS) | crowd << np.uint64(_RECORD_INDEX)
        for step in range(min(before, SEEN)):
            if near[at] >> step & 1:
                other = members[begin + step] if step < front else members[at - 1 - (step - front)]
                records[filled[block]] = record | np.uint64(other)
                filled[block] += 1


@lean_kernel
def gather(records: Hashes, first: int, pairs: Pairs, ranks: Numbers) -> int:
    """Writes the pairs worth comparing of a block of texts and returns their number.

    ``records`` by text; ``first``: number of the block's first text; ``pairs`` and ``ranks``: room for as many as there
    are records. Of each text the ``CANDIDATES`` it met most often, of those met as often the ones in less crowded
    buckets, of these the ones that came first.
    """
    text_shift = np.uint64(_RECORD_INDEX + CROWD_BITS)
    at = begin = 0
    while at < len(records):
        inside, end = records[at] >> text_shift, begin
        while at < len(records) and records[at] >> text_shift == inside:
            end = _meet(records[at], pairs.earlier, ranks, (begin, end))
            at += 1
        _sort_by_rank(pairs.earlier, ranks, begin, end)
        end = min(end, begin + CANDIDATES)
        for place in range(begin, end):
            pairs.text[place] = np.uint32(first + np.int64(inside))
        begin = end
    return begin


@lean_kernel
def _meet(record: np.uint64, met: Numbers, ranks: Numbers, span: tuple[int, int]) -> int:
    """Counts a meeting; returns where those met end. Rank: meetings that are wanting ``<< CROWD_BITS`` | crowd."""
    crowd = np.uint32(record >> np.uint64(_RECORD_INDEX) & np.uint64(CROWDED))
    other = np.uint32(record & np.uint64(0xFFFFFFFF))
    begin, end = span
    for place in range(begin, end):
        if met[place] == other:
            wanting = ranks[place] >> np.uint32(CROWD_BITS)
            wanting -= np.uint32(wanting > 0)
            ranks[place] = wanting << np.uint32(CROWD_BITS) | min(ranks[place] & np.uint32(CROWDED), crowd)
            return end
    met[end], ranks[end] = other, np.uint32(MOST_MET - 1 << CROWD_BITS) | crowd
    return end + 1


@lean_kernel
def _sort_by_rank(met: Numbers, ranks: Numbers, begin: int, end: int) -> None:
    """By insertion, for they are few."""
    for at in range(begin + 1, end):
        other, rank, place = met[at], ranks[at], at
        while place > begin and ranks[place - 1] > rank:
            met[place], ranks[place] = met[place - 1], ranks[place - 1]
            place -= 1
        met[place], ranks[place] = other, rank
