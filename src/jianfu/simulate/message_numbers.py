"""Message ids as 64-bit numbers, so that millions can be looked up without a Python object each."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import entry, mix

UInt64s = NDArray[np.uint64]
Int64s = NDArray[np.int64]


class Lookup(NamedTuple):
    """Message number -> whole number, sorted by message number."""

    keys: UInt64s
    values: Int64s


@entry
def _number(text: NDArray[np.uint8], offset: NDArray[np.int64], out: UInt64s) -> None:
    for index in range(len(out)):
        value = np.uint64(offset[index + 1] - offset[index])
        for at in range(offset[index], offset[index + 1]):
            value = (value ^ np.uint64(text[at])) * np.uint64(0x100000001B3)
            value ^= value >> np.uint64(31)
        out[index] = mix(value)


def message_numbers(ids: pa.ChunkedArray) -> UInt64s:
    """One number an id; 0 for null. Of ten million ids two get the same number once in a hundred thousand tries."""
    parts = [_numbers_of(chunk.cast(pa.large_string())) for chunk in ids.chunks]
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64)


def _numbers_of(ids: pa.LargeStringArray) -> UInt64s:
    numbers = np.zeros(len(ids), np.uint64)
    if len(ids):
        _, offset, text = ids.buffers()
        bounds = np.frombuffer(offset, np.int64)[ids.offset : ids.offset + len(ids) + 1]
        _number(np.frombuffer(text or b"", np.uint8), bounds, numbers)
        numbers[np.asarray(ids.is_null())] = 0
    return numbers


def make_lookup(keys: UInt64s, values: Int64s) -> Lookup:
    """A lookup; of a key that is there twice the first counts."""
    order = np.argsort(keys, kind="stable")
    return Lookup(keys[order], values[order])


def look_up(lookup: Lookup, keys: UInt64s, missing: int) -> Int64s:
    """The value of each key, or ``missing``; 0, the number of null, is never there."""
    if not len(lookup.keys):
        return np.full(len(keys), missing)
    place = np.searchsorted(lookup.keys, keys)
    place[place == len(lookup.keys)] = 0
    return np.where((lookup.keys[place] == keys) & (keys != 0), lookup.values[place], missing)
