"""What a column and a table are: name, type, unit and meaning in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa


class Kind(StrEnum):
    """The column types both engines agree on."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    MOMENT = "moment"
    """Wall-clock time in the dataset's zone (stated in its manifest), microseconds, no offset stored."""


ARROW_TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.MOMENT: pa.timestamp("us"),
}


Note = tuple[str, str]
"""What a heading leaves open, in Chinese and in English."""
NO_NOTE: Note = ("", "")


@dataclass(frozen=True)
class Column:
    """One column: ``zh``/``en`` are headings, ``note`` (Chinese, English) says what is meant where they do not."""

    name: str
    kind: Kind
    zh: str
    en: str
    unit: str = ""
    note: Note = NO_NOTE
    values: tuple[str, ...] = ()
    """The only values allowed; empty means any."""
    person: bool = False
    """Holds a person's pseudonym: never shown, never logged."""


@dataclass(frozen=True)
class Table:
    """A canonical table (base data) or the table a measure leaves."""

    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    """The columns that identify a row; rows are stored in this order."""
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column called ``name``; raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, column for column."""
        return pa.schema([(column.name, ARROW_TYPES[column.kind]) for column in self.columns])

    def arrow(self, rows: Sequence[dict[str, object]] = ()) -> pa.Table:
        """Rows as an Arrow table of this schema; a column a row leaves out is null. Unknown columns raise."""
        unknown = {name for row in rows for name in row} - set(self.names)
        if unknown:
            raise KeyError(f"{self.name}: {', '.join(sorted(unknown))}")
        return pa.Table.from_pylist([{name: row.get(name) for name in self.names} for row in rows], self.schema)


def text(name: str, zh: str, en: str, *, values: tuple[str, ...] = (), note: Note = NO_NOTE) -> Column:
    """A text column."""
    return Column(name, Kind.TEXT, zh, en, values=values, note=note)


def person(name: str, zh: str, en: str, *, note: Note = NO_NOTE) -> Column:
    """A person's keyed pseudonym."""
    return Column(name, Kind.TEXT, zh, en, note=note, person=True)


def integer(name: str, zh: str, en: str, *, unit: str = "", note: Note = NO_NOTE) -> Column:
    """A whole number."""
    return Column(name, Kind.INTEGER, zh, en, unit=unit, note=note)


def number(name: str, zh: str, en: str, *, unit: str = "", note: Note = NO_NOTE) -> Column:
    """A number with decimals."""
    return Column(name, Kind.NUMBER, zh, en, unit=unit, note=note)


def flag(name: str, zh: str, en: str, *, note: Note = NO_NOTE) -> Column:
    """Yes or no; null where the source does not say."""
    return Column(name, Kind.FLAG, zh, en, note=note)


def date(name: str, zh: str, en: str, *, note: Note = NO_NOTE) -> Column:
    """A day."""
    return Column(name, Kind.DATE, zh, en, note=note)


def moment(name: str, zh: str, en: str, *, note: Note = NO_NOTE) -> Column:
    """A wall-clock moment in the dataset's zone."""
    return Column(name, Kind.MOMENT, zh, en, note=note)
