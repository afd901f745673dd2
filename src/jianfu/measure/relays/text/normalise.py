"""Normalises messages (归一): folds them, strips what was put around them, hashes what is left."""

from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.text.addresses import SPACE, take_address
from jianfu.measure.relays.text.folding import BREAK, LAST_MARK, SILENT, unit_table
from jianfu.measure.relays.text.pictures import pictures_around
from jianfu.measure.relays.text.quoting import NO_QUOTE, follow_quote, introduce_quote
from jianfu.measure.relays.text.skipping import skip
from jianfu.measure.relays.text.stripping import LINE, Clauses, cut, new_clauses, strip
from jianfu.measure.relays.text.wrapping import ELLIPSIS, NUMBERING, QUOTE_MARK, Wrapping, wrapping
from jianfu.measure.signals.folding import decode
from jianfu.measure.signals.kernel import utf8

_AT, _WIDE_AT, _BRACKET, _QUOTE, _PERCENT, _DOTS, _COLON = 64, 0xFF20, 91, 0x300C, 37, 0x2026, 58
_SKIPPED = (_AT, _WIDE_AT, _BRACKET, _COLON)
"""What may begin something that is no words."""
_IDEOGRAPHS = 0xE4, 0xE9
"""First bytes of characters that always count, and are nothing else than words: U+4000 to U+9FFF."""
_SPARE = 4
"""A quarter more than is needed: the next batch may be a little longer."""
_FIRST, _FACTOR = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93

Units = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


class Normalised(NamedTuple):
    """Messages as they are compared, one entry a message; a message without text has length 0 and hash 0."""

    codes: Units
    """Code units of all messages, one after another: letters, digits, marks between these, and ``addresses``."""
    ends: Longs
    """Where each message's units end; they begin where those of the one before end."""
    hashes: npt.NDArray[np.uint64]
    """Of the stripped text; 0 where nothing is left."""
    marks: npt.NDArray[np.uint16]
    """What was stripped, bits of ``wrapping``."""


