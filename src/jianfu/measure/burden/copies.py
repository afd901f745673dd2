"""Copies of notices across all groups: who received a notice he had before, notice by notice in order of time.

Copies of all parts are sorted into files by the notice they belong to, so that every notice stands whole in one file
and memory stays as small as one file; then each file is walked by itself, on any engine.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.bundle import pack
from jianfu.measure.burden.counts import READING, REREADING, WIDTH, counts_table
from jianfu.measure.burden.ledger import Ledger, entries, grown, has_room, key_of, new_ledger, slot_of
from jianfu.measure.burden.members import Members, members_of
from jianfu.measure.burden.relayed import Relayed
from jianfu.measure.chunk import Chunk
from jianfu.measure.inputs import DAY_MICROSECONDS
from jianfu.measure.roster import RANKS, load_roster

CANDIDATE = np.dtype(
    [
        ("cluster", "i8"),
        ("moment", "i8"),
        ("row", "i8"),
        ("group", "i4"),
        ("sender", "i4"),
        ("causer", "i4"),
        ("reading", "i4"),
        ("off", "i4"),
    ]
)
CANDIDATES_A_FILE = 2_000_000
STATISTICS = ("cluster", "reading", "readers", "rereadings", "characters")

Candidates = npt.NDArray[np.void]
Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]


def candidates_of(chunk: Chunk, causer: Ints, relayed: Relayed) -> Candidates:
    """The messages of a chunk that were passed on or pass on; ``causer``: the unit each message is charged to."""
    cluster = relayed.clusters(chunk.row)
    at = np.flatnonzero(cluster >= 0)
    found = np.empty(len(at), CANDIDATE)
    found["cluster"] = cluster[at]
    found["moment"] = chunk.moment[at]
    found["row"] = chunk.row[at]
    found["group"] = np.repeat(chunk.group, np.diff(chunk.starts))[at]
    found["sender"] = chunk.sender[at]
    found["causer"] = causer[at]
    found["reading"] = chunk.reading[at]
    found["off"] = chunk.off_hours[at]
    return found


def candidates_table(candidates: Candidates) -> pa.Table:
    """Candidates as a table of one column of bytes, without copying them."""
    kind = pa.binary(CANDIDATE.itemsize)
    rows = pa.Array.from_buffers(kind, len(candidates), [None, pa.py_buffer(candidates)])
    return pa.table({"candidate": rows})


def candidates_in(table: pa.Table) -> Candidates:
    """The candidates of such a table."""
    rows = table["candidate"].combine_chunks()
    return np.frombuffer(rows.buffers()[1], CANDIDATE, len(rows), rows.offset * CANDIDATE.itemsize)


@dataclass
class CandidateFiles:
    """Files of candidates, a notice's number saying in which it stands; one append a slice."""

    folder: Path
    count: int

    @property
    def paths(self) -> list[Path]:
        """The files that hold anything."""
        return [path for number in range(self.count) if (path := self._path(number)).exists()]

    def append(self, candidates: Candidates) -> None:
        """Adds the candidates of a part."""
        place = candidates["cluster"] % self.count
        order = np.argsort(place, kind="stable")
        bounds = np.searchsorted(place[order], np.arange(self.count + 1))
        for number in range(self.count):
            some = candidates[order[bounds[number] : bounds[number + 1]]]
            if len(some):
                with self._path(number).open("ab") as stream:
                    some.tofile(stream)

    def _path(self, number: int) -> Path:
        return self.folder / f"copies-{number:04}.bin"


class _Copies(NamedTuple):
    """Candidates sorted by notice, time and group; of notices sent more than once only."""

    text: Longs
    """The number of the notice in this file; its first copy stands at ``first[text]``."""
    first: Longs
    group: Ints
    day: Ints
    sender: Ints
    causer: Ints
    reading: Ints
    off: Ints


class _Found(NamedTuple):
    """What the walk leaves."""

    people: Longs
    """(people, 2): characters read again, 1 outside working hours."""
    groups: Longs
    """(groups, 2)"""
    readers: Longs
    """Per notice."""
    rereadings: Longs
    characters: Longs
    """Read again."""


class _Desk(NamedTuple):
    """Room to work in."""

    had: Longs
    """Of a person: twice the notice he had last, and one more where he has read (not only sent) it."""
    again: Longs
    """Who reads the copy at hand again, by rank: all, those of the unit charged for it, those of its first sender."""


