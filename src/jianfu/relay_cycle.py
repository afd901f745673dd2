"""The flow for relays alone: messages of a dataset, of files or of one table, into a folder with what was passed on.

messages --Tracer--> clusters of texts --trace_messages--> trees of messages --> relays.parquet
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from jianfu import cycle
from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.base.memory import peak_memory_bytes
from jianfu.base.progress import Progress, Quiet
from jianfu.base.whole import whole_folder
from jianfu.dataset.snapshot import Snapshot, is_dataset, open_snapshot
from jianfu.engine.choose import open_engine
from jianfu.measure.burden.constants import default_constants
from jianfu.measure.census import take_census
from jianfu.measure.inputs import DAY_MICROSECONDS, MeasureInput, day_number
from jianfu.measure.relays.table_messages import is_message_table, open_messages
from jianfu.measure.relays.trace import DEFAULT_THRESHOLD, Tracer
from jianfu.measure.relays.tracing import Notice, Relays, trace_dataset, trace_messages
from jianfu.measure.run import write_table
from jianfu.sources.options import ReadOptions

PARQUET = "relays.parquet"
MEGABYTE = 1e6


@dataclass(frozen=True)
class TracedRelays:
    """What a trace left."""

    table: pa.Table
    """One row a copy or first message: columns of ``relay.TABLE``."""
    clusters: pa.Table
    """One row a notice that was passed on: columns of ``relay_cluster.TABLE`` but for readers and minutes."""
    summary: dict[str, object]
    """messages, distinct, clusters, copies, stages (seconds), seconds, peak_mb."""
    notices: Sequence[Notice]
    """The most copied."""


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
) -> TracedRelays:
    """Traces a dataset, files to be imported, or one table of messages, into the folder ``out``.

    It is there whole or not at all. Raises ``UserProblem`` or ``SourceProblem``.
    """
    began = clock.seconds()
    tracer = _tracer(threshold)
    with whole_folder(out, marker=PARQUET) as folder:
        if is_message_table(path):
            relays = trace_messages(open_messages(path), tracer)
        else:
            with _snapshot_of(path, reading or ReadOptions(), progress or Quiet()) as snapshot:
                relays = trace_snapshot(snapshot, tracer)
        table = relays.table()
        with clock.timed(relays.stages, "write"):
            write_table(table, folder / PARQUET)
    return _told(relays, began, table)


def trace_snapshot(snapshot: Snapshot, tracer: Tracer) -> Relays:
    """Traces the messages of a dataset with its members of groups."""
    with closing(open_engine("duckdb")) as engine, tempfile.TemporaryDirectory(prefix="jianfu-relays-") as scratch:
        as_of = snapshot.last_day or date.max
        with clock.timed(tracer.stages, "census"):
            roster, _ = take_census(MeasureInput(snapshot, engine, as_of), Path(scratch))
        until = (day_number(as_of) + 1) * DAY_MICROSECONDS
        return trace_dataset(snapshot, roster, until, tracer, default_constants().whole("copy_characters"))


def _tracer(threshold: float) -> Tracer:
    if not 0 < threshold <= 1:
        raise UserProblem("relays-threshold", threshold=threshold)
    return Tracer(threshold)


@contextmanager
def _snapshot_of(path: Path, reading: ReadOptions, progress: Progress) -> Iterator[Snapshot]:
    """The snapshot of a dataset; files are imported into a dataset that is gone afterwards."""
    if is_dataset(path):
        yield open_snapshot(path)
        return
    with tempfile.TemporaryDirectory(prefix="jianfu-relays-") as scratch:
        yield cycle.read_in([path], into=Path(scratch) / "dataset", options=reading, progress=progress).snapshot


def _told(relays: Relays, began: float, table: pa.Table | None = None) -> TracedRelays:
    summary: dict[str, object] = {
        **relays.counts,
        "stages": relays.stages,
        "seconds": round(clock.seconds() - began, 3),
        "peak_mb": round(peak_memory_bytes() / MEGABYTE, 1),
    }
    return TracedRelays(relays.table() if table is None else table, relays.clusters(), summary, relays.notices)
