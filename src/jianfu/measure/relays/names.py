"""Numbers of names (编号): who is meant does not matter where only which names are equal counts."""

from threading import Lock

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.compiled import lean_kernel
from jianfu.dataset.text_hash import text_hashes
from jianfu.measure.lookup import MISSING

_FIRST_SIZE = 1 << 12
_NONE = np.uint64(0)

Ints = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]


class Names:
    """Numbers of names, in the order they came; two names are one where their 64-bit hashes are."""

    def __init__(self) -> None:
        self._hashes, self._numbers = np.zeros(_FIRST_SIZE, np.uint64), np.empty(_FIRST_SIZE, np.int32)
        self._count = 0
        self._lock = Lock()

    def numbers(self, column: pa.ChunkedArray) -> Ints:
        """The number of each value, -1 where it is null."""
        names = pc.cast(column, pa.string()).combine_chunks()
        hashes = text_hashes(names, np.zeros(len(names), np.int32)) | np.uint64(1)
        if names.null_count:
            hashes[names.is_null().to_numpy(zero_copy_only=False)] = _NONE
        found = np.empty(len(hashes), np.int32)
        with self._lock:
            self._make_room(len(hashes))
            self._count = _number(hashes, self._hashes, self._numbers, self._count, found)
        return found

    def _make_room(self, more: int) -> None:
        """As if all names to come were new; the table is at most half in use."""
        size = len(self._hashes)
        while size < 2 * (self._count + more):
            size *= 2
        if size > len(self._hashes):
            held = self._hashes != _NONE
            hashes, numbers = self._hashes[held], self._numbers[held]
            self._hashes, self._numbers = np.zeros(size, np.uint64), np.empty(size, np.int32)
            _enter(hashes, numbers, self._hashes, self._numbers)


@lean_kernel
def _place_of(table: Hashes, value: np.uint64) -> np.uint64:
    """Where a hash stands, or the free place it would take."""
    last = np.uint64(len(table) - 1)
    place = (value >> np.uint64(20)) & last
    while table[place] != np.uint64(0) and table[place] != value:
        place = (place + np.uint64(1)) & last
    return place


@lean_kernel
def _enter(hashes: Hashes, numbers: Ints, table: Hashes, numbered: Ints) -> None:
    for at in range(len(hashes)):
        place = _place_of(table, hashes[at])
        table[place], numbered[place] = hashes[at], numbers[at]


@lean_kernel
def _number(hashes: Hashes, table: Hashes, numbered: Ints, count: int, found: Ints) -> int:
    """Numbers the hashes (0: none) and returns how many names there are now."""
    for at in range(len(hashes)):
        found[at] = MISSING
        if hashes[at] != np.uint64(0):
            place = _place_of(table, hashes[at])
            if table[place] == np.uint64(0):
                table[place], numbered[place] = hashes[at], count
                count += 1
            found[at] = numbered[place]
    return count
