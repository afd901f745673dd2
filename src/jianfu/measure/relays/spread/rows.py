"""Rows as they travel between workers (流转行): numbers with a sign, arrays as bytes, rows cut where a key ends."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Longs = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_SIGN = np.uint64(1 << 63)


def signed(values: Hashes) -> Longs:
    """Unsigned numbers as signed ones in the same order."""
    return (values ^ _SIGN).view(np.int64)


def unsigned(values: Longs) -> Hashes:
    """What ``signed`` was given."""
    return values.view(np.uint64) ^ _SIGN


def numbers(batch: pa.RecordBatch | pa.Table, name: str) -> npt.NDArray[Any]:
    """A column of numbers without nulls."""
    column = batch[name]
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    return np.array(column.to_numpy(zero_copy_only=False))


def pieces(values: npt.NDArray[Any], starts: Longs) -> pa.Array:
    """``values[starts[i]:starts[i + 1]]`` as bytes, one entry each."""
    bounds = ((starts - starts[0]) * values.itemsize).astype(np.int32)
    data = np.ascontiguousarray(values[starts[0] : starts[-1]])
    return pa.Array.from_buffers(pa.binary(), len(starts) - 1, [None, pa.py_buffer(bounds), pa.py_buffer(data)])


def joined(column: pa.Array | pa.ChunkedArray, kind: Any) -> tuple[npt.NDArray[Any], Longs]:
    """What ``pieces`` was given: all values one after another, and where each entry's begin."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    _, offsets, data = column.buffers()
    bounds = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1].astype(np.int64)
    held = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return held[bounds[0] : bounds[-1]].copy().view(kind), (bounds - bounds[0]) // np.dtype(kind).itemsize


def whole_groups(batches: Iterator[pa.RecordBatch], by: str) -> Iterator[pa.Table]:
    """The rows, which stand in order of ``by``, cut so that rows that agree in it stay together."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        if not len(batch):
            continue
        keys = numbers(batch, by)
        last = int(np.searchsorted(keys, keys[-1]))
        if last > 0 or (held and numbers(held[-1], by)[-1] != keys[0]):
            yield pa.Table.from_batches([*held, batch.slice(0, last)])
            held = [batch.slice(last)]
        else:
            held.append(batch)
    if held:
        yield pa.Table.from_batches(held)
