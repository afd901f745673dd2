"""Single instructions of the processor for kernels (机器指令)."""

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


@intrinsic
def _fetch(_: Any, array: Any, at: Any) -> Any:
    """Asks the memory for an entry of an array, counted through all its dimensions."""

    def generate(context: Any, builder: ir.IRBuilder, signature: Any, arguments: Any) -> Any:
        held = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        pointer = builder.gep(held.data, [place])
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [pointer.type, number, number, number])
        call = builder.module.declare_intrinsic("llvm.prefetch", [pointer.type], kind)
        builder.call(call, [pointer, number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(array, at), generate


fetch: Any = _fetch
"""``fetch(array, at)``: the entry will be read soon. Nothing waits for it; where it lies far away, time is saved."""
