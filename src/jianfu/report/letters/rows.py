"""The result reply by reply, as Parquet and as a table for spreadsheet programs."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.base.spreadsheet import safe_cell

SCHEMA = pa.schema(
    [
        ("letter_id", pa.string()),
        ("probability", pa.float64()),
        ("kinds", pa.list_(pa.string())),
        ("spans", pa.string()),
        ("cluster_id", pa.string()),
        ("delay_days", pa.int64()),
    ]
)
"""One row a reply. ``delay_days``: calendar days from the letter to this reply, null where either day is unknown."""


def reply_rows(tables: Mapping[str, pa.Table]) -> pa.Table:
    """``SCHEMA``, in the order of the replies; ``tables`` as for the picture."""
    reply, mirror, letter = tables["reply"], tables["reply_mirror"], tables["letter"]
    place = pc.index_in(reply["letter_id"], letter["letter_id"].combine_chunks()).combine_chunks()
    received = letter["received_at"].combine_chunks().take(place).cast(pa.date32())
    days = pc.days_between(received, reply["replied_at"].combine_chunks().cast(pa.date32()))
    kinds = pc.split_pattern(pc.fill_null(mirror["kinds"], ""), " ").to_pylist()
    plain = [[kind for kind in one if kind] for one in kinds]
    columns = [
        reply["letter_id"], tables["perfunctory"]["probability"], pa.array(plain, SCHEMA.field("kinds").type),
        mirror["spans"], mirror["cluster_id"], days.cast(pa.int64()),
    ]  # fmt: skip
    return pa.table(columns, schema=SCHEMA)


def write_rows(rows: pa.Table, parquet: Path, table: Path) -> None:
    """Writes both files; the CSV has the kinds as words between spaces and opens in a spreadsheet program."""
    pq.write_table(rows, parquet, compression="zstd")
    with table.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(rows.column_names)
        for batch in rows.to_batches(max_chunksize=10_000):
            writer.writerows(map(_cells, batch.to_pylist()))


def _cells(row: dict[str, object]) -> list[object]:
    listed = {**row, "kinds": " ".join(row["kinds"] if isinstance(row["kinds"], list) else [])}
    return [
        "" if value is None else safe_cell(value) if isinstance(value, str) else _plain(value)
        for value in listed.values()
    ]


def _plain(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value
