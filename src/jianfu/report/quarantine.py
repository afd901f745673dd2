"""Rows the import set aside, read back for the data-quality part."""

import json
from collections.abc import Mapping

import pyarrow.parquet as pq

from jianfu.dataset.snapshot import Snapshot

FILE_NAME = "quarantine.parquet"


def quarantined_rows(snapshot: Snapshot) -> list[Mapping[str, object]]:
    """Where each row or cell in quarantine stood and why; none where nothing was set aside."""
    path = snapshot.folder / FILE_NAME
    if not path.is_file():
        return []
    rows = pq.read_table(path).to_pylist()
    return [{**row, "facts": json.loads(row["facts"] or "{}")} for row in rows]
