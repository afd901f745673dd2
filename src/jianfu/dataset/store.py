"""The DATASET folder: one import at a time, a snapshot there whole or not at all, leftovers swept away."""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.dataset.manifest import StoredFile
from jianfu.dataset.snapshot import CURRENT, SNAPSHOTS

LOCK = ".lock"
WORK = ".work-"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def locked(dataset: Path) -> Iterator[Path]:
    """Holds the dataset for one import and yields an empty work folder inside it.

    What a killed import left is removed first. Raises ``UserProblem`` ``dataset-busy`` while another import runs,
    ``dataset-full`` where the disk is full, ``dataset-unwritable`` where the folder may not be written to.
    """
    try:
        if dataset.exists() and not dataset.is_dir():
            raise UserProblem("dataset-not-a-folder", path=dataset)
        dataset.mkdir(parents=True, exist_ok=True)
        with (dataset / LOCK).open("w", encoding="ascii") as lock:
            _take(lock.fileno(), dataset)
            _sweep(dataset)
            work = dataset / f"{WORK}{os.getpid()}"
            work.mkdir()
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except OSError as cause:
        if _is_full(cause):
            raise UserProblem("dataset-full", path=dataset) from cause
        if cause.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise UserProblem("dataset-unwritable", path=dataset) from cause
        raise


def _take(descriptor: int, dataset: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as cause:
        raise UserProblem("dataset-busy", path=dataset) from cause


def _is_full(error: OSError) -> bool:
    """Arrow tells a full disk in words only."""
    return error.errno in FULL or "No space left" in str(error) or "File too large" in str(error)


def _sweep(dataset: Path) -> None:
    for leftover in sorted(dataset.glob(f"{WORK}*")):
        shutil.rmtree(leftover, ignore_errors=True)
    with suppress(FileNotFoundError):
        (dataset / f"{CURRENT}.new").unlink()


def stored_file(path: Path, folder: Path, rows: int) -> StoredFile:
    """What the manifest says of a file just written, once it is safely on the disk."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    return StoredFile(path.relative_to(folder).as_posix(), rows, digest)


def publish(dataset: Path, built: Path, name: str) -> Path:
    """Moves a finished snapshot folder to ``snapshots/<name>`` and points ``current`` at it, each in one rename.

    A snapshot of that name already there holds the same bytes and stays.
    """
    for path in sorted(built.rglob("*")):
        _settle(path)
    _settle(built)
    snapshots = dataset / SNAPSHOTS
    snapshots.mkdir(exist_ok=True)
    place = snapshots / name
    if not place.exists():
        built.rename(place)
    _settle(snapshots)
    fresh = dataset / f"{CURRENT}.new"
    with fresh.open("w", encoding="ascii") as stream:
        stream.write(name + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(dataset / CURRENT)
    _settle(dataset)
    return place


def _settle(path: Path) -> None:
    """Asks the system to bring a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
