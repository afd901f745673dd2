"""Tables of measures as Parquet files."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROWS_A_GROUP = 1 << 17


def write_table(table: pa.Table, path: Path) -> None:
    """Writes Parquet whose bytes depend on the rows alone."""
    pq.write_table(table, path, compression="zstd", row_group_size=ROWS_A_GROUP, store_schema=True)
