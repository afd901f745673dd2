"""Delivers every message of whole groups to their members without ever making a delivery.

Within a group, days on which nobody joins or leaves make one *stretch*. What was sent in a stretch is added up by
causing unit and multiplied by the members of each bearer class; then what people sent themselves is taken away again.
All numbers are whole, so nothing is lost by this.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.measure.burden.counts import INTERRUPTION, READING, READING_ACKNOWLEDGEMENTS, RESPONSE, WIDTH, counts_table
from jianfu.measure.burden.ledger import Ledger, entries, grown, has_room, key_of, new_ledger, slot_of
from jianfu.measure.burden.loads import Loads
from jianfu.measure.chunk import Chunk
from jianfu.measure.compiled import kernel
from jianfu.measure.roster import RANKS, Roster

DELIVERED = 3
"""Counts that reach every member but the sender: reading, reading acknowledgements, interruptions."""
PLACES = (READING, READING_ACKNOWLEDGEMENTS, INTERRUPTION)

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Members(NamedTuple):
    """The members of all groups, as in the roster."""

    start: Longs
    person: Ints
    first: Ints
    until: Ints
    class_of: Ints
    """Of a person."""
    unit_of: Ints
    """Of a class."""
    rank_of: Ints
    """Of a class: its level and post."""


def members_of(roster: Roster) -> Members:
    """The members as the kernels take them."""
    return Members(
        roster.member_start,
        roster.member_person,
        roster.member_from,
        roster.member_until,
        roster.person_class,
        roster.class_unit,
        roster.class_rank,
    )


class Totals(NamedTuple):
    """Where counts are added up; the middle index is 1 outside working hours."""

    people: Longs
    """(people, 2, ``WIDTH``)"""
    groups: Longs
    """(groups of the chunk, 2, ``WIDTH``)"""


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


@dataclass
class Deliveries:
    """Adds up one part, chunk by chunk."""

    roster: Roster
    ledger: Ledger = field(default_factory=new_ledger)
    groups: list[pa.Table] = field(default_factory=list)

    def __post_init__(self) -> None:
        people, units = len(self.roster.people), len(self.roster.units)
        self.people = np.zeros((people, 2, WIDTH), np.int64)
        self.desk = Desk(
            np.full(people, -1, np.int64),
            np.zeros((units, 2, DELIVERED), np.int64),
            np.zeros(units, np.int32),
            np.zeros(units, np.bool_),
            np.zeros(RANKS, np.int64),
        )
        self.members = members_of(self.roster)

    def add(self, chunk: Chunk, loads: Loads) -> None:
        """Delivers the messages of a chunk."""
        totals = Totals(self.people, np.zeros((len(chunk.group), 2, WIDTH), np.int64))
        group = 0
        while group < len(chunk.group):
            group, room = _deliver(group, (chunk, loads), self.members, self.ledger, totals, self.desk)
            if room:
                self.ledger = grown(self.ledger, room)
        keys = np.repeat(chunk.group.astype(np.int64) * 2, 2) + np.tile([0, 1], len(chunk.group))
        self.groups.append(counts_table("key", keys, totals.groups.reshape(-1, WIDTH)))

    def tables(self) -> dict[str, pa.Table]:
        """Counts by the ledger's key, by (person, off hours) and by (group, off hours), each as one ``key``."""
        people = np.arange(self.people.shape[0] * 2, dtype=np.int64)
        return {
            "ledger": counts_table("key", *entries(self.ledger)),
            "people": counts_table("key", people, self.people.reshape(-1, WIDTH)),
            "groups": pa.concat_tables([counts_table("key", people[:0], self.people[:0, 0]), *self.groups]),
        }


@kernel
def _deliver(
    group: int,
    sent: tuple[Chunk, Loads],
    members: Members,
    ledger: Ledger,
    totals: Totals,
    desk: Desk,
) -> tuple[int, int]:
    """Delivers group by group until the ledger has no room: the next group and the room it asks for."""
    chunk, loads = sent
    while group < len(chunk.group):
        low, high = chunk.starts[group], chunk.starts[group + 1]
        first, end = members.start[chunk.group[group]], members.start[chunk.group[group] + 1]
        for at in range(first, end):
            desk.membership[members.person[at]] = at
        room = _room_needed(group, sent, members, desk)
        if not has_room(ledger, room):
            return group, room
        stretches = _stretches(chunk.day[low], chunk.day[high - 1], members, first, end)
        prefix = np.zeros((stretches[-1] + 2, 2, DELIVERED), np.int64)
        at = low
        for stretch in range(stretches[-1] + 1):
            begin = at
            while at < high and stretches[chunk.day[at] - chunk.day[low]] == stretch:
                at += 1
            count = _add_by_unit(begin, at, chunk, loads, desk, prefix[stretch + 1])
            if at > begin:
                day = chunk.day[begin]
                readers = _charge(day, count, members, (first, end), ledger, desk)
                for off in range(2):
                    for place in range(DELIVERED):
                        total = readers * prefix[stretch + 1, off, place]
                        totals.groups[group, off, _place(place)] += total
            _clear(desk, count)
            prefix[stretch + 1] += prefix[stretch]
        _credit_people(chunk.day[low], stretches, prefix, members, (first, end), totals)
        _settle_senders(group, sent, members, ledger, totals, desk)
        group += 1
    return group, 0


@kernel
def _place(place: int) -> int:
    """Where a delivered count stands among the counts."""
    return PLACES[place]


