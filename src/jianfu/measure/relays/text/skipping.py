"""What a message holds beside its words (附带成分): list numbers, @mentions, emoticons; where each ends."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.text.wrapping import MENTION, NUMBERING
from jianfu.measure.signals.folding import decode

LONGEST_MENTION = 24
LONGEST_EMOTICON = 5
LONGEST_SMILEY, SHORTEST_SMILEY = 32, 2
"""Characters of the name of an emoticon between colons, such as simple_smile."""
LONGEST_NUMBER = 3
"""Characters of a list number, such as 12 or 二十一."""
_ALL_MEMBERS = np.array([ord(character) for character in "所有人"], np.int64)
_NUMERALS = np.array([ord(character) for character in "一二三四五六七八九十"], np.int64)
_AFTER_NUMBER = np.array([ord(character) for character in "、.．)）"], np.int64)
_SPACES = np.array([0x0A, 0x20, 0xA0, 0x2005, 0x3000], np.int64)
_AT, _WIDE_AT, _BRACKET, _CLOSED, _DOT, _COLON = 64, 0xFF20, 91, 93, 46, 58
_IN_SMILEY = tuple(ord(mark) for mark in "_+-")
_OPENING = np.array([ord(character) for character in "(（"], np.int64)

Bytes = npt.NDArray[np.uint8]


@lean_kernel
def skip(data: Bytes, at: int, end: int, line_begins: bool) -> tuple[Any, Any]:
    """Where what stands at a byte ends, and its bit of ``wrapping``; 0 and 0 where it belongs to the words."""
    code, following = decode(data, at)
    if code == _AT or code == _WIDE_AT:  # noqa: PLR1714, SIM109 - no sets here
        return _mention(data, following, end), MENTION
    if code == _BRACKET:
        return emoticon_end(data, following, end), 0
    if code == _COLON:
        stands_free = line_begins or not is_plain(data[at - 1])
        return _smiley(data, following, end) if stands_free else np.int64(0), 0
    if line_begins:
        opened = _is_one_of(code, _OPENING)
        return _number(data, following if opened else at, end), NUMBERING
    return np.int64(0), 0


@lean_kernel
def _is_one_of(code: Any, codes: npt.NDArray[np.int64]) -> Any:
    found = False
    for one in codes:
        found = found or code == one
    return found


@lean_kernel
def _number(data: Bytes, at: Any, end: int) -> Any:
    """Where a list number such as 1. or 12、 or （三） ends; 0 where there is none, as in 12.5."""
    for size in range(LONGEST_NUMBER + 1):
        if at >= end:
            break
        code, following = decode(data, at)
        at = following
        if 48 <= code <= 57 or _is_one_of(code, _NUMERALS):
            continue
        decimal = code == _DOT and at < end and 48 <= data[at] <= 57
        return at if size and not decimal and _is_one_of(code, _AFTER_NUMBER) else np.int64(0)
    return np.int64(0)


@lean_kernel
def _mention(data: Bytes, at: Any, end: int) -> Any:
    """Where an @mention ends; 0 where it cannot be told from the words after it."""
    begin = at
    for step in range(LONGEST_MENTION):
        if at >= end:
            return np.int64(end)
        code, following = decode(data, at)
        if step < len(_ALL_MEMBERS) and code == _ALL_MEMBERS[step]:
            if step == len(_ALL_MEMBERS) - 1:
                return following
        elif _is_one_of(code, _SPACES):
            return at if at > begin else np.int64(0)
        at = following
    return np.int64(0)


@lean_kernel
def emoticon_end(data: Bytes, at: Any, end: int) -> Any:
    """Where a bracketed emoticon such as [抱拳] ends; 0 where this is none."""
    for _ in range(LONGEST_EMOTICON + 1):
        if at >= end:
            break
        code, following = decode(data, at)
        at = following
        if code == _CLOSED:
            return at
        if code < 65 or code == _BRACKET:
            break
    return np.int64(0)


@lean_kernel
def is_plain(byte: Any) -> Any:
    """Whether a byte is a letter or a digit of ASCII."""
    return 97 <= byte <= 122 or 65 <= byte <= 90 or 48 <= byte <= 57


@lean_kernel
def _smiley(data: Bytes, at: Any, end: Any) -> Any:
    """Where the name of an emoticon between colons such as :simple_smile: ends; 0 where this is none."""
    begin, letters = at, 0
    while at < end and at - begin <= LONGEST_SMILEY and (is_plain(data[at]) or data[at] in _IN_SMILEY):
        letters += not 48 <= data[at] <= 57
        at += 1
    named = at < end and data[at] == _COLON and SHORTEST_SMILEY <= at - begin <= LONGEST_SMILEY and letters
    return at + 1 if named else np.int64(0)
