"""Sketches of texts (文本特征): how many character grams, which of them as a bitmap, and fingerprints to meet by."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel

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
WORDS = 8
"""Of 64 bits in a bitmap."""
SPARSE = 256
"""Characters; of a text longer than this every second key is kept, of one twice as long every fourth, and so on.

Which ones is up to the key, so that a long text keeps of its keys some that a short one kept too.
"""
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


def new_bitmaps(texts: int) -> Hashes:
    """No bits yet; each text's stand in one line of memory, for they are looked at one here, one there."""
    room = np.zeros((texts + 1) * WORDS, np.uint64)
    skipped = -room.ctypes.data % (WORDS * room.itemsize) // room.itemsize
    return room[skipped : skipped + texts * WORDS].reshape(texts, WORDS)


@inlined
def gram_at(codes: Units, at: int) -> Any:
    """The gram that begins here; different grams are different numbers."""
    return np.uint64(codes[at]) | np.uint64(codes[at + 1]) << np.uint64(16) | np.uint64(codes[at + 2]) << np.uint64(32)


@inlined
def mixed(value: np.uint64) -> Any:
    """The bits of a gram scrambled."""
    value = value * np.uint64(_MIX)
    return value ^ (value >> np.uint64(32))


@inlined
def anchor_at(codes: Units, at: int) -> Any:
    """The hash of the anchor that begins here."""
    value = gram_at(codes, at) | np.uint64(codes[at + 3]) << np.uint64(48)
    value = (value ^ value >> np.uint64(31)) * np.uint64(_MIX_2)
    return (value ^ value >> np.uint64(29)) * np.uint64(_MIX)


@lean_kernel
def sketch(codes: Units, starts: Longs, ends: Longs, done: Sketches, room: Hashes) -> None:
    """Counts grams and sets bitmaps of the texts ``codes[starts[i]:ends[i]]``.

    ``room``: a power of two, zero; twice as long as the longest text, and than 1,024 units. A gram takes 48 bits: the
    16 above them tell which text put it there, and every 65,535 texts the room is cleared.
    """
    owner = np.uint64(0)
    for text in range(len(starts)):
        owner += np.uint64(1)
        if owner == np.uint64(1 << 16):
            owner = np.uint64(1)
            for place in range(len(room)):
                room[place] = np.uint64(0)
        size = np.int64(64)
        while size < 2 * (ends[text] - starts[text]):
            size *= 2
        last = np.uint64(size - 1)
        found = np.int32(0)
        for at in range(starts[text], ends[text] - GRAM + 1):
            gram = gram_at(codes, at)
            value = mixed(gram)
            done.bitmaps[text, (value >> np.uint64(6)) & np.uint64(WORDS - 1)] |= np.uint64(1) << (
                value & np.uint64(63)
            )
            owned = gram | owner << np.uint64(48)
            place = (value >> np.uint64(9)) & last
            while room[place] >> np.uint64(48) == owner and room[place] != owned:
                place = (place + np.uint64(1)) & last
            if room[place] != owned:
                room[place] = owned
                found += np.int32(1)
        done.grams[text] = found


@lean_kernel
def write_keys(codes: Units, starts: Longs, ends: Longs, counts: Ints, keys: Hashes) -> int:
    """Writes the keys of texts one after another into ``keys`` and how many each has; returns their number.

    A key is a pair of fingerprints next to each other: about 20 characters must be as they were, which tells notices
    of one template apart better than either alone. A short text has its single fingerprints as keys too.
    """
    written = 0
    for text in range(len(starts)):
        first = written
        begin = starts[text]
        anchors = ends[text] - begin - ANCHOR + 1
        short = ends[text] - begin <= SHORT
        dropped = np.uint64(0)
        length = ends[text] - begin
        while length > SPARSE:
            dropped = dropped << np.uint64(1) | np.uint64(1)
            length //= 2
        before = np.uint64(0)
        least = np.uint64(0)
        least_at = np.int64(-1)
        for at in range(anchors):
            value = anchor_at(codes, begin + at)
            if least_at < 0 or value <= least:
                least, least_at = value, np.int64(at)
                fresh = at >= WINDOW - 1 or at == anchors - 1
            elif least_at <= at - WINDOW:
                least, least_at = value, np.int64(at)
                for back in range(at - 1, at - WINDOW, -1):
                    other = anchor_at(codes, begin + back)
                    if other < least:
                        least, least_at = other, np.int64(back)
                fresh = True
            else:
                fresh = at == WINDOW - 1 or at == anchors - 1 < WINDOW - 1
            if fresh:
                if before != np.uint64(0):
                    key = mixed(before * np.uint64(3) ^ least >> np.uint64(7))
                    if key & dropped == np.uint64(0):
                        keys[written] = key
                        written += 1
                if short:
                    keys[written] = mixed(least ^ np.uint64(_SINGLE))
                    written += 1
                before = least
        counts[text] = written - first
    return written
