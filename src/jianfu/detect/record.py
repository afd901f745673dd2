"""``run.json``: what one audit read, with what, how long each step took and what became of every rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from os.path import relpath
from pathlib import Path

import msgspec

from jianfu.base.errors import UserProblem
from jianfu.dataset.snapshot import Snapshot

FILE_NAME = "run.json"
RULE_STATES = ("fired", "silent", "not_applicable", "input_missing", "error")


@dataclass(frozen=True)
class InputFile:
    """A file the dataset was made from."""

    name: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True)
class RuleOutcome:
    """What became of one rule. ``findings`` counts all states; ``missing`` names empty tables it needs."""

    id: str
    check: int
    limit_kind: str
    state: str
    findings: int = 0
    open: int = 0
    muted: int = 0
    exempted: int = 0
    seconds: float = 0.0
    missing: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class RunRecord:
    """The contents of ``run.json``; times and paths stand here and in no other artefact."""

    jianfu: str
    as_of: date
    engine: str
    snapshot: str
    """Where the snapshot stands, relative to the run folder."""
    snapshot_id: str
    packs: tuple[str, ...]
    inputs: tuple[InputFile, ...]
    rules: tuple[RuleOutcome, ...]
    lapsed_exemptions: tuple[Mapping[str, object], ...] = ()
    expiring_exemptions: tuple[Mapping[str, object], ...] = ()
    steps: Mapping[str, float] = field(default_factory=dict)
    peak_memory_bytes: int = 0


def inputs_of(snapshot: Snapshot) -> tuple[InputFile, ...]:
    """The files a snapshot was made from, in its order."""
    return tuple(
        InputFile(one.name, one.sha256, one.byte_count, sum(one.rows.values())) for one in snapshot.manifest.inputs
    )


def place_of(snapshot: Snapshot, run: Path, out: Path) -> str:
    """Where the snapshot stands, seen from the run folder once that is in its place."""
    folder = snapshot.folder.absolute()
    return relpath(folder, run if folder.is_relative_to(run) else out.absolute())


def write_record(record: RunRecord, folder: Path) -> Path:
    """Writes ``run.json`` into a run folder."""
    path = folder / FILE_NAME
    path.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")
    return path


def read_record(folder: Path) -> RunRecord:
    """Reads it back; raises ``UserProblem`` where the folder is not a run."""
    try:
        return msgspec.json.decode((folder / FILE_NAME).read_bytes(), type=RunRecord)
    except FileNotFoundError as cause:
        raise UserProblem("not-a-run", path=folder) from cause
    except msgspec.MsgspecError as cause:
        raise UserProblem("run-unreadable", path=folder / FILE_NAME) from cause
