"""What of a character counts when texts are compared: one table, code point -> folded code point or nothing."""

import unicodedata
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined

CODE_POINTS = 0x110000
SKIN_TONES = range(0x1F3FB, 0x1F400)
DROPPED = frozenset(
    {"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zs", "Zl", "Zp", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"}
)
"""Categories that say nothing: control, format, combining marks, white space, punctuation."""
KEPT = frozenset("+")
AS_THEY_ARE = ((0x3400, 0xA000), (0xAC00, 0xD7A4), (0x10000, 0x1D000), (0x20000, 0x2F800), (0x30000, 0xE0000))
"""Ideographs, Hangul and rare scripts: a character counts as it stands."""
NEVER = ((0xD800, 0xF900), (0xE0000, CODE_POINTS))
"""Surrogates, private use, tags."""

Codes = npt.NDArray[np.uint32]


def fold_character(character: str) -> str:
    """The folded character, or ``""`` where it does not count.

    Width and compatibility forms by NFKC where that gives one character, lower case, no white space, punctuation,
    marks, variation selectors or skin tones. Symbols and emoji stay.
    """
    code = ord(character)
    if any(first <= code < last for first, last in AS_THEY_ARE):
        return character
    if code in SKIN_TONES or any(first <= code < last for first, last in NEVER):
        return ""
    wide = unicodedata.normalize("NFKC", character)
    plain = wide if len(wide) == 1 else character
    lower = plain.lower()
    plain = lower if len(lower) == 1 else plain
    if plain not in KEPT and unicodedata.category(plain) in DROPPED:
        return ""
    return plain


def fold(text: str) -> str:
    """A text folded character by character; what the kernel does to bytes."""
    return "".join(fold_character(character) for character in text)


@cache
def folding_table() -> Codes:
    """Folded code point by code point; 0 where it does not count."""
    table = np.zeros(CODE_POINTS, np.uint32)
    at = 0
    for first, last in sorted((*AS_THEY_ARE, *NEVER)):
        for code in range(at, first):
            folded = fold_character(chr(code))
            table[code] = ord(folded) if folded else 0
        if (first, last) in AS_THEY_ARE:
            table[first:last] = np.arange(first, last, dtype=np.uint32)
        at = last
    return table


@inlined
def decode(data: npt.NDArray[np.uint8], at: int) -> tuple[Any, Any]:
    """The code point at a byte position of valid UTF-8, and the position after it."""
    first = np.uint64(at)
    byte = np.int64(data[first])
    if byte < 0x80:
        return byte, at + 1
    second = np.int64(data[first + np.uint64(1)]) & 0x3F
    if byte < 0xE0:
        return (byte & 0x1F) << 6 | second, at + 2
    third = np.int64(data[first + np.uint64(2)]) & 0x3F
    if byte < 0xF0:
        return (byte & 0x0F) << 12 | second << 6 | third, at + 3
    fourth = np.int64(data[first + np.uint64(3)]) & 0x3F
    return (byte & 0x07) << 18 | second << 12 | third << 6 | fourth, at + 4
