"""The flow for relays alone: messages of a dataset, of files or of one table, into a folder with what was passed on.

messages --Tracer--> clusters of texts --trace_messages--> trees of messages --> relays.parquet

What only some calls need (an engine, an import, a store, Spark) is loaded where it is needed: with all of it, the
program would take longer to start than to trace a hundred thousand messages.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.base.memory import peak_memory_bytes
from jianfu.base.progress import Progress, Quiet
from jianfu.base.whole import whole_folder
from jianfu.dataset.snapshot import Snapshot, is_dataset, open_snapshot
from jianfu.measure.burden.constants import default_constants
from jianfu.measure.inputs import DAY_MICROSECONDS, MeasureInput, day_number
from jianfu.measure.relays.find.trace import DEFAULT_THRESHOLD, Tracer
from jianfu.measure.relays.table_messages import is_message_table, open_messages
from jianfu.measure.relays.tracing import Notice, Relays, trace_dataset, trace_messages, unit_names
from jianfu.measure.relays.tree.relay import TABLE
from jianfu.measure.table_file import ROWS_A_GROUP, write_tables
from jianfu.sources.options import ReadOptions

if TYPE_CHECKING:
    from jianfu.engine.protocol import Engine
    from jianfu.measure.relays.keyed.sketches import KeyRing

PARQUET = "relays.parquet"
MATCHES_PARQUET = "matches.parquet"
MEGABYTE = 1e6
IN_PROCESS = "duckdb"


@dataclass(frozen=True)
class TracedRelays:
    """What a trace left."""

    relays: Relays
    summary: dict[str, object]
    """messages, distinct, clusters, copies, stages (seconds), seconds, peak_mb."""
    notices: Sequence[Notice]
    """The most copied."""

    @cached_property
    def table(self) -> pa.Table:
        """One row a copy or first message: columns of ``relay.TABLE``."""
        return self.relays.table()

    @cached_property
    def clusters(self) -> pa.Table:
        """One row a notice that was passed on: columns of ``relay_cluster.TABLE`` but for readers and minutes."""
        return self.relays.clusters()


@dataclass(frozen=True)
class Way:
    """How messages are searched."""

    store: Path | None = None
    """A relay store that remembers earlier messages; the result covers these too."""
    engine: str = IN_PROCESS
    """``duckdb``: this process; ``spark`` or ``spark=MASTER``: its workers."""


def trace_table(source: object, *, threshold: float = DEFAULT_THRESHOLD) -> TracedRelays:
    """Traces a table of messages: Arrow, or a Parquet or CSV file."""
    began = clock.seconds()
    return _told(trace_messages(open_messages(source), _tracer(threshold)), began)


def trace_relays(
    path: Path,
    *,
    out: Path,
    threshold: float = DEFAULT_THRESHOLD,
    reading: ReadOptions | None = None,
    progress: Progress | None = None,
    way: Way | None = None,
) -> TracedRelays:
    """Traces a dataset, files to be imported, or one table of messages, into the folder ``out``.

    It is there whole or not at all. Raises ``UserProblem`` or ``SourceProblem``.
    """
    began = clock.seconds()
    tracer, way = _tracer(threshold), way or Way()
    if way.store is not None and way.engine != IN_PROCESS:
        raise UserProblem("relays-store-or-engine", engine=way.engine)
    with whole_folder(out, marker=PARQUET) as folder:
        with tempfile.TemporaryDirectory(prefix="texts-", dir=folder) as scratch:
            tracer.folder = Path(scratch)
            if is_message_table(path):
                relays = _trace_file(path, tracer, way)
            else:
                with _snapshot_of(path, reading or ReadOptions(), progress or Quiet(), tracer.folder) as snapshot:
                    relays = trace_snapshot(snapshot, tracer, way)
        with clock.timed(relays.stages, "write"):
            write_tables(relays.tables(ROWS_A_GROUP), TABLE.schema, folder / PARQUET)
    return _told(relays, began)


def sketch_relays(
    path: Path, *, key: Path, out: Path, reading: ReadOptions | None = None, progress: Progress | None = None
) -> dict[str, object]:
    """Writes keyed sketches of a dataset's, files' or a table's messages into the file ``out``; returns what it holds.

    Names of units stay out of it, or the same words would be other facts in another unit. Raises ``UserProblem``.
    """
    from jianfu.measure.relays.keyed.sketches import read_shared_key  # noqa: PLC0415 - for sketches alone
    from jianfu.measure.relays.store.tracing import dataset_batches  # noqa: PLC0415 - for datasets alone

    ring = read_shared_key(key)
    if is_message_table(path):
        messages, sketches = _sketched(open_messages(path).batches(), ring)
    else:
        with _snapshot_of(path, reading or ReadOptions(), progress or Quiet()) as snapshot:
            until = (day_number(snapshot.last_day or date.max) + 1) * DAY_MICROSECONDS
            messages, sketches = _sketched(dataset_batches(snapshot.files("message"), until), ring)
    fresh = out.with_name(f".{out.name}.{os.getpid()}.unfinished")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(sketches, fresh, compression="zstd")
        fresh.replace(out)
    except OSError as cause:
        raise UserProblem("output-unwritable", path=out, reason=cause.strerror or str(cause)) from cause
    finally:
        fresh.unlink(missing_ok=True)
    return {"messages": messages, "sketches": len(sketches), "bytes": out.stat().st_size}


def _sketched(batches: Iterator[pa.Table], ring: "KeyRing") -> tuple[int, pa.Table]:
    from jianfu.measure.relays.keyed.sketches import sketch_messages  # noqa: PLC0415 - for sketches alone

    given = list(batches)
    if given and "sent_at" not in given[0].column_names:
        raise UserProblem("relay-store-columns", columns="sent_at")
    return sum(len(batch) for batch in given), sketch_messages(given, ring)


def match_relays(paths: Sequence[Path], *, out: Path, threshold: float = DEFAULT_THRESHOLD) -> dict[str, object]:
    """Finds copies among the sketches of units, into the folder ``out``. Raises ``UserProblem``."""
    from jianfu.measure.relays.keyed.match import match_sketches  # noqa: PLC0415 - for sketches alone

    began = clock.seconds()
    _tracer(threshold)
    with whole_folder(out, marker=MATCHES_PARQUET) as folder:
        found = match_sketches(paths, threshold)
        pq.write_table(found.table, folder / MATCHES_PARQUET, compression="zstd")
    return {
        "messages": found.messages,
        "distinct": found.distinct,
        "clusters": found.clusters,
        "copies": len(found.table) - found.clusters,
        "seconds": round(clock.seconds() - began, 3),
    }


def trace_snapshot(snapshot: Snapshot, tracer: Tracer, way: Way) -> Relays:
    """Traces the messages of a dataset with its members of groups."""
    from jianfu.engine.choose import open_engine  # noqa: PLC0415 - for datasets and Spark
    from jianfu.measure.census import take_census  # noqa: PLC0415 - for datasets alone

    with (
        closing(open_engine(way.engine)) as engine,
        tempfile.TemporaryDirectory(prefix="roster-", dir=tracer.folder) as scratch,
    ):
        as_of = snapshot.last_day or date.max
        until = (day_number(as_of) + 1) * DAY_MICROSECONDS
        tracer = _spread(tracer, engine, snapshot.files("message"), until)
        with clock.timed(tracer.stages, "census"):
            roster, _ = take_census(MeasureInput(snapshot, engine, as_of), Path(scratch))
        shortest = default_constants().whole("copy_characters")
        if way.store is not None:
            from jianfu.measure.relays.store.store import RelayStore  # noqa: PLC0415 - for stores alone
            from jianfu.measure.relays.store.tracing import dataset_batches, trace_store  # noqa: PLC0415 - so too

            tracer.names = unit_names(snapshot)
            store = RelayStore(way.store, tracer)
            with clock.timed(tracer.stages, "append"):
                store.append(dataset_batches(snapshot.files("message"), until))
            return trace_store(store, roster, shortest)
        return trace_dataset(snapshot, roster, until, tracer, shortest)


def _trace_file(path: Path, tracer: Tracer, way: Way) -> Relays:
    """Traces one table of messages."""
    messages = open_messages(path, tracer.folder)
    if way.store is not None:
        from jianfu.measure.relays.store.store import RelayStore  # noqa: PLC0415 - for stores alone
        from jianfu.measure.relays.store.tracing import trace_store  # noqa: PLC0415 - so too

        store = RelayStore(way.store, tracer)
        with clock.timed(tracer.stages, "append"):
            store.append(messages.batches())
        return trace_store(store)
    if way.engine == IN_PROCESS:
        return trace_messages(messages, tracer)
    from jianfu.engine.choose import open_engine  # noqa: PLC0415 - for datasets and Spark

    with closing(open_engine(way.engine)) as engine:
        if path.suffix.lower() == ".csv":
            raise UserProblem("relays-spread-parquet", path=path)
        return trace_messages(messages, _spread(tracer, engine, [path]))


def _spread(tracer: Tracer, engine: "Engine", files: Sequence[Path], until: int | None = None) -> Tracer:
    """The same search by the workers of an engine that has some."""
    from jianfu.engine.flow import FlowEngine  # noqa: PLC0415 - for datasets and Spark

    if not isinstance(engine, FlowEngine):
        return tracer
    from jianfu.measure.relays.spread.tracing import SpreadTracer  # noqa: PLC0415 - for Spark alone

    return SpreadTracer(engine, files, threshold=tracer.threshold, until=until)


def _tracer(threshold: float) -> Tracer:
    if not 0 < threshold <= 1:
        raise UserProblem("relays-threshold", threshold=threshold)
    return Tracer(threshold)


@contextmanager
def _snapshot_of(
    path: Path, reading: ReadOptions, progress: Progress, within: Path | None = None
) -> Iterator[Snapshot]:
    """The snapshot of a dataset; files are imported into a dataset ``within`` a folder that is gone afterwards."""
    if is_dataset(path):
        yield open_snapshot(path)
        return
    with tempfile.TemporaryDirectory(prefix="jianfu-relays-", dir=within) as scratch:
        from jianfu import cycle  # noqa: PLC0415 - it brings all steps with it

        yield cycle.read_in([path], into=Path(scratch) / "dataset", options=reading, progress=progress).snapshot


def _told(relays: Relays, began: float) -> TracedRelays:
    summary: dict[str, object] = {
        **relays.counts,
        "stages": relays.stages,
        "seconds": round(clock.seconds() - began, 3),
        "peak_mb": round(peak_memory_bytes() / MEGABYTE, 1),
    }
    return TracedRelays(relays, summary, relays.notices)
