"""A number for a text without what nobody reads: one number where only stops, spaces and emoji differ."""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import kernel, mix
from jianfu.simulate.chat.grammar import TEXT_AFTER, TEXT_BEFORE
from jianfu.simulate.chat.spell import character_length

Bytes = NDArray[np.uint8]

_BEFORE = np.frombuffer(TEXT_BEFORE.encode(), np.uint8)
_BACKSLASH = 92
_AFTER_BYTES = len(TEXT_AFTER.encode())


@kernel
def is_read(text: Bytes, at: int, size: int) -> bool:
    """A letter, a digit or a Chinese character stands here."""
    first, second, third = int(text[at]), int(text[at + 1]), int(text[at + 2])
    if size == 1:
        return 48 <= first <= 57 or 65 <= first <= 90 or 97 <= first <= 122
    if size != 3 or first == 0xE2 or (first == 0xE3 and second == 0x80):  # symbols; Chinese stops
        return False
    if first == 0xEF and second == 0xBC:  # full-width forms: digits and letters only
        return 0x90 <= third <= 0x99 or 0xA1 <= third <= 0xBA
    return first != 0xEF or (second == 0xBD and 0x81 <= third <= 0x9A)


@kernel
def span_print(out: Bytes, begin: int, end: int) -> np.uint64:
    """The number of what can be read in ``[begin, end)``; 0 where there is nothing."""
    value, at = np.uint64(0), begin
    while at < end:
        size = character_length(out, at)
        if out[at] != _BACKSLASH and is_read(out, at, size):
            for index in range(at, at + size):
                value = (value ^ np.uint64(out[index])) * np.uint64(0x100000001B3)
            value ^= value >> np.uint64(29)
        at += size
    return mix(value) if value else np.uint64(0)


@kernel
def text_print(out: Bytes, begin: int, end: int) -> np.uint64:
    """The number of the text message spelled in ``[begin, end)``; 0 where it is another kind or nothing to read."""
    if end - begin < len(_BEFORE) + _AFTER_BYTES:
        return np.uint64(0)
    for place in range(len(_BEFORE)):
        if out[begin + place] != _BEFORE[place]:
            return np.uint64(0)
    return span_print(out, begin + len(_BEFORE), end - _AFTER_BYTES)
