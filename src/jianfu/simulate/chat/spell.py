"""Bytes into a buffer: the smallest strokes of writing a message, each returning the place after it."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import FACTS, State, below, bits, entry, kernel, mix, seed_of, share
from jianfu.simulate.chat.stage import Names

Bytes = NDArray[np.uint8]

_QUOTE, _BACKSLASH, _SPACE = 34, 92, 32
_HEX = np.frombuffer(b"0123456789abcdef", np.uint8)
_SWAPS = (
    "及时 尽快,务必 必须,组织 安排,认真 扎实,排查 摸排,上报 报送,完成 做好,立即 马上,核实 核对,梳理 清理,落实 抓好,"
    "负责 牵头,发现 查出,问题 情况,整改 整治,开展 进行,涉及 包括,统计 汇总,重点 特别,确保 保证,严格 从严,加强 强化,"
    "持续 继续,全面 全部,有关 相关,明确 确定,要求 部署,研究 商定,逐户 挨户,巡查 巡逻,宣传 宣讲,资料 材料,台账 清单,"
    "关注 留意,配合 协助,近期 最近,存在 还有,前期 之前,反馈 回复,通知 告知,按照 根据,结合 对照,做到 达到,数据 数字,"
    "责任 职责,进度 进展,偏慢 滞后,同时 另外,联系人 联络人,电话 联系电话,准时 按时,参加 出席,请各 望各,不得 不准,"
    "的 得,在 再,做 作,已 以,需 须,与 和,将 把,前 之前"
)
_PAIRS = [pair.split(" ") for pair in _SWAPS.split(",")]
_FROM = np.frombuffer("".join(pair[0] for pair in _PAIRS).encode(), np.uint8)
_TO = np.frombuffer("".join(pair[1] for pair in _PAIRS).encode(), np.uint8)
_FROM_AT = np.cumsum([0, *(len(pair[0].encode()) for pair in _PAIRS)])
_TO_AT = np.cumsum([0, *(len(pair[1].encode()) for pair in _PAIRS)])
"""What people put for what when they pass a notice on: another word for the same, or a slip."""
_SWAP_FACTOR, _STOP_FACTOR = 4.0, 3.0
"""So many times the rate a word or stop that can change does: about a quarter of characters can."""
_STOPS = np.frombuffer("。；，！、".encode(), np.uint8)


@kernel
def put(out: Bytes, at: int, source: Bytes, begin: int, end: int) -> int:
    """Bytes ``[begin, end)`` of ``source``."""
    for index in range(begin, end):
        out[at] = source[index]
        at += 1
    return at


@kernel
def put_name(out: Bytes, at: int, names: Names, column: int, index: int) -> int:
    """One string of a column of names."""
    place = names.base[column] + index
    return put(out, at, names.text, names.offset[place], names.offset[place + 1])


@kernel
def put_number(out: Bytes, at: int, number: np.uint64) -> int:
    """A number in decimal."""
    digits, left = 1, number
    while left >= np.uint64(10):
        left //= np.uint64(10)
        digits += 1
    for place in range(at + digits - 1, at - 1, -1):
        out[place] = 48 + np.int64(number % np.uint64(10))
        number //= np.uint64(10)
    return at + digits


@kernel
def put_hex(out: Bytes, at: int, seed: int, digits: int) -> int:
    """Hexadecimal digits that stand for a seed."""
    value = mix(np.uint64(seed))
    for place in range(digits):
        if place % 16 == 15:
            value = mix(value)
        out[at] = _HEX[np.int64(value >> np.uint64(4 * (place % 16))) & 15]
        at += 1
    return at


@kernel
def put_id(out: Bytes, at: int, seed: int, key: int, milliseconds: int) -> int:
    """A message id: 20-digit-like number, underscore, seconds."""
    at = put_number(out, at, message_number(seed, key))
    out[at] = 95
    return put_number(out, at + 1, np.uint64(milliseconds // 1000))


@kernel
def message_number(seed: int, key: int) -> np.uint64:
    """The number in a message's id; different keys give different numbers."""
    return mix(mix(np.uint64(seed) + np.uint64(0x5851F42D4C957F2D)) ^ np.uint64(key))


