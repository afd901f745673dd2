"""Marks a function as a compiled kernel: machine code kept between runs, free of the interpreter lock."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def kernel(function: Function) -> Function:
    """The function compiled by numba on first call; its arguments are numbers, arrays and tuples of these."""
    return cast(Function, numba.njit(cache=True, nogil=True)(function))
