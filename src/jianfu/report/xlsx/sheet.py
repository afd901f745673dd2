"""One sheet written row by row: text stays text, whatever it begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jianfu.report.model import Cell

LAST_ROW = 1_048_575
LONGEST_TEXT = 32_767
"""Limits of the file format."""


@dataclass(frozen=True)
class Styles:
    """The cell formats of a workbook."""

    title: Any
    heading: Any
    text: Any
    whole: Any
    number: Any
    share: Any


class Sheet:
    """Writes downwards only, so that memory does not grow with the rows."""

    def __init__(self, sheet: Any, styles: Styles, widths: Sequence[float]) -> None:
        self._sheet = sheet
        self._styles = styles
        self._row = 0
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    @property
    def full(self) -> bool:
        """Whether another row would not fit the file format."""
        return self._row >= LAST_ROW

    def title(self, text: str) -> None:
        """A line in large type, an empty line above it unless it is the first."""
        if self._row:
            self._row += 1
        self._write(0, text, self._styles.title)
        self._row += 1

    def heading(self, texts: Sequence[str]) -> None:
        """A row of column headings."""
        for column, text in enumerate(texts):
            self._write(column, text, self._styles.heading)
        self._row += 1

    def table(self, texts: Sequence[str]) -> None:
        """Headings of the one table of this sheet: they stay in sight and can filter."""
        self.heading(texts)
        self._sheet.freeze_panes(self._row, 1)
        self._headings = (self._row - 1, len(texts) - 1)

    def close_table(self) -> None:
        """Puts the filter over all rows written since ``table``."""
        row, column = self._headings
        self._sheet.autofilter(row, 0, max(self._row - 1, row), column)

    def row(self, cells: Sequence[Cell], shares: frozenset[int] = frozenset()) -> None:
        """A row of values; columns in ``shares`` are written as percentages."""
        for column, value in enumerate(cells):
            self._write(column, value, self._styles.share if column in shares else None)
        self._row += 1

    def _write(self, column: int, value: Cell, style: Any = None) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(self._row, column, value, style or self._styles.text)
        elif isinstance(value, int | float):
            plain = self._styles.whole if float(value).is_integer() else self._styles.number
            self._sheet.write_number(self._row, column, value, style or plain)
        else:
            text = value if len(value) <= LONGEST_TEXT else value[: LONGEST_TEXT - 1] + "…"
            self._sheet.write_string(self._row, column, text, style or self._styles.text)
