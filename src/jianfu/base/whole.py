"""A folder that is there whole or not at all: written beside its place, then moved in by one rename."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jianfu.base.errors import UserProblem


@contextmanager
def whole_folder(path: Path, *, marker: str) -> Iterator[Path]:
    """Yields an empty folder that becomes ``path`` when the block ends well, and vanishes when it does not.

    ``marker`` is the file (relative) that tells a folder of the same kind: an earlier one is replaced, anything else
    that is not empty raises ``UserProblem``. Leftovers of a killed run are cleared away first.
    """
    path = path.absolute()
    if path.exists() and not path.is_dir():
        raise UserProblem("output-is-a-file", path=path)
    if path.is_dir() and any(path.iterdir()) and not (path / marker).exists():
        raise UserProblem("output-not-ours", path=path)
    path.parent.mkdir(parents=True, exist_ok=True)
    for leftover in path.parent.glob(f".{path.name}.*.unfinished"):
        if not _alive(int(leftover.name.split(".")[-2])):
            shutil.rmtree(leftover)
    work = path.parent / f".{path.name}.{os.getpid()}.unfinished"
    work.mkdir()
    try:
        yield work
        _replace(path, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


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
