"""Texts cut into clauses (分句) at commas, colons and full stops, and what each clause holds."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel
from jianfu.measure.reply_mirror.lexicon import Bits
from jianfu.measure.reply_mirror.reading import BREAK, COMMA, Ints, Marks, Texts

HEAD, TAIL = 6, 3
"""Characters at the beginning and at the end of a clause whose words are looked at apart."""
LONGEST_DATE = 12
Counts = npt.NDArray[np.int32]


class Clauses(NamedTuple):
    """One entry a clause, in order of texts."""

    row: Ints
    """The text it stands in."""
    number: Ints
    """Its place among the clauses of the text."""
    begin: Ints
    end: Ints
    """Of the folded characters."""
    classes: Bits
    head: Bits
    tail: Bits
    """Classes of words anywhere, at the beginning, at the end."""
    digits: Counts
    alphabetic: Counts
    closing: npt.NDArray[np.uint8]
    """The strength of the break after it."""

    @property
    def length(self) -> Ints:
        """Folded characters."""
        return self.end - self.begin


def cut(texts: Texts, covered: Bits) -> Clauses:
    """All clauses of all texts; a date at the very end of a text is a clause of its own."""
    most = int(np.count_nonzero((texts.marks & BREAK) >= COMMA)) + 2 * len(texts.starts)
    place = np.zeros((4, most), np.int64)
    bits = np.zeros((3, most), np.uint32)
    counts = np.zeros((2, most), np.int32)
    found = _cut(texts, covered, place, bits, counts)
    row, number, begin, end = (column[:found].copy() for column in place)
    classes, head, tail = (column[:found].copy() for column in bits)
    digits, alphabetic = (column[:found].copy() for column in counts)
    closing = (texts.marks[end - 1] & BREAK).astype(np.uint8) if found else np.zeros(0, np.uint8)
    return Clauses(row, number, begin, end, classes, head, tail, digits, alphabetic, closing)


@kernel
def _cut(texts: Texts, covered: Bits, place: npt.NDArray[np.int64], bits: Bits, counts: Counts) -> int:
    found = 0
    for row in range(len(texts.starts) - 1):
        end = texts.starts[row + 1]
        begin = texts.starts[row]
        date = _date_at_end(texts, row)
        number = 0
        for at in range(begin, end):
            if texts.marks[at] & BREAK < COMMA and at + 1 != date and at + 1 != end:
                continue
            place[0, found], place[1, found], place[2, found], place[3, found] = row, number, begin, at + 1
            for inside in range(begin, at + 1):
                bits[0, found] |= covered[inside]
                if inside < begin + HEAD:
                    bits[1, found] |= covered[inside]
                if inside > at - TAIL:
                    bits[2, found] |= covered[inside]
                code = texts.codes[inside]
                counts[0, found] += 48 <= code <= 57
                counts[1, found] += code < 0x590
            found += 1
            number += 1
            begin = at + 1
    return found


@kernel
def _date_at_end(texts: Texts, row: int) -> Any:
    """Where the date begins that a text ends with, else -1."""
    first, end = texts.starts[row], texts.starts[row + 1]
    at = end
    digits = units = 0
    while at > first and end - at < LONGEST_DATE:
        code = texts.codes[at - 1]
        digit = (
            48 <= code <= 57
            or code in (0x3007, 0x25CB, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94)
            or (code in (0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 111))
        )
        unit = code in (0x5E74, 0x6708, 0x65E5)
        if not digit and not unit:
            break
        digits += digit
        units += unit
        at -= 1
    last = texts.codes[end - 1] if end > first else 0
    if units >= 2 and last == 0x65E5 and digits >= 2:
        return at
    if units == 0 and 6 <= digits <= 8 and texts.codes[at] == 50 and texts.codes[at + 1] == 48:
        return at
    return -1


def covered_characters(clauses: Clauses, covered: Bits, mask: int) -> Ints:
    """How many characters of each clause are covered by words of ``mask``."""
    return sums(clauses, (covered & np.uint32(mask)) != 0)


def sums(clauses: Clauses, flags: npt.NDArray[np.bool_] | Marks) -> Ints:
    """How many characters of each clause are flagged."""
    total = np.zeros(len(flags) + 1, np.int64)
    np.cumsum(flags, out=total[1:])
    return np.asarray(total[clauses.end] - total[clauses.begin])
