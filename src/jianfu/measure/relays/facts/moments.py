"""Moments of folded texts piece by piece: digits and numerals, clock times, dates, weekdays. Parts of ``facts``."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel
from jianfu.measure.relays.facts.layout import (
    AFTERNOON,
    DAY_SHIFT,
    EVENING,
    FIRST_YEAR,
    HALF_BITS,
    HALF_SHIFT,
    MINUTE_BITS,
    MONTH_SHIFT,
    WEEKDAY_SHIFT,
    YEAR_SHIFT,
)
from jianfu.measure.relays.facts.tables import (
    DIGIT,
    NOT_CLOCK,
    NOT_WEEKDAY_AFTER,
    NOT_WEEKDAY_BEFORE,
    NUMERAL,
    UNIT,
    FactTables,
)

DAWN, NOON = 1, 3
LATEST_UNMARKED, EARLIEST_UNMARKED = 419, 60
"""1:00 to 6:59 without 上午 or 下午 is taken for the afternoon: notices keep office hours."""
_YEAR, _MONTH, _DAY, _NUMBERED, _MINUTE, _HALF, _SKY, _END = (ord(unit) for unit in "年月日号分半天末")
_COLON, _DOT, _HYPHEN, _ZERO = (ord(unit) for unit in ":.-0")
_BEHIND_DATE = tuple(ord(unit) for unit in "前之上下晚中周星日号")
_MOST_DIGITS = 15

Units = npt.NDArray[np.uint16]


@inlined
def read_digits(codes: Units, at: int, end: int) -> tuple[Any, Any]:
    """A run of digits: its value and where it ends."""
    value = np.int64(0)
    begin = at
    while at < end and 48 <= codes[at] <= 57:
        if at - begin < _MOST_DIGITS:
            value = value * 10 + (np.int64(codes[at]) - 48)
        else:
            value = (value * 31 + np.int64(codes[at])) & 0xFFFFFFFFFFFF
        at += 1
    return value, at


@inlined
def read_numerals(codes: Units, at: int, end: int, tables: FactTables) -> tuple[Any, Any]:
    """A run of Chinese numerals, by places (二十五) or digit by digit (二〇二六): its value and where it ends."""
    whole = part = last = np.int64(0)
    digits = 0
    while at < end and tables.marks[codes[at]] & NUMERAL:
        value = np.int64(tables.numerals[codes[at]])
        if value < 10:
            last = last * 10 + value if digits else value
            digits += 1
        elif value < 10_000:
            part += (1 if value == 10 and last == 0 and part == 0 and digits == 0 else last) * value
            last, digits = np.int64(0), 0
        else:
            whole += (part + last) * value
            part, last, digits = np.int64(0), np.int64(0), 0
        at += 1
    return whole + part + last, at


@lean_kernel
def read_clock(codes: Units, hour: int, at: int, span: tuple[int, int], tables: FactTables) -> tuple[Any, Any]:
    """A clock time whose hour ends at ``at``: a moment with the minute alone (0: it is none) and where it ends."""
    begin, end = span
    sign = codes[at]
    minute = np.int64(0)
    after = at + 1
    found = hour <= 24
    if sign == _COLON:
        minute, after = read_digits(codes, at + 1, end)
        found = found and after > at + 1 and minute < 60
        if after + 1 < end and codes[after] == _COLON:
            _, after = read_digits(codes, after + 1, end)
    elif after < end:
        found = found and tables.marks[codes[after]] & NOT_CLOCK == 0
        if codes[after] == _HALF:
            minute, after = np.int64(30), after + 1
        elif 48 <= codes[after] <= 57:
            told, behind = read_digits(codes, after, end)
            if behind < end and codes[behind] == _MINUTE and told < 60:
                minute, after = told, behind + 1
    value = np.int64(hour) * 60 + minute + 1 if found else np.int64(0)
    if value and codes[begin] == _ZERO:
        value |= DAWN << HALF_SHIFT
    return value, after


@lean_kernel
def read_date(codes: Units, first: int, at: int, span: tuple[int, int], tables: FactTables) -> tuple[Any, Any]:
    """A date whose first number ends at ``at`` before 年, 月 or a mark between digits: a moment (0: none), its end."""
    begin, end = span
    year, month, day = np.int64(0), np.int64(first), np.int64(0)
    sign = codes[at]
    after = at + 1
    if at - begin == 4:
        year = np.int64(first)
        if after < end and tables.marks[codes[after]] & NUMERAL:
            month, after = read_numerals(codes, after, end, tables)
        else:
            month, after = read_digits(codes, after, end)
        if after < end and (codes[after] == _MONTH if sign == _YEAR else codes[after] == sign):
            after += 1
        else:
            month = np.int64(0)
    if after < end and tables.marks[codes[after]] & DIGIT:
        day, after = read_digits(codes, after, min(end, after + 2) if year else end)
    elif after < end and tables.marks[codes[after]] & NUMERAL:
        day, after = read_numerals(codes, after, end, tables)
    follows = codes[after] if after < end else np.uint16(0)
    if follows in (_DAY, _NUMBERED):
        after += 1
    elif sign in (_DOT, _HYPHEN):
        dated = year > 0
        for unit in _BEHIND_DATE:
            dated = dated or follows == unit
        day = day if dated else np.int64(0)
    elif tables.marks[follows] & UNIT:
        day = np.int64(0)
    fits = 1 <= month <= 12 and 1 <= day <= 31 and (year == 0 or FIRST_YEAR < year < FIRST_YEAR + 127)
    value = month << MONTH_SHIFT | day << DAY_SHIFT
    if year:
        value |= (year - FIRST_YEAR) << YEAR_SHIFT
    return (value if fits else np.int64(0)), after


@inlined
def read_weekday(codes: Units, week: int, word: tuple[int, int, int], tables: FactTables) -> tuple[Any, Any]:
    """The weekday behind a word for week: a moment (0: none) and where it ends."""
    place, at, end = word
    value, after = np.int64(week), at
    if at < end:
        unit = codes[at]
        number = np.int64(tables.numerals[unit]) if tables.marks[unit] & NUMERAL else np.int64(0)
        if unit in (_DAY, _SKY):
            number = np.int64(7)
        elif unit == _END:
            number = np.int64(6)
        counted = week == 0 and place > 0 and tables.marks[codes[place - 1]] & NOT_WEEKDAY_BEFORE != 0
        counted = counted or (at + 1 < end and tables.marks[codes[at + 1]] & NOT_WEEKDAY_AFTER != 0)
        if 1 <= number <= 7 and not counted:
            value |= number << WEEKDAY_SHIFT
            after = at + 1
    return value, after


@lean_kernel
def settle_moment(moment: int) -> Any:
    """A moment whose clock time has been read by its part of the day: 下午3点, 15:00 and 15时 become the same."""
    half = moment >> HALF_SHIFT & HALF_BITS
    minute = (moment & MINUTE_BITS) - 1
    value = np.int64(moment)
    if minute >= 0:
        later = (half in (AFTERNOON, EVENING)) and minute < 720
        later = later or (half == NOON and minute < 240)
        later = later or (half == 0 and EARLIEST_UNMARKED <= minute <= LATEST_UNMARKED)
        value &= ~np.int64(HALF_BITS << HALF_SHIFT)
        if later:
            value += 720
    return value
