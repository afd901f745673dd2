"""Normalises messages (归一): folds them, strips what was put around them, hashes what is left. No Python per message."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.measure.compiled import lean_kernel
from jianfu.measure.relays.folding import BREAK, SILENT, unit_table
from jianfu.measure.relays.wrapping import (
    BOILERPLATE,
    LONGEST_CLAUSE,
    MENTION,
    NUMBERING,
    QUOTE_MARK,
    SIGN_OFF,
    Wrapping,
    marks_of,
    wrapping,
)
from jianfu.measure.signals.folding import decode
from jianfu.measure.signals.kernel import utf8

MOST_CLAUSES = 1024
LONGEST_MENTION = 24
LONGEST_EMOTICON = 5
LONGEST_SIGNATURE = 12
_ALL_MEMBERS = np.array([ord(character) for character in "所有人"], np.int64)
_NUMERALS = np.array([ord(character) for character in "一二三四五六七八九十"], np.int64)
_FIRST, _FACTOR = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93

Units = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.int64]


class Normalised(NamedTuple):
    """Messages as they are compared, one entry a message; a message without text has length 0 and hash 0."""

    codes: Units
    """Code units of all messages, one after another."""
    ends: Longs
    """Where each message's units end; they begin where those of the one before end."""
    hashes: npt.NDArray[np.uint64]
    """Of the stripped text; 0 where nothing is left."""
    marks: npt.NDArray[np.uint16]
    """What was stripped, bits of ``wrapping``."""


class _Desk(NamedTuple):
    """Room for the clauses of the message at hand."""

    cuts: Longs
    """Where clauses begin in the output."""
    breaks: Longs
    """The character before each."""


def normalise(text: pa.Array) -> Normalised:
    """The messages of a text column (Arrow string, nulls allowed)."""
    offsets, data = utf8(text)
    size = int(offsets[-1] - offsets[0])
    count = len(text)
    codes = np.empty(size + 1, np.uint16)
    done = Normalised(codes, np.empty(count, np.int64), np.zeros(count, np.uint64), np.zeros(count, np.uint16))
    desk = _Desk(np.empty(MOST_CLAUSES + 1, np.int64), np.empty(MOST_CLAUSES + 1, np.int64))
    _normalise(offsets, data, unit_table(), wrapping(), (done, desk))
    return done._replace(codes=codes[: int(done.ends[-1]) if count else 0])


@lean_kernel
def _normalise(
    offsets: Longs,
    data: npt.NDArray[np.uint8],
    table: Units,
    phrases: Wrapping,
    places: tuple[Normalised, _Desk],
) -> None:
    done, desk = places
    out = np.int64(0)
    for row in range(len(offsets) - 1):
        at, end = offsets[row], offsets[row + 1]
        if at < end:
            written, clauses, marks = _fold(data, at, end, table, (done.codes, out, desk))
            begin, stop, marks = _strip(done.codes, (out, written, clauses), marks, phrases, desk)
            done.marks[row] = marks
            done.hashes[row] = _settle(done.codes, begin, stop, out)
            out += stop - begin
        done.ends[row] = out


@lean_kernel
def _fold(
    data: npt.NDArray[np.uint8], at: int, end: int, table: Units, places: tuple[Units, int, _Desk]
) -> tuple[Any, Any, Any]:
    """Writes the units of a message that count and where its clauses begin: end of the units, clauses, marks."""
    codes, out, desk = places
    first = out
    clauses = 0
    marks = 0
    desk.cuts[0] = out
    desk.breaks[0] = 10
    fresh = True  # a line begins here
    previous = np.int64(0)
    while at < end:
        code, following = decode(data, at)
        unit = table[code]
        if unit > 64:
            codes[out] = unit
            out += 1
            at = following
            previous = code
            fresh = False
            continue
        if unit == SILENT:
            at = following
            continue
        if 48 <= unit <= 57:
            if fresh:
                skipped = _numbering(data, following, end, 1)
                if skipped:
                    at = skipped
                    marks |= NUMBERING
                    continue
            codes[out] = unit
            out += 1
            at = following
            previous = np.int64(unit)
            fresh = False
            continue
        if unit > BREAK and unit != 64:
            # a mark counts between digits
            if 48 <= previous <= 57 and following < end:
                nearby, _ = decode(data, following)
                if unit == 37 or 48 <= table[nearby] <= 57:
                    codes[out] = unit
                    out += 1
                    at = following
                    previous = code
                    continue
        elif code == 64 or code == 0xFF20:
            skipped = _mention(data, following, end)
            if skipped:
                marks |= MENTION
                following = skipped
        elif code == 91:
            skipped = _emoticon(data, following, end)
            if skipped:
                following = skipped
        elif code == 0x300C and out == first:
            marks |= QUOTE_MARK
        at = following
        previous = np.int64(0)
        fresh = fresh or code == 10
        if desk.cuts[clauses] < out and clauses < MOST_CLAUSES:
            clauses += 1
            desk.cuts[clauses] = out
            desk.breaks[clauses] = code
        elif code == 10 or code == 0x2014 or code == 0x2500:
            desk.breaks[clauses] = code
    if desk.cuts[clauses] < out:
        clauses += 1
        desk.cuts[clauses] = out
    return out, clauses, marks


