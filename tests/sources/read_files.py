"""Small tools of these tests: write a workbook, read a file, sort what comes out."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import xlsxwriter

from jianfu.sources.batch import Batch, HeaderMatch, Note, Quarantined
from jianfu.sources.recognise import ReadOptions, open_source

HEADINGS = ["序号", "群名称", "平台", "主办单位", "群主", "建群日期", "成员数", "类型", "审批人"]
ROW = [1, "防汛工作群", "企业微信", "县水利局", "张三", "2026年3月1日", "１２人", "固定", "李四"]
"""A plain ledger."""


def clock(*parts: int) -> datetime:
    """A wall-clock moment."""
    return datetime(*parts)  # noqa: DTZ001


@dataclass
class Read:
    """What one file gave, sorted by kind."""

    kind: str = ""
    tables: dict[str, list[dict]] = field(default_factory=dict)
    quarantined: list[Quarantined] = field(default_factory=list)
    headings: list[HeaderMatch] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def columns(self) -> dict[str, str]:
        return {match.heading: match.column for match in self.headings if match.column}

    def note_codes(self) -> list[str]:
        return [note.code for note in self.notes]


def read(path: Path, **options) -> Read:
    reading = open_source(path, ReadOptions(**options))
    found = Read(reading.file.kind)
    for piece in reading.batches:
        match piece:
            case Batch():
                assert piece.rows.num_rows > 0
                assert piece.rows.schema.field("row").type == pa.int64()
                found.tables.setdefault(piece.table, []).extend(piece.rows.to_pylist())
            case Quarantined():
                found.quarantined.append(piece)
            case HeaderMatch():
                found.headings.append(piece)
            case Note():
                found.notes.append(piece)
    return found


def write_book(path: Path, sheets: dict[str, list[list]], *, merged=(), hidden=(), top=0, left=0) -> Path:
    """Rows of cells by sheet name; ``merged`` are ranges of the first sheet with their text."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for down, row in enumerate(rows, top):
            for across, cell in enumerate(row, left):
                if cell is None:
                    continue
                if hasattr(cell, "year"):
                    sheet.write_datetime(down, across, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(down, across, cell)
                else:
                    sheet.write(down, across, cell)
        if number == 0:
            for area in merged:
                sheet.merge_range(*area)
        if name in hidden:
            sheet.hide()
    book.close()
    return path


def write_csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
