"""Looks a workbook over before it is parsed: exploding archives, entity attacks, cells beyond all limits."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from jianfu.base.errors import SourceProblem

UNPACKED_BYTES_LIMIT = 1_500_000_000
FREE_BYTES = 200_000_000
"""An archive may swell beyond the ratio only up to this size."""
RATIO_LIMIT = 200
ENTRIES_LIMIT = 10_000
COLUMNS_LIMIT = 702
"""Up to column ZZ. A parser makes room for the whole rectangle around everything filled in."""
CHUNK_BYTES = 4 << 20
OVERLAP_BYTES = 4_096
_FAR_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"'](?=[A-Za-z]{3}|[A-Za-z]+\d{8})([A-Za-z]{1,9})(\d{1,12})[\"']"
    rb"(?:[^<>]*[^/<>])?>"
)
"""A cell with something in it beyond column ZZ, or beyond row 9,999,999."""
_SHEET = re.compile(r"(^|/)(xl/worksheets|xl/chartsheets)/[^/]*\.xml$", re.IGNORECASE)


def check_archive(path: Path) -> zipfile.ZipFile:
    """The archive, its directory checked; raises ``SourceProblem``."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise SourceProblem("file-truncated", file=path.name) from error
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES_LIMIT and not _is_chat_export(archive):
        raise SourceProblem("archive-too-many", file=path.name, count=len(entries), limit=ENTRIES_LIMIT)
    packed = path.stat().st_size
    if unpacked > UNPACKED_BYTES_LIMIT or (unpacked > FREE_BYTES and unpacked > packed * RATIO_LIMIT):
        raise SourceProblem("archive-explodes", file=path.name, limit=RATIO_LIMIT)
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceProblem("archive-password", file=path.name)
    return archive


def check_workbook(path: Path) -> None:
    """Streams every XML part once; raises ``SourceProblem`` for what no honest workbook holds."""
    with check_archive(path) as archive:
        for entry in archive.infolist():
            if entry.filename.lower().endswith((".xml", ".rels")):
                for chunk in _streamed(archive, entry, path):
                    if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                        raise SourceProblem("xml-entities", file=path.name)
                    if chunk[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in chunk[:64]:
                        raise SourceProblem("file-unreadable", file=path.name)
                    if _SHEET.search(entry.filename) and (far := _FAR_CELL.search(chunk)):
                        raise SourceProblem(
                            "sheet-too-large", file=path.name, rows=int(far[2]), columns=column_number(far[1])
                        )


def column_number(letters: bytes) -> int:
    """``A`` is 1, ``XFD`` 16,384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _streamed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> Iterator[bytes]:
    """The part in chunks that overlap, so that nothing looked for hides on a border."""
    tail = b""
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                yield tail + chunk
                tail = chunk[-OVERLAP_BYTES:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise SourceProblem("file-truncated", file=path.name) from error


def _is_chat_export(archive: zipfile.ZipFile) -> bool:
    return any(name in archive.NameToInfo for name in ("channels.json", "users.json", "import.jsonl"))
