"""An immutable snapshot of the dataset, as every later step reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.dataset.earlier_columns import with_columns
from jianfu.dataset.manifest import FILE_NAME, Manifest, read_manifest
from jianfu.tables import TABLES

CURRENT = "current"
SNAPSHOTS = "snapshots"
WITHDRAWN = "withdrawn"
"""Names the snapshots that were made by mistake, one a line: what they said never held."""
PARTED = ("message", "membership", "photo")
"""Tables split into the same parts by group; a group never spans two parts."""


@dataclass(frozen=True)
class Snapshot:
    """A Parquet folder and its manifest; never changed once it is there."""

    folder: Path
    manifest: Manifest

    @property
    def snapshot_id(self) -> str:
        """Hash of the content: the same input in any order gives the same id."""
        return self.manifest.snapshot_id

    @property
    def zone(self) -> str:
        """IANA name of the zone all moments are wall-clock time of."""
        return self.manifest.zone

    @property
    def first_day(self) -> date | None:
        """The first day with an event (message, letter, reply); ``None`` where there is none."""
        return self.manifest.first_day

    @property
    def last_day(self) -> date | None:
        """The last day with an event; the day an audit speaks of unless told otherwise."""
        return self.manifest.last_day

    def rows(self, table: str) -> int:
        """How many rows a canonical table holds; raises KeyError for an unknown one."""
        stored = self.manifest.tables.get(TABLES[table].name)
        return stored.rows if stored else 0

    def files(self, table: str) -> list[Path]:
        """The Parquet files of a table in order.

        For ``message``, ``membership`` and ``photo`` these are the parts: the same index holds the same groups.
        """
        stored = self.manifest.tables.get(TABLES[table].name)
        return [self.folder / file.path for file in stored.files] if stored else []

    def read(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table in memory, canonical column types, rows in key order (part by part for parted tables).

        A column an earlier version of the program did not write is empty.

        ``columns`` picks some, in that order. Meant for small tables; stream ``files`` of the parted ones.
        """
        schema = TABLES[table].schema
        names = list(columns) if columns is not None else schema.names
        wanted = pa.schema([schema.field(name) for name in names])
        pieces = []
        for path in self.files(table):
            try:
                stored = set(pq.read_schema(path).names)
                known = [name for name in names if name in stored]
                pieces.append(with_columns(pq.read_table(path, columns=known, partitioning=None), wanted))
            except (OSError, pa.ArrowInvalid) as cause:
                raise UserProblem("dataset-unreadable", path=path) from cause
        return pa.concat_tables(pieces) if pieces else wanted.empty_table()


def open_snapshot(path: Path | str) -> Snapshot:
    """Opens a snapshot folder, or the current snapshot of a DATASET folder.

    Raises ``UserProblem`` ``dataset-missing`` where nothing was imported, ``dataset-unreadable`` where it is broken.
    """
    path = Path(path)
    folder = path if (path / FILE_NAME).is_file() else current_folder(path)
    if folder is None:
        raise UserProblem("dataset-missing", path=path)
    manifest = read_manifest(folder)
    for table in manifest.tables.values():
        for file in table.files:
            if not (folder / file.path).is_file():
                raise UserProblem("dataset-unreadable", path=folder / file.path)
    return Snapshot(folder, manifest)


def current_folder(dataset: Path) -> Path | None:
    """The folder ``DATASET/current`` names, or ``None`` where no import has finished yet."""
    pointer = dataset / CURRENT
    try:
        name = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as cause:
        raise UserProblem("dataset-unreadable", path=pointer) from cause
    folder = dataset / SNAPSHOTS / name
    if not name or Path(name).name != name or not folder.is_dir():
        raise UserProblem("dataset-unreadable", path=pointer)
    return folder


def is_dataset(path: Path | str) -> bool:
    """Whether ``path`` is a DATASET folder or a snapshot folder (and not a folder of files to import)."""
    path = Path(path)
    return (path / CURRENT).is_file() or (path / FILE_NAME).is_file()


def withdrawn(dataset: Path) -> frozenset[str]:
    """Names of the snapshots of a dataset whose import was taken back; audits of them can still be read."""
    try:
        return frozenset((dataset / WITHDRAWN).read_text(encoding="ascii").split())
    except FileNotFoundError:
        return frozenset()
