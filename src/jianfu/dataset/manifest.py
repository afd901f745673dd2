"""What a snapshot says about itself: tables and their hashes, inputs, how headings were read, quality notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec

from jianfu.base.errors import UserProblem

FORMAT = 1
FILE_NAME = "manifest.json"

Fact = str | int | float


@dataclass(frozen=True)
class StoredFile:
    """One Parquet file: its path inside the snapshot, rows and SHA-256."""

    path: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class StoredTable:
    """One canonical table: how many rows, in which files (for parts: in order, same number = same groups)."""

    rows: int
    files: tuple[StoredFile, ...]


@dataclass(frozen=True)
class Input:
    """One file that went in. ``rows`` counts the rows it gave per table, duplicates included."""

    name: str
    sha256: str
    byte_count: int
    kind: str
    rows: Mapping[str, int] = field(default_factory=dict)
    quarantined: int = 0
    quarantine: Mapping[str, int] = field(default_factory=dict)
    """Rows or cells of it in quarantine, by code; ``quarantined`` in all."""


@dataclass(frozen=True)
class Heading:
    """How one heading of one file was understood; ``confidence`` 0 to 1, ``how`` as in ``sources.batch``."""

    file: str
    sheet: str
    heading: str
    table: str
    column: str
    confidence: float
    how: str
    sha256: str = ""
    """Of the file; files in different folders may have the same name."""


@dataclass(frozen=True)
class QualityNote:
    """Something to know about the data, or about one file; ``notes.spoken`` has what its message needs."""

    code: str
    """A message id: ``quality-…``, or ``note-…`` for what reading a file noticed."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Manifest:
    """The contents of ``manifest.json``."""

    snapshot_id: str
    """Hash of the canonical tables alone: not of file names, row numbers or times."""
    zone: str
    """IANA name of the zone all moments are wall-clock time of."""
    key_check: str
    """Tells whether a key is the one the persons were pseudonymised with; says nothing about the key."""
    tables: Mapping[str, StoredTable]
    inputs: tuple[Input, ...] = ()
    headings: tuple[Heading, ...] = ()
    notes: tuple[QualityNote, ...] = ()
    quarantine: Mapping[str, int] = field(default_factory=dict)
    """Rows or cells in quarantine, by code."""
    duplicates: Mapping[str, int] = field(default_factory=dict)
    """Rows dropped or merged because another said the same thing's key, by table."""
    first_day: date | None = None
    last_day: date | None = None
    calendar_first: date | None = None
    calendar_last: date | None = None
    format: int = FORMAT


def write_manifest(manifest: Manifest, folder: Path) -> Path:
    """Writes ``manifest.json`` into ``folder``, keys in a fixed order."""
    path = folder / FILE_NAME
    path.write_bytes(msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1) + b"\n")
    return path


def read_manifest(folder: Path) -> Manifest:
    """Reads it back; raises ``UserProblem`` where it is missing, broken or of another format."""
    path = folder / FILE_NAME
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as cause:
        raise UserProblem("dataset-unreadable", path=path) from cause
    if manifest.format != FORMAT:
        raise UserProblem("dataset-format", path=path, found=manifest.format, known=FORMAT)
    return manifest
