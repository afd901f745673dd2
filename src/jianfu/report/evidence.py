"""The rows findings rest on: a few per finding, without persons and free text, small counts of people hidden."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from jianfu.detect.rule import Evidence as EvidencePlace
from jianfu.measure.suppression import SUPPRESSED, is_small
from jianfu.report.model import Cell, ColumnCard, Evidence, TableCard
from jianfu.tables import Column, Kind, Table

ROWS_KEPT = 20
"""Evidence rows kept for one finding and table."""
WEIGHTIEST_FIRST: Mapping[str, tuple[tuple[str, str], ...]] = {
    "off_hours": (("off_hours_count", "descending"),),
    "chain_reply": (("demanded", "descending"), ("participant_count", "descending")),
    "group_overlap": (("containment", "descending"),),
    "app_overlap": (("jaccard", "descending"),),
}
"""Which rows of a table say most about a finding; other tables keep the order of their key."""
FREE_TEXT = ("text", "title")
"""Columns that may carry private words: never shown as evidence."""
_CODED_NAMES = ("kind", "level", "state", "type", "post", "platform")
_OVER_PEOPLE = ("person", "reading")
"""Units of columns that count people or what people did."""


def shown_columns(table: Table) -> list[Column]:
    """The columns of a table the report may show."""
    return [column for column in table.columns if not column.person and column.name not in FREE_TEXT]


def table_card(table: Table) -> TableCard:
    """How the report heads the evidence rows of a table."""
    return TableCard(
        title={"zh": table.zh, "en": table.en},
        columns=[
            ColumnCard(
                name=column.name,
                title={"zh": column.zh, "en": column.en},
                unit=column.unit,
                kind=column.kind.value,
                coded=bool(column.values) or column.name in _CODED_NAMES,
            )
            for column in shown_columns(table)
        ],
    )


def collect(
    place: EvidencePlace, *, table: Table, files: Sequence[Path], subjects: Iterable[str]
) -> dict[str, Evidence]:
    """Evidence of one place for many subjects in one pass over the files, the weightiest rows first."""
    wanted = sorted(set(subjects))
    if not wanted or not files:
        return {}
    scanned = ds.dataset([str(path) for path in files], format="parquet")
    columns = [column for column in dict.fromkeys((*table.key, *table.names)) if column in scanned.schema.names]
    match = pc.field(place.match).isin(pa.array(wanted, pa.string()))
    counts: dict[str, int] = {}
    kept: list[pa.Table] = []
    for batch in scanned.to_batches(columns=columns, filter=match, batch_readahead=2, fragment_readahead=1):
        if batch.num_rows:
            first = _first_rows(pa.Table.from_batches([batch]), place.match, table)
            kept.append(first)
            for pair in pc.value_counts(pc.cast(batch.column(place.match), pa.string())).to_pylist():
                counts[pair["values"]] = counts.get(pair["values"], 0) + pair["counts"]
    if not kept:
        return {}
    rows = _first_rows(pa.concat_tables(_plain(part) for part in kept), place.match, table)
    found: dict[str, list[list[Cell]]] = {}
    shown = shown_columns(table)
    for row in rows.to_pylist():
        found.setdefault(row[place.match], []).append(_cells(row, shown))
    return {subject: Evidence(table.name, cells, counts[subject]) for subject, cells in found.items()}


def _first_rows(rows: pa.Table, match: str, table: Table) -> pa.Table:
    order = {match: "ascending", **dict(WEIGHTIEST_FIRST.get(table.name, ()))}
    for name in table.key:
        order.setdefault(name, "ascending")
    rows = _plain(rows).sort_by(list(order.items()))
    codes = rows[match].combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False)
    starts = np.concatenate(([0], np.flatnonzero(np.diff(codes)) + 1))
    place_in_run = np.arange(len(codes)) - np.repeat(starts, np.diff(np.append(starts, len(codes))))
    return rows.filter(pa.array(place_in_run < ROWS_KEPT))


def _plain(rows: pa.Table) -> pa.Table:
    """Dictionary columns as plain text, so that parts with different dictionaries go together."""
    return pa.table(
        {
            name: pc.cast(column, pa.string()) if pa.types.is_dictionary(column.type) else column
            for name, column in zip(rows.column_names, rows.columns, strict=True)
        }
    )


def _cells(row: Mapping[str, object], columns: Sequence[Column]) -> list[Cell]:
    small = any(column.unit == "person" and _is_small_count(row.get(column.name)) for column in columns)
    return [
        SUPPRESSED if small and _tells_people(column, row.get(column.name)) else cell(row.get(column.name))
        for column in columns
    ]


def _tells_people(column: Column, value: object) -> bool:
    """Whether a cell of a row with a small count would give that count away, or is one itself.

    Shares and minutes of such a row are figures over the same few people; a larger count of people beside it is not.
    """
    if value is None:
        return False
    if column.unit == "person":
        return _is_small_count(value)
    return column.kind == Kind.NUMBER or column.unit in _OVER_PEOPLE


def _is_small_count(value: object) -> bool:
    return isinstance(value, int) and is_small(value)


def cell(value: object) -> Cell:
    """A value as JSON can hold it: days and moments in ISO order, moments to the minute."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 4) + 0.0
    if isinstance(value, str | int) or value is None:
        return value
    return str(value)
