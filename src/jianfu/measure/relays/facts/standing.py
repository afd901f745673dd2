"""How two facts stand to each other (事实比对): the same said otherwise, one slip apart, different, not comparable."""

from typing import Any

import numpy as np

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.facts.days import UNKNOWN, day_meant
from jianfu.measure.relays.facts.layout import (
    ADDRESS,
    AMOUNT_BITS,
    CLASS_SHIFT,
    DATE_FIELDS,
    DAY_BITS,
    DAY_SHIFT,
    DIGITS,
    HALF_BITS,
    HALF_SHIFT,
    MINUTE_BITS,
    MOMENT,
    MONTH_BITS,
    MONTH_SHIFT,
    NUMBER,
    ORDINAL_BIT,
    PLACE,
    REGION,
    SENDING_FIELDS,
    UNIT_SHIFT,
    YEAR_BITS,
    YEAR_SHIFT,
    kind_of,
    value_of,
)

SAME_FACT, LIKE, UNLIKE, OTHER_KIND = 0, 1, 2, 3
"""The same thing said otherwise, one slip apart, different, not comparable."""
OFFICES, VENUES, AREAS = (sum(1 << name for name in names) for names in ((2, 5, 6, 15), (6, 7), (1, 2)))
"""Classes of names, as bits, that stand for one another: who sends a notice, be it a township, a bureau, a centre or
another known body; where people meet, a centre or a room; and where work is done, a village or a township."""

_NAMING_UNITS = tuple(ord(unit) for unit in "楼层号届期轮版列条页段")
"""Units of numbers that name one thing among others."""


@lean_kernel
def stand(one: np.uint64, other: np.uint64, a_day: int, b_day: int) -> Any:
    """How two facts stand to each other."""
    kind = kind_of(one)
    first, second = value_of(one), value_of(other)
    standing = OTHER_KIND
    if kind == kind_of(other):
        if kind == MOMENT:
            standing = _stand_moments(first, second, a_day, b_day)
        elif kind == NUMBER and first >> UNIT_SHIFT == second >> UNIT_SHIFT:
            standing = LIKE if _near_numbers(first & AMOUNT_BITS, second & AMOUNT_BITS) else UNLIKE
        elif kind == DIGITS:
            standing = LIKE if _near_numbers(first, second) else UNLIKE
        elif kind == PLACE and first >> CLASS_SHIFT == second >> CLASS_SHIFT:
            standing = _stand_names(first, second)
        elif kind == ADDRESS or (kind == PLACE and _stand_in(first, second)):
            standing = UNLIKE
    return standing


@lean_kernel
def _stand_in(one: int, other: int) -> Any:
    """Whether names of these two classes stand for one another."""
    return _are_of(one, other, OFFICES) or _are_of(one, other, VENUES) or _are_of(one, other, AREAS)


@lean_kernel
def _are_of(one: int, other: int, classes: int) -> bool:
    """Whether both names are of these classes."""
    return (classes >> (one >> CLASS_SHIFT) & classes >> (other >> CLASS_SHIFT) & 1) != 0


@lean_kernel
def may_be_put(one: int, other: int, near: bool) -> Any:
    """Whether who passes a text on may have put one name for another: of a village or township, or a mistyped one; the
    same template with another office or another room is that office's own."""
    return _are_of(one, other, AREAS) or (near and not _are_of(one, other, VENUES))


@lean_kernel
def may_sign(name: int) -> bool:
    """Whether a name may be of who sends or gets a text: a village, a township or an office, but no room."""
    return _are_of(name, name, AREAS) or _are_of(name, name, OFFICES)


@lean_kernel
def is_quantity(number: int) -> bool:
    """Whether a number counts something: 三楼, 第3次 and 内线6903 are names."""
    unit = number >> UNIT_SHIFT
    counts = unit != 0 and number & ORDINAL_BIT == 0
    for naming in _NAMING_UNITS:
        counts = counts and unit != naming
    return counts


@lean_kernel
def _near_numbers(one: int, other: int) -> Any:
    """Whether two numbers differ by one digit put for another, left out or put in."""
    first, second = np.int64(one), np.int64(other)
    while first and second and first % 10 == second % 10:
        first //= 10
        second //= 10
    return first // 10 == second // 10 or first // 10 == second or first == second // 10


