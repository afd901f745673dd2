"""Several rows about the same thing -> one: column by column, by an order that no file order changes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.tables.column import Table

Index = npt.NDArray[np.int64]

LATEST_COUNTS: Mapping[str, frozenset[str]] = {
    "work_group": frozenset({"last_active_on", "state"}),
    "app": frozenset({"last_updated_on", "state"}),
    "account": frozenset({"last_post_on", "state"}),
    "person": frozenset({"state"}),
    "letter": frozenset({"closed_at", "reopened_at"}),
}
"""Columns that move on with time: the latest day, and ``dissolved``/``closed``/``left``, are the newer statement."""


@dataclass(frozen=True)
class Merged:
    """One row a key, in key order; where statements of different files or rows contradicted each other."""

    rows: pa.Table
    duplicates: int
    """Rows beyond the first of each key."""
    conflicts: Mapping[str, int]
    """Keys with more than one value in a column, by column."""


def merge_rows(table: Table, rows: pa.Table, rank: pa.Array | pa.ChunkedArray) -> Merged:
    """The canonical columns of ``rows``, one row a key.

    In each column the value of the lowest ``rank`` that states one stays; among equals the smallest, or for the
    columns of ``LATEST_COUNTS`` the largest.
    """
    rows = rows.select(table.names)
    if rows.num_rows == 0:
        return Merged(table.schema.empty_table(), 0, {})
    key = _key_codes(table, rows)
    count = int(key.max()) + 1
    if count == rows.num_rows:
        return Merged(rows.take(pa.array(np.argsort(key))), 0, {})
    ranks = np.asarray(rank, np.int64)
    columns, conflicts = [], {}
    for column in table.columns:
        latest = column.name in LATEST_COUNTS.get(table.name, ())
        chosen, contradicted = _choose(rows[column.name], key, ranks, count, latest=latest)
        columns.append(rows[column.name].combine_chunks().take(chosen))
        if contradicted and not latest and column.name not in table.key:
            conflicts[column.name] = contradicted
    return Merged(pa.Table.from_arrays(columns, schema=table.schema), rows.num_rows - count, conflicts)


def dense_rank(column: pa.ChunkedArray | pa.Array) -> Index:
    """The place of each value among the distinct ones in order, from 0; null comes last."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_boolean(whole.type):
        whole = whole.cast(pa.int8())
    if pa.types.is_null(whole.type):
        return np.zeros(len(whole), np.int64)
    return np.asarray(pc.rank(whole, tiebreaker="dense"), np.int64) - 1


def _key_codes(table: Table, rows: pa.Table) -> Index:
    """One number a row, equal for equal keys, in key order."""
    code = np.zeros(rows.num_rows, np.int64)
    for name in table.key:
        place = dense_rank(rows[name])
        _, code = np.unique(code * (int(place.max()) + 1) + place, return_inverse=True)
    return np.asarray(code, np.int64)


def _choose(column: pa.ChunkedArray, key: Index, ranks: Index, count: int, *, latest: bool) -> tuple[pa.Array, int]:
    """The row each key takes this column from (null: none states it), and how many keys are contradicted."""
    stated = np.flatnonzero(np.asarray(pc.is_valid(column)))
    value = dense_rank(column)[stated]
    preference = -value if latest else value
    order = np.lexsort((stated, preference, ranks[stated], key[stated]))
    keys, values = key[stated][order], value[order]
    first = np.concatenate([[True], keys[1:] != keys[:-1]]) if len(keys) else np.empty(0, bool)
    chosen = np.full(count, -1, np.int64)
    chosen[keys[first]] = stated[order][first]
    changes = ~first[1:] & (values[1:] != values[:-1])
    contradicted = len(np.unique(keys[1:][changes]))
    return pa.array(chosen, mask=chosen < 0), contradicted
