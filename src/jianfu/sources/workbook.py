"""Reads workbooks (.xlsx, .xls, .xlsb, .ods) through a child process, so that a hostile file harms only itself."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path

import msgspec

from jianfu.base.errors import SourceProblem
from jianfu.sources.child import Child
from jianfu.sources.sheet import Chunk, Sheet

SECONDS_LIMIT = 120.0
_MOMENT_CODE = 1


def read_workbook(path: Path, *, seconds_limit: float = SECONDS_LIMIT) -> list[Sheet]:
    """The sheets in their order; raises ``SourceProblem`` when the file cannot be read in time and memory."""
    frames = _child().frames(path, seconds_limit)
    sheets: list[tuple[bytes, list[bytes]]] = []
    for kind, data in frames:
        if kind == "problem":
            _, code, facts = _decoder.decode(data)
            raise SourceProblem(code, **facts)
        if kind == "sheet":
            sheets.append((data, []))
        else:
            sheets[-1][1].append(data)
    return [_sheet(head, chunks) for head, chunks in sheets]


def _sheet(head: bytes, chunks: list[bytes]) -> Sheet:
    _, name, hidden, merged = _decoder.decode(head)
    spans = tuple((top, left, bottom, right) for top, left, bottom, right in merged)
    return Sheet(name=name, hidden=hidden, merged=spans, chunks=_chunks(chunks))


def _chunks(chunks: list[bytes]) -> Iterator[Chunk]:
    for data in chunks:
        _, first_row, rows = _decoder.decode(data)
        yield Chunk(first_row, rows)


def _moment(code: int, data: memoryview) -> date | datetime:
    text = bytes(data).decode()
    return datetime.fromisoformat(text) if code == _MOMENT_CODE and len(text) > 10 else date.fromisoformat(text)


_decoder = msgspec.msgpack.Decoder(ext_hook=_moment)


@cache
def _child() -> Child:
    return Child("jianfu.sources.workbook_child")
