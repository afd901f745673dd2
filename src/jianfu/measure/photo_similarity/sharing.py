"""Pictures that may be one because several of their strongest points look alike: found after cropping and tilting."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel
from jianfu.measure.bits import bits_set
from jianfu.measure.photo_similarity.lying import WAYS
from jianfu.measure.photo_similarity.points import NEAR_SIGNS, SHIFT

STRONGEST = 40
"""Points of a picture that are looked up."""
VOTES = 4
"""Looked-up points that must be alike."""
PIECES = 4
CROWD = 400
"""A piece of signs that more points share than this tells nothing apart and is passed over."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Points(NamedTuple):
    """The strongest points of all pictures, way by way; those of picture p are ``starts[p]`` to ``starts[p + 1]``."""

    starts: Longs
    places: Ints
    """(8, n, 2)."""
    signs: npt.NDArray[np.uint64]
    """(8, n)."""


def sharing_pairs(points: Points) -> Ints:
    """(n, 3): first and second picture (first < second) and the way the second lies, in order."""
    count = len(points.starts) - 1
    owner = np.repeat(np.arange(count, dtype=np.int32), np.diff(points.starts))
    votes: list[npt.NDArray[np.int64]] = []
    for piece in range(PIECES):
        keys = ((points.signs[0] >> np.uint64(16 * piece)) & np.uint64(0xFFFF)).astype(np.int64)
        order = np.argsort(keys, kind="stable")
        starts = np.zeros((1 << 16) + 1, np.int64)
        np.cumsum(np.bincount(keys, minlength=1 << 16), out=starts[1:])
        room = 1 << 20
        found = np.empty(room, np.int64)
        size = _vote(points, owner, (order, starts, piece), found)
        if size > room:
            found = np.empty(size, np.int64)
            _vote(points, owner, (order, starts, piece), found)
        votes.append(found[:size])
    # one vote for each point of the second, whichever pieces led to it
    distinct = np.unique(np.concatenate(votes))
    pairs, times = np.unique(distinct // STRONGEST, return_counts=True)
    pairs = pairs[times >= VOTES]
    way, pairs = pairs % WAYS, pairs // WAYS
    return np.stack([pairs // count, pairs % count, way], axis=1).astype(np.int32)


@kernel
def _vote(points: Points, owner: Ints, filed: tuple[Longs, Longs, int], found: Longs) -> int:
    """Each vote as one number: first picture, second picture, way, number of the point in the second."""
    order, starts, piece = filed
    pictures, size = len(points.starts) - 1, 0
    for way in range(WAYS):
        for at in range(len(owner)):
            key = np.int64((points.signs[way, at] >> np.uint64(16 * piece)) & np.uint64(0xFFFF))
            if starts[key + 1] - starts[key] > CROWD:
                continue
            for place in range(starts[key], starts[key + 1]):
                other = order[place]
                if (
                    owner[other] < owner[at]
                    and abs(points.places[0, other, 0] - points.places[way, at, 0]) <= SHIFT
                    and abs(points.places[0, other, 1] - points.places[way, at, 1]) <= SHIFT
                    and bits_set(points.signs[0, other] ^ points.signs[way, at]) <= NEAR_SIGNS
                ):
                    if size < len(found):
                        pair = (np.int64(owner[other]) * pictures + owner[at]) * WAYS + way
                        found[size] = pair * STRONGEST + (at - points.starts[owner[at]])
                    size += 1
    return size
