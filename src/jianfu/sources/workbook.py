"""Reads workbooks (.xlsx, .xls, .xlsb, .ods) through a child process, so that a hostile file harms only itself."""

import atexit
import json
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path

import msgspec

from jianfu.base.errors import SourceProblem
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


class _Child:
    """One child process at a time, used by one file at a time; a new one is started after a death."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def frames(self, path: Path, seconds_limit: float) -> list[tuple[str, bytes]]:
        """All frames of one file; raises ``SourceProblem`` when the child dies or takes too long."""
        with self._lock:
            process = self._running()
            late = threading.Event()
            timer = threading.Timer(seconds_limit, _kill, (process, late))
            timer.start()
            try:
                return list(_conversation(process, path))
            except (EOFError, BrokenPipeError) as error:
                self._stop(process)
                code = "file-too-slow" if late.is_set() else "file-kills-reader"
                raise SourceProblem(code, file=path.name, seconds=round(seconds_limit)) from error
            finally:
                timer.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            atexit.register(self.close)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jianfu.sources.workbook_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def close(self) -> None:
        """Ends the child, when the program ends."""
        if self._process is not None:
            self._stop(self._process)

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = None


def _kill(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


@cache
def _child() -> _Child:
    return _Child()


def _conversation(process: subprocess.Popen[bytes], path: Path) -> Iterator[tuple[str, bytes]]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
    process.stdin.flush()
    while True:
        head = process.stdout.read(4)
        if len(head) < 4:
            raise EOFError
        (length,) = struct.unpack(">I", head)
        data = process.stdout.read(length)
        if len(data) < length:
            raise EOFError
        # ["end"] and the first word of the others, without decoding the rows
        kind = next(word for word in ("end", "rows", "sheet", "problem") if data[2 : 2 + len(word)] == word.encode())
        if kind == "end":
            return
        yield kind, data
