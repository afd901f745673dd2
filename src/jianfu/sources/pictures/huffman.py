"""Huffman codes (哈夫曼码) of a JPEG as tables for skipping: as many whole symbols as a window of 12 bits holds."""

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel, lean_kernel

WINDOW = 12
"""Tables of 8 KB: four of them stay in the nearest cache."""
LIMIT, OFFSET, SYMBOL = 0, 17, 34
"""Where in a row of codes stand, by length, the codes that are too great for it and the way to their symbols."""
SIZE_MOST = 11
"""Bits of a first number in 8-bit pictures."""
WRONG, ENDED = 64, 128
"""Of coefficients passed: one symbol alone must be read; the block ended before its 64th."""

Bytes = npt.NDArray[np.uint8]
Shorts = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.int64]

_0, _1, _2, _3, _4, _5, _6, _7, _8 = (np.uint64(number) for number in range(9))
_LOWS, _HIGHS = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)


@lean_kernel
def signed(number: np.uint64) -> int:
    """Mixed with signed numbers it would become a fraction."""
    return np.int64(number)  # type: ignore[return-value] # one kind once compiled


@lean_kernel
def eight_bytes(data: Bytes, at: np.uint64) -> np.uint64:
    """Eight bytes as one number: a single instruction once compiled."""
    high = (np.uint64(data[at]) << np.uint64(56)) | (np.uint64(data[at + _1]) << np.uint64(48))
    high |= (np.uint64(data[at + _2]) << np.uint64(40)) | (np.uint64(data[at + _3]) << np.uint64(32))
    low = (np.uint64(data[at + _4]) << np.uint64(24)) | (np.uint64(data[at + _5]) << np.uint64(16))
    return high | low | (np.uint64(data[at + _6]) << _8) | np.uint64(data[at + _7])


@lean_kernel
def unstuffed(data: Bytes, begin: int, out: Bytes, ends: Longs) -> bool:
    """Copies the data of a scan without the zeros behind 255 and without restart markers, where each part ends.

    False where the markers are not the expected ones in their order, the end of the picture right behind the last.
    """
    count, at, to, part = np.uint64(len(data)), np.uint64(begin), _0, 0
    while at + _1 < count:
        if at + _8 <= count:
            eight = eight_bytes(data, at)
            if ((~eight - _LOWS) & eight & _HIGHS) == _0:  # none is 255
                for step in range(8):
                    out[to + np.uint64(step)] = np.uint8(eight >> np.uint64(56 - 8 * step))
                at, to = at + _8, to + _8
                continue
        stop = min(at + _8, count - _1)
        while at < stop:
            out[to] = data[at]
            if data[at] == 255:
                after = data[at + _1]
                if after != 0:
                    ends[part] = to
                    part += 1
                    if part == len(ends):
                        return bool(after == 0xD9)
                    if after != 0xD0 + (part - 1) % 8:
                        return False
                    to -= _1
                at += _1
            at, to = at + _1, to + _1
    return False


@kernel
def codes_of(counts: Bytes, symbols: Bytes) -> Longs:
    """A row of codes by their ``counts`` for each length and their ``symbols``; empty where they do not fit."""
    row = np.zeros(SYMBOL + 256, np.int64)
    code = held = 0
    for length in range(1, 17):
        row[OFFSET + length] = held - code
        code += counts[length - 1]
        held += counts[length - 1]
        if code >= 1 << length and counts[length - 1]:
            return row[:0]
        row[LIMIT + length] = code << (16 - length)
        code <<= 1
    row[SYMBOL : SYMBOL + held] = symbols
    return row


@lean_kernel
def symbol_of(codes: Longs, row: int, bits: int) -> tuple[int, int]:
    """Length and symbol of the code that 16 bits begin with; length 0 where none does."""
    for length in range(1, 17):
        if bits < codes[row, LIMIT + length]:
            return length, codes[row, SYMBOL + (((bits >> (16 - length)) + codes[row, OFFSET + length]) & 255)]
    return 0, 0


@lean_kernel
def one_passed(codes: Longs, row: int, bits: int) -> tuple[int, int, int]:
    """Of one symbol its length, the same with the number behind it, and coefficients passed, ``WRONG`` without sense.

    Even rows hold the codes of first numbers, odd ones those of all others.
    """
    length, symbol = symbol_of(codes, row, bits)
    size = symbol & 15
    if length == 0 or (row % 2 == 0 and symbol > SIZE_MOST) or (row % 2 and size == 0 and symbol not in (0, 0xF0)):
        return 1, 1, WRONG
    if row % 2 == 0:
        return length, length + symbol, 0
    return length, length + size, (symbol >> 4) + 1 if symbol else ENDED + 1


@lean_kernel
def fill_skips(codes: Longs, skips: Shorts) -> None:
    """For each row and each window: bits to skip, and from bit 8 on the coefficients passed by it."""
    for row in range(len(codes)):
        for window in range(1 << WINDOW):
            at, used, passed = row, 0, 0
            while used < WINDOW and passed < ENDED:
                left = (window << (used + 16 - WINDOW)) & 0xFFFF
                length, bits, more = one_passed(codes, at, left)
                if length > WINDOW - used or more == WRONG or passed + more % ENDED >= 64:
                    break
                used, passed, at = used + bits, passed + more, at | 1
            skips[(row << WINDOW) + window] = used | ((passed if used else WRONG) << 8)


@lean_kernel
def fill_sizes(codes: Longs, sizes: Shorts) -> None:
    """For each window the length of the code of a first number in the first row, and from bit 8 on its bits."""
    for window in range(1 << WINDOW):
        length, size = symbol_of(codes, 0, window << (16 - WINDOW))
        sizes[window] = length | (size << 8) if length <= WINDOW else 0
