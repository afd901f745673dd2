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
LANE_BYTES = 64
"""Bytes of an array that are looked at in one step; so many entries of it are its lanes."""
LINE = LANE_BYTES // 8
"""Numbers of 64 bits in a line of memory."""


@intrinsic
def _bits_shared(_: Any, lines: Any, one: Any, other: Any) -> Any:
    """How many bits two rows of ``LINE`` numbers share: where the processor can, all of them at once."""

    def generate(context: Any, builder: ir.IRBuilder, signature: Any, arguments: Any) -> Any:
        def row(number: int) -> Any:
            place = builder.mul(
                context.cast(builder, arguments[number], signature.args[number], types.intp), ir.IntType(64)(LINE)
            )
            return _lanes(context, builder, signature.args[0], arguments[0], (place, types.intp))

        both = builder.and_(row(1), row(2))
        line = both.type
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


@intrinsic
def _lowest(_: Any, value: Any) -> Any:  # noqa: ARG001
    """The number of the lowest bit that is set; 64 where none is."""

    def generate(_context: Any, builder: ir.IRBuilder, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.IntType(1)(0))

    return types.int64(types.uint64), generate


lowest: Any = _lowest
"""The number of the lowest bit set of a ``uint64``, 64 where none is; for kernels alone."""


@intrinsic
def _highest(_: Any, value: Any) -> Any:  # noqa: ARG001
    """The number of the highest bit that is set; -1 where none is."""

    def generate(_context: Any, builder: ir.IRBuilder, _signature: Any, arguments: Any) -> Any:
        return builder.sub(ir.IntType(64)(63), builder.ctlz(arguments[0], ir.IntType(1)(0)))

    return types.int64(types.uint64), generate


highest: Any = _highest
"""The number of the highest bit set of a ``uint64``, -1 where none is; for kernels alone."""


def _lanes(context: Any, builder: ir.IRBuilder, kind: Any, held: Any, place: tuple[Any, Any]) -> Any:
    """The entries of an array from a place on, as one vector; ``place``: its number, and the type of that."""
    entry = context.get_value_type(kind.dtype)
    many = ir.VectorType(entry, LANE_BYTES * 8 // kind.dtype.bitwidth)
    data = context.make_array(kind)(context, builder, held).data
    pointer = builder.gep(data, [context.cast(builder, place[0], place[1], types.intp)])
    return builder.load(builder.bitcast(pointer, many.as_pointer()), align=kind.dtype.bitwidth // 8)


def _as_bits(builder: ir.IRBuilder, found: Any) -> Any:
    """A vector of truths as the bits of a number."""
    return builder.zext(builder.bitcast(found, ir.IntType(found.type.count)), ir.IntType(64))


@intrinsic
def _alike(_: Any, array: Any, one: Any, other: Any) -> Any:
    """Compares the lanes from two places on."""

    def generate(context: Any, builder: ir.IRBuilder, signature: Any, arguments: Any) -> Any:
        kind = signature.args[0]
        first = _lanes(context, builder, kind, arguments[0], (arguments[1], signature.args[1]))
        second = _lanes(context, builder, kind, arguments[0], (arguments[2], signature.args[2]))
        return _as_bits(builder, builder.icmp_unsigned("==", first, second))

    return types.uint64(array, one, other), generate


alike: Any = _alike
"""``alike(array, one, other)``: bit i where ``array[one + i] == array[other + i]``; all lanes of both must be there."""


@intrinsic
def _holding(_: Any, array: Any, at: Any, value: Any, low: Any) -> Any:
    """Compares the lanes from a place on with one value."""

    def generate(context: Any, builder: ir.IRBuilder, signature: Any, arguments: Any) -> Any:
        kind = signature.args[0]
        lanes = _lanes(context, builder, kind, arguments[0], (arguments[1], signature.args[1]))
        many = lanes.type
        number = context.cast(builder, arguments[2], signature.args[2], kind.dtype)
        ignored = context.cast(builder, arguments[3], signature.args[3], kind.dtype)
        values, lows = (_spread(builder, some, many) for some in (number, ignored))
        found = builder.lshr(builder.xor(lanes, values), lows)
        return _as_bits(builder, builder.icmp_unsigned("==", found, ir.Constant(many, None)))

    return types.uint64(array, at, value, low), generate


def _spread(builder: ir.IRBuilder, value: Any, many: ir.VectorType) -> Any:
    """A vector of one value."""
    single = builder.insert_element(ir.Constant(many, ir.Undefined), value, ir.IntType(32)(0))
    return builder.shuffle_vector(single, single, ir.Constant(ir.VectorType(ir.IntType(32), many.count), None))


holding: Any = _holding
"""``holding(array, at, value, low)``: bit i where ``array[at + i]`` is ``value`` but for its ``low`` lowest bits; all
lanes must be there."""
