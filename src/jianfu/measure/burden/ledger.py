"""Who bears counts and who causes them, as a growing table of whole numbers.

A key holds the bearers' rank (level and post), the causing unit, whether the bearers belong to that very unit, and
whether it fell outside working hours.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.burden.counts import WIDTH

Longs = npt.NDArray[np.int64]
EMPTY = -1
FULLEST = 0.6
SPREAD = 0x9E3779B97F4A7C15


class Ledger(NamedTuple):
    """An open-addressing table; ``used[0]`` slots hold a key."""

    keys: Longs
    counts: Longs
    used: Longs


def new_ledger(slots: int = 1 << 12) -> Ledger:
    """An empty ledger with room for ``FULLEST`` of its slots (a power of two)."""
    return Ledger(np.full(slots, EMPTY, np.int64), np.zeros((slots, WIDTH), np.int64), np.zeros(1, np.int64))


def grown(ledger: Ledger, room: int) -> Ledger:
    """A larger ledger with the same entries and room for ``room`` more."""
    slots = len(ledger.keys) * 2
    while slots * FULLEST < ledger.used[0] + room:
        slots *= 2
    larger = new_ledger(slots)
    _move(ledger, larger)
    return larger


def entries(ledger: Ledger) -> tuple[Longs, Longs]:
    """Keys in order, and their counts."""
    held = np.flatnonzero(ledger.keys != EMPTY)
    held = held[np.argsort(ledger.keys[held])]
    return ledger.keys[held], ledger.counts[held]


@inlined
def key_of(rank: int, unit: int, units: int, own: int, off: int) -> int:
    """One key; ``units``: how many units there are."""
    return ((rank * units + unit) * 2 + own) * 2 + off


@inlined
def has_room(ledger: Ledger, room: int) -> bool:
    """Whether so many more keys fit."""
    return bool(ledger.used[0] + room <= len(ledger.keys) * FULLEST)


@inlined
def slot_of(ledger: Ledger, key: int) -> np.int64:
    """The slot of a key, taken if it is new; the caller sees to the room."""
    mask = len(ledger.keys) - 1
    mixed = np.uint64(key) * np.uint64(SPREAD)
    slot = np.int64(mixed >> np.uint64(32)) & mask
    while ledger.keys[slot] != key:
        if ledger.keys[slot] == EMPTY:
            ledger.keys[slot] = key
            ledger.used[0] += 1
            break
        slot = (slot + 1) & mask
    return slot


@kernel
def _move(old: Ledger, new: Ledger) -> None:
    for at in range(len(old.keys)):
        if old.keys[at] != EMPTY:
            slot = slot_of(new, old.keys[at])
            for place in range(WIDTH):
                new.counts[slot, place] = old.counts[at, place]
