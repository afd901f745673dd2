"""Leads texts to earlier ones on many workers (分布式候选): buckets stream by, none is ever gathered."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.measure.relays.find.band import CROWDED, FROM_BACK, FROM_FRONT, RANK_BITS
from jianfu.measure.relays.find.verify import CANDIDATES
from jianfu.measure.relays.spread.rows import numbers, signed, unsigned, whole_groups

KEYED = pa.schema([("key", pa.int64()), ("first_at", pa.int64()), ("hash", pa.int64())])
"""A text's key, as buckets tell keys apart."""
LED = pa.schema([("hash", pa.int64()), ("before", pa.int32()), ("key", pa.int64()), ("earlier", pa.list_(pa.int64()))])
"""What a bucket leads a text to, in the order it is to be looked at; ``before``: how crowded the bucket is."""
PAIRS = pa.schema([("hash", pa.int64()), ("earlier", pa.int64()), ("place", pa.int32())])
"""A text and an earlier one to compare it with; ``place``: after how many others."""
_LOW = np.uint64((1 << RANK_BITS) - 1)
_SEEN = FROM_FRONT + FROM_BACK

Longs = npt.NDArray[np.int64]


def write_rows(texts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From texts to a row for each of their keys."""
    for batch in texts:
        counts = batch["keys"].value_lengths().to_numpy(zero_copy_only=False)
        keys = signed(unsigned(np.array(batch["keys"].flatten().to_numpy())) & ~_LOW)
        columns = [keys, *(np.repeat(numbers(batch, name), counts) for name in ("first_at", "hash"))]
        yield pa.record_batch(columns, schema=KEYED)


class _Open:
    """The bucket a batch ends in: how many members so far, its first and its last."""

    def __init__(self) -> None:
        self.key: int | None = None
        self.count = 0
        self.front = np.zeros(0, np.int64)
        self.back = np.zeros(0, np.int64)

    def known(self) -> Longs:
        """Its first and last members; all of them where they are few."""
        return self.back if self.count <= _SEEN else np.concatenate([self.front, self.back])

    def note(self, key: int, members: Longs, goes_on: bool) -> None:
        """Takes in the members of the last bucket of a batch."""
        if not goes_on:
            self.count, self.front, self.back = 0, np.zeros(0, np.int64), np.zeros(0, np.int64)
        self.key = key
        self.count += len(members)
        self.front = np.append(self.front, members)[:FROM_FRONT]
        self.back = np.append(self.back, members)[-_SEEN:]


def lead_rows(rows: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From keys in order (key, first moment, hash) to what each bucket leads its texts to.

    All earlier members of a small bucket, the nearest first; of a larger one its first and the last before the text.
    """
    bucket = _Open()
    for batch in rows:
        if not len(batch):
            continue
        keys, hashes = numbers(batch, "key"), numbers(batch, "hash")
        goes_on = bucket.key == keys[0]
        begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        sizes = np.diff(np.append(begins, len(keys)))
        place = np.arange(len(keys)) - np.repeat(begins, sizes)
        known = bucket.known() if goes_on else np.zeros(0, np.int64)
        begin = np.repeat(begins, sizes) + len(known)
        if goes_on:
            place[: sizes[0]] += bucket.count
            begin[: sizes[0]] = 0
        members = np.concatenate([known, hashes])
        led = np.flatnonzero(place > 0)
        here = led + len(known)
        yield _led((hashes[led], place[led], keys[led]), here, begin[led], members)
        last = int(begins[-1])
        bucket.note(int(keys[-1]), hashes[last:], goes_on and last == 0)


def _led(rows: tuple[Longs, Longs, Longs], here: Longs, begin: Longs, members: Longs) -> pa.RecordBatch:
    hashes, place, keys = rows
    before = np.minimum(place, CROWDED)
    front = np.where((before > _SEEN) & (before < CROWDED), FROM_FRONT, 0)
    count = np.minimum(before, _SEEN)
    chosen = np.zeros((len(here), _SEEN), np.int64)
    for step in range(_SEEN):
        at = np.where(step < front, begin + step, here - 1 - (step - front))
        chosen[:, step] = members[np.where(step < count, at, 0)]
    ends = np.concatenate([np.zeros(1, np.int32), np.cumsum(count, dtype=np.int32)])
    flat = chosen[np.arange(_SEEN) < count[:, None]]
    earlier = pa.ListArray.from_arrays(pa.array(ends), pa.array(flat))
    return pa.record_batch([hashes, before.astype(np.int32), keys, earlier], schema=LED)


def choose_pairs(led: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From what buckets lead to, in order (hash, before, key), to the first ``CANDIDATES`` different texts of each."""
    for table in whole_groups(led, "hash"):
        hashes, earlier = numbers(table, "hash"), table["earlier"].combine_chunks()
        counts = earlier.value_lengths().to_numpy(zero_copy_only=False)
        text, other = np.repeat(hashes, counts), np.array(earlier.flatten().to_numpy())
        text, other = text[text != other], other[text != other]
        _, firsts = np.unique(np.stack([text, other]), axis=1, return_index=True)
        firsts = np.sort(firsts)
        text, other = text[firsts], other[firsts]
        begins = np.flatnonzero(np.append(True, text[1:] != text[:-1])[: len(text)])
        place = np.arange(len(text)) - np.repeat(begins, np.diff(np.append(begins, len(text))))
        columns = (column[place < CANDIDATES] for column in (text, other, place.astype(np.int32)))
        yield pa.record_batch([*columns], schema=PAIRS)
