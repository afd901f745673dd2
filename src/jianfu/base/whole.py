"""A folder that is there whole or not at all: written beside its place, then moved in by one rename."""

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jianfu.base.errors import UserProblem


@contextmanager
def whole_folder(path: Path, *, marker: str) -> Iterator[Path]:
    """Yields an empty folder that becomes ``path`` when the block ends well, and vanishes when it does not.

    ``marker`` is the file (relative) that tells a folder of the same kind: an earlier one is replaced. Anything else
    that is not empty raises ``UserProblem``, and so does a place that cannot be written to. What killed runs left is
    cleared away first.
    """
    path = path.absolute()
    if path.exists() and not path.is_dir():
        raise UserProblem("output-is-a-file", path=path)
    if path.is_dir() and any(path.iterdir()) and not (path / marker).exists():
        raise UserProblem("output-not-ours", path=path)
    work = path.parent / f".{path.name}.{os.getpid()}.unfinished"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        work.mkdir()
    except OSError as cause:
        raise UserProblem("output-unwritable", path=path, reason=cause.strerror or str(cause)) from cause
    try:
        yield work
        _replace(path, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sweep(path: Path) -> None:
    """Clears what killed runs left; one killed between the two renames left the earlier folder beside its place."""
    name = glob.escape(path.name)
    for leftover in [*path.parent.glob(f".{name}.*.unfinished"), *path.parent.glob(f".{name}.*.old")]:
        process = leftover.name.split(".")[-2]
        if not process.isdigit() or _alive(int(process)):
            continue
        if leftover.suffix == ".old" and not path.exists():
            leftover.rename(path)
        else:
            shutil.rmtree(leftover)


def _replace(path: Path, work: Path) -> None:
    old = path.parent / f".{path.name}.{os.getpid()}.old"
    if path.exists():
        path.rename(old)
    work.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
