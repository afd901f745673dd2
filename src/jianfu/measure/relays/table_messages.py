"""Messages handed in as a table or a file (消息表): checked, then read batch by batch."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.measure.relays.find.trace import Batch, Loader
from jianfu.measure.relays.messages import (
    Longs,
    Recalls,
    RowGroup,
    new_postings,
    plain_text,
    read_ids,
    rest,
    row_groups,
    valid,
)
from jianfu.measure.relays.names import Names

NEEDED = ("message_id", "text")
WISHED = ("sent_at", "group_id", "sender_id")
SUFFIXES = (".parquet", ".csv")
BATCH_ROWS = 1 << 17
HEADING_BYTES = 1 << 16


class TableMessages:
    """The messages of an Arrow table, or of a Parquet file, by names of their own."""

    def __init__(self, source: pa.Table | Path, folder: Path | None = None) -> None:
        self._table = source if isinstance(source, pa.Table) else None
        self._groups = _cut(source) if isinstance(source, pa.Table) else row_groups([source])
        self._place = "table" if isinstance(source, pa.Table) else str(source)
        schema = source.schema if isinstance(source, pa.Table) else pq.read_schema(source)
        _check(schema, self._place)
        self.timed = "sent_at" in schema.names
        self._columns = [name for name in (*NEEDED, *WISHED) if name in schema.names]
        self._names = {name: Names() for name in ("sender_id", "group_id") if name in schema.names}
        self.postings = new_postings(sum(group.rows for group in self._groups), folder)

    def loaders(self) -> Sequence[Loader]:
        """One a row group, or a stretch of rows."""
        return [partial(self.read, group) for group in self._groups]

    def read(self, group: RowGroup) -> Batch:
        """The texts of a batch and when they were sent; without moments, the numbers of the rows."""
        table = self._rows(group, [name for name in self._columns if name != "message_id"])
        here = slice(group.first, group.first + group.rows)
        if self.timed:
            moment = moments(table["sent_at"], group.first, self._place)
        else:
            moment = np.arange(group.first, group.first + group.rows)
        self.postings.moment[here] = moment
        for name, column in (("sender_id", self.postings.sender), ("group_id", self.postings.group)):
            if name in self._names:
                column[here] = self._names[name].numbers(table[name])
        rest(self.postings)
        return plain_text(table["text"]), moment

    def batches(self) -> Iterator[pa.Table]:
        """The rows with their columns, ``sent_at`` as moments."""
        for group in self._groups:
            table = self._rows(group, self._columns)
            if self.timed:
                moment = pa.array(moments(table["sent_at"], group.first, self._place), pa.timestamp("us"))
                table = table.set_column(table.column_names.index("sent_at"), "sent_at", moment)
            yield table

    def ids(self, rows: Longs) -> pa.Array:
        """Of the table at once, of a file row group by row group; raises where one is empty."""
        if self._table is not None:
            found = plain_text(self._table["message_id"].take(pa.array(rows)))
        else:
            found = read_ids(self._groups, rows)
        if found.null_count:
            row = int(rows[np.flatnonzero(~valid(found))[0]])
            raise UserProblem("relays-empty", path=self._place, column="message_id", row=row + 1)
        return found

    def recalls(self) -> Recalls:
        """A table of texts does not say what was taken back."""
        return Recalls(pa.array([], pa.string()), np.zeros(0, np.int64))

    def _rows(self, group: RowGroup, columns: list[str]) -> pa.Table:
        if self._table is not None:
            return self._table.select(columns).slice(group.first, group.rows)
        return pq.ParquetFile(group.part).read_row_group(group.number, columns=columns)


def is_message_table(path: Path) -> bool:
    """Whether this is a file with a table of messages, and no export: Parquet, or a CSV file with its columns."""
    if not path.is_file() or path.suffix.lower() not in SUFFIXES:
        return False
    if path.suffix.lower() == ".csv":
        with path.open("rb") as file:
            heading = file.readline(HEADING_BYTES).decode("utf-8-sig", "replace").lower()
        return any(name.strip(' "\r\n') in NEEDED for name in heading.split(","))
    return True


def open_messages(source: Any, folder: Path | None = None) -> TableMessages:
    """Messages out of a Parquet or CSV file, an Arrow table, or anything that streams Arrow (``__arrow_c_stream__``).

    Columns ``message_id`` and ``text``, and as far as they are known ``sent_at``, ``group_id`` and ``sender_id``. With
    ``folder``, an empty one, what is known of each message waits there on disk.
    Raises ``UserProblem``: ``relays-columns`` where a column lacks, ``relays-type`` where one holds something else,
    ``relays-unreadable`` where the file is broken, ``relays-no-table`` for something that is no table.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        try:
            if path.suffix.lower() == ".csv":
                return TableMessages(_read_csv(path), folder)
            return TableMessages(path, folder)
        except (OSError, pa.ArrowException) as cause:
            raise UserProblem("relays-unreadable", path=path, reason=str(cause)) from cause
    if isinstance(source, pa.Table):
        return TableMessages(source, folder)
    if hasattr(source, "__arrow_c_stream__"):
        return TableMessages(pa.table(source), folder)
    raise UserProblem("relays-no-table", kind=type(source).__name__)


