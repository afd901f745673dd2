"""Rows the import set aside, read back for the data-quality part."""

import json
from collections.abc import Mapping

import pyarrow.parquet as pq

from jianfu.dataset.snapshot import Snapshot
from jianfu.report.evidence import FREE_TEXT
from jianfu.tables import TABLES

_PERSONAL = {column.name for table in TABLES.values() for column in table.columns if column.person} | set(FREE_TEXT)
FILE_NAME = "quarantine.parquet"


def quarantined_rows(snapshot: Snapshot) -> list[Mapping[str, object]]:
    """Where each row or cell in quarantine stood and why; none where nothing was set aside."""
    path = snapshot.folder / FILE_NAME
    if not path.is_file():
        return []
    rows = pq.read_table(path).to_pylist()
    return [{**row, "facts": json.loads(row["facts"] or "{}")} for row in rows]


def shown_value(row: Mapping[str, object]) -> str | None:
    """What stood in the cell; None where it may name a person, or there is no one cell."""
    value, column = row.get("value"), row.get("column")
    return str(value) if value and column and column not in _PERSONAL else None
