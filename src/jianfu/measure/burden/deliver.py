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

from jianfu.base.compiled import kernel
from jianfu.measure.burden.charge import DELIVERED, Desk, Sent, add_by_unit, charge, clear, place_of
from jianfu.measure.burden.counts import INTERRUPTION, READING, READING_ACKNOWLEDGEMENTS, RESPONSE, WIDTH, counts_table
from jianfu.measure.burden.ledger import Ledger, entries, grown, has_room, key_of, new_ledger, slot_of
from jianfu.measure.burden.loads import Loads
from jianfu.measure.burden.members import Members, find_stretches, members_of
from jianfu.measure.chunk import Chunk
from jianfu.measure.roster import RANKS, Roster

Longs = npt.NDArray[np.int64]


class Totals(NamedTuple):
    """Where counts are added up; the middle index is 1 outside working hours."""

    people: Longs
    """(people, 2, ``WIDTH``)"""
    groups: Longs
    """(groups of the chunk, 2, ``WIDTH``)"""


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
            np.zeros(0, np.int64),
            np.zeros((0, 2, DELIVERED), np.int64),
        )
        self.members = members_of(self.roster)

    def add(self, chunk: Chunk, loads: Loads) -> None:
        """Delivers the messages of a chunk."""
        totals = Totals(self.people, np.zeros((len(chunk.group), 2, WIDTH), np.int64))
        sent = Sent(
            chunk.starts, chunk.group, chunk.day, chunk.off_hours, chunk.sender, chunk.reading, chunk.acknowledges,
            loads.causer, loads.begins_burst, loads.answer,
        )  # fmt: skip
        days = int((chunk.day[chunk.starts[1:] - 1] - chunk.day[chunk.starts[:-1]]).max()) + 1
        prefix = np.zeros((days + 1, 2, DELIVERED), np.int64)
        desk = self.desk._replace(stretches=np.zeros(days, np.int64), prefix=prefix)
        group = 0
        while group < len(chunk.group):
            group, room = _deliver(group, sent, self.members, self.ledger, totals, desk)
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
    sent: Sent,
    members: Members,
    ledger: Ledger,
    totals: Totals,
    desk: Desk,
) -> tuple[int, int]:
    """Delivers group by group until the ledger has no room: the next group and the room it asks for."""
    while group < len(sent.group):
        low, high = sent.starts[group], sent.starts[group + 1]
        first, end = members.start[sent.group[group]], members.start[sent.group[group] + 1]
        for at in range(first, end):
            desk.membership[members.person[at]] = at
        room = _room_needed(group, sent, members, desk)
        if not has_room(ledger, room):
            return group, room
        stretches = find_stretches(sent.day[low], sent.day[high - 1], members, (first, end), desk.stretches)
        at = low
        for stretch in range(stretches):
            begin = at
            while at < high and desk.stretches[sent.day[at] - sent.day[low]] == stretch:
                at += 1
            count = add_by_unit(begin, at, sent, desk, stretch)
            readers = charge(sent.day[begin], count, members, (first, end), ledger, desk) if at > begin else 0
            for off in range(2):
                for place in range(DELIVERED):
                    delta = desk.prefix[stretch + 1, off, place] - desk.prefix[stretch, off, place]
                    totals.groups[group, off, place_of(place)] += readers * delta
            clear(desk, count)
        _credit_people(sent.day[low], sent.day[high - 1], members, (first, end), totals, desk)
        _settle_senders(group, sent, members, ledger, totals, desk)
        group += 1
    return group, 0


@kernel
def _room_needed(group: int, sent: Sent, members: Members, desk: Desk) -> int:
    """As many keys as one group can add: units x ranks, and one for each message of somebody not in the group."""
    first, end = members.start[sent.group[group]], members.start[sent.group[group] + 1]
    units = 0
    outsiders = 0
    for at in range(sent.starts[group], sent.starts[group + 1]):
        unit = sent.causer[at]
        if not desk.is_touched[unit]:
            desk.is_touched[unit] = True
            desk.touched[units] = unit
            units += 1
        if sent.sender[at] >= 0:
            outsiders += not first <= desk.membership[sent.sender[at]] < end
    for at in range(units):
        desk.is_touched[desk.touched[at]] = False
    ranks = min(int(end - first), len(desk.by_rank))
    return 4 * units * ranks + outsiders


@kernel
def _credit_people(
    first_day: int, last_day: int, members: Members, span: tuple[int, int], totals: Totals, desk: Desk
) -> None:
    """Gives every member what was sent while he was in."""
    stretches, prefix = desk.stretches, desk.prefix
    days = last_day - first_day + 1
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
                totals.people[person, off, place_of(place)] += prefix[high, off, place] - prefix[low, off, place]


@kernel
def _settle_senders(group: int, sent: Sent, members: Members, ledger: Ledger, totals: Totals, desk: Desk) -> None:
    """Takes from senders what they sent themselves, and charges the answers they gave."""
    first, end = members.start[sent.group[group]], members.start[sent.group[group] + 1]
    for at in range(sent.starts[group], sent.starts[group + 1]):
        person = sent.sender[at]
        if person < 0:
            continue
        membership = desk.membership[person]
        day = sent.day[at]
        inside = first <= membership < end
        reads = inside and members.first[membership] <= day < members.until[membership]
        answer = sent.answer[at]
        if not reads and answer < 0:
            continue
        off = int(sent.off_hours[at])
        bearer, unit = members.class_of[person], sent.causer[at]
        own = int(members.unit_of[bearer] == unit)
        slot = slot_of(ledger, key_of(members.rank_of[bearer], unit, len(desk.is_touched), own, off))
        if reads:
            kind = READING_ACKNOWLEDGEMENTS if sent.acknowledges[at] else READING
            burst = int(sent.begins_burst[at])
            for counts in (ledger.counts[slot], totals.people[person, off], totals.groups[group, off]):
                counts[kind] -= sent.reading[at]
                counts[INTERRUPTION] -= burst
        if answer >= 0:
            for counts in (ledger.counts[slot], totals.people[person, off], totals.groups[group, off]):
                counts[RESPONSE + answer] += 1