def moments(column: pa.ChunkedArray, first: int, place: str) -> Longs:
    """Microseconds of wall-clock time: of moments, days, or texts such as ``2026-09-30 08:15``."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        column = pc.local_timestamp(column)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = _read_moments(column, first, place)
    found = column.cast(pa.timestamp("us"), safe=False).cast(pa.int64())
    if found.null_count:
        row = int(np.flatnonzero(~valid(found.combine_chunks()))[0])
        raise UserProblem("relays-empty", path=place, column="sent_at", row=first + row + 1)
    return np.asarray(found.to_numpy())


def _read_moments(column: pa.ChunkedArray, first: int, place: str) -> pa.ChunkedArray:
    try:
        return column.cast(pa.timestamp("us"))
    except pa.ArrowInvalid:
        for row, value in enumerate(column):
            try:
                value.cast(pa.timestamp("us"))
            except pa.ArrowInvalid as cause:
                raise UserProblem("relays-moment", path=place, row=first + row + 1, value=value.as_py()) from cause
        raise


def _read_csv(path: Path) -> pa.Table:
    """All columns as text; what a moment is, ``moments`` says."""
    with path.open("rb") as file:
        names = pa_csv.open_csv(file).schema.names
    _check(pa.schema([(name, pa.string()) for name in names]), str(path))
    parse = pa_csv.ParseOptions(newlines_in_values=True)
    types = {name: pa.string() for name in names}
    wanted = [name for name in (*NEEDED, *WISHED) if name in names]
    convert = pa_csv.ConvertOptions(column_types=types, include_columns=wanted, strings_can_be_null=False)
    return pa_csv.read_csv(path, parse_options=parse, convert_options=convert)


def _check(schema: pa.Schema, place: str) -> None:
    missing = [name for name in NEEDED if name not in schema.names]
    if missing:
        raise UserProblem(
            "relays-columns", path=place, missing=", ".join(missing), found=", ".join(schema.names) or "-"
        )
    for name in (*NEEDED, *WISHED):
        if name in schema.names and not _fits(name, schema.field(name).type):
            raise UserProblem("relays-type", path=place, column=name, kind=str(schema.field(name).type))


def _fits(name: str, kind: pa.DataType) -> bool:
    if name in WISHED and pa.types.is_null(kind):
        return True
    if name == "sent_at":
        return bool(pa.types.is_timestamp(kind) or pa.types.is_date(kind)) or _is_text(kind)
    return _is_text(kind) or (name != "text" and pa.types.is_integer(kind))


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _cut(table: pa.Table) -> list[RowGroup]:
    rows = table.num_rows
    return [
        RowGroup(Path(), number, first, min(BATCH_ROWS, rows - first))
        for number, first in enumerate(range(0, rows, BATCH_ROWS))
    ]
