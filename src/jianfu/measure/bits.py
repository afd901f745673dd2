"""Single instructions of the processor for kernels (机器指令)."""

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.cgutils import get_or_insert_function
from numba.extending import intrinsic


@intrinsic
def _bits_set(_: Any, value: Any) -> Any:  # noqa: ARG001 - numba asks for the name
    """How many bits of a 64-bit number are set: one instruction."""

    def generate(_context: Any, builder: ir.IRBuilder, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


bits_set: Any = _bits_set
"""How many bits of a ``uint64`` are set; for kernels alone."""


_declared: Any = get_or_insert_function
LINE = 8
"""Numbers of 64 bits in a line of memory."""


@intrinsic
def _bits_shared(_: Any, lines: Any, one: Any, other: Any) -> Any:
    """How many bits two rows of ``LINE`` numbers share: where the processor can, all of them at once."""

    def generate(context: Any, builder: ir.IRBuilder, signature: Any, arguments: Any) -> Any:
        held = context.make_array(signature.args[0])(context, builder, arguments[0])
        line = ir.VectorType(ir.IntType(64), LINE)

        def load(row: Any, kind: Any) -> Any:
            place = builder.mul(context.cast(builder, row, kind, types.intp), ir.IntType(64)(LINE))
            return builder.load(builder.bitcast(builder.gep(held.data, [place]), line.as_pointer()), align=8)

        both = builder.and_(load(arguments[1], signature.args[1]), load(arguments[2], signature.args[2]))
        count = ir.FunctionType(line, [line]), f"llvm.ctpop.v{LINE}i64"
        total = ir.FunctionType(ir.IntType(64), [line]), f"llvm.vector.reduce.add.v{LINE}i64"
        counts = builder.call(_declared(builder.module, *count), [both])
        return builder.call(_declared(builder.module, *total), [counts])

    return types.uint64(lines, one, other), generate


bits_shared: Any = _bits_shared
"""``bits_shared(lines, one, other)`` of a contiguous ``uint64`` array (rows, ``LINE``); for kernels alone."""


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
