"""Leads texts to earlier ones on many workers (分布式候选): buckets stream by, none is ever gathered."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.find.band import CANDIDATES, CROWDED, FROM_FRONT, MOST_MET, RANK_BITS, SEEN
from jianfu.measure.relays.find.sketch import WORDS, Sketches
from jianfu.measure.relays.find.verify import most_shared
from jianfu.measure.relays.spread.rows import joined, numbers, signed, unsigned, whole_groups

KEYED = pa.schema(
    [
        ("key", pa.int64()),
        ("first_at", pa.int64()),
        ("hash", pa.int64()),
        ("grams", pa.int32()),
        ("bitmap", pa.binary()),
    ]
)
"""A text's key, as buckets tell keys apart, and its sketch."""
LED = pa.schema([("hash", pa.int64()), ("before", pa.int32()), ("key", pa.int64()), ("earlier", pa.list_(pa.int64()))])
"""What a bucket leads a text to, in the order it is to be looked at; ``before``: how crowded the bucket is."""
PAIRS = pa.schema([("hash", pa.int64()), ("earlier", pa.int64()), ("place", pa.int32())])
"""A text and an earlier one to compare it with; ``place``: after how many others."""
_LOW = np.uint64((1 << RANK_BITS) - 1)

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class _Members(NamedTuple):
    """Texts of buckets, in order."""

    hashes: npt.NDArray[Any]
    grams: npt.NDArray[Any]
    bitmaps: npt.NDArray[Any]

    def part(self, chosen: slice) -> "_Members":
        return _Members(self.hashes[chosen], self.grams[chosen], self.bitmaps[chosen])

    def then(self, others: "_Members") -> "_Members":
        hashes, grams, bitmaps = (np.concatenate(columns) for columns in zip(self, others, strict=True))
        return _Members(hashes, grams, bitmaps)


_NOBODY = _Members(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros((0, WORDS), np.uint64))


def write_rows(texts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From texts to a row for each of their keys."""
    for batch in texts:
        counts = batch["keys"].value_lengths().to_numpy(zero_copy_only=False)
        keys = signed(unsigned(np.array(batch["keys"].flatten().to_numpy())) & ~_LOW)
        whose = pa.array(np.repeat(np.arange(len(batch)), counts))
        columns = [keys, *(batch[name].take(whose) for name in KEYED.names[1:])]
        yield pa.record_batch(columns, schema=KEYED)


class _Open:
    """The bucket a batch ends in: how many members so far, its first and its last."""

    def __init__(self) -> None:
        self.key: int | None = None
        self.count = 0
        self.front = self.back = _NOBODY

    def known(self) -> _Members:
        """Its first and last members; all of them where they are few."""
        return self.back if self.count <= SEEN else self.front.then(self.back)

    def note(self, key: int, members: _Members, goes_on: bool) -> None:
        """Takes in the members of the last bucket of a batch."""
        if not goes_on:
            self.count, self.front, self.back = 0, _NOBODY, _NOBODY
        self.key = key
        self.count += len(members.hashes)
        self.front = self.front.then(members).part(slice(FROM_FRONT))
        self.back = self.back.then(members).part(slice(-SEEN, None))


def lead_rows(rows: Iterator[pa.RecordBatch], least: float) -> Iterator[pa.RecordBatch]:
    """From keys in order (key, first moment, hash) to what each bucket leads its texts to.

    All earlier members of a small bucket, the nearest first; of a larger one its first and the last before the text:
    those that can share so many grams. ``least``: share of the shorter one's grams that must be shared.
    """
    bucket = _Open()
    for batch in rows:
        if not len(batch):
            continue
        keys, bitmaps = numbers(batch, "key"), joined(batch["bitmap"], np.uint64)[0].reshape(-1, WORDS)
        here = _Members(numbers(batch, "hash"), numbers(batch, "grams"), bitmaps)
        goes_on = bucket.key == keys[0]
        begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        sizes = np.diff(np.append(begins, len(keys)))
        place = np.arange(len(keys)) - np.repeat(begins, sizes)
        known = bucket.known() if goes_on else _NOBODY
        begin = np.repeat(begins, sizes) + len(known.hashes)
        if goes_on:
            place[: sizes[0]] += bucket.count
            begin[: sizes[0]] = 0
        led = np.flatnonzero(place > 0)
        yield _led((place[led], keys[led], begin[led], led + len(known.hashes)), known.then(here), least)
        last = int(begins[-1])
        bucket.note(int(keys[-1]), here.part(slice(last, None)), goes_on and last == 0)


def _led(rows: tuple[Longs, Longs, Longs, Longs], members: _Members, least: float) -> pa.RecordBatch:
    """``rows``: texts before each in its bucket, its key, where the bucket and where it stands among the members."""
    place, keys, begin, here = rows
    before = np.minimum(place, CROWDED)
    front = np.where((before > SEEN) & (before < CROWDED), FROM_FRONT, 0)
    count = np.minimum(before, SEEN)
    chosen = np.stack([np.where(step < front, begin + step, here - 1 - (step - front)) for step in range(SEEN)], axis=1)
    near = np.zeros((len(here), SEEN), np.bool_)
    _mark_near(Sketches(members.grams, members.bitmaps), here, chosen, least, (count, near))
    some = np.flatnonzero(near.any(axis=1))
    ends = np.concatenate([np.zeros(1, np.int32), np.cumsum(near[some].sum(axis=1), dtype=np.int32)])
    earlier = pa.ListArray.from_arrays(pa.array(ends), pa.array(members.hashes[chosen[near]]))
    columns = [members.hashes[here[some]], before[some].astype(np.int32), keys[some], earlier]
    return pa.record_batch(columns, schema=LED)


@lean_kernel
def _mark_near(sketches: Sketches, here: Longs, chosen: Longs, least: float, found: tuple[Longs, Flags]) -> None:
    """Marks the texts that may be near, of the first ones that were chosen for each; ``found``: how many, and where."""
    count, near = found
    grams, bitmaps = sketches
    for row in range(len(here)):
        for step in range(count[row]):
            pair = here[row], chosen[row, step]
            near[row, step] = most_shared(grams, bitmaps, pair) >= least * min(grams[pair[0]], grams[pair[1]])


def choose_pairs(led: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From what buckets lead to, in order (hash, key), to each text's candidates, as ``band.gather`` finds them."""
    for table in whole_groups(led, "hash"):
        earlier = table["earlier"].combine_chunks()
        counts = earlier.value_lengths().to_numpy(zero_copy_only=False)
        text, crowd = (np.repeat(numbers(table, name), counts) for name in ("hash", "before"))
        other = np.array(earlier.flatten().to_numpy())
        text, crowd, other = (column[text != other] for column in (text, crowd, other))
        (text, other), firsts, number, met = np.unique(
            np.stack([text, other]), axis=1, return_index=True, return_inverse=True, return_counts=True
        )
        least = np.full(len(text), CROWDED)
        np.minimum.at(least, number, crowd)
        order = np.lexsort((firsts, least, -np.minimum(met, MOST_MET), text))
        text, other = text[order], other[order]
        begins = np.flatnonzero(np.append(True, text[1:] != text[:-1])[: len(text)])
        place = np.arange(len(text)) - np.repeat(begins, np.diff(np.append(begins, len(text))))
        columns = (column[place < CANDIDATES] for column in (text, other, place.astype(np.int32)))
        yield pa.record_batch([*columns], schema=PAIRS)
