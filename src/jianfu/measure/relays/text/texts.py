"""Distinct texts (去重后的文本): every text once, with the moment it was first sent."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import fetch
from jianfu.measure.relays.text.normalise import Normalised

NONE = -1
FIRST_SIZE = 1 << 16
SPILLED = 1 << 29
"""Code units in memory, a gigabyte, from which on they go to disk."""
UNITS = "units.bin"
CROWD = 32
"""Texts of one moment up to which putting each in its place is the quickest way."""
AHEAD = 16
"""Messages ahead for which memory is asked."""
HALF, LOWER = np.uint64(32), np.uint64(0xFFFFFFFF)

Units = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]


@dataclass
class Texts:
    """Texts numbered as they came in; arrays have room to spare, ``count`` and ``size`` say what is in use."""

    folder: Path | None = None
    """Where code units wait on disk; None: in memory."""
    count: int = 0
    size: int = 0
    """Code units in memory."""
    on_disk: int = 0
    """Code units before those in memory."""
    hashes: npt.NDArray[np.uint64] = field(default_factory=lambda: np.empty(FIRST_SIZE, np.uint64))
    ends: Longs = field(default_factory=lambda: np.empty(FIRST_SIZE, np.int64))
    first_at: Longs = field(default_factory=lambda: np.empty(FIRST_SIZE, np.int64))
    """Microseconds; when the text was first sent."""
    codes: Units = field(default_factory=lambda: np.empty(16 * FIRST_SIZE, np.uint16))
    table: Hashes = field(default_factory=lambda: np.zeros(2 * FIRST_SIZE, np.uint64))
    """Texts by hash, open addressing: the upper half of the hash, then the number plus one; 0: none. The length is a
    power of two, at most half of it in use."""

    def add(self, messages: Normalised, sent_at: Longs, left: int = 0) -> Ints:
        """Takes messages in and returns the number of each one's text, -1 where nothing is left of it.

        ``left``: batches still to come; room is made for as much as these may bring.
        """
        rows = len(messages.ends)
        self._make_room(rows, len(messages.codes), left)
        numbers = np.empty(rows, np.int32)
        places = (self.table, self.hashes, self.ends, self.first_at, self.codes)
        self.count, self.size = _add(messages, sent_at, numbers, (self.count, self.size, self.on_disk), places)
        if self.folder is not None and self.size > SPILLED:
            self._spill()
        return numbers

    def units(self, first: int, last: int) -> tuple[Units, Longs]:
        """The code units of texts ``first`` to ``last - 1``, and where each begins in them, one more for the end."""
        begin = int(self.ends[first - 1]) if first else 0
        starts = np.empty(last - first + 1, np.int64)
        starts[0] = begin
        starts[1:] = self.ends[first:last]
        if self.folder is None or not self.on_disk:
            return self.codes, starts
        size = int(starts[-1]) - begin
        return np.fromfile(self.folder / UNITS, np.uint16, size, offset=2 * begin), starts - begin

    def all_units(self) -> tuple[Units, Longs]:
        """The code units of all texts, to read here and there, and where each begins."""
        starts = np.append(0, self.ends)
        if self.folder is None or not self.on_disk:
            return self.codes, starts
        return np.memmap(self.folder / UNITS, np.uint16, "r"), starts

    def _spill(self) -> None:
        """Code units go to disk."""
        if self.folder is not None:
            with (self.folder / UNITS).open("ab") as file:
                self.codes[: self.size].tofile(file)
            self.on_disk, self.size = self.on_disk + self.size, 0

    def _make_room(self, texts: int, units: int, left: int) -> None:
        self.hashes, self.ends, self.first_at = (
            grown(array, self.count, texts, texts * left) for array in (self.hashes, self.ends, self.first_at)
        )
        waiting = units * left if self.folder is None else min(units * left, max(0, SPILLED - self.size))
        self.codes = grown(self.codes, self.size, units, waiting)
        size = len(self.table)
        while 2 * (self.count + texts) > size:
            size *= 2
        if size > len(self.table):
            # the old one goes before the new one comes: nobody needs memory for both
            self.table = np.zeros(0, np.uint64)
            self.table = np.zeros(size, np.uint64)
            _index(self.hashes[: self.count], self.table)

    def finished(self) -> "Texts":
        """The same without spare room and without the table."""
        for array, size in ((self.hashes, self.count), (self.ends, self.count), (self.first_at, self.count)):
            array.resize(size, refcheck=False)
        if self.on_disk:
            self._spill()
        self.codes.resize(self.size, refcheck=False)
        self.table = np.zeros(0, np.uint64)
        return self


def grown(array: npt.NDArray[Any], used: int, more: int, foreseen: int = 0) -> npt.NDArray[Any]:
    """The array with room for more entries than are in use.

    In a new place, for what is only stretched stands in small pages, and looking here and there in them takes longer.
    Where more entries are ``foreseen`` there is room for these at once: what is never used costs no memory.
    """
    if used + more <= len(array):
        return array
    larger = np.empty(used + more + foreseen if foreseen else max(used + more, 2 * len(array)), array.dtype)
    larger[:used] = array[:used]
    return larger


def resume(hashes: npt.NDArray[np.uint64], ends: Longs, first_at: Longs) -> Texts:
    """Texts that were taken in earlier, to which more can be added; their units stay where they are."""
    size = 2 * FIRST_SIZE
    while size < 4 * len(hashes):
        size *= 2
    table = np.zeros(size, np.uint64)
    _index(hashes, table)
    before = int(ends[-1]) if len(ends) else 0
    known = hashes.copy(), ends.copy(), first_at.copy()
    return Texts(None, len(hashes), 0, before, *known, table=table)


@lean_kernel
def mark_repeated(numbers: Ints, seen: npt.NDArray[np.bool_], repeated: npt.NDArray[np.bool_]) -> None:
    """Marks the texts that more than one message has; ``seen``: none at first."""
    for number in numbers:
        if number >= 0:
            repeated[number] = repeated[number] or seen[number]
            seen[number] = True


def settle_ties(order: Ints, first_at: Longs, hashes: npt.NDArray[np.uint64]) -> None:
    """Puts texts in order of time that were first sent at the same moment in order of their hashes."""
    moments = first_at[order]
    begins = np.flatnonzero(np.append(True, moments[1:] != moments[:-1])[: len(order)])
    crowds = np.flatnonzero(np.diff(begins, append=len(order)) > CROWD)
    for begin, end in zip(begins[crowds], np.append(begins, len(order))[crowds + 1], strict=True):
        order[begin:end] = order[begin:end][np.argsort(hashes[order[begin:end]], kind="stable")]
    _settle_pairs(order, begins, hashes)


@lean_kernel
def _settle_pairs(order: Ints, begins: Longs, hashes: npt.NDArray[np.uint64]) -> None:
    """The same for few texts of one moment, by insertion; many of them stand in order already."""
    for run in range(len(begins)):
        begin = begins[run]
        for at in range(begin + 1, begins[run + 1] if run + 1 < len(begins) else len(order)):
            text, place = order[at], at
            while place > begin and hashes[order[place - 1]] > hashes[text]:
                order[place] = order[place - 1]
                place -= 1
            order[place] = text


@lean_kernel
def _home(table: Hashes, value: np.uint64) -> Any:
    """Where a hash would stand if no other did."""
    return (value >> np.uint64(20)) & np.uint64(len(table) - 1)


@lean_kernel
def _place_of(table: Hashes, hashes: Hashes, value: np.uint64) -> Any:
    """Where a text with this hash stands, or the free place it would take."""
    last = np.uint64(len(table) - 1)
    place = _home(table, value)
    while table[place] != np.uint64(0):
        if table[place] >> HALF == value >> HALF and hashes[_number(table[place])] == value:
            break
        place = (place + np.uint64(1)) & last
    return place


@lean_kernel
def _number(entry: np.uint64) -> Any:
    return np.int64(entry & LOWER) - 1


@lean_kernel
def _entry(value: np.uint64, number: Any) -> Any:
    return value >> HALF << HALF | np.uint64(number + 1)


@lean_kernel
def _index(hashes: Hashes, table: Hashes) -> None:
    for number in range(len(hashes)):
        if number + AHEAD < len(hashes):
            fetch(table, _home(table, hashes[number + AHEAD]))
        table[_place_of(table, hashes, hashes[number])] = _entry(hashes[number], number)


@lean_kernel
def _add(
    messages: Normalised,
    sent_at: Longs,
    numbers: Ints,
    used: tuple[int, int, int],
    places: tuple[Hashes, Hashes, Longs, Longs, Units],
) -> tuple[int, int]:
    table, hashes, ends, first_at, codes = places
    count, size, on_disk = used
    begin = np.int64(0)
    for row in range(len(messages.ends)):
        if row + AHEAD < len(messages.ends):
            fetch(table, _home(table, messages.hashes[row + AHEAD]))
        end = messages.ends[row]
        value = messages.hashes[row]
        if value == np.uint64(0):
            numbers[row] = NONE
            begin = end
            continue
        place = _place_of(table, hashes, value)
        if table[place]:
            number = _number(table[place])
            first_at[number] = min(first_at[number], sent_at[row])
        else:
            number = count
            table[place] = _entry(value, number)
            hashes[number] = value
            first_at[number] = sent_at[row]
            _copy(messages.codes[begin:end], codes[size : size + end - begin])
            size += end - begin
            ends[number] = on_disk + size
            count += 1
        numbers[row] = number
        begin = end
    return count, size


@lean_kernel
def _copy(units: Units, place: Units) -> None:
    for at in range(len(units)):
        place[at] = units[at]
