"""Copies worked on a stretch at a time are led to the sources they have when all are looked at together."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from copied_messages import talks
from hypothesis import given, settings
from hypothesis import strategies as st

import jianfu
from jianfu.measure.relays.id_order import by_id
from jianfu.measure.relays.messages import taken
from jianfu.measure.relays.tree import relay, stretches
from jianfu.measure.table_file import ROWS_A_GROUP, write_table, write_tables

IDS = ("", "a", "a\0", "b", "早", "room-00000001", "room-000000012", "room-000000013")
"""Some are told apart by no more than their length, or behind the bytes that are looked at first."""


@given(st.lists(st.integers(1, 9), max_size=12), st.integers(1, 10))
def test_a_stretch_is_of_whole_clusters_and_no_copy_is_left_out(sizes: list[int], most: int) -> None:
    cluster = np.repeat(np.arange(len(sizes)), sizes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "COPIES_AT_ONCE", most)
        parts = [cluster[part].tolist() for part in stretches.stretches(cluster)]
    assert [number for part in parts for number in part] == cluster.tolist()
    assert sum(len(set(part)) for part in parts) == len(sizes)
    assert all(len(part) < most + max(sizes) for part in parts)


@settings(max_examples=25, deadline=None)
@given(talks())
def test_short_stretches_lead_to_the_same_sources(table: pa.Table) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "COPIES_AT_ONCE", 3)
        found = jianfu.trace_relays(table).table
    assert found.equals(jianfu.trace_relays(table).table)


@given(st.lists(st.tuples(st.sampled_from(IDS), st.integers(0, 3)), max_size=20))
def test_copies_stand_in_order_of_id_then_of_the_first_of_their_cluster(rows: list[tuple[str, int]]) -> None:
    ids = pa.array([name for name, _ in rows], pa.string())
    first = np.array([min(place, len(rows) - 1) for _, place in rows], np.int64)
    found = [(rows[at][0], rows[first[at]][0]) for at in by_id(ids, first).tolist()]
    assert found == sorted((name, rows[first[at]][0]) for at, (name, _) in enumerate(rows))


@pytest.mark.parametrize("rows", [0, 1, ROWS_A_GROUP, ROWS_A_GROUP + 1])
def test_a_file_written_table_by_table_is_the_one_written_at_once(rows: int, tmp_path: Path) -> None:
    words, numbers = pa.array([f"m{at % 977}" for at in range(rows)], pa.string()), pa.array(np.arange(rows) / 7)
    columns = [numbers if name == "similarity" else words for name in relay.TABLE.schema.names]
    whole = pa.table(columns, schema=relay.TABLE.schema)
    write_table(whole, tmp_path / "whole.parquet")
    parts = (whole.slice(first, ROWS_A_GROUP) for first in range(0, max(1, rows), ROWS_A_GROUP))
    write_tables(parts, whole.schema, tmp_path / "parts.parquet")
    assert (tmp_path / "parts.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_a_column_in_a_file_is_read_as_one_in_memory_is(tmp_path: Path) -> None:
    column = np.memmap(tmp_path / "column.bin", np.int32, "w+", shape=(1 << 21,))
    column[:] = np.arange(len(column))
    rows = np.arange(5, len(column), 3)
    assert np.array_equal(taken(column, rows), rows)
