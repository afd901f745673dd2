"""From messages to distinct texts with their features (分布式去重), piece by piece."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.measure.lookup import lookup_of
from jianfu.measure.relays.facts.tables import fact_tables
from jianfu.measure.relays.find.features import features_of
from jianfu.measure.relays.find.sketch import WORDS
from jianfu.measure.relays.find.trace import Batch
from jianfu.measure.relays.messages import UNTRACED, coded, plain_text, without
from jianfu.measure.relays.spread.rows import joined, numbers, pieces, signed, whole_groups
from jianfu.measure.relays.table_messages import moments
from jianfu.measure.relays.text.normalise import normalise
from jianfu.measure.relays.text.texts import Texts

GROUPS = pa.schema([("path", pa.string()), ("number", pa.int32()), ("first", pa.int64())])
"""Row groups of the files, and how many messages stand before each."""
FOUND = pa.schema([("hash", pa.int64()), ("first_at", pa.int64()), ("messages", pa.int64()), ("codes", pa.binary())])
"""Texts as one row group has them."""
TEXTS = pa.schema(
    [*FOUND, ("grams", pa.int32()), ("bitmap", pa.binary()), ("facts", pa.binary()), ("keys", pa.list_(pa.int64()))]
)
"""Each text once."""
POSTED = pa.schema([("hash", pa.int64()), ("row", pa.int64()), ("marks", pa.int32())])
"""Messages and their texts."""
AT_ONCE = 1 << 14
"""Rows that travel together."""

Longs = npt.NDArray[np.int64]


class Reading(NamedTuple):
    """How workers read messages."""

    until: int | None = None
    """Microseconds; later messages have no text."""
    names: Sequence[str] = ()
    """Names of units and places, where they are known."""

    def read(self, path: str, number: int, first: int) -> Batch:
        """The texts of a row group and when they were sent."""
        file = pq.ParquetFile(path)
        known = set(file.schema_arrow.names)
        table = file.read_row_group(number, columns=[name for name in ("text", "sent_at", "kind") if name in known])
        sent_at = np.arange(first, first + len(table), dtype=np.int64)
        if "sent_at" in known:
            sent_at = moments(table["sent_at"], first, path)
        silent = np.zeros(len(table), np.bool_)
        if self.until is not None:
            silent |= sent_at >= self.until
        if "kind" in known:
            silent |= coded(table["kind"], lookup_of(pa.array(UNTRACED))) >= 0
        return without(plain_text(table["text"]), silent), sent_at


def find_texts(groups: Iterator[pa.RecordBatch], reading: Reading) -> Iterator[pa.RecordBatch]:
    """From row groups to the texts of each."""
    for path, number, first in _each(groups):
        text, sent_at = reading.read(path, number, first)
        texts = Texts()
        found = texts.add(normalise(text), sent_at)
        texts = texts.finished()
        counts = np.bincount(found[found >= 0], minlength=texts.count)
        codes = pieces(*texts.units(0, texts.count))
        yield from _cut(pa.table([signed(texts.hashes), texts.first_at, counts, codes], schema=FOUND))


def find_messages(groups: Iterator[pa.RecordBatch], reading: Reading) -> Iterator[pa.RecordBatch]:
    """From row groups to the messages of each that have a text."""
    for path, number, first in _each(groups):
        messages = normalise(reading.read(path, number, first)[0])
        rows = np.flatnonzero(messages.hashes)
        marks = messages.marks[rows].astype(np.int32)
        yield from _cut(pa.table([signed(messages.hashes[rows]), first + rows, marks], schema=POSTED))


def unite_texts(found: Iterator[pa.RecordBatch], reading: Reading) -> Iterator[pa.RecordBatch]:
    """From texts in order of hash, then first moment, to each once, with its features."""
    tables = fact_tables(reading.names)
    for table in whole_groups(found, "hash"):
        hashes = numbers(table, "hash")
        firsts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1]))
        once = table.take(pa.array(firsts))
        codes, starts = joined(once["codes"], np.uint16)
        features = features_of(codes, starts, tables)
        ends = np.concatenate([np.zeros(1, np.int32), np.cumsum(features.key_counts, dtype=np.int32)])
        columns = [
            hashes[firsts],
            numbers(once, "first_at"),
            np.add.reduceat(numbers(table, "messages"), firsts),
            pieces(codes, starts),
            features.sketches.grams,
            pieces(features.sketches.bitmaps.ravel(), np.arange(0, WORDS * len(firsts) + 1, WORDS)),
            pieces(features.facts.values, features.facts.starts),
            pa.ListArray.from_arrays(pa.array(ends), pa.array(signed(features.keys))),
        ]
        yield from _cut(pa.table(columns, schema=TEXTS))


def row_group_table(paths: Sequence[Path]) -> pa.Table:
    """The row groups of files, in order."""
    rows, first = [], 0
    for path in paths:
        metadata = pq.read_metadata(path)
        for number in range(metadata.num_row_groups):
            rows.append((str(path), number, first))
            first += metadata.row_group(number).num_rows
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.table([pa.array(column, kind) for column, kind in zip(columns, GROUPS.types, strict=True)], schema=GROUPS)


def _each(groups: Iterator[pa.RecordBatch]) -> Iterator[tuple[str, int, int]]:
    for batch in groups:
        yield from zip(*(batch[name].to_pylist() for name in GROUPS.names), strict=True)


def _cut(table: pa.Table) -> Iterator[pa.RecordBatch]:
    yield from table.to_batches(AT_ONCE)
