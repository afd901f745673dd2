"""Reads tables out of HTML: what many systems hand out under the name of a spreadsheet."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jianfu.base.errors import SourceProblem
from jianfu.sources.sheet import Chunk, Row, Sheet, Span

BYTES_LIMIT = 200_000_000
SPAN_LIMIT = 1_000
COVERED_LIMIT = 1_000_000
"""Cells of a page that lie under merged ones; an honest page has few."""
TABLES_LIMIT = 1_000


def read_web_tables(path: Path, *, encoding: str) -> list[Sheet]:
    """Every table of the page as a sheet; raises ``SourceProblem`` for a page too large, as it is or spread out."""
    if path.stat().st_size > BYTES_LIMIT:
        raise SourceProblem("file-too-large", file=path.name)
    parser = _Tables(path.name)
    parser.feed(path.read_bytes().decode(encoding, errors="replace"))
    parser.close()
    return [
        Sheet(name="", hidden=False, merged=tuple(table.merged), chunks=_one(table.rows)) for table in parser.tables
    ]


def _one(rows: list[Row]) -> Iterator[Chunk]:
    if rows:
        yield Chunk(1, rows)


class _Table:
    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.merged: list[Span] = []
        self.taken: set[tuple[int, int]] = set()

    def put(self, text: str, spans: tuple[int, int]) -> None:
        """Puts a cell into the next free place of the last row."""
        row = len(self.rows) - 1
        while (row, len(self.rows[row])) in self.taken:
            self.rows[row].append("")
        column = len(self.rows[row])
        down, right = spans
        self.rows[row].extend([text] + [""] * (right - 1))
        if down > 1 or right > 1:
            self.merged.append((row, column, row + down - 1, column + right - 1))
            self.taken.update((row + below, column + beside) for below in range(1, down) for beside in range(right))


class _Tables(HTMLParser):
    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.covered = 0
        self.tables: list[_Table] = []
        self.cell: list[str] | None = None
        self.spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens tables, rows and cells."""
        if tag == "table":
            self._finish_cell()
            self.tables.append(_Table())
            self._refuse(len(self.tables) > TABLES_LIMIT)
        elif tag == "tr" and self.tables:
            self._finish_cell()
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1].rows:
            self._finish_cell()
            given = dict(attrs)
            self.cell = []
            self.spans = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self.covered += self.spans[0] * self.spans[1] - 1
            self._refuse(self.covered > COVERED_LIMIT)
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Closes cells and rows."""
        if tag in ("td", "th", "tr", "table"):
            self._finish_cell()

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self.cell is not None:
            self.cell.append(data)

    def _refuse(self, too_large: bool) -> None:
        if too_large:
            raise SourceProblem("file-too-large", file=self.file)

    def _finish_cell(self) -> None:
        if self.cell is not None:
            self.tables[-1].put("".join(self.cell).strip(), self.spans)
            self.cell = None


def _span(text: str | None) -> int:
    return min(int(text), SPAN_LIMIT) if text and text.isdigit() and int(text) > 0 else 1
