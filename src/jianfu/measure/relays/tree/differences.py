"""What a changed copy changed (层层加码): number, deadline, place or duty, before and after, and which way.

Only of the part both texts have: what a sender puts before and behind a notice (各位同事，上午的会上讲过) names his own
village, a day and a number, none of them the notice's. Demands among such words are found by ``additions``. And the
first message is the measure: who tells what it told has changed nothing, nor has who leaves out what was added to it.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel
from jianfu.measure.bits import lowest
from jianfu.measure.relays.facts.days import UNKNOWN, day_meant
from jianfu.measure.relays.facts.facts import read_facts
from jianfu.measure.relays.facts.layout import (
    ADDRESS,
    DUTY,
    MOMENT,
    MOST_FACTS,
    NUMBER,
    PLACE,
    REISSUE,
    kind_of,
    units_of,
    value_of,
)
from jianfu.measure.relays.facts.standing import (
    OTHER_KIND,
    SAME_FACT,
    is_quantity,
    may_sign,
    minutes_moved,
)
from jianfu.measure.relays.facts.tables import FactTables
from jianfu.measure.relays.find.comparison import counterpart, kinds_left, open_facts, places_of
from jianfu.measure.relays.find.grams import new_room
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.tree.shared_part import common_part

MOST_CHANGES = 8
"""Changes told of one copy, in the order of its source."""
_DAY_US = 86_400_000_000
_KINDS = {MOMENT: "deadline", PLACE: "place", ADDRESS: "address", DUTY: "duty"}
WAYS = ("other", "earlier", "later", "more", "less", "added", "dropped")
_OTHER, _EARLIER, _LATER, _MORE, _LESS, _ADDED, _DROPPED = range(len(WAYS))
_COLUMNS = KIND, WAY, FIRST, FIRST_END, SECOND, SECOND_END = tuple(range(6))

Facts64 = npt.NDArray[np.uint64]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.integer]
"""Of texts."""


class Changes(NamedTuple):
    """What differs between pairs of texts."""

    rows: Longs
    """(changes, 6), pair after pair: kind of fact, way (of ``WAYS``), where it begins and ends in the source, and in
    the copy; it ends where it begins in a text that does not say it."""
    counts: Longs
    """How many each pair has, at most ``MOST_CHANGES``."""


class _Desk(NamedTuple):
    """Room for the facts of the pair at hand: those of the source first, of the copy from MOST_FACTS on."""

    facts: npt.NDArray[np.uint64]
    at: npt.NDArray[np.uint32]
    read: npt.NDArray[np.uint64]
    read_at: npt.NDArray[np.uint32]
    grams: npt.NDArray[np.uint64]
    """Room for the set of those of either text."""


class _Side(NamedTuple):
    """One text of the pair at hand."""

    first: Any
    """Its facts stand from here on."""
    count: Any
    begin: Any
    """Its code units do."""
    inside: Any
    """Bit by bit whether a fact stands in the part both texts have."""
    beside: Any
    """The same, those counted that reach into it or stand right beside it: what was put for them may begin the text."""


class Known(NamedTuple):
    """What is known of pairs of texts beforehand, one entry a pair."""

    alike: Flags
    """But for slips the texts are the same: a moment moved and a number raised or lowered are told, nothing else, for a
    slip makes a name another and breaks a duty off."""
    renamed: Flags
    """But for one name the texts are the same: it is no signature, even where it stands at either end."""
    begin: Longs
    """Where a demand that is told anyhow begins in the copy, -1 for none."""
    end: Longs


def find_changes(view: View, pairs: Longs, sent: Longs, known: Known, tables: FactTables) -> Changes:
    """What differs between the texts of each pair, source and copy.

    ``pairs`` (3, pairs) numbers texts of ``view``: sources, copies, and the first text of each notice; ``sent``, of the
    same shape, is when they were sent, microseconds of wall-clock time (0: unknown), by which 今天 and 周五 are read.
    """
    size = pairs.shape[1]
    rows, counts = np.empty((size * MOST_CHANGES, len(_COLUMNS)), np.int64), np.zeros(size, np.int64)
    days = np.where(sent > 0, sent // _DAY_US, UNKNOWN).astype(np.int64)
    longest = max(int((view.starts[texts + 1] - view.starts[texts]).max(initial=0)) for texts in pairs[:2])
    desk = _Desk(
        np.zeros(2 * MOST_FACTS, np.uint64),
        np.zeros(2 * MOST_FACTS, np.uint32),
        np.zeros(MOST_FACTS, np.uint64),
        np.zeros(MOST_FACTS, np.uint32),
        new_room(longest).grams,
    )
    _describe(view, pairs, (days, known), tables, desk, (rows, counts))
    return Changes(rows[: int(counts.sum())], counts)


@lean_kernel
def mark_moved(view: View, sources: Numbers, copies: Numbers, moved: Flags) -> None:
    """Marks the pairs of texts either of which tells a moment, or a number, that the other does not."""
    for pair in range(len(sources)):
        one, other = np.int64(sources[pair]), np.int64(copies[pair])
        a = view.fact_starts[one], view.fact_starts[one + 1]
        b = view.fact_starts[other], view.fact_starts[other + 1]
        a_open, b_open, _ = open_facts(view.facts, a, b)
        both = kinds_left(view.facts, a, a_open) & kinds_left(view.facts, b, b_open)
        moved[pair] |= both & (1 << MOMENT | 1 << NUMBER) != 0


def kind_name(kind: int) -> str:
    """How the kind of a fact is told."""
    return _KINDS.get(kind, "number")


@lean_kernel
def _describe(
    view: View,
    pairs: npt.NDArray[np.int64],
    given: tuple[Longs, Known],
    tables: FactTables,
    desk: _Desk,
    out: tuple[npt.NDArray[np.int64], Longs],
) -> None:
    """Writes the changes of each pair: rows of kind, way, begin and end before, begin and end after."""
    days, known = given
    rows, counts = out
    written = np.int64(0)
    for pair in range(pairs.shape[1]):
        renamed = known.renamed[pair]
        one = _read_side(view, (pairs[0, pair], pairs[1, pair]), (0, renamed), tables, desk)
        other = _read_side(view, (pairs[1, pair], pairs[0, pair]), (MOST_FACTS, renamed), tables, desk)
        first = view.fact_starts[pairs[2, pair]], view.fact_starts[pairs[2, pair] + 1]
        told = known.alike[pair], known.begin[pair], known.end[pair]
        days_sent = days[0, pair], days[1, pair]
        counts[pair] = _differ(desk, (one, other), days_sent, (view.facts, first, told), (rows, written))
        written += counts[pair]


@lean_kernel
def _read_side(view: View, texts: tuple[Any, Any], how: tuple[int, bool], tables: FactTables, desk: _Desk) -> _Side:
    """Reads the facts of a text and what of them stands in the part it shares with another.

    ``how``: from where on they are written to the desk, and whether the pair is ``Known.renamed``.
    """
    first, renamed = how
    begin, end = view.starts[texts[0]], view.starts[texts[0] + 1]
    left, right = common_part(view, texts[0], texts[1], desk.grams)
    inside = beside = np.uint64(0)
    count = np.int64(read_facts(view.codes, begin, end, tables, desk.read, desk.read_at))
    for index in range(count):
        fact = desk.read[index]
        at = begin + np.int64(desk.read_at[index])
        after = at + units_of(fact)
        desk.facts[first + index], desk.at[first + index] = fact, desk.read_at[index]
        inside |= np.uint64(left <= at and after <= right) << np.uint64(index)
        signs = kind_of(fact) == PLACE and may_sign(value_of(fact)) and not renamed
        beside |= np.uint64(left <= after and at <= right and not signs) << np.uint64(index)
    return _Side(np.int64(first), count, begin, inside, beside | inside)


@inlined
def _differ(
    desk: _Desk,
    sides: tuple[_Side, _Side],
    days: tuple[Any, Any],
    known: tuple[Facts64, tuple[Any, Any], tuple[Any, Any, Any]],
    out: tuple[npt.NDArray[np.int64], Any],
) -> Any:
    """Writes the changes of one pair from row ``out[1]`` on; returns how many.

    ``known``: facts of all texts, where those of the first text begin and end, and what is ``Known`` of the pair.
    """
    facts = desk.facts
    one, other = sides
    all_facts, first_text, (alike, _, _) = known
    a, b = (one.first, one.first + one.count), (other.first, other.first + other.count)
    a_lacking, b_open, _ = open_facts(facts, a, b)
    a_open = a_lacking & one.beside
    b_open &= other.beside
    count = 0
    waiting = a_open
    while waiting and count < MOST_CHANGES:
        i = lowest(waiting)
        waiting &= waiting - np.uint64(1)
        fact = facts[a[0] + i]
        found, standing = np.int64(-1), OTHER_KIND
        if kind_of(fact) < DUTY:
            found, standing = counterpart(facts, (a, b), i, (a_lacking, b_open), days)
        if found >= 0:
            b_open &= ~(np.uint64(1) << np.uint64(found))
        put = facts[b[0] + found] if found >= 0 else np.uint64(0)
        way = _way(fact, put, days) if found >= 0 else _DROPPED
        is_inside = one.inside >> np.uint64(i) & np.uint64(1) != np.uint64(0)
        is_told = places_of(fact, all_facts, first_text) != 0 and is_inside and not alike
        if found >= 0:
            is_told = places_of(put, all_facts, first_text) == 0 and not (alike and way == _OTHER)
        if standing != SAME_FACT and kind_of(fact) != REISSUE and is_told:
            first = one.begin + np.int64(desk.at[a[0] + i])
            second = other.begin + np.int64(desk.at[b[0] + found]) if found >= 0 else other.begin
            _write(out, count, (kind_of(fact), way), (first, units_of(fact), second, units_of(put)))
            count += 1
    return count if alike else _add(desk, sides, b_open & other.inside, (known, count), out)


@inlined
def _add(
    desk: _Desk,
    sides: tuple[_Side, _Side],
    waiting: np.uint64,
    so_far: tuple[Any, Any],
    out: tuple[npt.NDArray[np.int64], Any],
) -> Any:
    """Writes what only the copy tells, of the facts that are ``waiting``; returns how many changes there are then.

    ``so_far``: ``known`` as for ``_differ``, and how many there are.
    """
    one, other = sides
    (all_facts, first_text, (_, asked_from, asked_to)), count = so_far
    while waiting and count < MOST_CHANGES:
        j = lowest(waiting)
        waiting &= waiting - np.uint64(1)
        fact = desk.facts[other.first + j]
        at = other.begin + np.int64(desk.at[other.first + j])
        is_told = not asked_from <= at < asked_to and places_of(fact, all_facts, first_text) == 0
        if is_told and kind_of(fact) != REISSUE:
            _write(out, count, (kind_of(fact), _ADDED), (one.begin, 0, at, units_of(fact)))
            count += 1
    return count


@inlined
def _write(
    out: tuple[npt.NDArray[np.int64], Any], count: int, what: tuple[int, int], where: tuple[Any, Any, Any, Any]
) -> None:
    """One row: where it begins and how many units it takes, in the source and in the copy."""
    rows, row = out[0], out[1] + count
    rows[row, KIND], rows[row, WAY] = what
    rows[row, FIRST], rows[row, FIRST_END] = where[0], where[0] + where[1]
    rows[row, SECOND], rows[row, SECOND_END] = where[2], where[2] + where[3]


@inlined
def _way(one: np.uint64, other: np.uint64, days: tuple[int, int]) -> Any:
    """Which way a replaced fact went."""
    first, second = value_of(one), value_of(other)
    way = _OTHER
    if kind_of(one) == MOMENT:
        minutes = minutes_moved(first, second, (day_meant(first, days[0]), day_meant(second, days[1])))
        way = _EARLIER if minutes < 0 else _LATER if minutes > 0 else _OTHER
    elif kind_of(one) == NUMBER and is_quantity(first):
        way = _MORE if second > first else _LESS
    return way
