"""Marks a function as a compiled kernel: machine code kept between runs, free of the interpreter lock."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import xxhash

Function = TypeVar("Function", bound=Callable[..., object])
SOURCES = Path(__file__).parent


def kernel(function: Function) -> Function:
    """The function compiled by numba on first call; its arguments are numbers, arrays and tuples of these."""
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = cache_folder()
    try:
        return cast(Function, numba.njit(cache=True, nogil=True)(function))
    finally:
        settings.CACHE_DIR = before


def inlined(function: Function) -> Function:
    """The function put into the kernels that call it: a call would count references for every array it is given."""
    return cast(Function, numba.njit(inline="always")(function))


@cache
def cache_folder() -> str:
    """Where machine code of this very state of the measures is kept.

    Numba looks only at the file a kernel stands in. A kernel calls kernels of other files, so machine code made
    before one of those changed would go on giving the old figures; a folder for each state of all files cannot.
    Where the folder cannot be written numba falls back to its own places.
    """
    state = xxhash.xxh3_64()
    for path in sorted(SOURCES.rglob("*.py")):
        state.update(path.relative_to(SOURCES).as_posix().encode())
        state.update(path.read_bytes())
    return str(SOURCES / "__pycache__" / f"kernels-{state.hexdigest()}")
