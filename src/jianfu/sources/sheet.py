"""One sheet of a workbook, or one text table, as rows of raw cells in chunks."""

from collections.abc import Iterator
from dataclasses import dataclass

Cell = object
"""Text, number, flag, date, datetime, time, timedelta; ``""`` or None for an empty cell."""
Row = list[Cell]
Span = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, all 0-based on the sheet."""


@dataclass(frozen=True)
class Chunk:
    """Rows that follow one another; ``first_row`` is the 1-based number of the first."""

    first_row: int
    rows: list[Row]


@dataclass(frozen=True)
class Sheet:
    """``chunks`` can be read once."""

    name: str
    hidden: bool
    merged: tuple[Span, ...]
    chunks: Iterator[Chunk]


def is_blank(cell: Cell) -> bool:
    """Nothing stands in this cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
