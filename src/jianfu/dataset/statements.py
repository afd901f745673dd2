"""What each file said, row by row, with persons staged: the small tables before anything is merged or resolved.

Kept in every snapshot, so that adding a file settles everything anew and gives what importing all at once gives.
"""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.dataset.earlier_columns import with_columns
from jianfu.dataset.pseudonym import Pseudonyms
from jianfu.sources.batch import PERSON_ALIAS, PERSON_ALIAS_SCHEMA, ROW, Batch, SourceFile
from jianfu.tables import TABLES

FOLDER = "statements"
ORIGIN = pa.schema([("file", pa.string()), ("sheet", pa.string()), (ROW, pa.int64()), ("rank", pa.int8())])
"""Where a row stands and how much it counts: the file's SHA-256, the sheet, the row, the rank of its kind."""
RANKS = {"ledger": 0}
EXPORT_RANK = 1
DERIVED_RANK = 2


def statement_schema(table: str) -> pa.Schema:
    """The canonical columns (ids and units as written, persons staged) and where the row stands."""
    own = PERSON_ALIAS_SCHEMA if table == PERSON_ALIAS else TABLES[table].schema
    return pa.schema([*own, *ORIGIN])


class Statements:
    """Gathers rows of small tables from many files."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._pseudonyms = pseudonyms
        self._pieces: dict[str, list[pa.Table]] = {}

    def add(self, file: SourceFile, batch: Batch) -> None:
        """Takes one batch; persons are staged here."""
        schema = statement_schema(batch.table)
        rows, count = batch.rows, batch.rows.num_rows
        rank = RANKS.get(file.kind, EXPORT_RANK)
        origin = {"file": file.sha256, "sheet": batch.sheet, "rank": rank}
        persons = person_columns(batch.table)
        columns = []
        for name in schema.names:
            if name in origin:
                columns.append(pa.repeat(pa.scalar(origin[name], schema.field(name).type), count))
            elif name not in rows.column_names:
                columns.append(pa.nulls(count, schema.field(name).type))
            elif name in persons:
                columns.append(self._pseudonyms.staged_column(rows[name]))
            else:
                columns.append(rows[name].cast(schema.field(name).type))
        self._pieces.setdefault(batch.table, []).append(pa.Table.from_arrays(columns, schema=schema))

    def carry(self, folder: Path, *, without: Iterable[str]) -> None:
        """Takes over what an earlier snapshot kept, except for files that are now read again."""
        left_out = pa.array(sorted(without), pa.string())
        for path in sorted((folder / FOLDER).glob("*.parquet")):
            try:
                rows = with_columns(pq.read_table(path, partitioning=None), statement_schema(path.stem))
            except (OSError, pa.ArrowInvalid, KeyError) as cause:
                raise UserProblem("dataset-unreadable", path=path) from cause
            self._pieces.setdefault(path.stem, []).append(
                rows.filter(pc.invert(pc.is_in(rows["file"], value_set=left_out)))
            )

    def table(self, name: str) -> pa.Table:
        """All statements of one table; files in the order of their hashes, rows as the file has them."""
        pieces = self._pieces.get(name)
        if not pieces:
            return statement_schema(name).empty_table()
        rows = pa.concat_tables(pieces).combine_chunks()
        places = rows.select(["file", "sheet", ROW]).append_column("place", pa.array(range(rows.num_rows), pa.int64()))
        return rows.take(pc.sort_indices(places, sort_keys=[(key, "ascending") for key in places.column_names]))

    def write(self, folder: Path) -> None:
        """Writes what was gathered into ``folder/statements``."""
        place = folder / FOLDER
        place.mkdir()
        for name in sorted(self._pieces):
            pq.write_table(self.table(name), place / f"{name}.parquet", compression="zstd", compression_level=3)


def person_columns(table: str) -> frozenset[str]:
    """The columns of a batch that hold raw person references."""
    if table == PERSON_ALIAS:
        return frozenset(PERSON_ALIAS_SCHEMA.names)
    return frozenset(column.name for column in TABLES[table].columns if column.person)