@lean_kernel
def _numbering(data: npt.NDArray[np.uint8], at: int, end: int, digits: int) -> Any:
    """Where a list number at the beginning of a line ends, such as 1. or 12、 or 3）; 0 where there is none."""
    found = 0
    while at < end and digits < 3:
        code, following = decode(data, at)
        if 48 <= code <= 57:
            digits += 1
            at = following
            continue
        if code == 0x3001 or code == 0xFF0E or code == 46 or code == 41 or code == 0xFF09:
            found = following
            if code == 46 and following < end and 48 <= data[following] <= 57:
                found = 0
        break
    return found


@lean_kernel
def _mention(data: npt.NDArray[np.uint8], at: int, end: int) -> Any:
    """Where an @mention ends; 0 where it cannot be told from the text after it."""
    begin = at
    found = 0
    for step in range(LONGEST_MENTION):
        if at >= end:
            found = at
            break
        code, following = decode(data, at)
        if step < 3 and code == _ALL_MEMBERS[step]:
            if step == 2:
                found = following
                break
        elif code == 32 or code == 10 or code == 0x2005 or code == 0x3000 or code == 0xA0:
            found = at
            break
        at = following
    return found if found > begin else 0


@lean_kernel
def _emoticon(data: npt.NDArray[np.uint8], at: int, end: int) -> Any:
    """Where a bracketed emoticon such as [抱拳] ends; 0 where this is none."""
    found = 0
    for _ in range(LONGEST_EMOTICON + 1):
        if at >= end:
            break
        code, at = decode(data, at)
        if code == 93:
            found = at
            break
        if code < 65 or code == 91:
            break
    return found


@lean_kernel
def _strip(
    codes: Units, span: tuple[int, int, int], marks: int, phrases: Wrapping, desk: _Desk
) -> tuple[Any, Any, Any]:
    """What of the units is the notice itself: begin, end, marks."""
    out, written, clauses = span
    head = 0
    while head < clauses and desk.cuts[head + 1] - desk.cuts[head] <= LONGEST_CLAUSE:
        found = marks_of(codes, desk.cuts[head], desk.cuts[head + 1], phrases) & 0xFFFF
        if found == 0:
            break
        marks |= found
        head += 1
    tail = clauses
    while tail > head:
        size = desk.cuts[tail] - desk.cuts[tail - 1]
        if size > LONGEST_CLAUSE:
            break
        found = marks_of(codes, desk.cuts[tail - 1], desk.cuts[tail], phrases) >> 16
        if found == 0 and tail == clauses and tail > head + 1 and _signs(codes, desk, tail, phrases):
            found = np.uint32(SIGN_OFF)
        if found == 0:
            break
        marks |= found
        tail -= 1
    if head == tail:
        marks |= BOILERPLATE if clauses else 0
    return desk.cuts[head], desk.cuts[tail], marks


@lean_kernel
def _signs(codes: Units, desk: _Desk, tail: int, phrases: Wrapping) -> bool:
    """Whether the last clause is a signature: set off by a dash or a new line, short, ending as bodies' names do."""
    size = desk.cuts[tail] - desk.cuts[tail - 1]
    before = desk.breaks[tail - 1]
    found = False
    if 2 <= size <= LONGEST_SIGNATURE and (before == 0x2014 or before == 0x2500 or before == 10):
        last = codes[desk.cuts[tail] - 1]
        for unit in phrases.signature_ends:
            found |= unit == last
    return found


@lean_kernel
def _settle(codes: Units, begin: int, stop: int, out: int) -> Any:
    """Moves the stripped units to where they belong and hashes them, four at a time; 0 for none."""
    value = np.uint64(_FIRST) ^ np.uint64(stop - begin)
    size = stop - begin
    at = 0
    while at < size:
        word = np.uint64(0)
        for place in range(at, min(at + 4, size)):
            unit = codes[begin + place]
            codes[out + place] = unit
            word = word << np.uint64(16) | np.uint64(unit)
        value = (value ^ word) * np.uint64(_FACTOR)
        value ^= value >> np.uint64(32)
        at += 4
    value = (value ^ value >> np.uint64(29)) * np.uint64(_FIRST)
    value ^= value >> np.uint64(32)
    return value | np.uint64(1) if size else np.uint64(0)
