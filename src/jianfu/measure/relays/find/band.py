"""Brings texts together that may be copies (候选): keys sorted into buckets, each text led to its least crowded ones.

A text looks only at texts sent before it. What it is led to therefore depends on the past alone: later messages change
nothing, and any order of rows gives the same.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import fetch
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
"""Of a crowded bucket: its first text (the notice itself, where all are its copies), and those just before.

In a city the words of one template come from many notices, and with the last one alone a copy in thirty found none of
its own."""
AHEAD = 32
"""Keys ahead for which memory is asked."""
_DIGIT_BITS = 10
"""The 30 bits of a key that are sorted by, and the 29 of a record, are three digits."""
_RECORD_INDEX = 32

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


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


def lead(keys: Hashes, rank_bits: int, order: Ints, blocks: int) -> list[Hashes]:
    """Sorts a part's keys: the records of the texts its buckets lead, by block of texts.

    ``order``: text by rank. A record is text in the block ``<< 44`` | earlier texts in the bucket ``<< 32`` | one of
    these; there is one for each earlier text of a small bucket, of a crowded one for its first and its last.
    """
    known = rank_bits if _stand_in_order(keys, rank_bits) else 0
    keys = sort_keys(keys, known, 64 - PART_BITS)
    records = np.empty((FROM_FRONT + FROM_BACK) * len(keys), np.uint64)
    sizes = np.zeros(blocks + 1, np.int64)
    _lead(keys, rank_bits, order, np.empty(len(keys), np.uint32), (records, sizes, np.empty(blocks, np.int64)))
    return [records[sizes[block] : sizes[block + 1]] for block in range(blocks)]


def sort_records(records: Hashes) -> Hashes:
    """A block's records by text, the least crowded bucket first, else as they came; ``records`` is overwritten."""
    return sort_keys(records, _RECORD_INDEX, _RECORD_INDEX + CROWD_BITS + BLOCK_BITS)


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
def _lead(
    keys: Hashes, rank_bits: int, order: Ints, members: npt.NDArray[np.uint32], places: tuple[Hashes, Longs, Longs]
) -> None:
    """Writes the records; ``members``: room for the texts of all buckets, one bucket after another."""
    records, sizes, filled = places
    shift, mask = np.uint64(rank_bits), np.uint64((1 << rank_bits) - 1)
    block_shift = np.uint32(BLOCK_BITS)
    begin = 0
    for at in range(len(keys)):
        if at + AHEAD < len(keys):
            fetch(order, np.int64(keys[at + AHEAD] & mask))
        members[at] = np.uint32(order[np.int64(keys[at] & mask)])
        if at > 0 and keys[at] >> shift != keys[at - 1] >> shift:
            begin = at
        sizes[np.int64(members[at] >> block_shift) + 1] += min(at - begin, FROM_FRONT + FROM_BACK)
    for number in range(len(filled)):
        filled[number] = sizes[number]
        sizes[number + 1] += sizes[number]
    begin = 0
    for at in range(1, len(keys)):
        if keys[at] >> shift != keys[at - 1] >> shift:
            begin = at
            continue
        block = np.int64(members[at] >> block_shift)
        before = min(at - begin, CROWDED)
        inside = np.uint64(members[at] & np.uint32(BLOCK - 1))
        record = inside << np.uint64(_RECORD_INDEX + CROWD_BITS) | np.uint64(before) << np.uint64(_RECORD_INDEX)
        front = FROM_FRONT if FROM_FRONT + FROM_BACK < before < CROWDED else 0
        for step in range(min(before, FROM_FRONT + FROM_BACK)):
            other = members[at - before + step] if step < front else members[at - 1 - (step - front)]
            records[filled[block]] = record | np.uint64(other)
            filled[block] += 1
