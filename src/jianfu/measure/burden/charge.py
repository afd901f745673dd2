"""Charges what each unit sent in one stretch of days to everybody who read it, in one step per unit and rank."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.burden.counts import INTERRUPTION, READING, READING_ACKNOWLEDGEMENTS
from jianfu.measure.burden.ledger import Ledger, key_of, slot_of
from jianfu.measure.burden.members import Members

DELIVERED = 3
"""Counts that reach every member but the sender: reading, reading acknowledgements, interruptions."""
PLACES = (READING, READING_ACKNOWLEDGEMENTS, INTERRUPTION)

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Sent(NamedTuple):
    """What delivering needs of a chunk; see ``Chunk`` and ``Loads``."""

    starts: Longs
    group: Ints
    day: Ints
    off_hours: npt.NDArray[np.bool_]
    sender: Ints
    reading: Ints
    acknowledges: npt.NDArray[np.bool_]
    causer: Ints
    begins_burst: npt.NDArray[np.bool_]
    answer: npt.NDArray[np.int8]


class Desk(NamedTuple):
    """Room to work in, kept from group to group."""

    membership: Longs
    """Of a person: the membership in the group at hand, if it lies within that group's range."""
    by_unit: Longs
    """(units, 2, ``DELIVERED``): what each unit caused in the stretch at hand."""
    touched: Ints
    """Units that caused something, and whether a unit is among them."""
    is_touched: npt.NDArray[np.bool_]
    by_rank: Longs
    """Readers by level and post."""
    stretches: Longs
    """The stretch of each day of the group at hand, from its first message on."""
    prefix: Longs
    """(stretches + 1, 2, ``DELIVERED``): what was sent before each stretch."""


@inlined
def place_of(place: int) -> int:
    """Where a delivered count stands among the counts."""
    return PLACES[place]


@kernel
def add_by_unit(begin: int, end: int, sent: Sent, desk: Desk, stretch: int) -> int:
    """Adds up what each unit caused in a stretch, and all of it in ``prefix``; returns how many units were touched."""
    count = 0
    sums = desk.prefix[stretch + 1]
    for off in range(2):
        for place in range(DELIVERED):
            sums[off, place] = desk.prefix[stretch, off, place] if stretch else 0
    for at in range(begin, end):
        unit = sent.causer[at]
        if not desk.is_touched[unit]:
            desk.is_touched[unit] = True
            desk.touched[count] = unit
            count += 1
        off = int(sent.off_hours[at])
        kind = int(sent.acknowledges[at])
        desk.by_unit[unit, off, kind] += sent.reading[at]
        desk.by_unit[unit, off, 2] += sent.begins_burst[at]
        sums[off, kind] += sent.reading[at]
        sums[off, 2] += sent.begins_burst[at]
    return count


@kernel
def clear(desk: Desk, count: int) -> None:
    """Forgets what the touched units caused."""
    for at in range(count):
        unit = desk.touched[at]
        desk.is_touched[unit] = False
        for off in range(2):
            for place in range(DELIVERED):
                desk.by_unit[unit, off, place] = 0


@kernel
def charge(day: int, count: int, members: Members, span: tuple[int, int], ledger: Ledger, desk: Desk) -> int:
    """Charges the members who read in a stretch, those of the causing unit itself apart; returns how many read."""
    for rank in range(len(desk.by_rank)):
        desk.by_rank[rank] = 0
    readers = 0
    at = span[0]
    while at < span[1]:
        bearer = members.class_of[members.person[at]]
        number = 0
        while at < span[1] and members.class_of[members.person[at]] == bearer:
            number += members.first[at] <= day < members.until[at]
            at += 1
        readers += number
        desk.by_rank[members.rank_of[bearer]] += number
        unit = members.unit_of[bearer]
        if desk.is_touched[unit]:
            _charge_unit(members.rank_of[bearer], unit, 0, -number, ledger, desk)
            _charge_unit(members.rank_of[bearer], unit, 1, number, ledger, desk)
    for rank in range(len(desk.by_rank)):
        if desk.by_rank[rank]:
            for touched in range(count):
                _charge_unit(rank, desk.touched[touched], 0, desk.by_rank[rank], ledger, desk)
    return readers


@inlined
def _charge_unit(rank: int, unit: int, own: int, number: int, ledger: Ledger, desk: Desk) -> None:
    """What one unit caused in a stretch, for so many readers of one level and post."""
    for off in range(2):
        sent = desk.by_unit[unit, off]
        if number == 0 or (sent[0] == 0 and sent[1] == 0 and sent[2] == 0):
            continue
        slot = slot_of(ledger, key_of(rank, unit, len(desk.is_touched), own, off))
        for place in range(DELIVERED):
            ledger.counts[slot, place_of(place)] += number * sent[place]