def walk_copies(path: Path, roster_folder: Path) -> pa.Table:
    """Counts to add to the ledger, people and groups, and what each notice cost, of one candidate file."""
    roster = load_roster(roster_folder)
    rows, lengths = _repeated(np.fromfile(path, CANDIDATE))
    starts = np.append(0, np.cumsum(lengths))
    fields = (np.ascontiguousarray(rows[name]) for name in ("sender", "causer", "reading", "off"))
    day = (rows["moment"] // DAY_MICROSECONDS).astype(np.int32)
    text = np.repeat(np.arange(len(lengths)), lengths)
    copies = _Copies(text, starts, np.ascontiguousarray(rows["group"]), day, *fields)
    members = members_of(roster)
    people, groups = len(roster.people), len(roster.groups)
    shapes = ((people, 2), (groups, 2), *3 * (len(lengths),))
    found = _Found(*(np.zeros(shape, np.int64) for shape in shapes))
    ledger, copy = new_ledger(), 0
    desk = _Desk(np.full(people, -1, np.int64), np.zeros((RANKS, 3), np.int64))
    while copy < len(rows):
        copy, room = _walk(copy, copies, members, len(roster.units), (ledger, found, desk))
        if room:
            ledger = grown(ledger, room)
    return pack(
        {
            "ledger": counts_table("key", *entries(ledger)),
            "people": _moved(found.people),
            "groups": _moved(found.groups),
            "statistics": _statistics(rows, copies, found),
        }
    )


def _repeated(rows: Candidates) -> tuple[Candidates, Longs]:
    """Candidates of notices sent more than once, by notice, time and group, and how often each was sent."""
    rows = rows[np.lexsort((rows["row"], rows["group"], rows["moment"], rows["cluster"]))]
    again = rows["cluster"][1:] == rows["cluster"][:-1]
    rows = rows[np.append(False, again) | np.append(again, False)] if len(rows) else rows
    begins = np.flatnonzero(np.append(True, rows["cluster"][1:] != rows["cluster"][:-1])[: len(rows)])
    return rows, np.diff(np.append(begins, len(rows)))


def _moved(characters: Longs) -> pa.Table:
    """Characters that were read again as counts: re-reading takes them over from reading."""
    keys = np.flatnonzero(characters)
    counts = np.zeros((len(keys), WIDTH), np.int64)
    counts[:, REREADING] = characters.ravel()[keys]
    counts[:, READING] = -counts[:, REREADING]
    return counts_table("key", keys, counts)


@kernel
def _walk(
    copy: int, copies: _Copies, members: Members, units: int, results: tuple[Ledger, _Found, _Desk]
) -> tuple[int, int]:
    """Walks copy by copy until the ledger has no room: the next copy and the room it asks for."""
    while copy < len(copies.text):
        if not has_room(results[0], 4 * RANKS):
            return copy, 4 * RANKS
        _receive(copy, copies, members, units, results)
        copy += 1
    return copy, 0


@inlined
def _receive(at: int, copies: _Copies, members: Members, units: int, results: tuple[Ledger, _Found, _Desk]) -> None:
    """One copy reaches the members of its group: those who had the notice read it again."""
    ledger, found, desk = results
    text, group, sender = copies.text[at], copies.group[at], copies.sender[at]
    day, off, reading = copies.day[at], copies.off[at], copies.reading[at]
    unit, origin = copies.causer[at], copies.causer[copies.first[text]]
    again = 0
    readers = 0
    for place in range(members.start[group], members.start[group + 1]):
        person = members.person[place]
        if person == sender or not members.first[place] <= day < members.until[place]:
            continue
        before = desk.had[person]
        desk.had[person] = 2 * text + 1
        readers += before != 2 * text + 1
        if before >> 1 == text:
            again += 1
            found.people[person, off] += reading
            bearer = members.class_of[person]
            rank, home = members.rank_of[bearer], members.unit_of[bearer]
            desk.again[rank, 0] += 1
            desk.again[rank, 1] += home == unit
            desk.again[rank, 2] += home == origin
    found.readers[text] += readers
    if again:
        found.rereadings[text] += again
        found.characters[text] += again * reading
        found.groups[group, off] += again * reading
        for rank in range(RANKS):
            if desk.again[rank, 0]:
                for own in range(2):
                    moved = desk.again[rank, 1] if own else desk.again[rank, 0] - desk.again[rank, 1]
                    charged = desk.again[rank, 2] if own else desk.again[rank, 0] - desk.again[rank, 2]
                    slot = slot_of(ledger, key_of(rank, unit, units, own, off))
                    ledger.counts[slot, READING] -= moved * reading
                    slot = slot_of(ledger, key_of(rank, origin, units, own, off))
                    ledger.counts[slot, REREADING] += charged * reading
                desk.again[rank, 0] = desk.again[rank, 1] = desk.again[rank, 2] = 0
    if sender >= 0 and desk.had[sender] >> 1 != text:
        desk.had[sender] = 2 * text


def _statistics(rows: Candidates, copies: _Copies, found: _Found) -> pa.Table:
    """What each notice cost, one row each; ``reading`` is of its first message."""
    first = copies.first[:-1]
    columns = (rows["cluster"][first], rows["reading"][first], found.readers, found.rereadings, found.characters)
    return pa.table([np.ascontiguousarray(column, np.int64) for column in columns], names=list(STATISTICS))
