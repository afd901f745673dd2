"""Bits of whole numbers in kernels (位运算)."""

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic


@intrinsic
def _bits_set(_: Any, value: Any) -> Any:  # noqa: ARG001 - numba asks for the name
    """How many bits of a 64-bit number are set: one instruction."""

    def generate(_context: Any, builder: ir.IRBuilder, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


bits_set: Any = _bits_set
"""How many bits of a ``uint64`` are set; for kernels alone."""
