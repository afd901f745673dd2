"""The facts of two texts set side by side (对照): which are shared, which replaced, and which way they moved.

A fact is *replaced* where both texts have one of a kind that the other lacks, at the same place between facts they
share. A fact only one of them has is no conflict: a preface, a comment, a cut and a slip add or lose facts.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.measure.compiled import lean_kernel
from jianfu.measure.relays.fact_days import UNKNOWN, day_meant
from jianfu.measure.relays.fact_layout import (
    AMOUNT_BITS,
    CLASS_SHIFT,
    DATE_FIELDS,
    DAY_BITS,
    DAY_SHIFT,
    DIGITS,
    DUTY,
    HALF_BITS,
    HALF_SHIFT,
    MINUTE_BITS,
    MOMENT,
    MONTH_BITS,
    MONTH_SHIFT,
    NUMBER,
    ORDINAL_BIT,
    PLACE,
    REISSUE,
    SENDING_FIELDS,
    UNIT_SHIFT,
    YEAR_BITS,
    YEAR_SHIFT,
    is_same,
    kind_of,
    units_of,
    value_of,
)

SHARED, REPLACED, NEAR, MOVED, MORE, FIRM, EXPLAINED = 0, 5, 10, 15, 20, 25, 30
"""Where each count begins in a comparison; 5 bits each, ``EXPLAINED`` (grams) 8."""
PLACES = 40
"""Where the count of replaced names begins; 5 bits."""
REISSUED_BIT = np.uint64(1 << 45)
"""The later text says that an earlier one no longer counts; the earlier does not say so."""
TIME_BIT = np.uint64(1 << 46)
"""A moment was replaced by one a day later or more: that of the next notice of a template."""
COUNT_BITS, EXPLAINED_BITS = 31, 255
SAME_FACT, LIKE, UNLIKE, OTHER_KIND = 0, 1, 2, 3
"""How two facts stand: the same thing said otherwise, one slip apart, different, not comparable."""
MOST_FIRM = 1
"""Replaced facts far from any slip that heavy slips may explain; with more it is another notice."""
MOST_EARLIER, MOST_LATER = 3 * 1440, 300
"""Minutes by which those who pass a notice on move its moments; later ones on the same day. What is further away
belongs to another notice of the same template."""

_NAMING_UNITS = tuple(ord(unit) for unit in "楼层号届期轮版列条页段")
"""Units of numbers that name one thing among others."""

Facts64 = npt.NDArray[np.uint64]


@lean_kernel
def count_of(comparison: np.uint64, what: int) -> Any:
    """One of the counts of a comparison."""
    bits = EXPLAINED_BITS if what == EXPLAINED else COUNT_BITS
    return np.int64((comparison >> np.uint64(what)) & np.uint64(bits))


@lean_kernel
def open_facts(facts: Facts64, a: tuple[int, int], b: tuple[int, int]) -> tuple[Any, Any, Any]:
    """Facts of either text the other lacks, bit by bit, and how many moments, numbers and names they share."""
    a_open = np.int64((1 << (a[1] - a[0])) - 1)
    b_open = np.int64((1 << (b[1] - b[0])) - 1)
    shared = 0
    for i in range(a[1] - a[0]):
        fact = facts[a[0] + i]
        for j in range(b[1] - b[0]):
            if is_same(fact, facts[b[0] + j]):
                a_open &= ~(1 << i)
                b_open &= ~(1 << j)
                shared += kind_of(fact) < DUTY
                break
    return a_open, b_open, shared


@lean_kernel
def compare(facts: Facts64, a: tuple[int, int], b: tuple[int, int], a_day: int, b_day: int) -> np.uint64:
    """Compares the facts ``facts[a[0]:a[1]]`` of the earlier text with those of the later one, ``facts[b[0]:b[1]]``.

    ``a_day`` and ``b_day``: the days the texts were first sent, ``UNKNOWN`` where nobody knows. Returns counts: facts
    shared; replaced; of these one slip apart (``NEAR``), moved as a relay moves them (``MOVED``), asked for more
    (``MORE``), or none of these (``FIRM``; counting stops there unless the later text is a re-issue); grams the
    replaced ones explain.
    """
    a_open, b_open, shared = open_facts(facts, a, b)
    counts = np.uint64(0)
    for j in range(b[1] - b[0]):
        if b_open >> j & 1 and kind_of(facts[b[0] + j]) == REISSUE:
            counts = REISSUED_BIT
    asks = _tells_time(facts, a) and _tells_time(facts, b)
    for i in range(a[1] - a[0]):
        if b_open == 0 or (count_of(counts, FIRM) > MOST_FIRM and counts & REISSUED_BIT == 0):
            break
        if a_open >> i & 1 == 0 or kind_of(facts[a[0] + i]) >= DUTY:
            continue
        left, right = between(facts, a, b, i, a_open)
        found, standing = -1, OTHER_KIND
        for j in range(left + 1, right):
            if b_open >> j & 1 == 0 or standing == SAME_FACT:
                continue
            step = stand(facts[a[0] + i], facts[b[0] + j], a_day, b_day)
            if step == SAME_FACT or (standing == OTHER_KIND and step < OTHER_KIND):
                found, standing = j, step
        if found >= 0:
            b_open &= ~(1 << found)
            if standing == SAME_FACT:
                shared += 1
            else:
                one, other = facts[a[0] + i], facts[b[0] + found]
                counts = _count(counts, (one, other), standing, (a_day, b_day), asks)
    return counts | np.uint64(min(shared, COUNT_BITS))


@lean_kernel
def between(facts: Facts64, a: tuple[int, int], b: tuple[int, int], i: int, a_open: int) -> tuple[Any, Any]:
    """The places in the later text between the facts it shares that stand around fact ``i`` of the earlier one."""
    left, right = -1, b[1] - b[0]
    before, after = i - 1, i + 1
    while before >= 0 and a_open >> before & 1:
        before -= 1
    while after < a[1] - a[0] and a_open >> after & 1:
        after += 1
    for j in range(b[1] - b[0]):
        if before >= 0 and is_same(facts[a[0] + before], facts[b[0] + j]):
            left = j
        if after < a[1] - a[0] and is_same(facts[a[0] + after], facts[b[0] + j]):
            right = j
    return left, right


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
            standing = LIKE if _near_names(first, second) else UNLIKE
    return standing


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
def _near_names(one: int, other: int) -> Any:
    """Whether two names differ by one character put for another, left out or put in."""
    differing = 0
    for place in range(3):
        differing += (one >> 16 * place & 0xFFFF) != (other >> 16 * place & 0xFFFF)
    longer, shorter = max(one, other) & 0xFFFFFFFFFFFF, min(one, other) & 0xFFFFFFFFFFFF
    dropped = longer >> 16 == shorter or (longer & 0xFFFF | longer >> 16 & ~np.int64(0xFFFF)) == shorter
    return differing <= 1 or dropped


@lean_kernel
def _stand_moments(one: int, other: int, a_day: int, b_day: int) -> Any:
    """How two moments stand: parts only one of them tells do not count against it."""
    days = one & (DATE_FIELDS | SENDING_FIELDS) != 0 and other & (DATE_FIELDS | SENDING_FIELDS) != 0
    clocks = one & MINUTE_BITS != 0 and other & MINUTE_BITS != 0
    halves = not clocks and one >> HALF_SHIFT & HALF_BITS != 0 and other >> HALF_SHIFT & HALF_BITS != 0
    same_day = not days or _same_days(one, other, a_day, b_day)
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
def _same_days(one: int, other: int, a_day: int, b_day: int) -> Any:
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
def minutes_moved(one: int, other: int, a_day: int, b_day: int) -> Any:
    """Minutes from one moment to another, whole days where one of them tells no clock time; 0 where nobody can tell."""
    first, second = day_meant(one, a_day), day_meant(other, b_day)
    dated = UNKNOWN not in (first, second)
    moved = (second - first) * 1440 if dated else np.int64(0)
    if not dated and one & SENDING_FIELDS and other & SENDING_FIELDS:
        moved = ((other & SENDING_FIELDS) - (one & SENDING_FIELDS)) >> 63 | 1
    elif one & MINUTE_BITS and other & MINUTE_BITS:
        moved += (other & MINUTE_BITS) - (one & MINUTE_BITS)
    return moved


@lean_kernel
def _tells_time(facts: Facts64, span: tuple[int, int]) -> Any:
    """Whether a text says by when, as what is asked of people does and a report of what was done does not."""
    found = False
    for at in range(span[0], span[1]):
        found = found or kind_of(facts[at]) == MOMENT
    return found


@lean_kernel
def _count(
    counts: np.uint64, pair: tuple[np.uint64, np.uint64], standing: int, days: tuple[int, int], asks: bool
) -> Any:
    """Adds a replaced fact to the counts; ``asks``: what the texts count is asked for, not reported."""
    one, other = pair
    a_day, b_day = days
    near, shifted, more, put_off = standing == LIKE, False, False, False
    if kind_of(one) == MOMENT:
        minutes = minutes_moved(value_of(one), value_of(other), a_day, b_day)
        due, new_due = day_meant(value_of(one), a_day), day_meant(value_of(other), b_day)
        in_time = (due == UNKNOWN or b_day <= due) and (new_due == UNKNOWN or b_day <= new_due)
        same_day = _same_days(value_of(one), value_of(other), a_day, b_day)
        shifted = -MOST_EARLIER <= minutes < 0 or (0 < minutes <= MOST_LATER and same_day)
        shifted = shifted and in_time
        put_off = minutes >= 1440
        near = near and not (minutes >= 1440 and b_day > a_day)
    elif kind_of(one) == NUMBER:
        more = asks and is_quantity(value_of(one)) and value_of(other) > value_of(one)
    grams = min(count_of(counts, EXPLAINED) + max(units_of(one), units_of(other)) + 2, EXPLAINED_BITS)
    counts &= ~(np.uint64(EXPLAINED_BITS) << np.uint64(EXPLAINED))
    counts |= np.uint64(grams) << np.uint64(EXPLAINED)
    if count_of(counts, REPLACED) < COUNT_BITS:
        counts += np.uint64(1) << np.uint64(REPLACED)
        counts += np.uint64(near) << np.uint64(NEAR)
        counts += np.uint64(shifted) << np.uint64(MOVED)
        counts += np.uint64(more) << np.uint64(MORE)
        counts += np.uint64(kind_of(one) == PLACE) << np.uint64(PLACES)
        if put_off:
            counts |= TIME_BIT
        counts += np.uint64(not (near or shifted or more)) << np.uint64(FIRM)
    return counts
