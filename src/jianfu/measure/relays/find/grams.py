"""Sets of the grams of texts (字组集), and how many of them another text shares."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel
from jianfu.measure.relays.find.sketch import GRAM, gram_at, mixed
from jianfu.measure.relays.text.view import View

ROOM = 8
"""Places for each gram: nearly all stand where they are looked for first."""
FREE, TAKEN = 0, 1 << 63
"""What stands at a place: nothing, or a gram with this bit."""

Hashes = npt.NDArray[np.uint64]


class Room(NamedTuple):
    """Room to count in; two sets by open addressing."""

    grams: Hashes
    """The set of a text's."""
    doubtful: Hashes
    """Grams of another text, one after another, of which it must be looked up whether the set has them."""
    lacking: Hashes
    """The set of those of them that it has not."""


def new_room(longest: int) -> Room:
    """Room for texts of up to so many units."""
    size = 1 << max(10, (ROOM * longest).bit_length())
    return Room(np.zeros(size, np.uint64), np.empty(longest, np.uint64), np.zeros(size, np.uint64))


@lean_kernel
def clear(places: Hashes, least: Any) -> np.uint64:
    """Empties a set of at least so many places, more than will be taken; returns its mask."""
    size = np.int64(64)
    while size < least:
        size *= 2
    for place in range(size):
        places[place] = FREE
    return np.uint64(size - 1)


@lean_kernel
def load_grams(view: View, text: Any, places: Hashes, mask: np.uint64) -> None:
    """Puts the grams of a text into a set."""
    for at in range(view.starts[text], view.starts[text + 1] - GRAM + 1):
        gram = gram_at(view.codes, at) | np.uint64(TAKEN)
        places[place_of(gram, places, mask)] = gram


@lean_kernel
def place_of(gram: np.uint64, places: Hashes, mask: np.uint64) -> Any:
    """Where a gram with its bit stands in a set, or the free place it would take."""
    place = _home(gram, mask)
    while places[place] != np.uint64(FREE) and places[place] != gram:
        place = (place + np.uint64(1)) & mask
    return place


@inlined
def _home(gram: np.uint64, mask: np.uint64) -> Any:
    """Where a gram is looked for first."""
    return mixed(gram) >> np.uint64(9) & mask


@lean_kernel
def count_lacking(view: View, text: Any, room: Room, mask: np.uint64) -> Any:
    """How many different grams of a text the set has not.

    Whether a gram stands where it is looked for first is as good as chance, and a guess that fails takes as long as
    ten grams: those that do not are put aside without asking.
    """
    doubtful = np.uint64(0)
    for at in range(view.starts[text], view.starts[text + 1] - GRAM + 1):
        gram = gram_at(view.codes, at) | np.uint64(TAKEN)
        room.doubtful[doubtful] = gram
        doubtful += np.uint64(room.grams[_home(gram, mask)] != gram)
    lacking = np.int32(0)
    mask_of_lacking = clear(room.lacking, ROOM * np.int64(doubtful))
    for at in range(doubtful):
        gram = room.doubtful[at]
        if room.grams[place_of(gram, room.grams, mask)] != gram:
            place = place_of(gram, room.lacking, mask_of_lacking)
            lacking += np.int32(room.lacking[place] != gram)
            room.lacking[place] = gram
    return lacking
