"""Marks a function as a compiled kernel: machine code kept between runs, free of the interpreter lock."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

from jianfu.base.machine_code import kept_for

Function = TypeVar("Function", bound=Callable[..., object])


def kernel(function: Function) -> Function:
    """The function compiled by numba on first call; its arguments are numbers, arrays and tuples of these."""
    with kept_for(function.__module__):
        return cast(Function, numba.njit(cache=True, nogil=True)(function))


def lean_kernel(function: Function) -> Function:
    """A kernel that makes no arrays, only reads and fills those it is given: compiled without reference counting.

    In loops over single characters the counting takes several times as long as the work; a function that would make
    an array does not compile this way.
    """
    with kept_for(function.__module__):
        # numba's own stubs leave the option out
        return cast(Function, numba.njit(cache=True, nogil=True, _nrt=False)(function))  # type: ignore[call-overload]


def inlined(function: Function) -> Function:
    """The function put into the kernels that call it: a call would count references for every array it is given."""
    return cast(Function, numba.njit(inline="always")(function))
