"""The facts of two texts set side by side (对照): which are shared, which replaced, and which way they moved.

A fact is *replaced* where both texts have one of a kind that the other lacks, at the same place between facts they
share. A fact only one of them has is no conflict: a preface, a comment, a cut and a slip add or lose facts.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel
from jianfu.measure.inputs import DAY_MICROSECONDS
from jianfu.measure.relays.facts.days import UNKNOWN, day_meant
from jianfu.measure.relays.facts.layout import (
    ADDRESS,
    AS_OF,
    DUE,
    DUTY,
    EVENT,
    MOMENT,
    NUMBER,
    PLACE,
    REISSUE,
    is_same,
    kind_of,
    purpose_of,
    units_of,
    value_of,
)
from jianfu.measure.relays.facts.standing import (
    LIKE,
    OTHER_KIND,
    SAME_FACT,
    is_quantity,
    may_be_put,
    minutes_moved,
    same_days,
    stand,
)

SHARED, REPLACED, NEAR, MOVED, MORE, FIRM, EXPLAINED = 0, 5, 10, 15, 20, 25, 30
"""Where each count begins in a comparison; 5 bits each, ``EXPLAINED`` (grams) 8."""
PLACES = 40
"""Where the count of replaced names begins; 5 bits."""
REISSUED_BIT = np.uint64(1 << 45)
"""The later text says that an earlier one no longer counts; the earlier does not say so."""
TIME_BIT = np.uint64(1 << 46)
"""A moment was replaced by one a day later or more: that of the next notice of a template."""
DIFFER_BIT = np.uint64(1 << 47)
"""Each text tells something of one kind that the other does not, wherever it stands in it."""
ADDS_BIT = np.uint64(1 << 48)
"""The later text tells something the earlier one does not."""
NAME_BIT = np.uint64(1 << 49)
"""A name was replaced by one that may have been put for it on the way."""
LACKS_BIT = np.uint64(1 << 50)
"""The earlier text tells something the later one does not."""
COUNT_BITS, EXPLAINED_BITS = 31, 255
MOST_FIRM = 1
"""Replaced facts far from any slip that heavy slips may explain; with more it is another notice.

An address counts for more than these: nobody types one anew."""
MOST_EARLIER, MOST_LATER = 3 * 1440, 300
"""Minutes by which those who pass a notice on move its moments; later ones on the same day. What is further away
belongs to another notice of the same template."""
MOST_EARLY = 30
"""Minutes by which they call people to a meeting sooner than it begins; a meeting is not theirs to move."""

Facts64 = npt.NDArray[np.uint64]
Longs = npt.NDArray[np.int64]


@lean_kernel
def count_of(comparison: np.uint64, what: int) -> Any:
    """One of the counts of a comparison."""
    bits = EXPLAINED_BITS if what == EXPLAINED else COUNT_BITS
    return np.int64((comparison >> np.uint64(what)) & np.uint64(bits))


@inlined
def compare_texts(facts: Facts64, starts: Longs, earlier: Any, later: Any, first_at: Longs) -> Any:
    """Compares the facts of two texts, see ``compare``; ``starts`` and ``first_at``: of all texts."""
    days = first_at[earlier] // DAY_MICROSECONDS, first_at[later] // DAY_MICROSECONDS
    spans = (starts[earlier], starts[earlier + 1]), (starts[later], starts[later + 1])
    return compare(facts, spans[0], spans[1], days[0], days[1])


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
    a_lacking, b_open, shared = open_facts(facts, a, b)
    a_open, counts = a_lacking, np.uint64(0)
    for j in range(b[1] - b[0]):
        if b_open >> j & 1 and kind_of(facts[b[0] + j]) == REISSUE:
            counts = REISSUED_BIT
    asks = _tells_time(facts, a) and _tells_time(facts, b)
    for i in range(a[1] - a[0]):
        if b_open == 0 or (count_of(counts, FIRM) > MOST_FIRM and counts & REISSUED_BIT == 0):
            break
        if a_open >> i & 1 == 0 or kind_of(facts[a[0] + i]) >= DUTY:
            continue
        left, right = between(facts, a, b, i, a_lacking)
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
                counts |= DIFFER_BIT
            a_open &= ~(1 << i)
    added, lacking = _kinds(facts, b, b_open), _kinds(facts, a, a_open)
    counts |= DIFFER_BIT if lacking & added else np.uint64(0)
    counts |= LACKS_BIT if lacking else np.uint64(0)
    return counts | np.uint64(min(shared, COUNT_BITS)) | (ADDS_BIT if added else np.uint64(0))


@lean_kernel
def _kinds(facts: Facts64, span: tuple[int, int], left: int) -> Any:
    """The kinds of the facts of a text that are left, as bits; duties are none of them."""
    kinds = np.int64(0)
    for at in range(span[1] - span[0]):
        kind = kind_of(facts[span[0] + at])
        if left >> at & 1 and kind < DUTY:
            kinds |= 1 << kind
    return kinds


@lean_kernel
def between(facts: Facts64, a: tuple[int, int], b: tuple[int, int], i: int, a_open: int) -> tuple[Any, Any]:
    """The places in the later text between the facts it shares that stand around fact ``i`` of the earlier one.

    All of it where these two stand the other way round: whoever passes a text on names a place in front that comes
    again within.
    """
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
    return (left, right) if left < right else (-1, b[1] - b[0])


@lean_kernel
def _tells_time(facts: Facts64, span: tuple[int, int]) -> Any:
    """Whether a text says by when, as what is asked of people does and a report of what was done does not."""
    found = False
    for at in range(span[0], span[1]):
        found = found or (kind_of(facts[at]) == MOMENT and purpose_of(facts[at]) != AS_OF)
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
        # who set a day that was over goes by another calendar: that it is over still says nothing
        in_time = in_time or (UNKNOWN < due < a_day and purpose_of(one) == DUE and purpose_of(other) == DUE)
        same_day = same_days(value_of(one), value_of(other), a_day, b_day)
        shifted = -MOST_EARLIER <= minutes < 0 or (0 < minutes <= MOST_LATER and same_day)
        held = purpose_of(one) == EVENT or purpose_of(other) == EVENT
        shifted = shifted and in_time and (not held or (same_day and -MOST_EARLY <= minutes < 0))
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
        if kind_of(one) == PLACE and may_be_put(value_of(one), value_of(other), near):
            counts |= NAME_BIT
        counts += np.uint64(not (near or shifted or more)) << np.uint64(FIRM)
        if kind_of(one) == ADDRESS and count_of(counts, FIRM) <= MOST_FIRM:
            counts += np.uint64(MOST_FIRM) << np.uint64(FIRM)
    return counts
