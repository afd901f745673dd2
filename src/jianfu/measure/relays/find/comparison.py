"""The facts of two texts set side by side (对照): which are shared, which replaced, and which way they moved.

A fact is *replaced* where both texts have one of a kind that the other lacks, at the same place between facts they
share. A fact only one of them has is no conflict: a preface, a comment, a cut and a slip add or lose facts.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel
from jianfu.measure.bits import LANE_BYTES, highest, holding, lowest
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
    VALUE_SHIFT,
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
TOLD = (1 << DUTY) - 1
"""Kinds of facts as bits, duties and re-issues left out: what a text tells."""
FACT_LANES = LANE_BYTES // 8
"""Facts that are compared with one in one step."""
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
def places_of(fact: np.uint64, facts: Facts64, span: tuple[int, int]) -> Any:
    """Where among the facts of a text one stands: its bit, for a text tells each fact once."""
    found = np.uint64(0)
    for at in range(0, span[1] - span[0], FACT_LANES):
        if span[0] + at + FACT_LANES <= len(facts):
            found |= holding(facts, span[0] + at, fact, VALUE_SHIFT) << np.uint64(at)
        else:
            for beside in range(at, span[1] - span[0]):
                found |= np.uint64(is_same(fact, facts[span[0] + beside])) << np.uint64(beside)
    return found & bits_below(span[1] - span[0])


@inlined
def bits_below(count: Any) -> Any:
    """The bits of so many facts."""
    return (np.uint64(1) << np.uint64(count)) - np.uint64(1)


@lean_kernel
def open_facts(facts: Facts64, a: tuple[int, int], b: tuple[int, int]) -> tuple[Any, Any, Any]:
    """Facts of either text the other lacks, bit by bit, and how many moments, numbers and names they share."""
    a_open, b_open = np.uint64(0), bits_below(b[1] - b[0])
    shared = 0
    for i in range(a[1] - a[0]):
        fact = facts[a[0] + i]
        found = places_of(fact, facts, b)
        b_open &= ~found
        a_open |= np.uint64(found == np.uint64(0)) << np.uint64(i)
        shared += int(found != np.uint64(0)) & int(kind_of(fact) < DUTY)
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
    counts = REISSUED_BIT if kinds_left(facts, b, b_open) >> REISSUE & 1 else np.uint64(0)
    a_open, waiting = a_lacking, a_lacking
    while waiting and b_open and (count_of(counts, FIRM) <= MOST_FIRM or counts & REISSUED_BIT != 0):
        i = lowest(waiting)
        waiting &= waiting - np.uint64(1)
        one = facts[a[0] + i]
        if kind_of(one) >= DUTY:
            continue
        found, standing = counterpart(facts, (a, b), i, (a_lacking, b_open), (a_day, b_day))
        if found >= 0:
            b_open &= ~(np.uint64(1) << np.uint64(found))
            a_open &= ~(np.uint64(1) << np.uint64(i))
            if standing == SAME_FACT:
                shared += 1
            else:
                counts = _count(counts, (one, facts[b[0] + found]), standing, (a_day, b_day), (facts, a, b))
                counts |= DIFFER_BIT
    added, lacking = kinds_left(facts, b, b_open) & TOLD, kinds_left(facts, a, a_open) & TOLD
    counts |= DIFFER_BIT if lacking & added else np.uint64(0)
    counts |= LACKS_BIT if lacking else np.uint64(0)
    return counts | np.uint64(min(shared, COUNT_BITS)) | (ADDS_BIT if added else np.uint64(0))


@lean_kernel
def kinds_left(facts: Facts64, span: tuple[int, int], left: np.uint64) -> Any:
    """The kinds of the facts of a text that are left, as bits."""
    kinds = np.int64(0)
    while left:
        kinds |= 1 << kind_of(facts[span[0] + lowest(left)])
        left &= left - np.uint64(1)
    return kinds


@lean_kernel
def counterpart(
    facts: Facts64,
    texts: tuple[tuple[int, int], tuple[int, int]],
    i: Any,
    left: tuple[np.uint64, np.uint64],
    days: tuple[int, int],
) -> tuple[Any, Any]:
    """Which fact of the later text stands for fact ``i`` of the earlier one, -1 for none, and how the two stand.

    ``left``: facts of the earlier text the later one lacks, and facts of the later one that stand for none yet. One
    that says the same goes before the first that may be compared.
    """
    a, b = texts
    fact, among = facts[a[0] + i], left[1] & between(facts, a, b, i, left[0])
    found, standing = np.int64(-1), OTHER_KIND
    while among and standing != SAME_FACT:
        j = lowest(among)
        among &= among - np.uint64(1)
        step = stand(fact, facts[b[0] + j], days[0], days[1])
        if step == SAME_FACT or (standing == OTHER_KIND and step < OTHER_KIND):
            found, standing = j, step
    return found, standing


@lean_kernel
def between(facts: Facts64, a: tuple[int, int], b: tuple[int, int], i: Any, a_open: np.uint64) -> Any:
    """The places in the later text between the facts it shares that stand around fact ``i`` of the earlier one.

    All of it where these two stand the other way round: whoever passes a text on names a place in front that comes
    again within.
    """
    shared = ~a_open & bits_below(a[1] - a[0])
    before, behind = highest(shared & bits_below(i)), shared & ~bits_below(i)
    left, right = np.int64(-1), np.int64(b[1] - b[0])
    if before >= 0:
        left = lowest(places_of(facts[a[0] + before], facts, b))
    if behind:
        right = lowest(places_of(facts[a[0] + lowest(behind)], facts, b))
    return bits_below(right) & ~bits_below(left + 1) if left < right else bits_below(b[1] - b[0])


@lean_kernel
def _tells_time(facts: Facts64, span: tuple[int, int]) -> Any:
    """Whether a text says by when, as what is asked of people does and a report of what was done does not."""
    found = False
    for at in range(span[0], span[1]):
        found = found or (kind_of(facts[at]) == MOMENT and purpose_of(facts[at]) != AS_OF)
    return found


@lean_kernel
def _count(
    counts: np.uint64,
    pair: tuple[np.uint64, np.uint64],
    standing: int,
    days: tuple[int, int],
    texts: tuple[Facts64, tuple[int, int], tuple[int, int]],
) -> Any:
    """Adds a replaced fact to the counts; ``texts``: all facts of both, for what a report counts nobody asks for."""
    one, other = pair
    a_day, b_day = days
    near, shifted, more, put_off = standing == LIKE, False, False, False
    if kind_of(one) == MOMENT:
        due, new_due = day_meant(value_of(one), a_day), day_meant(value_of(other), b_day)
        minutes = minutes_moved(value_of(one), value_of(other), (due, new_due))
        in_time = (due == UNKNOWN or b_day <= due) and (new_due == UNKNOWN or b_day <= new_due)
        # who set a day that was over goes by another calendar: that it is over still says nothing
        in_time = in_time or (UNKNOWN < due < a_day and purpose_of(one) == DUE and purpose_of(other) == DUE)
        held = purpose_of(one) == EVENT or purpose_of(other) == EVENT
        if in_time and -MOST_EARLIER <= minutes <= MOST_LATER and minutes:
            same_day = same_days(value_of(one), value_of(other), a_day, b_day)
            shifted = same_day and -MOST_EARLY <= minutes < 0 if held else minutes < 0 or same_day
        put_off = minutes >= 1440
        near = near and not (minutes >= 1440 and b_day > a_day)
    elif kind_of(one) == NUMBER:
        more = is_quantity(value_of(one)) and value_of(other) > value_of(one)
        more = more and _tells_time(texts[0], texts[1]) and _tells_time(texts[0], texts[2])
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