@lean_kernel
def _stand_names(one: int, other: int) -> Any:
    """How two names of one class stand.

    With one character left out or put in they are the same, mistyped: 报党政办 and 报政办, 在党校 and 再党校. With one
    put for another they may be neighbours: 上河村 and 下河村.
    """
    differing = 0
    for place in range(3):
        differing += (one >> 16 * place & 0xFFFF) != (other >> 16 * place & 0xFFFF)
    longer, shorter = max(one, other) & 0xFFFFFFFFFFFF, min(one, other) & 0xFFFFFFFFFFFF
    dropped = longer >> 16 == shorter or (longer & 0xFFFF | longer >> 16 & ~np.int64(0xFFFF)) == shorter
    near = differing <= 1 and one >> CLASS_SHIFT != REGION
    return SAME_FACT if dropped else LIKE if near else UNLIKE


@lean_kernel
def _stand_moments(one: int, other: int, a_day: int, b_day: int) -> Any:
    """How two moments stand: parts only one of them tells do not count against it."""
    days = one & (DATE_FIELDS | SENDING_FIELDS) != 0 and other & (DATE_FIELDS | SENDING_FIELDS) != 0
    clocks = one & MINUTE_BITS != 0 and other & MINUTE_BITS != 0
    halves = not clocks and one >> HALF_SHIFT & HALF_BITS != 0 and other >> HALF_SHIFT & HALF_BITS != 0
    same_day = not days or same_days(one, other, a_day, b_day)
    same_clock = one & MINUTE_BITS == other & MINUTE_BITS
    if halves:
        same_clock = one >> HALF_SHIFT & HALF_BITS == other >> HALF_SHIFT & HALF_BITS
    standing = UNLIKE
    if not (days or clocks or halves):
        standing = OTHER_KIND
    elif same_day and (same_clock or not (clocks or halves)):
        standing = SAME_FACT
    elif same_day and clocks:
        first, second = (one & MINUTE_BITS) - 1, (other & MINUTE_BITS) - 1
        hours = first % 60 == second % 60 and _near_numbers(first // 60, second // 60)
        if hours or (first // 60 == second // 60 and _near_numbers(first % 60, second % 60)):
            standing = LIKE
    elif (same_clock or not clocks) and _near_dates(one, other):
        standing = LIKE
    return standing


@lean_kernel
def same_days(one: int, other: int, a_day: int, b_day: int) -> Any:
    """Whether two moments mean the same day: by their own words, or counted from the days the texts were sent."""
    same = (one ^ other) & (DATE_FIELDS | SENDING_FIELDS) == 0
    if not same and one & DATE_FIELDS and other & DATE_FIELDS:
        same = one >> DAY_SHIFT & DAY_BITS == other >> DAY_SHIFT & DAY_BITS
        months = one >> MONTH_SHIFT & MONTH_BITS, other >> MONTH_SHIFT & MONTH_BITS
        years = one >> YEAR_SHIFT & YEAR_BITS, other >> YEAR_SHIFT & YEAR_BITS
        same = same and (months[0] == months[1] or months[0] == 0 or months[1] == 0)
        same = same and (years[0] == years[1] or years[0] == 0 or years[1] == 0)
    elif not same and UNKNOWN not in (a_day, b_day):
        meant = day_meant(one, a_day)
        same = meant != UNKNOWN and meant == day_meant(other, b_day)
    return same


@lean_kernel
def _near_dates(one: int, other: int) -> Any:
    """Whether two dates differ by one digit of the day or of the month."""
    days = one >> DAY_SHIFT & DAY_BITS, other >> DAY_SHIFT & DAY_BITS
    months = one >> MONTH_SHIFT & MONTH_BITS, other >> MONTH_SHIFT & MONTH_BITS
    dated = days[0] != 0 and days[1] != 0
    same_month = months[0] == months[1] or months[0] == 0 or months[1] == 0
    near = same_month and _near_numbers(days[0], days[1])
    return dated and (near or (days[0] == days[1] and _near_numbers(months[0], months[1])))


@lean_kernel
def minutes_moved(one: int, other: int, meant: tuple[int, int]) -> Any:
    """Minutes from one moment to another, whole days where one of them tells no clock time; 0 where nobody can tell.

    ``meant``: the days they mean, of ``day_meant``.
    """
    dated = UNKNOWN not in meant
    moved = (meant[1] - meant[0]) * 1440 if dated else np.int64(0)
    if not dated and one & SENDING_FIELDS and other & SENDING_FIELDS:
        moved = ((other & SENDING_FIELDS) - (one & SENDING_FIELDS)) >> 63 | 1
    elif one & MINUTE_BITS and other & MINUTE_BITS:
        moved += (other & MINUTE_BITS) - (one & MINUTE_BITS)
    return moved
