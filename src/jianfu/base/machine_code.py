"""Where compiled kernels are kept between runs, so that none outlives the sources it was made from."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numba
import xxhash

ROOT = Path(__file__).parents[2]
IMPORT = re.compile(r"^(?:from (jianfu[\w.]*) import (\([^)]*\)|.*)|import (jianfu[\w.]*))", re.M)


@contextmanager
def kept_for(module: str) -> Iterator[None]:
    """Kernels of ``module`` decorated inside the block keep their machine code in a folder for its sources as they are.

    Numba looks only at the file a kernel stands in. A kernel calls kernels of other files, so machine code made
    before one of those changed would go on giving the old figures, or crash; a folder for each state of the file and
    of all of ours that it imports, directly or not, cannot. Where the folder cannot be written numba falls back to
    its own places.
    """
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = _folder(module)
    try:
        yield
    finally:
        settings.CACHE_DIR = before


@cache
def _folder(module: str) -> str:
    state = xxhash.xxh3_64()
    for path in sorted(sources_of(module)):
        state.update(path.relative_to(ROOT).as_posix().encode())
        state.update(path.read_bytes())
    place = _file(module) or Path(__file__)
    return str(place.parent / "__pycache__" / f"kernels-{state.hexdigest()}")


def sources_of(module: str) -> frozenset[Path]:
    """The file of a module and every file of ours that it imports, directly or not; empty for a stranger's module."""
    found: set[Path] = set()
    waiting = [_file(module)]
    while waiting:
        path = waiting.pop()
        if path is not None and path not in found:
            found.add(path)
            waiting += _imported(path)
    return frozenset(found)


@cache
def _imported(path: Path) -> tuple[Path | None, ...]:
    files: list[Path | None] = []
    for package, names, plain in IMPORT.findall(path.read_text(encoding="utf-8")):
        files.append(_file(package or plain))
        files += (_file(f"{package}.{name}") for name in re.findall(r"\w+", names) if package)
    return tuple(files)


@cache
def _file(module: str) -> Path | None:
    place = ROOT.joinpath(*module.split("."))
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)
