"""Where compiled kernels are kept between runs, so that none outlives the sources it was made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numba
import xxhash


@contextmanager
def kept_for(sources: Path) -> Iterator[None]:
    """Kernels decorated inside the block keep their machine code in a folder for this very state of ``sources``.

    Numba looks only at the file a kernel stands in. A kernel calls kernels of other files, so machine code made
    before one of those changed would go on giving the old figures, or crash; a folder for each state of all files
    cannot. Where the folder cannot be written numba falls back to its own places.
    """
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = _folder(sources)
    try:
        yield
    finally:
        settings.CACHE_DIR = before


@cache
def _folder(sources: Path) -> str:
    state = xxhash.xxh3_64()
    for path in sorted(sources.rglob("*.py")):
        state.update(path.relative_to(sources).as_posix().encode())
        state.update(path.read_bytes())
    return str(sources / "__pycache__" / f"kernels-{state.hexdigest()}")
