"""Numbers, words and names at one place of a folded text. Parts of the kernel in ``facts``.

They are put into it: a call would hand over seven numbers for each of the arrays of the tables, which takes longer than
to read a fact.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined
from jianfu.measure.relays.facts.layout import (
    AMOUNT_BITS,
    CLASS_SHIFT,
    DAY_SHIFT,
    DIGITS,
    MOMENT,
    NUMBER,
    ORDINAL_BIT,
    UNIT_SHIFT,
)
from jianfu.measure.relays.facts.moments import read_clock, read_date, read_digits, read_numerals
from jianfu.measure.relays.facts.tables import (
    DIGIT,
    NOT_DAY,
    STOP,
    SUFFIX_CLASS,
    SUFFIX_LIMITED,
    SUFFIX_UNITS,
    SUFFIX_WINDOW,
    UNIT,
    FactTables,
)

LONG_RUN, LONG_JOINED = 5, 7
"""Digits without a unit from which a run is a telephone or document number; the same with a hyphen in it."""
_YEAR, _MONTH, _DAY, _NUMBERED, _HOUR, _POINT, _ORDINAL = (ord(unit) for unit in "年月日号时点第")
_TEN_THOUSAND, _HUNDRED_MILLION = (ord(unit) for unit in "万亿")
_SOME, _MORE, _ABOUT = (ord(unit) for unit in "余多来")
_PASSED, _BESIDE_PASSED = ord("转"), tuple(ord(unit) for unit in "发自省市县区")
"""转, and what may stand between it and the name of a body."""
_TWO_UNITS = 0xFFFFFFFF
_COLON, _DOT, _SLASH, _HYPHEN = (ord(unit) for unit in ":./-")

Units = npt.NDArray[np.uint16]


@inlined
def read_amount(codes: Units, amount: Any, at: int, span: tuple[int, int], tables: FactTables) -> tuple[Any, Any, Any]:
    """A number in hundredths that ends at ``at``: its kind (0: it tells nothing), its value, where its unit ends."""
    begin, end = span
    digits = at - begin if codes[begin] <= 57 else 0
    if at < end and codes[at] == _HUNDRED_MILLION:
        amount, at = amount * 100_000_000, at + 1
    elif at < end and codes[at] == _TEN_THOUSAND:
        amount, at = amount * 10_000, at + 1
    if at + 1 < end and (codes[at] == _SOME or codes[at] == _MORE or codes[at] == _ABOUT):
        at += 1
    unit = np.int64(codes[at]) if at < end else np.int64(0)
    if unit and (tables.marks[unit] & UNIT or 97 <= unit <= 122):
        at += 1
    else:
        unit = np.int64(0)
    kind = NUMBER
    value: Any = unit << UNIT_SHIFT
    if unit == 0 and at < end and codes[at] == _HYPHEN:
        joined, after = read_digits(codes, at + 1, end)
        if after > at + 1 and after - begin > LONG_JOINED:
            scale = np.int64(1)
            for _ in range(after - at - 1):
                scale *= 10
            amount, at, digits = amount // 100 * scale + joined, after, LONG_JOINED
            kind, value = DIGITS, amount
    elif unit == 0 and digits >= LONG_RUN:
        kind, value = DIGITS, amount // 100
    if kind == NUMBER:
        value |= (amount ^ (amount >> 35)) & AMOUNT_BITS
        if begin > 0 and codes[begin - 1] == _ORDINAL:
            value |= ORDINAL_BIT
        if unit == 0 and digits < 2:
            kind = 0
    return kind, value, at


@inlined
def read_quantity(codes: Units, place: int, end: int, tables: FactTables) -> tuple[Any, Any, Any]:
    """What a numeral at ``place`` begins: kind (0: nothing), value (of a moment: its parts), where it ends."""
    arabic = tables.marks[codes[place]] & DIGIT != 0
    if arabic:
        number, at = read_digits(codes, place, end)
    else:
        number, at = read_numerals(codes, place, end, tables)
    sign = np.int64(codes[at]) if at < end else np.int64(0)
    moment, after, amount = np.int64(0), at, number * 100
    if sign in (_POINT, _HOUR, _COLON):
        if arabic or number > 1:
            moment, after = read_clock(codes, number, at, (place, end), tables)
    elif sign in (_DAY, _NUMBERED):
        span = at + 1 < end and tables.marks[codes[at + 1]] & NOT_DAY != 0
        if (arabic or number >= 10) and 1 <= number <= 31 and not span:
            moment, after = number << DAY_SHIFT, at + 1
    elif sign in (_MONTH, _YEAR, _DOT, _SLASH, _HYPHEN):
        if sign != _YEAR or at - place == 4:
            moment, after = read_date(codes, number, at, (place, end), tables)
        if moment == 0 and sign == _DOT and at + 1 < end and 48 <= codes[at + 1] <= 57:
            fraction, after = read_digits(codes, at + 1, min(end, at + 3))
            amount += fraction * 10 if after == at + 2 else fraction
            at = after
            while at < end and 48 <= codes[at] <= 57:
                at += 1
    kind, value = MOMENT, moment
    if moment == 0:
        kind, value, after = read_amount(codes, amount, at, (place, end), tables)
    if not arabic and (number == 0 or kind == DIGITS):
        kind = 0
    return kind, value, max(after, at)


@inlined
def read_word(codes: Units, place: int, end: int, tables: FactTables) -> tuple[Any, Any]:
    """What the longest word at ``place`` tells (0: there is none) and where it ends."""
    node = np.int32(0)
    meaning = np.int64(0)
    at = after = place
    while at < end:
        node = tables.following[node, tables.symbols[codes[at]]]
        if node == 0:
            break
        at += 1
        if tables.meanings[node]:
            meaning, after = tables.meanings[node], at
    return meaning, after


@inlined
def read_name(codes: Units, place: int, floor: int, end: int, tables: FactTables) -> tuple[Any, Any]:
    """The name that ends at ``place`` with a suffix and begins no sooner than ``floor``: value (0: none), its begin."""
    unit = codes[place]
    row = tables.suffix_from[unit]
    while tables.suffixes[row, 0] == unit:
        size = tables.suffixes[row, SUFFIX_UNITS]
        fits = place - size + 1 >= floor
        for back in range(1, size):
            fits = fits and codes[place - back] == tables.suffixes[row, back]
        if fits:
            break
        row += 1
    value, first = np.int64(0), place
    if tables.suffixes[row, 0] == unit:
        bit = np.uint32(1) << np.uint32(row)
        last = place - tables.suffixes[row, SUFFIX_UNITS]
        allowed = last >= floor and (
            tables.suffixes[row, SUFFIX_LIMITED] == 0 or tables.neighbours[0, codes[last]] & bit != 0
        )
        allowed = allowed and tables.neighbours[1, codes[last]] & bit == 0
        if allowed and (place + 1 == end or tables.neighbours[2, codes[place + 1]] & bit == 0):
            at = last
            shift = 0
            while at >= floor and shift < 16 * tables.suffixes[row, SUFFIX_WINDOW]:
                if codes[at] < 0x3400 or tables.marks[codes[at]] & STOP:
                    break
                value |= np.int64(codes[at]) << shift
                shift += 16
                first = at
                at -= 1
            for verb in tables.verbs:
                if value & _TWO_UNITS == verb:
                    shift = 0
            value = value | np.int64(tables.suffixes[row, SUFFIX_CLASS]) << CLASS_SHIFT if shift else np.int64(0)
    return value, first


@inlined
def passes_on(codes: Units, first: int, after: int, span: tuple[int, int]) -> Any:
    """Whether a name is of who passed the text on (转县卫健局：, 转自民政办, …镇转), which is no part of the notice."""
    found = after < span[1] and codes[after] == _PASSED
    at = first
    while at > span[0] and at > first - 2 and codes[at - 1] in _BESIDE_PASSED:
        at -= 1
    return found or (at > span[0] and codes[at - 1] == _PASSED)
