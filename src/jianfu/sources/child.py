"""A child process that reads what strangers made: it may die or hang, and then only the file it read is lost."""

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from jianfu.base.errors import SourceProblem

KINDS = ("end", "rows", "sheet", "look", "problem")
"""What a frame can be; see the children."""


class Child:
    """One child process of a module at a time, used by one file at a time; a new one is started after a death."""

    def __init__(self, module: str) -> None:
        self._module = module
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
            self._process = subprocess.Popen(  # noqa: S603 - our own modules alone
                [sys.executable, "-m", self._module],
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
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
        self._process = None
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # closing writes what the child died too soon to read
                    pipe.close()


def _kill(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


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
        kind = next(word for word in KINDS if data[2 : 2 + len(word)] == word.encode())
        if kind == "end":
            return
        yield kind, data
