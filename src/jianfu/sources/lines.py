"""Reads long text files as blocks of whole lines, in flat memory, whatever their encoding or compression."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import IO

from jianfu.base.errors import SourceProblem

BLOCK_BYTES = 8 << 20
LINE_BYTES_LIMIT = 4 << 20
"""A longer line is not a message; it is passed over and reported."""
GZIP_RATIO_LIMIT = 400
GZIP_FREE_BYTES = 1 << 30
"""Compressed text may swell beyond the ratio only up to this size."""


@dataclass(frozen=True)
class Block:
    """Whole lines of UTF-8; ``first_line`` is 1-based. ``too_long``: the block stands for one line passed over."""

    first_line: int
    data: bytes
    too_long: bool = False


def line_blocks(path: Path, *, encoding: str, packed: bool) -> Iterator[Block]:
    """The file in blocks of whole lines; raises ``SourceProblem`` for broken or exploding compression."""
    with path.open("rb") as stream:
        size = path.stat().st_size
        source = _unpacked(stream, path, size) if packed else iter(lambda: stream.read(BLOCK_BYTES), b"")
        yield from cut_into_lines(recode(source, encoding))


def cut_into_lines(chunks: Iterator[bytes]) -> Iterator[Block]:
    """Joins and cuts chunks so that every block ends with a line."""
    line, rest, skipping = 1, b"", False
    for chunk in chunks:
        data = rest + chunk
        end = data.rfind(b"\n") + 1
        if skipping:
            start = data.find(b"\n") + 1
            if not start:
                rest = b""
                continue
            skipping, line = False, line + 1
            data, end = data[start:], end - start
        rest = data[end:]
        if end:
            yield Block(line, data[:end])
            line += data.count(b"\n", 0, end)
        if len(rest) > LINE_BYTES_LIMIT:
            yield Block(line, rest[:80], too_long=True)
            rest, skipping = b"", True
    if rest:
        yield Block(line, rest)


def recode(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The chunks as UTF-8 without a byte-order mark; undecodable bytes become U+FFFD."""
    if encoding == "utf-8":
        first = next(chunks, b"")
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _unpacked(stream: IO[bytes], path: Path, size: int) -> Iterator[bytes]:
    total = 0
    with gzip.GzipFile(fileobj=stream) as unpacked:
        while chunk := _next_chunk(unpacked, path):
            total += len(chunk)
            if total > GZIP_FREE_BYTES and total > size * GZIP_RATIO_LIMIT:
                raise SourceProblem("archive-explodes", file=path.name, limit=GZIP_RATIO_LIMIT)
            yield chunk


def _next_chunk(unpacked: BufferedIOBase, path: Path) -> bytes:
    try:
        return unpacked.read(BLOCK_BYTES)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceProblem("file-truncated", file=path.name) from error
