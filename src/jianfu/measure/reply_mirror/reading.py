"""Texts as the mirror reads them: folded characters, where each stood, and what broke or enclosed the text there."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.signals.folding import decode, folding_table
from jianfu.measure.signals.kernel import utf8

BREAK = 3
"""The low two bits of a mark: how strongly the text breaks after the character."""
SPACE, COMMA, SENTENCE = 1, 2, 3
IN_TITLE, IN_QUOTES = 4, 8
"""The character stands inside 《》, or inside “” or 「」."""

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Marks = npt.NDArray[np.uint8]


class Texts(NamedTuple):
    """All texts in one row: text ``i`` is ``starts[i]:starts[i + 1]`` of the other arrays."""

    starts: Ints
    codes: Codes
    """Folded code points; what does not count is left out."""
    place: Codes
    """Where the character stood, in characters of the stored text."""
    marks: Marks


def read_texts(column: pa.Array) -> Texts:
    """A text column (nulls read as empty) folded into contiguous buffers."""
    offsets, data = utf8(column)
    starts = np.zeros(len(column) + 1, np.int64)
    table = folding_table()
    _count(offsets, data, table, starts)
    np.cumsum(starts, out=starts)
    size = int(starts[-1])
    texts = Texts(starts, np.empty(size, np.int32), np.empty(size, np.int32), np.zeros(size, np.uint8))
    _read(offsets, data, table, texts)
    return texts


@kernel
def _count(offsets: Ints, data: Marks, table: npt.NDArray[np.uint32], starts: Ints) -> None:
    for row in range(len(offsets) - 1):
        at, end = offsets[row], offsets[row + 1]
        count = 0
        while at < end:
            code, at = decode(data, at)
            count += table[code] != 0
        starts[row + 1] = count


@kernel
def _read(offsets: Ints, data: Marks, table: npt.NDArray[np.uint32], texts: Texts) -> None:
    for row in range(len(offsets) - 1):
        at, end = offsets[row], offsets[row + 1]
        first = write = texts.starts[row]
        place = blanks = 0
        inside = 0
        while at < end:
            code, at = decode(data, at)
            folded = table[code]
            if folded != 0:
                texts.codes[write] = folded
                texts.place[write] = place
                texts.marks[write] = inside
                write += 1
                blanks = 0
            else:
                inside = _enclosure(code, inside)
                blanks += code in (0x3000, 32)
                strength = _strength(code, blanks)
                stronger = write > first and strength > texts.marks[write - 1] & BREAK
                point = code == 46 and at < end and _is_digit(data[at]) and write > first
                if stronger and not (point and _is_digit(texts.codes[write - 1])):
                    texts.marks[write - 1] = texts.marks[write - 1] & 0xFC | strength
            place += 1


@inlined
def _is_digit(code: int) -> bool:
    return 48 <= code <= 57


@inlined
def _strength(code: int, blanks: int) -> int:
    """How strongly a character that does not count breaks the text: full stop, comma, or a mere gap."""
    if code in (10, 13, 0x3002, 0xFF01, 0xFF1F, 33, 63, 0xFF1B, 59, 0x2026):
        return SENTENCE
    if code in (0xFF0C, 44, 0xFF1A, 58, 46, 0xFF0E) or blanks > 1:
        return COMMA
    return SPACE


@inlined
def _enclosure(code: int, inside: int) -> int:
    """What encloses the text after a quotation mark or a sign of a book title."""
    if code == 0x300A:
        return inside | IN_TITLE
    if code == 0x300B:
        return inside & ~IN_TITLE
    if code in (0x201C, 0x300C, 0x300E):
        return inside | IN_QUOTES
    if code in (0x201D, 0x300D, 0x300F):
        return inside & ~IN_QUOTES
    if code == 34:
        return inside ^ IN_QUOTES
    return inside
