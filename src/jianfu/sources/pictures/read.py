"""Reads folders of media files (媒体文件): pictures -> rows of the table of pictures, one a file, by fingerprint.

A file is known by the MD5 the platform gave it: the one it is named by, else that of its bytes. Its name is otherwise
never looked at and stands nowhere: people name files after people.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import msgspec
import pyarrow as pa

from jianfu.base.errors import SourceProblem
from jianfu.sources.batch import Batch, Piece, Quarantined, Reading, SourceFile
from jianfu.sources.child import Child
from jianfu.sources.pictures import BYTES_LARGE
from jianfu.sources.pictures.look import Look
from jianfu.sources.pictures.spelling import look_from

KIND = "pictures"
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})
FOLDERS = re.compile(r"媒体|图片|照片|影像|media|image|photo|picture", re.IGNORECASE)
SECONDS_LIMIT = 20.0
BATCH_ROWS = 2_000
CHILDREN = 2
MD5_NAME = re.compile(r"[0-9a-fA-F]{32}")
FILE_BYTES_LIMIT = 200_000_000
_frame = msgspec.msgpack.Decoder()


class Seen(NamedTuple):
    """One picture file, its look as text."""

    quality: int
    hash: str
    points: str
    width: int
    height: int
    taken_on: date | None

    @property
    def look(self) -> Look:
        """What it is known by."""
        return look_from(self.quality, self.hash, self.points)


class PictureFile(NamedTuple):
    """A file and what it is known by."""

    fingerprint: str
    path: Path


def is_picture_file(path: Path) -> bool:
    """By its name alone: a picture called by an MD5, or any picture in a folder of media."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    return bool(MD5_NAME.fullmatch(path.stem) or FOLDERS.search(path.parent.name))


def open_pictures(paths: Sequence[Path]) -> Reading:
    """All picture files of an import as one reading, whose name and number say nothing of the files' names."""
    digest, size = hashlib.sha256(), 0
    files: dict[tuple[str, str], Path] = {}
    for path in paths:
        with path.open("rb") as stream:
            md5 = hashlib.file_digest(stream, "md5").hexdigest()
        named = path.stem.lower() if MD5_NAME.fullmatch(path.stem) else md5
        files.setdefault((named, md5), path)
        size += path.stat().st_size
    for named, md5 in sorted(files):
        digest.update(f"{named} {md5}\n".encode())
    inside = [PictureFile(named, files[named, md5]) for named, md5 in sorted(files)]
    name = f"{KIND}-{digest.hexdigest()[:12]}"
    return Reading(SourceFile(paths[0].parent, name, digest.hexdigest(), size, KIND), read_pictures(inside))


def read_pictures(files: Sequence[PictureFile]) -> Iterator[Piece]:
    """Rows of ``picture`` in batches; what cannot be decoded is set aside with its fingerprint and the reason."""
    rows: list[dict[str, object]] = []
    for number, (file, seen) in enumerate(zip(files, see_all([file.path for file in files]), strict=True), 1):
        if isinstance(seen, SourceProblem):
            yield Quarantined(number, "", file.fingerprint, seen.code, table="picture", facts=seen.facts)
            continue
        rows.append({"fingerprint": file.fingerprint, **seen._asdict(), "row": number})
        if len(rows) == BATCH_ROWS:
            yield Batch("picture", _table(rows))
            rows = []
    if rows:
        yield Batch("picture", _table(rows))


def see_all(paths: Sequence[Path]) -> Iterator[Seen | SourceProblem]:
    """Each picture, or what is wrong with it, in the order of ``paths``; two children decode."""
    if any(path.stat().st_size >= BYTES_LARGE for path in paths):
        from jianfu.sources.pictures.eighth import ready  # noqa: PLC0415 - only where large pictures are read

        ready()
    children: SimpleQueue[Child] = SimpleQueue()
    several = [Child("jianfu.sources.pictures.child") for _ in range(min(CHILDREN, os.cpu_count() or 1))]
    for child in several:
        children.put(child)

    def see(path: Path) -> Seen | SourceProblem:
        child = children.get()
        try:
            return _seen(child, path)
        except SourceProblem as problem:
            return problem
        finally:
            children.put(child)

    try:
        with ThreadPoolExecutor(len(several)) as pool:
            yield from pool.map(see, paths)
    finally:
        for child in several:
            child.close()


def _seen(child: Child, path: Path) -> Seen:
    if path.stat().st_size > FILE_BYTES_LIMIT:
        raise SourceProblem("picture-too-large", pixels=0, limit=0)
    try:
        ((kind, data),) = child.frames(path, SECONDS_LIMIT)
    except SourceProblem as problem:
        late = problem.code == "file-too-slow"
        raise SourceProblem("picture-too-slow" if late else "picture-kills-reader") from problem
    if kind == "problem":
        _, code, facts = _frame.decode(data)
        raise SourceProblem(code, **facts)
    _, quality, hash_, points, width, height, day = _frame.decode(data)
    return Seen(quality, hash_, points, width, height, date.fromisoformat(day) if day else None)


def _table(rows: list[dict[str, object]]) -> pa.Table:
    schema = pa.schema(
        [
            ("fingerprint", pa.string()), ("quality", pa.int64()), ("hash", pa.string()), ("points", pa.string()),
            ("width", pa.int64()), ("height", pa.int64()), ("taken_on", pa.date32()), ("row", pa.int64()),
        ]
    )  # fmt: skip
    return pa.Table.from_pylist(rows, schema)
