"""The cluster engine: Spark, local or remote, in ANSI mode, with the same answers as the embedded one."""

import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyarrow as pa

from jianfu.base.errors import Defect, UserProblem
from jianfu.engine.answer import canonical, plain
from jianfu.engine.flow import Step
from jianfu.engine.protocol import CheckedQuery, Scalar, TableSource
from jianfu.engine.spelling import CLEAN_NAME, spell
from jianfu.tables.identity import clean_name

try:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import arrow_udf  # type: ignore[attr-defined]
except ImportError as error:
    raise UserProblem("spark-missing", extra="jianfu[spark]") from error

if TYPE_CHECKING:
    from pyspark import Broadcast
    from pyspark.sql import DataFrame

_SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
"""ANSI mode, for errors instead of nulls; UTC, for our moments are wall-clock time and must not be shifted."""

_LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
}
"""One machine: nothing listens beyond it, and data is not cut into more pieces than there are hands."""

_SMALL = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
}
"""For a query over rows in memory alone: compiling it would cost more than running it."""

_PATTERN = re.compile(r"([*?\[\]{}\\])")
"""Characters of a path that Spark would take for a pattern."""

_ROUNDS = 2
"""Pieces for each hand, so that a slow one does not keep the others waiting."""

_SPARK_TYPES = {
    pa.int32(): "INT",
    pa.int64(): "BIGINT",
    pa.float32(): "FLOAT",
    pa.string(): "STRING",
    pa.binary(): "BINARY",
    pa.list_(pa.int64()): "ARRAY<BIGINT>",
}
"""The column types a flow may have."""

_JVM = "spark.driver.extraJavaOptions"
_LOG = """
status = error
rootLogger.level = error
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p %c{1}: %m%n
"""
"""Spark's own messages: errors only, without the greeting."""


class SparkEngine:
    """One Spark session. Parquet parts must lie where every worker can read them."""

    name = "spark"

    def __init__(self, master: str = "local[*]", *, settings: Mapping[str, str] | None = None) -> None:
        if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
            raise UserProblem("java-missing", extra="jianfu[spark]")
        logging.getLogger("py4j").setLevel(logging.WARNING)
        builder = SparkSession.builder.appName("jianfu").master(master)
        self._folder = tempfile.TemporaryDirectory(prefix="jianfu-spark-")
        local = {**_LOCAL, "spark.sql.warehouse.dir": self._folder.name} if master.startswith("local") else {}
        quiet = Path(self._folder.name) / "log4j2.properties"
        quiet.write_text(_LOG, encoding="ascii")
        wishes = {**_SETTINGS, **local, **(settings or {})}
        wishes[_JVM] = f"{wishes.get(_JVM, '')} -Dlog4j2.configurationFile={quiet}".strip()
        if local:  # workers on this machine must be this Python, with this package; a cluster has its own
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        for name, value in wishes.items():
            builder = builder.config(name, value)
        self._is_guest = SparkSession.getActiveSession() is not None
        try:
            self._session = builder.getOrCreate()
        except (PySparkException, RuntimeError, OSError) as error:
            raise UserProblem("spark-start", master=master, words=str(error)[:300]) from error
        self._usual = {name: str(self._session.conf.get(name)) for name in _SMALL}
        self._session.udf.register(CLEAN_NAME, arrow_udf(_clean_name, "string"))

    def query(
        self, query: CheckedQuery, tables: Mapping[str, TableSource], parameters: Mapping[str, Scalar]
    ) -> pa.Table:
        """See ``Engine.query``."""
        missing = sorted(set(query.reads) - set(tables))
        if missing:
            raise Defect("query-table-missing", tables=", ".join(missing))
        words = spell(query, "spark", parameters)
        small = all(isinstance(tables[name], pa.Table) for name in query.reads)
        for name, value in (_SMALL if small else self._usual).items():
            self._session.conf.set(name, value)
        try:
            for name in query.reads:
                self._frame(tables[name]).createOrReplaceTempView(name)
            return plain(self._session.sql(words).toArrow(), query.schema)
        except PySparkException as error:
            raise Defect("engine-failed", engine=self.name, words=str(error)[:400]) from error
        finally:
            for name in query.reads:
                self._session.catalog.dropTempView(name)

    def map_parts(self, function: Callable[[Path], pa.Table], parts: Sequence[Path]) -> Iterator[pa.Table]:
        """See ``Engine.map_parts``. Answers travel as Arrow bytes and are fetched one part at a time, in order."""
        if not parts:
            return
        numbered = self._session.sparkContext.parallelize([str(path) for path in parts], len(parts))
        for packed in numbered.map(_Packed(function)).toLocalIterator(prefetchPartitions=True):
            yield pa.ipc.open_stream(packed).read_all()

    def flow(self, table: pa.Table) -> "SparkFlow":
        """See ``FlowEngine.flow``."""
        hands = self._session.sparkContext.defaultParallelism
        pieces = max(1, min(len(table), _ROUNDS * hands))
        rows = self._session.sparkContext.parallelize(range(len(table)), pieces)
        packed = self._session.sparkContext.broadcast(_packed(table))
        frame = self._session.createDataFrame(rows.map(lambda row: (row,)), "row BIGINT")
        return SparkFlow(frame, _ROUNDS * hands).map(_Rows(packed), table.schema)

    def close(self) -> None:
        """See ``Engine.close``. A session somebody else in this process has begun, a notebook say, goes on."""
        if not self._is_guest:
            self._session.stop()
        self._folder.cleanup()

    def _frame(self, source: TableSource) -> "DataFrame":
        if isinstance(source, pa.Table):
            return self._session.createDataFrame(canonical(source))
        return self._session.read.parquet(*(_PATTERN.sub(r"\\\1", str(path)) for path in source))


class _Packed:
    """A per-part function whose answer is Arrow bytes."""

    def __init__(self, function: Callable[[Path], pa.Table]) -> None:
        self.function = function

    def __call__(self, part: str) -> bytes:
        return _packed(self.function(Path(part)))


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


class _Rows:
    """Picks rows of a table that was sent to all workers."""

    def __init__(self, packed: "Broadcast[bytes]") -> None:
        self.packed = packed

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        table = pa.ipc.open_stream(self.packed.value).read_all()
        for batch in batches:
            yield from table.take(batch["row"]).to_batches()


class SparkFlow:
    """See ``Flow``: a data frame."""

    def __init__(self, frame: "DataFrame", pieces: int) -> None:
        self.frame = frame
        self.pieces = pieces

    def map(self, step: Step, schema: pa.Schema) -> Self:
        """See ``Flow.map``."""
        words = ", ".join(f"{field.name} {_SPARK_TYPES[field.type]}" for field in schema)
        return type(self)(self.frame.mapInArrow(step, words), self.pieces)

    def exchange(self, by: str, order: Sequence[str]) -> Self:
        """See ``Flow.exchange``."""
        return type(self)(self.frame.repartition(self.pieces, by).sortWithinPartitions(*order), self.pieces)

    def union(self, other: Self) -> Self:
        """See ``Flow.union``."""
        return type(self)(self.frame.unionByName(other.frame), self.pieces)

    def keep(self) -> Self:
        """See ``Flow.keep``."""
        return type(self)(self.frame.persist(), self.pieces)

    def gather(self) -> pa.Table:
        """See ``Flow.gather``."""
        try:
            return self.frame.toArrow()
        except PySparkException as error:
            raise Defect("engine-failed", engine="spark", words=str(error)[:400]) from error


def _clean_name(names: pa.Array) -> pa.Array:
    return pa.array([None if name is None else clean_name(name) for name in names.to_pylist()], pa.string())
