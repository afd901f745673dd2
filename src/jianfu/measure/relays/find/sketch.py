"""Sketches of texts (文本特征): how many character grams, which of them as a bitmap, and fingerprints to meet by."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel
from jianfu.measure.bits import LINE

SHORTEST = 24
"""Code units; of a shorter text only exact copies count, a setting: talk of one thing is as like as copies are."""
GRAM = 3
"""Characters in a gram of similarity."""
ANCHOR = 4
"""Characters hashed into one fingerprint: 64 bits, so that the hash is one of the characters themselves."""
WINDOW = 8
"""Of so many anchors one after another the least is a fingerprint.

Two texts that share an unbroken run of ``WINDOW + ANCHOR - 1`` characters therefore share a fingerprint (winnowing,
Schleimer, Wilkerson and Aiken, 2003), and a run of ``SHARED_RUN`` two of them one after the other.
"""
SHARED_RUN = 2 * WINDOW + ANCHOR - 1
SHORT = 32
"""Characters; up to this length single fingerprints are keys as well."""
WORDS = LINE
"""Of 64 bits in a bitmap: one line of memory, which ``bits_shared`` counts at once."""
SPARSE = 256
"""Characters; of a text longer than this every second key is kept, of one twice as long every fourth, and so on.

Which ones is up to the key, so that a long text keeps of its keys some that a short one kept too.
"""
ROOM = 8
"""Places for each gram while different ones are counted: hardly ever does one find another where it belongs."""
_MIX, _MIX_2, _SINGLE = 0x9FB21C651E98DF25, 0xD6E8FEB86659FD93, 0x5851F42D4C957F2D

Units = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]


class Sketches(NamedTuple):
    """Of chosen texts, one entry a text."""

    grams: Ints
    """Different grams."""
    bitmaps: Hashes
    """(texts, ``WORDS``): a bit for each gram."""


class Anchors(NamedTuple):
    """Room for the anchors of the text at hand, as many as the longest text has units."""

    hashes: Hashes
    least: Hashes
    """Of each anchor and the ``WINDOW - 1`` behind it, then of these the fingerprints."""


def new_anchors(longest: int) -> Anchors:
    """Room for texts of up to so many units."""
    return Anchors(np.empty(longest, np.uint64), np.empty(longest, np.uint64))


def new_room(longest: int) -> Hashes:
    """Room for the grams of texts of up to so many units, see ``sketch``."""
    return np.zeros(1 << max(10, (ROOM * longest).bit_length()), np.uint64)


def new_bitmaps(texts: int) -> Hashes:
    """No bits yet; each text's stand in one line of memory, for they are looked at one here, one there."""
    room = np.zeros((texts + 1) * WORDS, np.uint64)
    skipped = -room.ctypes.data % (WORDS * room.itemsize) // room.itemsize
    return room[skipped : skipped + texts * WORDS].reshape(texts, WORDS)


@inlined
def gram_at(codes: Units, at: int) -> Any:
    """The gram that begins here; different grams are different numbers."""
    # numba would ask of a place that has a sign whether it counts from the end
    first = np.uint64(at)
    second, third = first + np.uint64(1), first + np.uint64(2)
    return (
        np.uint64(codes[first]) | np.uint64(codes[second]) << np.uint64(16) | np.uint64(codes[third]) << np.uint64(32)
    )


@inlined
def mixed(value: np.uint64) -> Any:
    """The bits of a gram scrambled."""
    value = value * np.uint64(_MIX)
    return value ^ (value >> np.uint64(32))


@inlined
def anchor_at(codes: Units, at: int) -> Any:
    """The hash of the anchor that begins here."""
    value = gram_at(codes, at) | np.uint64(codes[np.uint64(at) + np.uint64(3)]) << np.uint64(48)
    value = (value ^ value >> np.uint64(31)) * np.uint64(_MIX_2)
    return (value ^ value >> np.uint64(29)) * np.uint64(_MIX)


@inlined
def set_bit(bitmaps: Hashes, text: Any, value: np.uint64) -> None:
    """Sets the bit of a gram, ``value`` being its scrambled bits, in the bitmap of a text."""
    word = (value >> np.uint64(6)) & np.uint64(WORDS - 1)
    bitmaps[text, word] |= np.uint64(1) << (value & np.uint64(63))


@lean_kernel
def sketch(codes: Units, starts: Longs, ends: Longs, done: Sketches, room: Hashes) -> None:
    """Counts grams and sets bitmaps of the texts ``codes[starts[i]:ends[i]]``.

    ``room``: of ``new_room``. A gram takes 48 bits: the 16 above them tell which text put it there, and every 65,535
    texts the room is cleared.
    """
    owner = np.uint64(0)
    for text in range(len(starts)):
        owner += np.uint64(1)
        if owner == np.uint64(1 << 16):
            owner = np.uint64(1)
            for place in range(len(room)):
                room[place] = np.uint64(0)
        size = np.int64(64)
        while size < ROOM * (ends[text] - starts[text]):
            size *= 2
        last = np.uint64(size - 1)
        found = np.int32(0)
        for at in range(starts[text], ends[text] - GRAM + 1):
            gram = gram_at(codes, at)
            value = mixed(gram)
            set_bit(done.bitmaps, text, value)
            owned = gram | owner << np.uint64(48)
            place = (value >> np.uint64(9)) & last
            while room[place] >> np.uint64(48) == owner and room[place] != owned:
                place = (place + np.uint64(1)) & last
            if room[place] != owned:
                room[place] = owned
                found += np.int32(1)
        done.grams[text] = found


@lean_kernel
def write_keys(codes: Units, starts: Longs, ends: Longs, room: Anchors, counts: Ints, keys: Hashes) -> int:
    """Writes the keys of texts one after another into ``keys`` and how many each has; returns their number.

    A key is a pair of fingerprints next to each other: about 20 characters must be as they were, which tells notices
    of one template apart better than either alone. A short text has its single fingerprints as keys too.
    """
    written = 0
    for text in range(len(starts)):
        first = written
        found = _fingerprint(codes, starts[text], ends[text], room)
        length = ends[text] - starts[text]
        short = length <= SHORT
        dropped = np.uint64(0)
        while length > SPARSE:
            dropped = dropped << np.uint64(1) | np.uint64(1)
            length //= 2
        for at in range(found):
            if at:
                key = mixed(room.least[at - 1] * np.uint64(3) ^ room.least[at] >> np.uint64(7))
                keys[written] = key
                written += key & dropped == np.uint64(0)
            if short:
                keys[written] = mixed(room.least[at] ^ np.uint64(_SINGLE))
                written += 1
        counts[text] = written - first
    return written


@lean_kernel
def _fingerprint(codes: Units, begin: Any, end: Any, room: Anchors) -> Any:
    """Writes the fingerprints of a text to the front of ``room.least`` and returns how many there are.

    One for each place that holds the least anchor of some window, the last one where several are equal; of a text
    shorter than a window the least of all. Nothing but the counting at the end depends on what came before: the
    processor does several places at a time.
    """
    hashes, least = room
    anchors = end - begin - ANCHOR + 1
    if anchors <= 0:
        return np.int64(0)
    for at in range(anchors):
        hashes[at] = anchor_at(codes, begin + at)
        least[at] = hashes[at]
    reach = 1
    while reach < WINDOW:
        for at in range(anchors - reach):
            least[at] = min(least[at], least[at + reach])
        reach *= 2
    found, before = np.int64(1), least[0]
    for at in range(1, anchors - WINDOW + 1):
        value = least[at]
        least[found] = value
        found += (value != before) | (value == hashes[at + WINDOW - 1])
        before = value
    return found
