"""Walks the Huffman codes of a JPEG for the first number of each block, skipping all others.

A second walker starts in the middle of the data with a guess and runs beside the first, so that the processor need
not wait for either: Huffman codes fall into step again by themselves. Nothing the second finds is used before the
first stands where it once stood, at the end of the same block of a unit; from there both must read the same. Every
index is bounded, whatever the data say.
"""

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel, lean_kernel
from jianfu.sources.pictures.huffman import (
    SIZE_MOST,
    WINDOW,
    WRONG,
    Bytes,
    Longs,
    Shorts,
    eight_bytes,
    one_passed,
    signed,
    symbol_of,
)

PADDING = 32
"""Bytes a walker may read behind the data before it is stopped."""
BOTH_LEAST = 1 << 13
"""Bytes from which a second walker is worth its guess."""

Places = npt.NDArray[np.uint32]
Words = npt.NDArray[np.uint64]
Tables = tuple[Longs, Shorts, Words]
"""Rows of codes; what to skip for each row and window; for each block of a unit where its two tables begin."""
Firsts = tuple[Longs, Shorts, Longs]
"""Rows of codes; sizes for each window; blocks of a unit, high and wide of the grey ones, units across, quantum."""
Walker = tuple[np.uint64, np.uint64, np.uint64, np.uint64, np.uint64, np.uint64, np.uint64]
"""Bits at hand, how many, next byte, coefficients passed, place among the tables, blocks, the first not hurt."""
Stops = tuple[np.uint64, np.uint64]

_0, _1, _3, _6, _7, _8 = np.uint64(0), np.uint64(1), np.uint64(3), np.uint64(6), np.uint64(7), np.uint64(8)
_31, _48, _56, _63 = np.uint64(31), np.uint64(48), np.uint64(56), np.uint64(63)
_WRONG, _WINDOW, _AWAY = np.uint64(WRONG), np.uint64(WINDOW), np.uint64(64 - WINDOW)


@inlined
def _look(data: Bytes, tables: Tables, walker: Walker) -> tuple[Walker, np.uint64, np.uint64]:
    """The walker with at least 56 bits at hand; how many one look skips, and coefficients passed then."""
    held, count, at, passed, state, done, whole = walker
    held |= eight_bytes(data, at) >> count
    at += (_63 - count) >> _3
    entry = np.uint64(tables[1][tables[2][state] + (held >> _AWAY)])
    return (held, count | _56, at, passed, state, done, whole), entry & _31, passed + (entry >> _8)


@inlined
def _moved(tables: Tables, ends: Places, walker: Walker, used: np.uint64, now: np.uint64) -> Walker:
    """The walker behind what was skipped; no branch hangs on whether that was the end of a block."""
    held, count, at, _, state, done, whole = walker
    count -= used
    ends[done] = np.uint32(at * _8 - count)
    ended = (now + _1) >> _6
    ended = (ended | (ended >> _1)) & _1
    state = (state | _1) + ended
    state = _0 if state == np.uint64(len(tables[2])) else state
    return held << used, count, at, now & (ended - _1), state, done + ended, whole


@lean_kernel
def _step(data: Bytes, tables: Tables, ends: Places, walker: Walker) -> Walker:
    """One look, or one symbol alone where the table has none for it."""
    walker, used, now = _look(data, tables, walker)
    if now & _WRONG:
        held, count, at, passed, state, done, _whole = walker
        _, bits, more = one_passed(tables[0], signed(tables[2][state] >> _WINDOW), signed(held >> _48))
        used, now = np.uint64(bits), passed + np.uint64(more)
        if now & _WRONG:
            now, walker = _0, (held, count, at, passed, state, done, done + _1)
    return _moved(tables, ends, walker, used, now)


@lean_kernel
def _run(data: Bytes, tables: Tables, ends: Places, walker: Walker, stop: np.uint64) -> Walker:
    """Walks until the next byte is ``stop`` or ``ends`` is full. A look takes up to seven bytes and ends one block."""
    while walker[2] < stop and walker[5] < np.uint64(len(ends)):
        for _ in range(min((stop - walker[2]) >> _3, np.uint64(len(ends)) - walker[5])):
            walker, used, now = _look(data, tables, walker)
            if now & _WRONG:
                break
            walker = _moved(tables, ends, walker, used, now)
        if walker[2] < stop and walker[5] < np.uint64(len(ends)):
            walker = _step(data, tables, ends, walker)
    return walker


