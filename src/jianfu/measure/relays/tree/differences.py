"""What a changed copy changed (层层加码): number, deadline, place or duty, before and after, and which way."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel
from jianfu.measure.relays.facts.days import UNKNOWN
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
from jianfu.measure.relays.facts.standing import OTHER_KIND, SAME_FACT, is_quantity, minutes_moved, stand
from jianfu.measure.relays.facts.tables import FactTables
from jianfu.measure.relays.find.comparison import between, open_facts
from jianfu.measure.relays.text.view import View

MOST_CHANGES = 8
"""Changes told of one copy, in the order of its source."""
_DAY_US = 86_400_000_000
_KINDS = {MOMENT: "deadline", PLACE: "place", ADDRESS: "address", DUTY: "duty"}
WAYS = ("other", "earlier", "later", "more", "less", "added", "dropped")
_OTHER, _EARLIER, _LATER, _MORE, _LESS, _ADDED, _DROPPED = range(len(WAYS))
_COLUMNS = KIND, WAY, FIRST, FIRST_END, SECOND, SECOND_END = tuple(range(6))

Units = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.int64]


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


def find_changes(view: View, pairs: Longs, sent: Longs, tables: FactTables) -> Changes:
    """What differs between the texts of each pair, source and copy.

    ``pairs`` (2, pairs) numbers texts of ``view``, sources in the first row; ``sent``, of the same shape, is when they
    were sent, microseconds of wall-clock time (0: unknown), by which 今天 and 周五 are read.
    """
    size = pairs.shape[1]
    rows, counts = np.empty((size * MOST_CHANGES, len(_COLUMNS)), np.int64), np.zeros(size, np.int64)
    days = np.where(sent > 0, sent // _DAY_US, UNKNOWN).astype(np.int64)
    desk = _Desk(
        np.zeros(2 * MOST_FACTS, np.uint64),
        np.zeros(2 * MOST_FACTS, np.uint32),
        np.zeros(MOST_FACTS, np.uint64),
        np.zeros(MOST_FACTS, np.uint32),
    )
    _describe((view.codes, view.starts), pairs, days, tables, desk, (rows, counts))
    return Changes(rows[: int(counts.sum())], counts)


def kind_name(kind: int) -> str:
    """How the kind of a fact is told."""
    return _KINDS.get(kind, "number")


@lean_kernel
def _describe(
    texts: tuple[Units, Longs],
    pairs: npt.NDArray[np.int64],
    days: npt.NDArray[np.int64],
    tables: FactTables,
    desk: _Desk,
    out: tuple[npt.NDArray[np.int64], Longs],
) -> None:
    """Writes the changes of each pair: rows of kind, way, begin and end before, begin and end after."""
    codes, starts = texts
    rows, counts = out
    written = np.int64(0)
    for pair in range(pairs.shape[1]):
        first_end = second_end = np.int64(0)
        for side in range(2):
            begin, end = starts[pairs[side, pair]], starts[pairs[side, pair] + 1]
            count = read_facts(codes, begin, end, tables, desk.read, desk.read_at)
            for index in range(count):
                desk.facts[side * MOST_FACTS + index] = desk.read[index]
                desk.at[side * MOST_FACTS + index] = desk.read_at[index]
            if side == 0:
                first_end = np.int64(count)
            else:
                second_end = np.int64(count)
        begins = starts[pairs[0, pair]], starts[pairs[1, pair]]
        counts[pair] = _differ(desk, (first_end, second_end), begins, (days[0, pair], days[1, pair]), (rows, written))
        written += counts[pair]


@inlined
def _differ(
    desk: _Desk,
    ends: tuple[Any, Any],
    begins: tuple[Any, Any],
    days: tuple[Any, Any],
    out: tuple[npt.NDArray[np.int64], Any],
) -> Any:
    """Writes the changes of one pair from row ``out[1]`` on; returns how many."""
    facts = desk.facts
    a, b = (0, ends[0]), (MOST_FACTS, MOST_FACTS + ends[1])
    a_open, b_open, _ = open_facts(facts, a, b)
    left_open = a_open
    count = 0
    for i in range(ends[0]):
        if a_open >> i & 1 == 0 or count == MOST_CHANGES:
            continue
        fact = facts[i]
        left, right = between(facts, a, b, i, left_open)
        found, standing = -1, OTHER_KIND
        for j in range(left + 1, right):
            if b_open >> j & 1 and standing != SAME_FACT and kind_of(fact) < DUTY:
                step = stand(fact, facts[b[0] + j], days[0], days[1])
                if step == SAME_FACT or (standing == OTHER_KIND and step < OTHER_KIND):
                    found, standing = j, step
        if found >= 0:
            b_open &= ~(1 << found)
        if standing != SAME_FACT and kind_of(fact) != REISSUE:
            other = facts[b[0] + found] if found >= 0 else np.uint64(0)
            way = _way(fact, other, days) if found >= 0 else _DROPPED
            first = begins[0] + np.int64(desk.at[i])
            second = begins[1] + np.int64(desk.at[b[0] + found]) if found >= 0 else begins[1]
            _write(out, count, (kind_of(fact), way), (first, units_of(fact), second, units_of(other)))
            count += 1
    for j in range(ends[1]):
        fact = facts[b[0] + j]
        if b_open >> j & 1 and kind_of(fact) != REISSUE and count < MOST_CHANGES:
            second = begins[1] + np.int64(desk.at[b[0] + j])
            _write(out, count, (kind_of(fact), _ADDED), (begins[0], 0, second, units_of(fact)))
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
        minutes = minutes_moved(first, second, days[0], days[1])
        way = _EARLIER if minutes < 0 else _LATER if minutes > 0 else _OTHER
    elif kind_of(one) == NUMBER and is_quantity(first):
        way = _MORE if second > first else _LESS
    return way
