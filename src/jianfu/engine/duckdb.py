"""The embedded engine: DuckDB in this process, in bounded memory, seeing no file but those it is handed."""

import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Timer

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import xxhash
from duckdb.func import PythonUDFType
from rapidfuzz.distance import Levenshtein

from jianfu.base.errors import Defect
from jianfu.engine.answer import canonical, plain
from jianfu.engine.protocol import CheckedQuery, Scalar, TableSource
from jianfu.engine.spelling import CLEAN_NAME, EDIT_DISTANCE, spell
from jianfu.tables.identity import clean_name

_ARROW = PythonUDFType.ARROW

Ask = Callable[[CheckedQuery, Mapping[str, Scalar]], pa.Table]
"""Answers one query with these parameters."""


class DuckdbEngine:
    """Every query runs in a database of its own: no file but its tables, no extension, no setting it could change."""

    name = "duckdb"

    def __init__(
        self,
        *,
        threads: int | None = None,
        memory_megabytes: int = 2048,
        spill_folder: Path | None = None,
        most_seconds: float = 1800,
    ) -> None:
        self._most_seconds = most_seconds
        self._threads = threads or os.cpu_count() or 1
        self._memory_megabytes = memory_megabytes
        self._spill = tempfile.TemporaryDirectory(prefix="jianfu-spill-", dir=spill_folder)

    def query(
        self, query: CheckedQuery, tables: Mapping[str, TableSource], parameters: Mapping[str, Scalar]
    ) -> pa.Table:
        """See ``Engine.query``."""
        missing = sorted(set(query.reads) - set(tables))
        if missing:
            raise Defect("query-table-missing", tables=", ".join(missing))
        words = spell(query, "duckdb", parameters)
        with self._connect(tables, query.reads) as connection, _at_most(self._most_seconds, connection):
            try:
                return plain(connection.sql(words).to_arrow_table(), query.schema)
            except duckdb.Error as error:
                raise Defect("engine-failed", engine=self.name, words=str(error)[:400]) from error

    @contextmanager
    def open_tables(self, tables: Mapping[str, TableSource], reads: Sequence[str]) -> Iterator[Ask]:
        """Many queries over the same few tables, without a new database for each; for cases, not for data."""
        with self._connect(tables, reads) as connection:

            def ask(query: CheckedQuery, parameters: Mapping[str, Scalar]) -> pa.Table:
                try:
                    answer = connection.sql(spell(query, "duckdb", parameters)).to_arrow_table()
                except duckdb.Error as error:
                    raise Defect("engine-failed", engine=self.name, words=str(error)[:400]) from error
                return plain(answer, query.schema)

            yield ask

    def map_parts(self, function: Callable[[Path], pa.Table], parts: Sequence[Path]) -> Iterator[pa.Table]:
        """See ``Engine.map_parts``. Threads, for numba and Arrow let go of the interpreter lock while they work."""
        if self._threads == 1 or len(parts) <= 1:
            yield from map(function, parts)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            waiting = iter(parts)
            running: deque[Future[pa.Table]] = deque(
                pool.submit(function, part) for part in islice(waiting, self._threads)
            )
            while running:
                done = running.popleft().result()
                running.extend(pool.submit(function, part) for part in islice(waiting, 1))
                yield done

    def close(self) -> None:
        """See ``Engine.close``."""
        self._spill.cleanup()

    def _connect(self, tables: Mapping[str, TableSource], reads: Sequence[str]) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(
            ":memory:",
            config={
                "threads": self._threads,
                "memory_limit": f"{self._memory_megabytes}MB",
                "temp_directory": self._spill.name,
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "allow_community_extensions": False,
                "python_enable_replacements": False,
            },
        )
        files = {name: [self._plain_path(path) for path in _paths(tables[name])] for name in reads}
        connection.execute("set allowed_paths = ?", [[path for paths in files.values() for path in paths]])
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        connection.create_function(EDIT_DISTANCE, _edit_distance, ["VARCHAR", "VARCHAR"], "BIGINT", type=_ARROW)
        connection.create_function(CLEAN_NAME, _clean_name, ["VARCHAR"], "VARCHAR", type=_ARROW)
        for name in reads:
            source = tables[name]
            if isinstance(source, pa.Table):
                connection.register(name, canonical(source))
            else:
                connection.read_parquet(files[name]).create_view(name)
        return connection

    def _plain_path(self, path: Path) -> str:
        """The path, or a link to it where DuckDB would take a character of it for a pattern."""
        if not set("*?[") & set(str(path)):
            return str(path)
        link = Path(self._spill.name) / f"{xxhash.xxh3_128_hexdigest(str(path).encode())}.parquet"
        if not link.is_symlink():
            link.symlink_to(path.absolute())
        return str(link)


@contextmanager
def _at_most(seconds: float, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Ends a query that goes on for longer; it fails like any other."""
    timer = Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _paths(source: TableSource) -> Sequence[Path]:
    return () if isinstance(source, pa.Table) else source


def _edit_distance(left: pa.Array, right: pa.Array) -> pa.Array:
    pairs = zip(left.to_pylist(), right.to_pylist(), strict=True)
    return pa.array([None if None in pair else Levenshtein.distance(*pair) for pair in pairs], pa.int64())


def _clean_name(names: pa.Array) -> pa.Array:
    coded = pc.dictionary_encode(names.combine_chunks() if isinstance(names, pa.ChunkedArray) else names)
    cleaned = pa.array([clean_name(name) for name in coded.dictionary.to_pylist()], pa.string())
    return cleaned.take(coded.indices)
