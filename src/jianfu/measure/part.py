"""The one pass over messages: reads a slice group by group and leaves every measure's share of it."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.measure import acknowledgement, chain_reply, group_activity, off_hours, photo_demand, photo_reuse
from jianfu.measure.acknowledgement import count_answers, find_answers
from jianfu.measure.bundle import pack
from jianfu.measure.burden.constants import Constants
from jianfu.measure.burden.copies import CANDIDATE, Candidates, candidates_of, candidates_table
from jianfu.measure.burden.deliver import Deliveries
from jianfu.measure.burden.loads import weigh
from jianfu.measure.burden.reach import reached_by
from jianfu.measure.burden.relayed import load_relayed
from jianfu.measure.chain_reply import ROUND_KINDS, Rounds, count_participants, find_rounds
from jianfu.measure.chunk import LOCATION, PHOTO, SCREENSHOT, Chunk, PartReader
from jianfu.measure.demands import TABLE as DEMANDS
from jianfu.measure.demands import DemandReader, WorkingTime
from jianfu.measure.exemptions import ACKNOWLEDGEMENT, CHAIN_REPLY, DEMAND, PHOTO_DEMAND, Events, exempt_events
from jianfu.measure.group_activity import count_activity, find_shown_off
from jianfu.measure.hour_of_week import SLOTS, count_hours
from jianfu.measure.messages import message_ids
from jianfu.measure.off_hours import count_off_hours
from jianfu.measure.photo_demand import Proof, find_proof
from jianfu.measure.roster import Roster, load_roster
from jianfu.measure.slices import read_slice
from jianfu.measure.windows import windows_of
from jianfu.measure.wording import TABLE as WORDING
from jianfu.measure.wording.spoken import read_candidates, wording_candidates
from jianfu.tables.column import Table

Longs = npt.NDArray[np.int64]
Columns = dict[str, object]


@dataclass(frozen=True)
class Pass:
    """What a worker must know; small enough to travel."""

    roster_folder: Path
    constants: Constants
    until: int
    """Microseconds; messages from there on do not count."""
    parts: tuple[Path, ...]


@dataclass
class _Share:
    """What a part has left so far."""

    roster: Roster
    part: Path
    tables: dict[str, list[pa.Table]] = field(default_factory=dict)
    candidates: list[Candidates] = field(default_factory=list)
    worded: list[pa.Table] = field(default_factory=list)
    reached: list[Longs] = field(default_factory=list)
    hours: Longs = field(default_factory=lambda: np.zeros((SLOTS, 2), np.int64))

    def add(self, table: Table, rows: pa.Table) -> None:
        self.tables.setdefault(table.name, []).append(rows)

    def add_events(self, table: Table, at: Longs, chunk: Chunk, columns: Columns) -> None:
        """Rows about single messages, which all say which message, group, unit and moment."""
        group = np.searchsorted(chunk.starts, at, side="right") - 1
        named = {
            "message_id": pa.array(chunk.row[at]),
            "group_id": self.roster.groups.take(pa.array(chunk.group[group])),
            "unit_id": self.roster.units.take(pa.array(chunk.causer[at])),
            table.columns[3].name: pa.array(chunk.moment[at], pa.timestamp("us")),
            **columns,
        }
        self.add(table, pa.table({name: named[name] for name in table.names}))

    def finished(self) -> dict[str, pa.Table]:
        """The tables as they are declared, row numbers turned to message ids."""
        done = {name: pa.concat_tables(pieces) for name, pieces in self.tables.items()}
        about = [name for name, rows in done.items() if rows.column_names[0] == "message_id"]
        wanted = np.unique(np.concatenate([np.zeros(0, np.int64), *(done[name]["message_id"] for name in about)]))
        ids = message_ids(self.part, wanted)
        for name in about:
            place = np.searchsorted(wanted, done[name]["message_id"].to_numpy())
            done[name] = done[name].set_column(0, "message_id", ids.take(pa.array(place)))
        return done


def measure_slice(path: Path, given: Pass) -> pa.Table:
    """A bundle: rows of the measures about messages, counts of the burden, messages of notices."""
    roster = load_roster(given.roster_folder)
    piece = read_slice(path)
    share = _Share(roster, piece.part)
    deliveries = Deliveries(roster)
    relayed = load_relayed(given.roster_folder, given.parts.index(piece.part))
    windows = windows_of(given.constants)
    office = given.constants.whole("work_begins"), given.constants.whole("work_ends")
    demands = DemandReader(WorkingTime(roster.is_working, *office))
    for chunk in PartReader(roster, given.constants, given.until, demands).chunks(piece):
        answers = find_answers(chunk, windows)
        rounds = find_rounds(chunk, windows)
        proof = find_proof(chunk, windows, max(len(roster.people), 1))
        loads = weigh(chunk, answers, rounds, proof, windows)
        deliveries.add(chunk, loads)
        shown_off = find_shown_off(chunk, windows)
        share.add(group_activity.TABLE, count_activity(chunk, rounds, proof, shown_off, roster))
        share.add(off_hours.TABLE, count_off_hours(chunk, roster))
        share.hours += count_hours(chunk)
        share.reached.append(reached_by(chunk, loads, len(roster.units)))
        share.candidates.append(candidates_of(chunk, loads.causer, relayed))
        _add_acknowledgements(
            share, chunk, count_answers(chunk, answers, windows), given.constants.whole("acknowledgement_row")
        )
        _add_rounds(share, chunk, rounds)
        _add_proof(share, chunk, proof)
        _add_photos(share, chunk, proof, shown_off)
        share.worded.append(wording_candidates(chunk, rounds, roster))
        _add_demands(share, chunk, demands)
    share.add(WORDING, read_candidates(piece.part, share.worded))
    candidates = np.concatenate([np.empty(0, CANDIDATE), *share.candidates])
    hours = pa.table({"slot": np.arange(SLOTS), "all": share.hours[:, 0], "off": share.hours[:, 1]})
    reached = pa.table({"key": np.concatenate([np.empty(0, np.int64), *share.reached])})
    return pack(
        {
            **share.finished(),
            **deliveries.tables(),
            "hours": hours,
            "reached": reached,
            "candidates": candidates_table(candidates),
        }
    )


def _events(chunk: Chunk, at: Longs) -> Events:
    group = np.searchsorted(chunk.starts, at, side="right") - 1
    return Events(chunk.group[group], chunk.causer[at], chunk.day[at])


def _add_acknowledgements(share: _Share, chunk: Chunk, counts: Longs, least: int) -> None:
    at = np.flatnonzero((counts >= least) | chunk.demands_reply)
    columns: Columns = {
        "demanded": chunk.demands_reply[at],
        "acknowledgement_count": counts[at],
        "exempt": exempt_events(share.roster, _events(chunk, at), ACKNOWLEDGEMENT),
    }
    share.add_events(acknowledgement.TABLE, at, chunk, columns)


def _add_rounds(share: _Share, chunk: Chunk, rounds: Rounds) -> None:
    at = np.flatnonzero(rounds.first == np.arange(len(rounds.first)))
    columns: Columns = {
        "kind": pa.array(ROUND_KINDS).take(pa.array(chunk.round_kind[at] - 1)),
        "demanded": rounds.demander[at] >= 0,
        "participant_count": count_participants(chunk, rounds)[at],
        "exempt": exempt_events(share.roster, _events(chunk, at), CHAIN_REPLY),
    }
    share.add_events(chain_reply.TABLE, at, chunk, columns)


def _add_proof(share: _Share, chunk: Chunk, proof: Proof) -> None:
    at = np.flatnonzero(chunk.proof_asked)
    asked = chunk.proof_asked[at]
    columns: Columns = {
        "asks_photo": asked & PHOTO != 0,
        "asks_screenshot": asked & SCREENSHOT != 0,
        "asks_location": asked & LOCATION != 0,
        "responder_count": proof.responders[at],
        "exempt": exempt_events(share.roster, _events(chunk, at), PHOTO_DEMAND),
    }
    share.add_events(photo_demand.TABLE, at, chunk, columns)


def _add_demands(share: _Share, chunk: Chunk, demands: DemandReader) -> None:
    at = np.flatnonzero((chunk.demand >= 0) | (chunk.demands_round != 0))
    asked = chunk.proof_asked[at]
    columns: Columns = {
        **demands.columns(chunk.demand[at].astype(np.int64), chunk.moment[at]),
        "asks_reply": chunk.demands_reply[at],
        "asks_round": chunk.demands_round[at] != 0,
        "asks_photo": asked & PHOTO != 0,
        "asks_screenshot": asked & SCREENSHOT != 0,
        "asks_location": asked & LOCATION != 0,
        "exempt": exempt_events(share.roster, _events(chunk, at), DEMAND),
    }
    share.add_events(DEMANDS, at, chunk, columns)


def _add_photos(share: _Share, chunk: Chunk, proof: Proof, shown_off: npt.NDArray[np.bool_]) -> None:
    """Pictures that answer a demand for photos; one that was praised was shown off, whatever was demanded before."""
    at = np.flatnonzero((proof.answers >= 0) & (chunk.proof_given & PHOTO != 0) & ~shown_off)
    demand = proof.answers[at]
    exempt = exempt_events(share.roster, _events(chunk, demand), PHOTO_DEMAND)
    columns: Columns = {
        "unit_id": share.roster.units.take(pa.array(chunk.causer[demand])),
        "asked_at": pa.array(chunk.moment[demand], pa.timestamp("us")),
        "answering_unit_id": share.roster.units.take(pa.array(chunk.unit[at])),
        "exempt": exempt,
    }
    share.add_events(photo_reuse.ANSWER, at, chunk, columns)
