"""Tables of measures as Parquet files."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROWS_A_GROUP = 1 << 17


def write_table(table: pa.Table, path: Path) -> None:
    """Writes Parquet whose bytes depend on the rows alone."""
    pq.write_table(table, path, compression="zstd", row_group_size=ROWS_A_GROUP, store_schema=True)


def write_tables(tables: Iterable[pa.Table], schema: pa.Schema, path: Path) -> None:
    """The same bytes out of tables of ``ROWS_A_GROUP`` rows, the last of fewer; an empty table stands for no rows."""
    with pq.ParquetWriter(path, schema, compression="zstd", store_schema=True) as file:
        for table in tables:
            file.write_table(table, row_group_size=ROWS_A_GROUP)
