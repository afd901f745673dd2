"""Makes one dataset out of several copies of another, to see how time and memory grow with the number of messages.

    python benchmarks/multiply.py DATASET COPIES OUT
    jianfu audit OUT --out RUN

Every copy is a county of its own: all ids get the number of the copy, and so do the texts, so that no text of one
county turns up in another. Made this way 100 million messages take minutes instead of an hour.
"""

import argparse
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.dataset.manifest import StoredFile, StoredTable, write_manifest
from jianfu.dataset.snapshot import PARTED, Snapshot, open_snapshot
from jianfu.tables import TABLES

SHARED = ("calendar",)
ROWS_A_GROUP = 1 << 17


def numbered(rows: pa.Table, copy: int) -> pa.Table:
    """The same rows as another county would have them."""
    for at, name in enumerate(rows.column_names):
        if name.endswith("_id") or name in ("parent_id", "refers_to", "text"):
            column = rows[name]
            mark = f"~{copy}"
            if pa.types.is_dictionary(column.type):
                chunks = [
                    pa.DictionaryArray.from_arrays(
                        chunk.indices, pc.binary_join_element_wise(chunk.dictionary, pa.scalar(mark), "")
                    )
                    for chunk in column.chunks
                ]
                rows = rows.set_column(at, name, pa.chunked_array(chunks, column.type))
            else:
                rows = rows.set_column(at, name, pc.binary_join_element_wise(column, pa.scalar(mark), ""))
    return rows


def parted(snapshot: Snapshot, table: str, copies: int, out: Path) -> Iterator[StoredFile]:
    """Part after part, copy after copy; a group still stands in one part."""
    (out / table).mkdir()
    number = 0
    for copy in range(copies):
        for path in snapshot.files(table):
            name = f"{table}/part-{number:04d}.parquet"
            source = pq.ParquetFile(path)
            with pq.ParquetWriter(out / name, source.schema_arrow, compression="zstd", compression_level=1) as writer:
                for at in range(source.num_row_groups):
                    rows = numbered(source.read_row_group(at), copy)
                    writer.write_table(rows.cast(source.schema_arrow), row_group_size=ROWS_A_GROUP)
            yield StoredFile(name, source.metadata.num_rows, "")
            number += 1


def whole(snapshot: Snapshot, table: str, copies: int, out: Path) -> StoredFile:
    """A small table with the rows of every copy, in key order."""
    rows = snapshot.read(table)
    if table not in SHARED:
        rows = pa.concat_tables([numbered(rows, copy) for copy in range(copies)])
        rows = rows.sort_by([(name, "ascending") for name in TABLES[table].key])
    pq.write_table(rows.cast(TABLES[table].schema), out / f"{table}.parquet", compression="zstd")
    return StoredFile(f"{table}.parquet", rows.num_rows, "")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("dataset", type=Path)
    arguments.add_argument("copies", type=int)
    arguments.add_argument("out", type=Path)
    given = arguments.parse_args()
    snapshot = open_snapshot(given.dataset)
    given.out.mkdir(parents=True)
    tables = {}
    for table in snapshot.manifest.tables:
        if table in PARTED:
            files = tuple(parted(snapshot, table, given.copies, given.out))
        else:
            files = (whole(snapshot, table, given.copies, given.out),)
        tables[table] = StoredTable(sum(file.rows for file in files), files)
    write_manifest(dataclasses.replace(snapshot.manifest, tables=tables), given.out)
    print(f"{tables['message'].rows:,} messages in {given.out}")


if __name__ == "__main__":
    main()
