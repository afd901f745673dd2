"""The grey eighth of a plain JPEG: the first number of each block alone, the very pixels that libjpeg would give.

Plain: baseline, 8 bits, grey or YCbCr in one scan, restart markers or none. Everything else, and whatever is odd or
damaged, is left to Pillow, which also says what is wrong with it. How the codes are walked: ``walk.py``.
"""

import io
import struct
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from jianfu.sources.pictures import huffman, walk

BYTES_LIMIT = 1 << 28
"""So that a place among the bits is a number of 32 bits."""
BLOCKS_LIMIT = 10
"""Of a unit, by the standard."""
SIDE_LIMIT = 65_500
"""Of libjpeg."""
NUMBERS = frozenset({*range(4), *range(0x10, 0x14)})
"""Of tables of codes: of first numbers, and of all others."""
START, FRAME, TABLES, SCAN, QUANTA, RESTARTS, ADOBE = 0xD8, 0xC0, 0xC4, 0xDA, 0xDB, 0xDD, 0xEE
SKIPPED = frozenset({*range(0xE0, 0xF0), 0xFE}) - {ADOBE}
"""Application data and comments; Adobe's may say that the colours are others."""

Plate = npt.NDArray[np.uint8]


class Part(NamedTuple):
    """A component (颜色分量) of the picture."""

    number: int
    wide: int
    high: int
    quanta: int


class Heads(NamedTuple):
    """What the segments before the scan say: codes by class and number, quanta by number."""

    width: int
    height: int
    parts: tuple[Part, ...]
    codes: dict[int, bytes]
    quanta: dict[int, int]
    restart: int
    pairs: tuple[tuple[int, int], ...]
    begin: int


def ready() -> None:
    """Compiles the kernels where they are not kept yet, which takes longer than a child may take over one picture."""
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, "JPEG")
    eighth_of(stream.getvalue(), (8, 8))


def eighth_of(data: bytes, size: tuple[int, int]) -> Plate | None:
    """Grey values, (height / 8, width / 8) rounded up; None where the file is not plain in every respect.

    ``size``: width and height as the caller knows and allows them; a file that says otherwise is not plain.
    """
    try:
        heads = _heads(data)
    except (IndexError, struct.error):
        return None
    return _plate(data, heads) if heads is not None and heads[:2] == size and _is_plain(heads) else None


def _heads(data: bytes) -> Heads | None:
    frame, codes, quanta, restart, at = b"", {}, {}, 0, 2
    if data[:2] != bytes([0xFF, START]) or len(data) > BYTES_LIMIT:
        return None
    while True:
        fill, kind, length = struct.unpack_from(">BBH", data, at)
        said, at = data[at + 4 : at + 2 + length], at + 2 + length
        if fill != 0xFF or length < 2 or at > len(data):
            return None
        if kind == FRAME and not frame:
            frame = said
        elif kind == TABLES:
            while said:
                held = 17 + sum(said[1:17])
                if len(said) < held or said[0] not in NUMBERS:
                    return None
                codes[said[0]], said = said[1:held], said[held:]
        elif kind == QUANTA and len(said) % 65 == 0:
            quanta.update({said[first]: said[first + 1] for first in range(0, len(said), 65)})
        elif kind == RESTARTS and length == 4:
            (restart,) = struct.unpack(">H", said)
        elif kind == SCAN:
            return _heads_of(frame, said, Heads(0, 0, (), codes, quanta, restart, (), at))
        elif kind not in SKIPPED:
            return None


def _heads_of(frame: bytes, scan: bytes, heads: Heads) -> Heads | None:
    bits, height, width, count = struct.unpack_from(">BHHB", frame)
    parts = tuple(
        Part(number, sampling >> 4, sampling & 15, quanta)
        for number, sampling, quanta in struct.iter_unpack("BBB", frame[6:])
    )
    if bits != 8 or len(parts) != count or scan != _plain_scan(parts, scan):
        return None
    pairs = tuple((both >> 4, 0x10 | (both & 15)) for both in scan[2:-3:2])
    return heads._replace(width=width, height=height, parts=parts, pairs=pairs)


