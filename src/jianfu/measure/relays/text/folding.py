"""What of a character counts for tracing relays: a table from code point to code unit."""

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

from jianfu.measure.signals.folding import CODE_POINTS, folding_table

SILENT, BREAK = 0, 1
"""Does not count: goes unnoticed, or ends a clause."""
LAST_MARK = 64
"""Units up to this one are digits and marks; letters and ideographs stand above it."""
MARKS = frozenset(":./-~%")
"""Count between digits: clock times, dates, ranges, decimals, shares."""
_IDEOGRAPHS = range(0x3400, 0xA000)
_PLANE = 0x10000
_PRIVATE, _PRIVATE_SIZE = 0xE000, 0x1900

Units = npt.NDArray[np.uint16]


@cache
def unit_table() -> Units:
    """Code point -> code unit, ``SILENT`` or ``BREAK``.

    Width and compatibility forms by NFKC, lower case, simplified characters (简繁归一), no symbols, emoji or
    punctuation. Rare ideographs beyond 16 bits share the 6,400 places of the private use area.
    """
    folded = folding_table()
    table = np.zeros(CODE_POINTS, np.uint16)
    table[:_PLANE] = np.where(folded[:_PLANE] < _PLANE, folded[:_PLANE], 0).astype(np.uint16)
    rare = np.flatnonzero(folded >= _PLANE)
    table[rare] = _PRIVATE + rare % _PRIVATE_SIZE
    for code in (*range(_PLANE), *range(0x1F000, 0x20000)):
        table[code] = _symbol(code, table[code])
    _simplify(table)
    for mark in MARKS:
        for form in (ord(mark), ord(mark) + 0xFEE0, *_FORMS.get(mark, ())):
            table[form] = ord(mark)
    return table


_FORMS = {"-": (0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "~": (0x301C, 0x2236 - 1), ":": (0x2236,), "%": (0xFE6A,)}
"""Other characters that stand for a mark."""


def _symbol(code: int, folded: int) -> int:
    """The unit of a character that is no ideograph: letters and digits count, what is seen otherwise ends a clause."""
    if code in _IDEOGRAPHS:
        return folded
    kept = chr(folded) if folded else ""
    if kept and unicodedata.category(kept)[0] in "LN":
        return folded
    category = unicodedata.category(chr(code))
    return SILENT if category in ("Mn", "Me", "Cf", "Sk") else BREAK


def _simplify(table: Units) -> None:
    """Traditional characters to simplified ones, each by itself."""
    traditional = "\n".join(map(chr, _IDEOGRAPHS))
    simplified = opencc.OpenCC("t2s").convert(traditional).split("\n")
    for code, character in zip(_IDEOGRAPHS, simplified, strict=True):
        if len(character) == 1 and ord(character) < _PLANE:
            table[code] = ord(character)
