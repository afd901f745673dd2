"""What a copy changed, told in words (改动说明): facts that differ, and paperwork it asks for on top.

JSON in the bytes of a column: many copies changed something, and texts made one by one take longer than comparing them.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.facts.layout import REISSUE
from jianfu.measure.relays.tree.additions import Additions
from jianfu.measure.relays.tree.differences import (
    FIRST,
    FIRST_END,
    KIND,
    SECOND,
    SECOND_END,
    WAY,
    WAYS,
    Changes,
    kind_name,
)

REPLY = "收到请回复"
"""How a demand to answer is told: of the phrases that ask for it, which are stripped, only the kind is kept."""
MOST_TOLD = 60
"""Code units of what was added that are told."""
_MOST_WIDE = 3
"""Bytes of a code unit."""
_LEAD, _TRAIL, _PAST, _UNREADABLE = 0xD800, 0xDC00, 0xE000, 0xFFFD
_BETWEEN, _DUTY, _REPLY, _COMMA, _BEGIN, _END = range(6)
_WAYS = _END + 1
_KINDS = _WAYS + len(WAYS)
_ADDED = WAYS.index("added")

Units = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


class Told(NamedTuple):
    """JSON objects with commas between them, of one pair of texts after another."""

    data: Bytes
    starts: Longs
    """One more than pairs: those of pair i are ``data[starts[i]:starts[i + 1]]``."""


@cache
def _words() -> Told:
    """What stands around what is cut from the texts, by the numbers above, the ways and the kinds."""
    begin = '{{"kind":"{}","before":"'.format
    end = '","way":"{}"}}'.format
    duty = f'{begin("duty")}","after":"'
    words = ['","after":"', duty, f"{duty}{REPLY}{end('added')}", ",", "[", "]"]
    words += [end(way) for way in WAYS] + [begin(kind_name(kind)) for kind in range(REISSUE + 1)]
    data = [np.frombuffer(word.encode(), np.uint8) for word in words]
    return Told(np.concatenate(data), np.append(0, np.cumsum([len(word) for word in data])))


def spell(codes: Units, changes: Changes, added: Additions) -> Told:
    """The changes of some pairs of texts; ``codes``: where both were read."""
    words = _words()
    longest = int(np.diff(words.starts).max())
    units = int((changes.rows[:, FIRST_END] - changes.rows[:, FIRST]).sum())
    units += int((changes.rows[:, SECOND_END] - changes.rows[:, SECOND]).sum())
    objects = len(changes.rows) + len(added.begin)
    data = np.empty((units + MOST_TOLD * len(added.begin)) * _MOST_WIDE + 4 * objects * longest, np.uint8)
    starts = np.zeros(len(changes.counts) + 1, np.int64)
    _spell(codes, changes, (added.begin, added.end), words, (data, starts))
    return Told(data[: starts[-1]].copy(), starts)


def joined(parts: list[Told]) -> Told:
    """Pairs after pairs."""
    sizes = [np.zeros(1, np.int64), *(np.diff(part.starts) for part in parts)]
    data = [np.zeros(0, np.uint8), *(part.data for part in parts)]
    return Told(np.concatenate(data), np.cumsum(np.concatenate(sizes)))


def told_changes(told: Told, where: Longs, asked: npt.NDArray[np.bool_]) -> pa.Array:
    """The changes of each copy as JSON, null where there are none.

    ``where``: the copy's pair of texts, -1 for none; ``asked``: the copy asks for an answer and its source did not.
    """
    sizes = np.where(where < 0, 0, np.diff(told.starts, append=0)[where])
    is_told = (sizes > 0) | asked
    words = _words()
    reply = int(words.starts[_REPLY + 1] - words.starts[_REPLY])
    sizes += np.where(is_told, 2, 0) + np.where(asked, reply + (sizes > 0), 0)
    offsets = np.append(0, np.cumsum(sizes))
    data = np.empty(int(offsets[-1]), np.uint8)
    _compose(told, where, asked, words, (data, offsets))
    valid = pa.py_buffer(np.packbits(is_told, bitorder="little"))
    buffers = [valid, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.string(), len(where), buffers)


@lean_kernel
def _spell(codes: Units, changes: Changes, added: tuple[Longs, Longs], words: Told, out: tuple[Bytes, Longs]) -> None:
    """Writes the changes of each pair, then what was added."""
    data, starts = out
    at = np.int64(0)
    row = 0
    for pair in range(len(changes.counts)):
        for index in range(changes.counts[pair]):
            if index:
                at = _say(data, at, words, _COMMA)
            at = _say(data, at, words, _KINDS + changes.rows[row, KIND])
            at = _cite(data, at, codes, (changes.rows[row, FIRST], changes.rows[row, FIRST_END]))
            at = _say(data, at, words, _BETWEEN)
            at = _cite(data, at, codes, (changes.rows[row, SECOND], changes.rows[row, SECOND_END]))
            at = _say(data, at, words, _WAYS + changes.rows[row, WAY])
            row += 1
        if added[0][pair] >= 0:
            if changes.counts[pair]:
                at = _say(data, at, words, _COMMA)
            at = _say(data, at, words, _DUTY)
            at = _cite(data, at, codes, (added[0][pair], min(added[1][pair], added[0][pair] + MOST_TOLD)))
            at = _say(data, at, words, _WAYS + _ADDED)
        starts[pair + 1] = at


@lean_kernel
def _compose(told: Told, where: Longs, asked: npt.NDArray[np.bool_], words: Told, out: tuple[Bytes, Longs]) -> None:
    """Writes what is told of each copy where it belongs."""
    data, offsets = out
    for copy in range(len(where)):
        at = offsets[copy]
        if offsets[copy + 1] > at:
            at = _say(data, at, words, _BEGIN)
            if where[copy] >= 0:
                at = _say(data, at, told, where[copy])
            if asked[copy]:
                if at > offsets[copy] + 1:
                    at = _say(data, at, words, _COMMA)
                at = _say(data, at, words, _REPLY)
            at = _say(data, at, words, _END)


@lean_kernel
def _say(data: Bytes, at: Any, words: Told, number: Any) -> Any:
    """Writes bytes as they are; returns where they end."""
    for place in range(words.starts[number], words.starts[number + 1]):
        data[at] = words.data[place]
        at += 1
    return at


@lean_kernel
def _cite(data: Bytes, at: Any, codes: Units, span: tuple[Any, Any]) -> Any:
    """Writes code units as UTF-8; returns where they end.

    Folded units are letters, digits and the marks of addresses: neither quotes nor backslashes to escape.
    """
    place = np.int64(span[0])
    while place < span[1]:
        unit = np.int64(codes[place])
        place += 1
        if _LEAD <= unit < _PAST:
            paired = unit < _TRAIL and place < span[1] and _TRAIL <= codes[place] < _PAST
            if paired:
                unit = 0x10000 + ((unit - _LEAD) << 10 | (np.int64(codes[place]) - _TRAIL))
                place += 1
            else:
                unit = np.int64(_UNREADABLE)
        width = 1 if unit < 0x80 else 2 if unit < 0x800 else 3 if unit < 0x10000 else 4
        shift = 6 * (width - 1)
        data[at] = unit if width == 1 else (0xFF << (8 - width) & 0xFF) | unit >> shift
        for step in range(1, width):
            data[at + step] = 0x80 | (unit >> (shift - 6 * step) & 0x3F)
        at += width
    return at
