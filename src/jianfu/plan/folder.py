"""The PLAN folder (方案文件夹): what a plan leaves, there whole or not at all, and read again by every later step.

plan.json             figures, weights, limits, clashes, Pareto view, what was read
duties.parquet        the duties it protects, with their confidence
proposals.parquet     what becomes of every thing, and why; the same as .json
certificate.parquet   for every duty and person the path that remains; certificate.json sums it up with hashes
explanations.json     for every thing whom its choice gives minutes back, what it risks, what would change the answer
given_back.parquet    minutes per person before, and given back, by level: low, middle and high
replay.json           last period's messages run through it, and through crude campaigns (``replay.record``)
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.plan.explained import Explanation
from jianfu.plan.replay.record import ReplayRecord, read_replay
from jianfu.plan.tables import CERTIFICATE, DUTIES, GIVEN_BACK, PROPOSALS

FILE_NAME = "plan.json"
CERTIFICATE_NAME = "certificate.json"
EXPLANATIONS_NAME = "explanations.json"
HASHED = ("duties.parquet", "proposals.parquet", "certificate.parquet")


@dataclass(frozen=True)
class ParetoPoint:
    """A plan with fewer or more changes: what it gives back. Minutes per working day."""

    changes: int
    moved: int
    minutes_back: float
    worst_tenth_back: float
    """Per person of the most burdened tenth."""


@dataclass(frozen=True)
class Clash:
    """Demands that cannot all be met; easing any one would do. ``code`` is a message ``plan-clash-...``."""

    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True)
class UnitLimit:
    """The most groups a unit may keep, and the least it can come to without losing a duty."""

    unit_id: str
    most: int
    reachable: int


@dataclass(frozen=True)
class PlanRecord:
    """The contents of ``plan.json``. Minutes per working day, middle case, openings and upkeep counted."""

    jianfu: str
    run: str
    """Where the audit stands, relative to the plan folder."""
    snapshot: str
    snapshot_id: str
    as_of: date
    seed: int
    status: str
    """``optimal``: proven within the tolerance; ``feasible``: time was up; ``refused``: its replay lost a notice."""
    objective: float
    bound: float
    gap: float
    """(objective - bound) / objective"""
    changes: int
    moved: int
    minutes_before: float
    minutes_after: float
    worst_tenth_before: float
    worst_tenth_after: float
    """Mean of one person of the most burdened tenth."""
    weights: Mapping[str, float]
    weights_file: str | None = None
    """The county's own file of weights, relative to the plan folder."""
    limits: tuple[UnitLimit, ...] = ()
    clashes: tuple[Clash, ...] = ()
    pareto: tuple[ParetoPoint, ...] = ()
    progress: tuple[Mapping[str, float], ...] = ()
    """Objective and bound of every round of the search."""
    seconds: float = 0.0
    choices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A plan read from its folder."""

    folder: Path
    record: PlanRecord

    @cached_property
    def duties(self) -> pa.Table:
        """Columns of ``DUTIES``."""
        return pq.read_table(self.folder / "duties.parquet").cast(DUTIES.schema)

    @cached_property
    def proposals(self) -> pa.Table:
        """Columns of ``PROPOSALS``; one row per thing in use."""
        return pq.read_table(self.folder / "proposals.parquet").cast(PROPOSALS.schema)

    @cached_property
    def explanations(self) -> Mapping[tuple[str, str], Explanation]:
        """Kind and id -> why; empty where an earlier version made the plan. ``explain_words`` says it in sentences."""
        path = self.folder / EXPLANATIONS_NAME
        if not path.is_file():
            return {}
        rows = msgspec.json.decode(path.read_bytes(), type=list[Explanation])
        return {(row.kind, row.thing_id): row for row in rows}

    @property
    def certificate(self) -> pa.Table:
        """Columns of ``CERTIFICATE``; pseudonyms, not for show."""
        return pq.read_table(self.folder / "certificate.parquet").cast(CERTIFICATE.schema)

    @cached_property
    def replay(self) -> ReplayRecord | None:
        """What last period's messages came to in it; ``None`` for a plan of an earlier version."""
        return read_replay(self.folder)

    @property
    def given_back(self) -> pa.Table:
        """Columns of ``GIVEN_BACK``; empty in a plan made before there was such a table."""
        path = self.folder / "given_back.parquet"
        return pq.read_table(path).cast(GIVEN_BACK.schema) if path.is_file() else GIVEN_BACK.arrow()

    @property
    def run(self) -> Path:
        """The audit it was made from."""
        return (self.folder / self.record.run).resolve()

    @property
    def snapshot(self) -> Path:
        """The snapshot it was made from."""
        return (self.folder / self.record.snapshot).resolve()


def write_tables(
    folder: Path, duties: Sequence[dict[str, object]], proposals: Sequence[dict[str, object]], certificate: pa.Table
) -> None:
    """The tables into a plan folder, with the summary of the certificate."""
    pq.write_table(DUTIES.arrow(duties), folder / "duties.parquet", compression="zstd")
    pq.write_table(PROPOSALS.arrow(proposals), folder / "proposals.parquet", compression="zstd")
    pq.write_table(certificate.cast(CERTIFICATE.schema), folder / "certificate.parquet", compression="zstd")
    (folder / "proposals.json").write_bytes(_json(proposals))
    summary = {
        "duties": len(duties),
        "paths": certificate.num_rows,
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in HASHED},
    }
    (folder / CERTIFICATE_NAME).write_bytes(_json(summary))


def write_explanations(folder: Path, rows: Sequence[Explanation]) -> None:
    """Why each thing is to become what it is to become, into a plan folder; one line each."""
    lines = b",\n".join(msgspec.json.encode(row) for row in rows)
    (folder / EXPLANATIONS_NAME).write_bytes(b"[\n" + lines + b"\n]\n")


def write_given_back(folder: Path, rows: Sequence[dict[str, object]]) -> None:
    """What people of each level are given back, into a plan folder."""
    pq.write_table(GIVEN_BACK.arrow(rows), folder / "given_back.parquet", compression="zstd")


def write_plan_record(record: PlanRecord, folder: Path) -> None:
    """``plan.json`` into a plan folder."""
    (folder / FILE_NAME).write_bytes(_json(record))


def open_plan(folder: Path | str) -> Plan:
    """Opens a plan folder; raises ``UserProblem`` where it is none."""
    folder = Path(folder)
    try:
        record = msgspec.json.decode((folder / FILE_NAME).read_bytes(), type=PlanRecord)
    except (FileNotFoundError, NotADirectoryError) as cause:
        raise UserProblem("not-a-plan", path=folder) from cause
    except msgspec.MsgspecError as cause:
        raise UserProblem("plan-unreadable", path=folder / FILE_NAME) from cause
    return Plan(folder, record)


def _json(content: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"
