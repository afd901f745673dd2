"""Bytes into a buffer: the smallest strokes of writing a message, each returning the place after it."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import entry, kernel, mix
from jianfu.simulate.chat.stage import Names

Bytes = NDArray[np.uint8]

_QUOTE, _BACKSLASH, _SPACE = 34, 92, 32
_HEX = np.frombuffer(b"0123456789abcdef", np.uint8)
_STOPS = np.frombuffer("。；，！、".encode(), np.uint8)


@kernel
def put(out: Bytes, at: int, source: Bytes, begin: int, end: int) -> int:
    """Bytes ``[begin, end)`` of ``source``."""
    for index in range(begin, end):
        out[at] = source[index]
        at += 1
    return at


@kernel
def put_name(out: Bytes, at: int, names: Names, column: int, index: int) -> int:
    """One string of a column of names."""
    place = names.base[column] + index
    return put(out, at, names.text, names.offset[place], names.offset[place + 1])


@kernel
def put_number(out: Bytes, at: int, number: np.uint64) -> int:
    """A number in decimal."""
    digits, left = 1, number
    while left >= np.uint64(10):
        left //= np.uint64(10)
        digits += 1
    for place in range(at + digits - 1, at - 1, -1):
        out[place] = 48 + np.int64(number % np.uint64(10))
        number //= np.uint64(10)
    return at + digits


@kernel
def put_hex(out: Bytes, at: int, seed: int, digits: int) -> int:
    """Hexadecimal digits that stand for a seed."""
    value = mix(np.uint64(seed))
    for place in range(digits):
        if place % 16 == 15:
            value = mix(value)
        out[at] = _HEX[np.int64(value >> np.uint64(4 * (place % 16))) & 15]
        at += 1
    return at


@kernel
def put_id(out: Bytes, at: int, seed: int, key: int, milliseconds: int) -> int:
    """A message id: 20-digit-like number, underscore, seconds."""
    at = put_number(out, at, message_number(seed, key))
    out[at] = 95
    return put_number(out, at + 1, np.uint64(milliseconds // 1000))


@kernel
def message_number(seed: int, key: int) -> np.uint64:
    """The number in a message's id; different keys give different numbers."""
    return mix(mix(np.uint64(seed) + np.uint64(0x5851F42D4C957F2D)) ^ np.uint64(key))


@kernel
def character_length(text: Bytes, at: int) -> int:
    """Bytes of the character at a place of JSON text; an escape counts as one character."""
    first = text[at]
    if first == _BACKSLASH:
        return 2
    if first < 0x80:
        return 1
    if first < 0xE0:
        return 2
    return 3 if first < 0xF0 else 4


@kernel
def escape_again(out: Bytes, begin: int, at: int, spare: Bytes) -> int:
    """Escape what stands in ``[begin, at)`` once more, for JSON inside JSON."""
    put(spare, 0, out, begin, at)
    length, at = at - begin, begin
    for index in range(length):
        if spare[index] == _QUOTE or spare[index] == _BACKSLASH:
            out[at] = _BACKSLASH
            at += 1
        out[at] = spare[index]
        at += 1
    return at


@kernel
def is_stop(text: Bytes, at: int) -> bool:
    """Chinese punctuation that ends a clause stands here."""
    for mark in range(0, len(_STOPS), 3):
        if text[at] == _STOPS[mark] and text[at + 1] == _STOPS[mark + 1] and text[at + 2] == _STOPS[mark + 2]:
            return True
    return False


@kernel
def stop_at(number: int) -> Bytes:
    """One of the stops."""
    return _STOPS[3 * number : 3 * number + 3]


@kernel
def clause_end(text: Bytes, length: int, share_kept: float) -> int:
    """The end of the first clause past a share of the text, or the text's end."""
    index = 0
    while index < length:
        size = character_length(text, index)
        if size == 3 and index > share_kept * length and is_stop(text, index):
            return index
        index += size
    return length


@entry
def put_ids(out: Bytes, offset: NDArray[np.int32], seed: int, keys: NDArray[np.int64], times: NDArray[np.int64]) -> int:
    """The ids of many messages one after another, with their ends in ``offset``."""
    at = 0
    for index in range(len(keys)):
        at = put_id(out, at, seed, keys[index], times[index])
        offset[index + 1] = at
    return at


def write_ids(seed: int, keys: NDArray[np.int64], times: NDArray[np.int64]) -> pa.StringArray:
    """Message ids as the archive spells them."""
    out, offset = np.empty(len(keys) * 34, np.uint8), np.zeros(len(keys) + 1, np.int32)
    length = put_ids(out, offset, seed, keys, times)
    return pa.StringArray.from_buffers(len(keys), pa.py_buffer(offset), pa.py_buffer(out[:length].copy()))