@kernel
def character_length(text: Bytes, at: int) -> int:
    """Bytes of the character at a place of JSON text; an escape counts as one character."""
    first = text[at]
    if first == _BACKSLASH:
        return 2
    if first < 0x80:
        return 1
    if first < 0xE0:
        return 2
    return 3 if first < 0xF0 else 4


@kernel
def escape_again(out: Bytes, begin: int, at: int, spare: Bytes) -> int:
    """Escape what stands in ``[begin, at)`` once more, for JSON inside JSON."""
    put(spare, 0, out, begin, at)
    length, at = at - begin, begin
    for index in range(length):
        if spare[index] == _QUOTE or spare[index] == _BACKSLASH:
            out[at] = _BACKSLASH
            at += 1
        out[at] = spare[index]
        at += 1
    return at


@kernel
def is_stop(text: Bytes, at: int) -> bool:
    """Chinese punctuation that ends a clause stands here."""
    for mark in range(0, len(_STOPS), 3):
        if text[at] == _STOPS[mark] and text[at + 1] == _STOPS[mark + 1] and text[at + 2] == _STOPS[mark + 2]:
            return True
    return False


@kernel
def find_swap(text: Bytes, at: int, length: int) -> int:
    """The pair whose first half stands here, or -1."""
    for pair in range(len(_FROM_AT) - 1):
        begin, size = _FROM_AT[pair], _FROM_AT[pair + 1] - _FROM_AT[pair]
        if text[at] != _FROM[begin] or text[at + 1] != _FROM[begin + 1] or at + size > length:
            continue
        same = True
        for index in range(size):
            same &= text[at + index] == _FROM[begin + index]
        if same:
            return pair
    return -1


@kernel
def put_edited(out: Bytes, source: Bytes, length: int, rate: float, state: State) -> int:
    """``source`` with about ``rate`` of its characters changed by hand; numbers stay. Returns the length.

    Another word for the same, a slip, a comma for a stop: never a place, a date or a figure.
    """
    at, index = 0, 0
    while index < length:
        size = character_length(source, index)
        if size == 3 and is_stop(source, index) and share(state, FACTS) < _STOP_FACTOR * rate:
            mark = 3 * below(state, FACTS, len(_STOPS) // 3)
            at, index = put(out, at, _STOPS, mark, mark + 3), index + 3
            continue
        pair = find_swap(source, index, length) if size == 3 else -1
        if pair >= 0 and share(state, FACTS) < _SWAP_FACTOR * rate:
            at = put(out, at, _TO, _TO_AT[pair], _TO_AT[pair + 1])
            index += _FROM_AT[pair + 1] - _FROM_AT[pair]
            continue
        at = put(out, at, source, index, index + size)
        index += size
    return at


@kernel
def clause_end(text: Bytes, length: int, share_kept: float) -> int:
    """The end of the first clause past a share of the text, or the text's end."""
    index = 0
    while index < length:
        size = character_length(text, index)
        if size == 3 and index > share_kept * length and is_stop(text, index):
            return index
        index += size
    return length


@kernel
def fact(state: State, facts_seed: int, stream: int, sticky: int) -> int:
    """A non-negative random number of the facts stream, or the fixed one of a shared fact."""
    if stream >= sticky:
        return seed_of(facts_seed, stream, 7) & 0x3FFFFFFFFFFFFFFF
    return bits(state, FACTS)


@entry
def put_ids(out: Bytes, offset: NDArray[np.int32], seed: int, keys: NDArray[np.int64], times: NDArray[np.int64]) -> int:
    """The ids of many messages one after another, with their ends in ``offset``."""
    at = 0
    for index in range(len(keys)):
        at = put_id(out, at, seed, keys[index], times[index])
        offset[index + 1] = at
    return at


def write_ids(seed: int, keys: NDArray[np.int64], times: NDArray[np.int64]) -> pa.StringArray:
    """Message ids as the archive spells them."""
    out, offset = np.empty(len(keys) * 34, np.uint8), np.zeros(len(keys) + 1, np.int32)
    length = put_ids(out, offset, seed, keys, times)
    return pa.StringArray.from_buffers(len(keys), pa.py_buffer(offset), pa.py_buffer(out[:length].copy()))
