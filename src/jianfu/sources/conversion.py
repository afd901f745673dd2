"""Turns raw rows under understood headings into batches, column by column; what cannot be read goes to quarantine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

import pyarrow as pa

from jianfu.sources.batch import PERSON_ALIAS, PERSON_ALIAS_SCHEMA, ROW, Batch, Piece, Quarantined, shorten
from jianfu.sources.cells import UnreadableCellError, read_long_text, read_period, reader_of
from jianfu.sources.dictionary import dictionary
from jianfu.sources.header import FoundTable, HeadingColumn
from jianfu.sources.ledger_rows import LedgerRows, Values
from jianfu.sources.letter_rows import TOLD_BY
from jianfu.sources.shaping import LONG_TEXTS, UNIT_FROM_TITLE, column_of, shape
from jianfu.sources.sheet import Row, is_blank
from jianfu.tables import TABLES

CELLS_SAMPLED = 50
PRIVATE_COLUMNS = frozenset(
    {
        "owner_name",
        "person_name",
        "member_names",
        "approver",
        "owner_id",
        "person_id",
        "asker",
        "asker_phone",
        "person",
        "typist",
        "device",
    }
)
"""What stands in these is never repeated in a report."""
REPLY_COLUMNS = {"reply_text": "text", "replied_at": "replied_at", "reply_unit": "unit_id"}


@dataclass(frozen=True)
class Body:
    """Rows below the headings with their numbers, and what holds for all of them where no column gives it."""

    rows: list[Row]
    numbers: list[int]
    zone: ZoneInfo
    unit: str
    channel: str | None = None
    """The way letters came, where no column says it."""


@dataclass(frozen=True)
class _Unreadable:
    """One cell that could not be read: position in the body, column, what stood there, why."""

    at: int
    column: str
    cell: object
    code: str


def convert(found: FoundTable, body: Body) -> Iterator[Piece]:
    """Quarantined cells and rows, then the batches."""
    columns: dict[str, Values] = {}
    unreadable: list[_Unreadable] = []
    for name, heading in found.used.items():
        cells = [row[heading.index] if heading.index < len(row) else None for row in body.rows]
        columns[name], problems = _read_column(cells, _reader(found.table, heading, body.zone), name)
        unreadable.extend(problems)
    unit_column = UNIT_FROM_TITLE.get(found.table)
    if unit_column and unit_column not in columns and body.unit:
        columns[unit_column] = [body.unit] * len(body.rows)
    if found.table == "letter" and body.channel and "channel" not in columns and columns.keys() & set(TOLD_BY):
        columns["channel"] = [body.channel] * len(body.rows)
    refused = _refused(found, columns, unreadable)
    told: set[tuple[int, str]] = set()
    for cell in sorted(unreadable, key=lambda cell: (cell.at, cell.column)):
        quarantined = _quarantined(found.table, cell, body.numbers, row_kept=cell.at not in refused)
        told.add((quarantined.row, quarantined.column))
        yield quarantined
    for at in sorted(refused - {cell.at for cell in unreadable}):
        first = next((str(cell) for cell in body.rows[at] if cell not in (None, "")), "")
        yield Quarantined(
            body.numbers[at], "", "" if found.table in ("person", "membership") else shorten(first),
            "row-without-name", table=found.table,
        )  # fmt: skip
    keep = [at for at in range(len(body.rows)) if at not in refused]
    if len(keep) < len(body.rows):
        columns = {name: [values[at] for at in keep] for name, values in columns.items()}
    numbers = [body.numbers[at] for at in keep]
    if numbers:
        for piece in _batches(LedgerRows(found.table, columns, numbers)):
            if not (isinstance(piece, Quarantined) and (piece.row, piece.column) in told):
                yield piece


def contradicted(found: FoundTable, rows: list[Row], zone: ZoneInfo) -> list[HeadingColumn]:
    """Headings merely similar to a known one whose first cells mostly cannot be read as that column."""
    wrong = []
    for name, heading in found.used.items():
        if heading.how == "similar":
            cells = [row[heading.index] for row in rows[:CELLS_SAMPLED] if heading.index < len(row)]
            filled = [cell for cell in cells if not is_blank(cell)]
            _, problems = _read_column(filled, _reader(found.table, heading, zone), name)
            if len(problems) * 2 > len(filled):
                wrong.append(heading)
    return wrong


def _batches(rows: LedgerRows) -> Iterator[Piece]:
    for table, shaped, lines in shape(rows):
        keep, quarantined = _with_key(table, shaped, lines)
        yield from quarantined
        values = {name: [cells[at] for at in keep] for name, cells in shaped.items()}
        schema = PERSON_ALIAS_SCHEMA if table == PERSON_ALIAS else TABLES[table].schema
        arrays = {name: pa.array(cells, schema.field(name).type) for name, cells in values.items()}
        arrays[ROW] = pa.array([lines[at] for at in keep], pa.int64())
        if keep:
            yield Batch(table, pa.table(arrays))


def _with_key(table: str, shaped: dict[str, Values], lines: list[int]) -> tuple[list[int], list[Piece]]:
    """Positions of the rows whose pointers to other things are there; the others go to quarantine."""
    needed = [name for name in _POINTERS.get(table, ()) if name in shaped]
    missing = {at: name for name in needed for at, value in enumerate(shaped[name]) if value is None}
    pieces: list[Piece] = [
        Quarantined(lines[at], name, "", "key-missing", table=table) for at, name in sorted(missing.items())
    ]
    return [at for at in range(len(lines)) if at not in missing], pieces


_POINTERS = {
    "membership": ("group_id", "person_id"), "app_function": ("app_id", "function"), "app_use": ("app_id",),
    "app_package": ("app_id",), "submission": ("person_id",),
    "form_field": ("form_id", "position", "label"), "exemption": ("subject_id",),
    "person": ("person_id",),
}  # fmt: skip
"""Columns without which a row of the table points at nothing."""


def _reader(table: str, heading: HeadingColumn, zone: ZoneInfo) -> Callable[[object], object]:
    if heading.column == "task_period":
        return partial(read_period, zone=zone)
    if (table, heading.column) in LONG_TEXTS:
        return read_long_text
    return reader_of(table, column_of(table, heading.column), zone, heading=heading.heading)


def _read_column(cells: list[object], read: Callable[[object], object], name: str) -> tuple[Values, list[_Unreadable]]:
    """Values of one column; equal cells are read once."""
    seen: dict[object, object] = {}
    values: Values = []
    problems: list[_Unreadable] = []
    for at, cell in enumerate(cells):
        if cell is None or cell == "":
            values.append(None)
            continue
        # 1, 1.0 and True are equal, but do not say the same.
        key = cell if cell.__class__ is str else (cell.__class__, cell)
        if key not in seen:
            try:
                seen[key] = read(cell)
            except UnreadableCellError as error:
                seen[key] = error
        value = seen[key]
        if isinstance(value, UnreadableCellError):
            problems.append(_Unreadable(at, name, cell, value.code))
            value = None
        values.append(value)
    return values, problems


def _refused(found: FoundTable, columns: dict[str, Values], unreadable: list[_Unreadable]) -> set[int]:
    """Positions of rows that name nothing, or whose key could not be read."""
    key = set(TABLES[found.table].key)
    refused = {cell.at for cell in unreadable if cell.column in key}
    needs = [need for need in dictionary().tables[found.table].need if need <= columns.keys()]
    whole = found.table in ("membership", "app_function", "form_field")
    for at in range(len(next(iter(columns.values())))):
        gives = all if whole else any
        if not any(gives(columns[name][at] is not None for name in need) for need in needs):
            refused.add(at)
    return refused


def _quarantined(table: str, cell: _Unreadable, numbers: list[int], *, row_kept: bool) -> Quarantined:
    column = REPLY_COLUMNS.get(cell.column) if table == "letter" else None
    private = cell.column in PRIVATE_COLUMNS or (table == "person" and cell.column == "name")
    return Quarantined(
        row=numbers[cell.at],
        column=column or cell.column,
        value="" if private else shorten(cell.cell),
        code=cell.code,
        table="reply" if column else table,
        row_kept=row_kept,
    )
