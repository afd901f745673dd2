"""The child process that parses workbooks under limits of memory; it may die, and then only its file is lost.

It reads requests (one JSON line with a path) from standard input and answers in frames on standard output: four
bytes of length, then MessagePack. ``["sheet", name, hidden, merged]``, ``["rows", first row, rows]``,
``["problem", code, facts]`` and, in the end, ``["end"]``.
"""

import json
import resource
import struct
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import msgspec
import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from jianfu.base.errors import SourceProblem
from jianfu.sources.guard import check_workbook

MEMORY_BYTES_LIMIT = 3 << 30
CHUNK_ROWS = 5_000
MOMENT_CODE = 1
"""MessagePack extension of a date or datetime: its ISO text."""
Frame = list[object]
_TIMES = (datetime, date)
_LENGTHS = (time, timedelta)


def main() -> None:
    """Answers requests until standard input closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_LIMIT, MEMORY_BYTES_LIMIT))
    encoder = msgspec.msgpack.Encoder()
    for line in sys.stdin.buffer:
        for frame in (*_answer(Path(json.loads(line))), ["end"]):
            data = encoder.encode(frame)
            sys.stdout.buffer.write(struct.pack(">I", len(data)) + data)
        sys.stdout.buffer.flush()


def _answer(path: Path) -> Iterator[Frame]:
    try:
        if path.open("rb").read(4) == b"PK\x03\x04":
            check_workbook(path)
        with CalamineWorkbook.from_path(path) as workbook:
            for sheet in workbook.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet:
                    hidden = sheet.visible != SheetVisibleEnum.Visible
                    yield from _sheet(workbook.get_sheet_by_name(sheet.name), hidden=hidden)
    except SourceProblem as problem:
        yield ["problem", problem.code, dict(problem.facts)]
    except python_calamine.PasswordError:
        yield ["problem", "workbook-password", {"file": path.name}]
    except (python_calamine.CalamineError, python_calamine.XmlError, python_calamine.ZipError, OSError, ValueError):
        yield ["problem", "file-unreadable", {"file": path.name}]
    except MemoryError:
        yield ["problem", "file-too-large", {"file": path.name}]


def _sheet(sheet: CalamineSheet, *, hidden: bool) -> Iterator[Frame]:
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    yield ["sheet", sheet.name, hidden, merged]
    first_row = 1
    rows: list[list[object]] = []
    for row in sheet.iter_rows():
        # An empty row travels as an empty list: a stray cell far below costs little.
        rows.append([_plain(cell) for cell in row] if any(cell != "" for cell in row) else [])
        if len(rows) == CHUNK_ROWS:
            yield ["rows", first_row, rows]
            first_row += CHUNK_ROWS
            rows = []
    if rows:
        yield ["rows", first_row, rows]


def _plain(cell: object) -> object:
    if isinstance(cell, _TIMES):
        return msgspec.msgpack.Ext(MOMENT_CODE, cell.isoformat().encode())
    return str(cell) if isinstance(cell, _LENGTHS) else cell


if __name__ == "__main__":
    main()
