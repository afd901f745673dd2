"""What reading one file gives, piece by piece: rows, and everything a person should know about them."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

PERSON_ALIAS = "person_alias"
"""Rows ``person_id`` (a raw user id) and ``alias`` (a raw name reference): both mean the same person."""
PERSON_ALIAS_SCHEMA = pa.schema([("person_id", pa.string()), ("alias", pa.string())])
ROW = "row"
"""The column every batch carries beside those of its table: the 1-based row or line in the file."""
VALUE_LIMIT = 80
NO_FACTS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class SourceFile:
    """The file read: ``kind`` is ``ledger``, ``wecom``, ``wecom_groups``, ``slack``, ``mattermost`` or ``pictures``."""

    path: Path
    name: str
    sha256: str
    byte_count: int
    kind: str


@dataclass(frozen=True)
class Batch:
    """Rows of one canonical table.

    ``rows`` holds a subset of the table's columns (one left out is not stated) in canonical Arrow types, and
    ``row``. Columns of persons hold raw references: ``wecom:<user id>`` or ``name:<unit>:<name>``.
    Columns of units hold the name or code the file writes. A row's own id is the one the file gives, else null.
    A column that points at a group, app, account or form elsewhere (``app_function.app_id``, ``app_use.app_id``,
    ``form_field.form_id``, ``membership.group_id``, ``duty.group_id``, ``exemption.subject_id``) holds the id the
    file gives, else ``name:<unit>:<name>`` with the owning unit as the file writes it, empty where it does not say.
    """

    table: str
    rows: pa.Table
    sheet: str = ""


@dataclass(frozen=True)
class Quarantined:
    """A cell or a whole row that could not be read; ``quarantine-<code>`` says why in the locale files.

    ``column`` is the canonical column, or empty for the whole row. ``row_kept`` tells whether the rest of the
    row was imported, with null in this column. ``value`` is the first 80 characters of what stood there; empty
    for persons.
    """

    row: int
    column: str
    value: str
    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)
    table: str = ""
    sheet: str = ""
    row_kept: bool = False


@dataclass(frozen=True)
class HeaderMatch:
    """How one heading was understood.

    ``column`` is empty where the heading was not used. ``confidence`` runs from 0 to 1; ``how`` is ``same``
    (a known spelling), ``similar`` (fuzzy), ``mapping`` (the user's own file) or ``unused``.
    """

    sheet: str
    heading: str
    table: str
    column: str
    confidence: float
    how: str


@dataclass(frozen=True)
class Note:
    """Something to know about the file as a whole; ``note-<code>`` in the locale files puts it into words."""

    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)
    sheet: str = ""


Piece = Batch | Quarantined | HeaderMatch | Note


@dataclass(frozen=True)
class Reading:
    """One recognised file. ``batches`` is read once, in order, and may raise ``SourceProblem`` on the way."""

    file: SourceFile
    batches: Iterator[Piece]


def shorten(value: object) -> str:
    """The first 80 characters of a value, on one line, as quarantine keeps it."""
    words = " ".join(str(value).split())
    return words if len(words) <= VALUE_LIMIT else words[: VALUE_LIMIT - 1] + "…"


def describe_file(path: Path, kind: str) -> SourceFile:
    """Name, size and SHA-256 of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return SourceFile(path=path, name=path.name, sha256=digest, byte_count=path.stat().st_size, kind=kind)
