"""Picks out rows on many workers (分布式筛选): those whose text was flagged somewhere else."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from jianfu.measure.relays.spread.rows import numbers

FLAGS = pa.schema([("hash", pa.int64())])
"""Texts that are wanted; a text may stand here several times."""
COUNT = pa.schema([("rows", pa.int64())])
_WAITS = pa.field("waits", pa.int32())


def waiting_schema(schema: pa.Schema) -> pa.Schema:
    """The columns of rows that wait for a flag: null in ``waits`` is the flag itself."""
    return pa.schema([*schema, _WAITS])


def flag_chosen(chosen: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From choices to the texts on either side."""
    for batch in chosen:
        both = np.unique(np.concatenate([numbers(batch, "hash"), numbers(batch, "earlier")]))
        yield pa.record_batch([both], schema=FLAGS)


def flag_repeated(texts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From texts to those that several messages have."""
    for batch in texts:
        yield pa.record_batch([numbers(batch, "hash")[numbers(batch, "messages") > 1]], schema=FLAGS)


def flagged_rows(flags: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """From flags to rows that can meet those that wait."""
    waiting = waiting_schema(schema)
    for batch in flags:
        columns = [batch["hash"] if field.name == "hash" else pa.nulls(len(batch), field.type) for field in waiting]
        yield pa.record_batch(columns, schema=waiting)


def waiting_rows(rows: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """From rows to the same, waiting for a flag."""
    for batch in rows:
        ones = np.ones(len(batch), np.int32)
        yield pa.record_batch([*(batch[name] for name in schema.names), ones], schema=waiting_schema(schema))


def only_flagged(rows: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Of rows in order, flags before those that wait for them, those whose text has a flag."""
    flagged: int | None = None
    for batch in rows:
        if not len(batch):
            continue
        hashes = numbers(batch, "hash")
        waits = np.asarray(batch["waits"].is_valid().to_numpy(zero_copy_only=False))
        begins = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1]))
        first = np.repeat(begins, np.diff(np.append(begins, len(hashes))))
        wanted = ~waits[first] | (hashes == flagged if flagged is not None else False)
        yield batch.select(schema.names).filter(pa.array(waits & wanted))
        flagged = int(hashes[-1]) if wanted[-1] else None


def count_rows(rows: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From rows to how many they are."""
    yield pa.record_batch([np.array([sum(len(batch) for batch in rows)])], schema=COUNT)