@kernel
def _room_needed(group: int, sent: tuple[Chunk, Loads], members: Members, desk: Desk) -> int:
    """As many keys as one group can add: units x ranks, and one for each message of somebody not in the group."""
    chunk, loads = sent
    first, end = members.start[chunk.group[group]], members.start[chunk.group[group] + 1]
    units = 0
    outsiders = 0
    for at in range(chunk.starts[group], chunk.starts[group + 1]):
        unit = loads.causer[at]
        if not desk.is_touched[unit]:
            desk.is_touched[unit] = True
            desk.touched[units] = unit
            units += 1
        if chunk.sender[at] >= 0:
            outsiders += not first <= desk.membership[chunk.sender[at]] < end
    for at in range(units):
        desk.is_touched[desk.touched[at]] = False
    ranks = min(int(end - first), len(desk.by_rank))
    return 4 * units * ranks + outsiders


@kernel
def _stretches(first_day: int, last_day: int, members: Members, first: int, end: int) -> Longs:
    """For each day of a group's messages the stretch it belongs to."""
    stretches = np.zeros(last_day - first_day + 1, np.int64)
    for at in range(first, end):
        for day in (members.first[at], members.until[at]):
            if first_day < day <= last_day:
                stretches[day - first_day] = 1
    for day in range(1, len(stretches)):
        stretches[day] += stretches[day - 1]
    return stretches


@kernel
def _add_by_unit(begin: int, end: int, chunk: Chunk, loads: Loads, desk: Desk, sums: Longs) -> int:
    """Adds up what each unit caused, and all of it in ``sums``; returns how many units were touched."""
    count = 0
    for at in range(begin, end):
        unit = loads.causer[at]
        if not desk.is_touched[unit]:
            desk.is_touched[unit] = True
            desk.touched[count] = unit
            count += 1
        off = int(chunk.off_hours[at])
        kind = int(chunk.acknowledges[at])
        desk.by_unit[unit, off, kind] += chunk.reading[at]
        desk.by_unit[unit, off, 2] += loads.begins_burst[at]
        sums[off, kind] += chunk.reading[at]
        sums[off, 2] += loads.begins_burst[at]
    return count


@kernel
def _clear(desk: Desk, count: int) -> None:
    for at in range(count):
        desk.by_unit[desk.touched[at]] = 0
        desk.is_touched[desk.touched[at]] = False


@kernel
def _charge(day: int, count: int, members: Members, span: tuple[int, int], ledger: Ledger, desk: Desk) -> int:
    """Charges the members who read in a stretch, those of the causing unit itself apart; returns how many read."""
    desk.by_rank[:] = 0
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


@kernel
def _charge_unit(rank: int, unit: int, own: int, number: int, ledger: Ledger, desk: Desk) -> None:
    """What one unit caused in a stretch, for so many readers of one level and post."""
    for off in range(2):
        sent = desk.by_unit[unit, off]
        if number == 0 or (sent[0] == 0 and sent[1] == 0 and sent[2] == 0):
            continue
        slot = slot_of(ledger, key_of(rank, unit, len(desk.is_touched), own, off))
        for place in range(DELIVERED):
            ledger.counts[slot, _place(place)] += number * sent[place]


@kernel
def _credit_people(
    first_day: int, stretches: Longs, prefix: Longs, members: Members, span: tuple[int, int], totals: Totals
) -> None:
    """Gives every member what was sent while he was in."""
    days = len(stretches)
    for at in range(span[0], span[1]):
        begin = max(members.first[at] - first_day, 0)
        end = min(members.until[at] - first_day, days)
        if begin >= end:
            continue
        low = stretches[begin]
        high = stretches[end - 1] + 1
        person = members.person[at]
        for off in range(2):
            for place in range(DELIVERED):
                totals.people[person, off, _place(place)] += prefix[high, off, place] - prefix[low, off, place]


@kernel
def _settle_senders(
    group: int, sent: tuple[Chunk, Loads], members: Members, ledger: Ledger, totals: Totals, desk: Desk
) -> None:
    """Takes from senders what they sent themselves, and charges the answers they gave."""
    chunk, loads = sent
    first, end = members.start[chunk.group[group]], members.start[chunk.group[group] + 1]
    for at in range(chunk.starts[group], chunk.starts[group + 1]):
        person = chunk.sender[at]
        if person < 0:
            continue
        membership = desk.membership[person]
        day = chunk.day[at]
        inside = first <= membership < end
        reads = inside and members.first[membership] <= day < members.until[membership]
        answer = loads.answer[at]
        if not reads and answer < 0:
            continue
        off = int(chunk.off_hours[at])
        bearer, unit = members.class_of[person], loads.causer[at]
        own = int(members.unit_of[bearer] == unit)
        slot = slot_of(ledger, key_of(members.rank_of[bearer], unit, len(desk.is_touched), own, off))
        if reads:
            kind = READING_ACKNOWLEDGEMENTS if chunk.acknowledges[at] else READING
            burst = int(loads.begins_burst[at])
            for counts in (ledger.counts[slot], totals.people[person, off], totals.groups[group, off]):
                counts[kind] -= chunk.reading[at]
                counts[INTERRUPTION] -= burst
        if answer >= 0:
            for counts in (ledger.counts[slot], totals.people[person, off], totals.groups[group, off]):
                counts[RESPONSE + answer] += 1