class Rooms:
    """Memory for code units that goes from hand to hand: new memory costs as much as half of the work done in it."""

    def __init__(self) -> None:
        self._free: SimpleQueue[Units] = SimpleQueue()

    def take(self, units: int) -> Units:
        """Room for so many units at least."""
        try:
            room = self._free.get_nowait()
        except Empty:
            room = np.empty(0, np.uint16)
        return room if len(room) >= units else np.empty(units + units // _SPARE, np.uint16)

    def give(self, messages: Normalised) -> None:
        """Takes back the room of messages nobody looks at any more."""
        if isinstance(messages.codes.base, np.ndarray):
            self._free.put(messages.codes.base)


def normalise(text: pa.Array, rooms: Rooms | None = None) -> Normalised:
    """The messages of a text column (Arrow string, nulls allowed)."""
    # a null may have bytes behind it
    offsets, data = utf8(pc.fill_null(text, "") if text.null_count else text)
    count = len(text)
    codes = (rooms or Rooms()).take(int(offsets[-1] - offsets[0]) + 1)
    done = Normalised(codes, np.empty(count, np.int64), np.zeros(count, np.uint64), np.zeros(count, np.uint16))
    _normalise(offsets, data, unit_table(), wrapping(), (done, new_clauses()))
    return done._replace(codes=codes[: int(done.ends[-1]) if count else 0])


@lean_kernel
def _normalise(
    offsets: Longs, data: Bytes, table: Units, phrases: Wrapping, places: tuple[Normalised, Clauses]
) -> None:
    done, clauses = places
    out = np.int64(0)
    for row in range(len(offsets) - 1):
        at, end = offsets[row], offsets[row + 1]
        if at < end:
            clauses.cuts[0], clauses.breaks[0] = out, LINE
            count, marks = _fold(data, (at, end), table, done.codes, clauses)
            shown = pictures_around(data, at, end, table)
            begin, stop, marks = strip(done.codes, count, (marks, shown), phrases, clauses)
            done.marks[row] = marks
            done.hashes[row] = _settle(done.codes, begin, stop, out)
            out += stop - begin
        done.ends[row] = out


@lean_kernel
def _fold(data: Bytes, span: tuple[Any, Any], table: Units, codes: Units, clauses: Clauses) -> tuple[Any, Any]:
    """Writes the units of a message that count, from where its first clause begins: clauses, marks."""
    at, end = span
    out = clauses.cuts[0]
    count = marks = 0
    line_begins, digit_before = True, False
    quote, before, dots = NO_QUOTE, np.int64(SILENT), np.int64(-1)
    while at < end:
        code, following = decode(data, at)
        unit = table[code]
        if code == _COLON:
            after, out = take_address(data, (following, end), codes, (clauses.cuts[count], out))
            if after:
                at, digit_before, before = after, False, np.int64(SPACE)
                continue
        if line_begins or code in _SKIPPED:
            skipped, mark = skip(data, at, end, line_begins)
            if skipped:
                marks |= mark
                at = skipped
                count = cut(clauses, count, out, code)
                line_begins, digit_before = line_begins and mark != NUMBERING, False
                continue
        at = following
        if unit == SILENT:
            continue
        if unit > LAST_MARK or 48 <= unit <= 57 or (digit_before and _is_mark(unit, data, at, end, table)):
            codes[out] = unit
            at, out = _write_ideographs(data, (at, end), table, codes, out + 1)
            unit = codes[out - 1]
            digit_before = 48 <= unit <= 57
            line_begins, before = False, np.int64(unit)
            continue
        if before != SILENT:
            quote = introduce_quote(before, quote)
            before = np.int64(SILENT)
        if code == _QUOTE and out == clauses.cuts[0]:
            marks |= QUOTE_MARK
        dots = out if code == _DOTS else dots
        marks |= ELLIPSIS if dots == clauses.cuts[0] else 0
        quote, is_told = follow_quote(code, out, quote)
        marks |= QUOTE_MARK if is_told else 0
        count = cut(clauses, count, out, code)
        line_begins, digit_before = code == LINE, False
    marks |= ELLIPSIS if dots == out else 0
    if clauses.cuts[count] < out:
        # the last clause, or all that stands behind the most that are kept apart
        count = min(count + 1, len(clauses.cuts) - 1)
        clauses.cuts[count] = out
    return count, marks


@lean_kernel
def _write_ideographs(data: Bytes, span: tuple[Any, Any], table: Units, codes: Units, out: Any) -> tuple[Any, Any]:
    """Writes the ideographs that stand here one after another; returns where they end, and where the units go on."""
    at, end = span
    while at < end and _IDEOGRAPHS[0] <= data[np.uint64(at)] <= _IDEOGRAPHS[1]:
        code, at = decode(data, at)
        codes[np.uint64(out)] = table[np.uint64(code)]
        out += 1
    return at, out


@lean_kernel
def _is_mark(unit: Any, data: Bytes, at: Any, end: Any, table: Units) -> Any:
    """Whether a character right after a digit counts: a mark before another digit, or a sign of per cent."""
    if unit <= BREAK or unit == _AT or at >= end:
        return unit == _PERCENT
    code, _ = decode(data, at)
    return unit == _PERCENT or 48 <= table[code] <= 57


@lean_kernel
def _settle(codes: Units, begin: Any, stop: Any, out: Any) -> Any:
    """Moves the stripped units to where they belong and hashes them, four at a time; 0 for none."""
    size = stop - begin
    value = np.uint64(_FIRST) ^ np.uint64(size)
    part, to = codes[begin:stop], codes[out : out + size]
    whole = size - size % 4
    for at in range(0, whole, 4):
        one, two, three, four = part[at], part[at + 1], part[at + 2], part[at + 3]
        to[at], to[at + 1], to[at + 2], to[at + 3] = one, two, three, four
        word = np.uint64(one) << np.uint64(48) | np.uint64(two) << np.uint64(32)
        value = (value ^ (word | np.uint64(three) << np.uint64(16) | np.uint64(four))) * np.uint64(_FACTOR)
        value ^= value >> np.uint64(32)
    if whole < size:
        word = np.uint64(0)
        for at in range(whole, size):
            to[at] = part[at]
            word = word << np.uint64(16) | np.uint64(part[at])
        value = (value ^ word) * np.uint64(_FACTOR)
        value ^= value >> np.uint64(32)
    value = (value ^ value >> np.uint64(29)) * np.uint64(_FIRST)
    value ^= value >> np.uint64(32)
    return value | np.uint64(1) if size else np.uint64(0)
