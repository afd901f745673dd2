"""The tables rules read: canonical ones from the snapshot, measures from the run, large ones as files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.dataset.snapshot import PARTED, Snapshot
from jianfu.engine.protocol import TableSource
from jianfu.measure.catalogue import MEASURES
from jianfu.tables import TABLES

Measured: TypeAlias = pa.Table | Path
"""What a measure left: rows in memory, or the Parquet file that holds them."""

MOST_ROWS_IN_MEMORY = 200_000
"""A measure with more rows stays in its file."""

_NAMED = {
    "unit": ("unit", "unit_id", "name"),
    "group": ("work_group", "group_id", "name"),
    "app": ("app", "app_id", "name"),
    "account": ("account", "account_id", "name"),
    "form": ("form", "form_id", "name"),
    "letter": ("letter", "letter_id", "title"),
}
"""Subject kind -> table, id column, name column."""


class RowSources:
    """Every table by name. Small ones are read once; messages and memberships stay in their files."""

    def __init__(self, snapshot: Snapshot, measures: Mapping[str, Measured]) -> None:
        self.snapshot = snapshot
        self.measures = measures
        self._read: dict[str, pa.Table] = {}

    def table(self, name: str) -> TableSource:
        """The source of a table under its name; a table nobody filled is empty."""
        if name in MEASURES:
            measured = self.measures.get(name)
            if measured is None:
                return MEASURES[name].schema.empty_table()
            if isinstance(measured, pa.Table):
                return measured
            if pq.read_metadata(measured).num_rows > MOST_ROWS_IN_MEMORY:
                return [measured]
            return pq.read_table(measured).cast(MEASURES[name].schema)
        if name in PARTED:
            return self.snapshot.files(name) or TABLES[name].schema.empty_table()
        return self.rows(name)

    def rows(self, name: str) -> pa.Table:
        """A small canonical table in memory."""
        if name not in self._read:
            self._read[name] = self.snapshot.read(name)
        return self._read[name]

    def empty(self, names: Sequence[str]) -> tuple[str, ...]:
        """Those of the tables that hold no row."""
        return tuple(name for name in names if not self._count(name))

    def subject_names(self, kind: str) -> dict[str, str]:
        """Subject id -> name, for one kind of subject."""
        table, identifier, name = _NAMED[kind]
        rows = self.rows(table)
        pairs = zip(rows[identifier].to_pylist(), rows[name].to_pylist(), strict=True)
        return {subject: called for subject, called in pairs if called}

    def _count(self, name: str) -> int:
        if name in TABLES:
            return self.snapshot.rows(name)
        measured = self.measures.get(name)
        if measured is None or isinstance(measured, pa.Table):
            return 0 if measured is None else int(measured.num_rows)
        return int(pq.read_metadata(measured).num_rows)