def _plain_scan(parts: tuple[Part, ...], scan: bytes) -> bytes:
    """The scan as it would be were it one of all the parts in their order; the tables are as in ``scan``."""
    named = b"".join(bytes([part.number, scan[2 + 2 * at]]) for at, part in enumerate(parts))
    return bytes([len(parts)]) + named + bytes([0, 63, 0])


def _is_plain(heads: Heads) -> bool:
    grey, *colours = heads.parts
    return (
        0 < min(heads.width, heads.height) <= max(heads.width, heads.height) <= SIDE_LIMIT
        and (not colours or [part.number for part in heads.parts] == [1, 2, 3])
        and all(0 < part.wide <= 4 and 0 < part.high <= 4 for part in heads.parts)
        and all(grey.wide % part.wide == 0 and grey.high % part.high == 0 for part in colours)
        and sum(part.wide * part.high for part in heads.parts) <= BLOCKS_LIMIT
        and all(code in heads.codes for pair in heads.pairs for code in pair)
        and all(part.quanta in heads.quanta for part in heads.parts)
        and max(heads.quanta) <= 3
    )


def _plate(data: bytes, heads: Heads) -> Plate | None:
    """A lone grey part is coded block by block, however it says to be sampled."""
    alone = len(heads.parts) == 1
    wide, high = (1, 1) if alone else heads.parts[0][1:3]
    blocks = [at for at, part in enumerate(heads.parts) for _ in range(1 if alone else part.wide * part.high)]
    pairs = sorted(set(heads.pairs), key=heads.pairs.index)
    tables = _tables(tuple((heads.codes[first], heads.codes[other]) for first, other in pairs))
    if tables is None:
        return None
    codes, skips, sizes = tables
    starts = [2 * pairs.index(heads.pairs[at]) for at in blocks]
    rows = np.array([[start, start + 1] for start in starts], np.uint64).ravel()
    nexts = rows << np.uint64(huffman.WINDOW)
    across, down = -(-heads.width // (8 * wide)), -(-heads.height // (8 * high))
    shape = np.array([len(blocks), high, wide, across, heads.quanta[heads.parts[0].quanta]], np.int64)
    every = min(heads.restart or across * down, across * down)
    ends = np.empty(-(-across * down // every), np.int64)
    scan = np.empty(len(data) - heads.begin + walk.PADDING, np.uint8)
    plate = np.empty((down * high, across * wide), np.uint8)
    if not huffman.unstuffed(np.frombuffer(data, np.uint8), heads.begin, scan, ends):
        return None
    scan[ends[-1] : ends[-1] + walk.PADDING] = 0
    if not walk.fill_plate(scan, ends, (codes, skips, nexts), (codes, sizes, shape), every, plate):
        return None
    return plate[: -(-heads.height // 8), : -(-heads.width // 8)]


@lru_cache(maxsize=8)
def _tables(pairs: tuple[tuple[bytes, bytes], ...]) -> tuple[huffman.Longs, huffman.Shorts, huffman.Shorts] | None:
    """One camera codes all its photos alike."""
    rows = [huffman.codes_of(*_split(code)) for pair in pairs for code in pair]
    if not all(map(len, rows)) or any(max(first[16:], default=99) > huffman.SIZE_MOST for first, _ in pairs):
        return None
    codes = np.stack(rows)
    skips, sizes = np.empty(len(rows) << huffman.WINDOW, np.uint16), np.empty(1 << huffman.WINDOW, np.uint16)
    huffman.fill_skips(codes, skips)
    huffman.fill_sizes(codes, sizes)
    return codes, skips, sizes


def _split(code: bytes) -> tuple[huffman.Bytes, huffman.Bytes]:
    return np.frombuffer(code[:16], np.uint8), np.frombuffer(code[16:], np.uint8)
