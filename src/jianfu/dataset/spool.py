"""Messages, memberships and photos on their way into parts: coded, bucketed by group, spilled to disk when many.

A run holds about a million rows in 256 buckets by a stable hash of the group id. A part is a range of buckets, so
the number of parts can be chosen after everything has been read. Memory holds two runs at most: one that is being
filled and one that is being written.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import xxhash

from jianfu.tables import TABLES
from jianfu.tables.column import ARROW_TYPES, Table
from jianfu.tables.identity import given_id

BUCKETS = 256
RUN_ROWS = 1_000_000
RUN_BYTES = 256 << 20
NULL = -1

Codes32 = npt.NDArray[np.int32]


Fold = Callable[[str], str | None]


class Codes:
    """A growing list of distinct texts; a text's code is its place in it. Codes are of one import alone.

    ``fold`` turns what a file writes into the text that counts; each distinct writing is folded once.
    """

    def __init__(self, fold: Fold) -> None:
        self.texts: list[str] = []
        self._fold = fold
        self._places: dict[str, int] = {}
        self._written = pa.array([], pa.string())
        self._code_of_written = np.empty(0, np.int32)

    def encode(self, column: pa.ChunkedArray | pa.Array) -> Codes32:
        """The codes of a text column; null, and what folds to nothing, is -1."""
        whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        found = pc.index_in(whole, value_set=self._written)
        if found.null_count > whole.null_count:
            self._learn(pc.unique(whole.filter(pc.is_null(found))).drop_null())
            found = pc.index_in(whole, value_set=self._written)
        codes = np.append(self._code_of_written, np.int32(NULL))
        return np.asarray(codes[pc.fill_null(found, -1).to_numpy(zero_copy_only=False)], np.int32)

    def _learn(self, written: pa.Array) -> None:
        codes = np.array([self._code(self._fold(text)) for text in written.to_pylist()], np.int32)
        self._written = pa.concat_arrays([self._written, written])
        self._code_of_written = np.concatenate([self._code_of_written, codes])

    def _code(self, text: str | None) -> int:
        if text is None:
            return NULL
        place = self._places.setdefault(text, len(self.texts))
        if place == len(self.texts):
            self.texts.append(text)
        return place


@dataclass(frozen=True)
class Run:
    """Rows of one table ordered by bucket, in memory or in an Arrow file with one batch a bucket."""

    offsets: npt.NDArray[np.int64]
    rows: pa.Table | None
    path: Path | None

    def slice(self, first: int, last: int) -> Iterator[pa.RecordBatch]:
        """The rows of the buckets from ``first`` up to but not including ``last``."""
        if self.rows is not None:
            start, stop = int(self.offsets[first]), int(self.offsets[last])
            yield from self.rows.slice(start, stop - start).to_batches()
        elif self.path is not None:
            with pa.memory_map(str(self.path)) as source, pa.ipc.open_file(source) as reader:
                for bucket in range(first, last):
                    if self.offsets[bucket] < self.offsets[bucket + 1]:
                        yield reader.get_batch(bucket)


class Spool:
    """Takes batches of the parted tables in any order and gives them back bucket by bucket."""

    def __init__(self, folder: Path, stage: Fold, *, run_rows: int = RUN_ROWS, run_bytes: int = RUN_BYTES) -> None:
        self._folder = folder
        self._run_rows = run_rows
        self._run_bytes = run_bytes
        self._waiting: dict[str, list[pa.Table]] = {}
        self._waiting_rows: dict[str, int] = {}
        self._waiting_bytes: dict[str, int] = {}
        self._runs: dict[str, list[Run]] = {}
        self._bucket_of: list[int] = []
        self._worker = ThreadPoolExecutor(1)
        self._working: Future[None] | None = None
        self.groups = Codes(given_id)
        self.persons = Codes(stage)
        self.words = Codes(str)
        """Closed vocabularies: kinds and roles."""

    def add(self, table: str, rows: pa.Table, *, under: str = "") -> None:
        """Takes rows as they were read; columns not stated become null. Persons are staged before any disk is touched.

        ``under`` keeps rows of a table apart from others of it.
        """
        if rows.num_rows == 0:
            return
        name = under or table
        plain = _plain(TABLES[table], rows)
        self._waiting.setdefault(name, []).append(plain)
        self._waiting_rows[name] = self._waiting_rows.get(name, 0) + rows.num_rows
        self._waiting_bytes[name] = self._waiting_bytes.get(name, 0) + plain.nbytes
        if self._waiting_rows[name] >= self._run_rows or self._waiting_bytes[name] >= self._run_bytes:
            self._flush(table, name, spill=True)

    def close(self) -> None:
        """Codes what still waits and keeps it in memory; more may be added and closed again."""
        for name in sorted(self._waiting):
            self._flush(name.split(" ", maxsplit=1)[0], name, spill=False)
        self._settle()

    def take(self, table: str, first: int, last: int, *, under: str = "") -> pa.Table:
        """All rows of the buckets ``first`` up to ``last``, coded, in no promised order. Call ``close`` first."""
        batches = [batch for run in self._runs.get(under or table, []) for batch in run.slice(first, last)]
        return pa.Table.from_batches(batches, coded_schema(TABLES[table]))

    def _coded(self, table: Table, rows: pa.Table) -> pa.Table:
        columns: list[pa.Array | pa.ChunkedArray] = []
        for name in rows.column_names:
            codes = self.codes(table, name)
            columns.append(rows[name].combine_chunks() if codes is None else pa.array(codes.encode(rows[name])))
        return pa.Table.from_arrays(columns, schema=coded_schema(table))

    def codes(self, table: Table, name: str) -> Codes | None:
        """The codes a column travels as; ``None`` where it travels as it is."""
        if not is_coded(table, name):
            return None
        if name == "group_id":
            return self.groups
        return self.persons if table.column(name).person else self.words

    def _flush(self, table: str, name: str, *, spill: bool) -> None:
        """Hands what waits to the worker, after the run before it; reading goes on meanwhile."""
        self._settle()
        waiting = self._waiting.pop(name, [])
        self._waiting_rows[name] = self._waiting_bytes[name] = 0
        if waiting and spill:
            self._working = self._worker.submit(self._store, table, name, waiting, spill=True)
        elif waiting:
            self._store(table, name, waiting, spill=False)

    def _settle(self) -> None:
        """Waits for the worker; what went wrong there is raised here."""
        if self._working is not None:
            self._working.result()
            self._working = None

    def _store(self, table: str, name: str, waiting: list[pa.Table], *, spill: bool) -> None:
        rows = self._coded(TABLES[table], pa.concat_tables(waiting))
        self._bucket_of.extend(bucket_of(text) for text in self.groups.texts[len(self._bucket_of) :])
        by_code = np.array([*self._bucket_of, 0], np.uint8)
        bucket = by_code[rows["group_id"].to_numpy()]
        rows = rows.take(pa.array(np.argsort(bucket, kind="stable")))
        offsets = np.concatenate([[0], np.cumsum(np.bincount(bucket, minlength=BUCKETS))]).astype(np.int64)
        runs = self._runs.setdefault(name, [])
        if spill:
            path = self._folder / f"{name.replace(' ', '-')}-{len(runs):05d}.arrow"
            _write_run(rows.combine_chunks(), offsets, path)
            runs.append(Run(offsets, None, path))
        else:
            runs.append(Run(offsets, rows, None))


def _write_run(rows: pa.Table, offsets: npt.NDArray[np.int64], path: Path) -> None:
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, rows.schema, options=options) as writer:
        for start, stop in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True):
            batches = rows.slice(start, stop - start).to_batches(max_chunksize=None)
            writer.write_batch(batches[0] if batches else pa.RecordBatch.from_pylist([], rows.schema))


def is_coded(table: Table, name: str) -> bool:
    """Whether a column travels as a code: groups, persons and closed vocabularies."""
    column = table.column(name)
    return name == "group_id" or column.person or bool(column.values)


def coded_schema(table: Table) -> pa.Schema:
    """The table's columns with codes in place of the repeated texts."""
    return pa.schema([(c.name, pa.int32() if is_coded(table, c.name) else ARROW_TYPES[c.kind]) for c in table.columns])


def bucket_of(group_id: str) -> int:
    """The bucket of a group, 0 to 255; the same on every machine."""
    return xxhash.xxh3_64_intdigest(group_id.encode("utf-8", "surrogatepass")) >> 56


def part_count(row_count: int, rows_per_part: int = 2_000_000) -> int:
    """How many parts for so many rows: a power of two, about two million rows each."""
    parts = 1
    while parts < BUCKETS and parts * rows_per_part < row_count:
        parts *= 2
    return parts


def _plain(table: Table, rows: pa.Table) -> pa.Table:
    """All columns of the table in plain canonical types."""
    columns = [
        rows[name].cast(kind) if name in rows.column_names else pa.nulls(rows.num_rows, kind)
        for name, kind in zip(table.schema.names, table.schema.types, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=table.schema)