@lean_kernel
def _run_both(
    data: Bytes, tables: Tables, ends: tuple[Places, Places], walkers: tuple[Walker, Walker], stops: Stops
) -> tuple[Walker, Walker]:
    """Two walkers in turn, until one of them is where ``_run`` would stop it."""
    one, two = walkers
    room = np.uint64(len(ends[0]))
    while one[2] < stops[0] and two[2] < stops[1] and one[5] < room and two[5] < room:
        bytes_left = min(stops[0] - one[2], stops[1] - two[2])
        for _ in range(min(bytes_left >> _3, room - max(one[5], two[5]))):
            one, used, now = _look(data, tables, one)
            two, used_too, now_too = _look(data, tables, two)
            if (now | now_too) & _WRONG:
                break
            one = _moved(tables, ends[0], one, used, now)
            two = _moved(tables, ends[1], two, used_too, now_too)
        if one[2] < stops[0] and two[2] < stops[1] and one[5] < room and two[5] < room:
            one = _step(data, tables, ends[0], one)
            two = _step(data, tables, ends[1], two)
    return one, two


@lean_kernel
def _walk(data: Bytes, tables: Tables, ends: Places, guess: Places, begin: int, end: int) -> bool:
    """Fills ``ends`` with the bit behind each block of one part; False where anything is not as it should be.

    ``guess`` is room for what a second walker finds that begins in the middle of the part.
    """
    half = np.uint64((begin + end) // 2 if end - begin >= BOTH_LEAST else end)
    stop = np.uint64(end + PADDING // 2)
    one, two = (_0, _0, np.uint64(begin), _0, _0, _0, _0), (_0, _0, half, _0, _0, _0, _0)
    one, two = _run_both(data, tables, (ends, guess), (one, two), (half, np.uint64(end)))
    one = _run(data, tables, ends, one, half)
    two = _run(data, tables, guess, two, np.uint64(end))
    unit, at, found = len(tables[2]) // 2, np.int64(two[6]), np.int64(two[5])
    while one[5] < len(ends) and one[2] < stop:
        now = np.int64(one[5])
        one = _step(data, tables, ends, one)
        if np.int64(one[5]) == now:
            continue
        while at < found and guess[at] < ends[now]:
            at += 1
        if at < found and guess[at] == ends[now] and (at - now) % unit == 0:
            if now + found - at > len(ends):
                return False
            for more in range(1, found - at):
                ends[now + more] = guess[at + more]
            one = (two[0], two[1], two[2], two[3], two[4], np.uint64(now + found - at), one[6])
            at = found
    return bool(one[5] == len(ends) and one[6] == _0)


@lean_kernel
def _fill(data: Bytes, tables: Firsts, ends: Places, begin: int, before: int, plate: Bytes) -> bool:
    """Grey values of one part that begins after ``before`` units; False for one that no honest picture has.

    A grey value is an eighth of the block's first coefficient, rounded half up, about 128.
    """
    codes, sizes, shape = tables
    units, high, wide, across, quantum = shape[0], shape[1], shape[2], shape[3], shape[4]
    row, column = before // across * high, before % across * wide
    value, done, at = 0, 0, np.uint64(begin * 8)
    while done < len(ends):
        block = done
        for down in range(row, row + high):
            for right in range(column, column + wide):
                bits = eight_bytes(data, at >> _3) << (at & _7)
                entry = signed(np.uint64(sizes[bits >> _AWAY]))
                length, size = entry & 255, entry >> 8
                if length == 0:
                    length, size = symbol_of(codes, 0, signed(bits >> _48))
                if length == 0 or size > SIZE_MOST:
                    return False
                bits <<= np.uint64(length)
                # a number whose first bit is not set stands for one below nothing
                below = (signed(bits >> _63) - 1) & (1 - (1 << size))
                value += signed(bits >> _1 >> (_63 - np.uint64(size))) + below
                grey = (value * quantum + 4) >> 3
                if not -512 <= grey < 512:
                    return False
                plate[down, right] = min(max(grey + 128, 0), 255)
                at = np.uint64(ends[block])
                block += 1
        done += units
        at = np.uint64(ends[done - 1])
        column += wide
        if column == across * wide:
            row, column = row + high, 0
    return True


@kernel
def fill_plate(data: Bytes, parts: Longs, tables: Tables, firsts: Firsts, every: int, plate: Bytes) -> bool:
    """Fills ``plate`` from ``data`` whose ``parts`` of ``every`` units end there; False where Pillow must decide."""
    units, high, across = firsts[2][0], firsts[2][1], firsts[2][3]
    total = plate.shape[0] // high * across
    places, guess = np.empty(every * units, np.uint32), np.empty(every * units, np.uint32)
    begin = 0
    for part in range(len(parts)):
        end, before = parts[part], part * every
        ends = places[: min(every, total - before) * units]
        if not _walk(data, tables, ends, guess[: len(ends)], begin, end) or (np.int64(ends[-1]) + 7) // 8 != end:
            return False
        if not _fill(data, firsts, ends, begin, before, plate):
            return False
        begin = end
    return True
