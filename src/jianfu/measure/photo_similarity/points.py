"""Two pictures by the places that stand out in them: whether one map carries the one's points onto the other's."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel
from jianfu.measure.bits import bits_set

NEAR_SIGNS = 16
"""Signs of 63 in which two pictures of one point may differ; by chance half of them do."""
SHIFT = 44
"""Places of the plate a point may move when a tenth is cut off (26) and the rest tilted."""
ROUGH, CLOSE = 16.0, 5.0
"""Places by which points may miss where the map sends them: before and after it is fitted."""
MOST_PAIRS = 512
INNER = (20, 235)
"""Where a point of the one picture must come to lie to be expected among the points of the other."""
CELLS = 4
FLAT = 0.3
"""A map that shrinks the plate below this share is none of a picture that was cut or tilted."""

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


class Agreement(NamedTuple):
    """How one map fits two pictures."""

    carried: int
    """Points that lie where the map sends them."""
    expected: int
    """Points that should."""
    blind: int
    """Of the sixteen parts of the plate with at least three expected points, those where none lies where it should."""
    moved: float
    """How far the map moves a corner of the plate, at most."""


@kernel
def agreement(
    places_a: Ints, signs_a: npt.NDArray[np.uint64], places_b: Ints, signs_b: npt.NDArray[np.uint64]
) -> tuple[int, int, int, float]:
    """How well picture b, already turned the way a lies, agrees with a: the fields of ``Agreement``."""
    pairs = np.empty((MOST_PAIRS, 2), np.int32)
    count = 0
    for a in range(len(signs_a)):
        for b in range(len(signs_b)):
            if (
                count < MOST_PAIRS
                and abs(places_a[a, 0] - places_b[b, 0]) <= SHIFT
                and abs(places_a[a, 1] - places_b[b, 1]) <= SHIFT
                and bits_set(signs_a[a] ^ signs_b[b]) <= NEAR_SIGNS
            ):
                pairs[count, 0], pairs[count, 1] = a, b
                count += 1
    inside = np.zeros(count, np.bool_)
    best = 0
    for first in range(count):
        across = places_b[pairs[first, 1], 0] - places_a[pairs[first, 0], 0]
        down = places_b[pairs[first, 1], 1] - places_a[pairs[first, 0], 1]
        agreeing = 0
        for other in range(count):
            a, b = pairs[other]
            miss = max(abs(places_b[b, 0] - places_a[a, 0] - across), abs(places_b[b, 1] - places_a[a, 1] - down))
            agreeing += miss <= ROUGH
        if agreeing > best:
            best = agreeing
            for other in range(count):
                a, b = pairs[other]
                inside[other] = (
                    abs(places_b[b, 0] - places_a[a, 0] - across) <= ROUGH
                    and abs(places_b[b, 1] - places_a[a, 1] - down) <= ROUGH
                )
    if best < 6:
        return best, max(1, min(len(signs_a), len(signs_b))), CELLS * CELLS, 0.0
    map_ = fitted(places_a, places_b, pairs, inside)
    for close in (10.0, 7.0, CLOSE):
        for at in range(count):
            inside[at] = missed(map_, places_a, places_b, pairs[at]) <= close
        if inside.sum() < 6:
            return int(inside.sum()), max(1, min(len(signs_a), len(signs_b))), CELLS * CELLS, 0.0
        map_ = fitted(places_a, places_b, pairs, inside)
    return counted(map_, places_a, places_b, pairs, inside)


@kernel
def fitted(places_a: Ints, places_b: Ints, pairs: Ints, inside: npt.NDArray[np.bool_]) -> Floats:
    """The affine map from a to b with the least squares of misses, a little drawn to leaving everything in place."""
    left, right = np.zeros((3, 3)), np.zeros((3, 2))
    for at in range(len(inside)):
        if inside[at]:
            a, b = pairs[at]
            x, y = float(places_a[a, 0]) - 128.0, float(places_a[a, 1]) - 128.0
            row = np.array((x, y, 1.0))
            for one in range(3):
                for two in range(3):
                    left[one, two] += row[one] * row[two]
                right[one, 0] += row[one] * (places_b[b, 0] - 128.0)
                right[one, 1] += row[one] * (places_b[b, 1] - 128.0)
    for one in range(2):
        left[one, one] += 2000.0
        right[one, one] += 2000.0
    # positive definite: elimination needs no exchange of rows
    for one in range(3):
        for two in range(one + 1, 3):
            share = left[two, one] / left[one, one]
            left[two] -= share * left[one]
            right[two] -= share * right[one]
    for back in range(3):
        one = 2 - back
        for two in range(one + 1, 3):
            right[one] -= left[one, two] * right[two]
        right[one] /= left[one, one]
    return right


@kernel
def missed(map_: Floats, places_a: Ints, places_b: Ints, pair: Ints) -> float:
    """By how many places the map misses."""
    x, y = places_a[pair[0], 0] - 128.0, places_a[pair[0], 1] - 128.0
    across = map_[0, 0] * x + map_[1, 0] * y + map_[2, 0] + 128.0 - places_b[pair[1], 0]
    down = map_[0, 1] * x + map_[1, 1] * y + map_[2, 1] + 128.0 - places_b[pair[1], 1]
    return float(np.sqrt(across * across + down * down))


@kernel
def counted(
    map_: Floats, places_a: Ints, places_b: Ints, pairs: Ints, inside: npt.NDArray[np.bool_]
) -> tuple[int, int, int, float]:
    """The fields of ``Agreement``, each point counted once."""
    held_a, held_b = np.zeros(len(places_a), np.bool_), np.zeros(len(places_b), np.bool_)
    carried = 0
    for at in range(len(inside)):
        a, b = pairs[at]
        if inside[at] and not held_a[a] and not held_b[b]:
            held_a[a] = held_b[b] = True
            carried += 1
    size = map_[0, 0] * map_[1, 1] - map_[0, 1] * map_[1, 0]
    if abs(size) < FLAT:
        return carried, max(1, len(places_a)), CELLS * CELLS, 0.0
    back = np.array([[map_[1, 1], -map_[0, 1]], [-map_[1, 0], map_[0, 0]]]) / size
    there, here = 0, 0
    wanted, kept = np.zeros((CELLS, CELLS), np.int32), np.zeros((CELLS, CELLS), np.int32)
    for a in range(len(places_a)):
        x, y = places_a[a, 0] - 128.0, places_a[a, 1] - 128.0
        across = map_[0, 0] * x + map_[1, 0] * y + map_[2, 0] + 128.0
        down = map_[0, 1] * x + map_[1, 1] * y + map_[2, 1] + 128.0
        if INNER[0] <= across <= INNER[1] and INNER[0] <= down <= INNER[1]:
            there += 1
            row, column = int(down) * CELLS // 256, int(across) * CELLS // 256
            wanted[row, column] += 1
            kept[row, column] += held_a[a]
    for b in range(len(places_b)):
        x, y = places_b[b, 0] - 128.0 - map_[2, 0], places_b[b, 1] - 128.0 - map_[2, 1]
        across, down = back[0, 0] * x + back[1, 0] * y + 128.0, back[0, 1] * x + back[1, 1] * y + 128.0
        here += INNER[0] <= across <= INNER[1] and INNER[0] <= down <= INNER[1]
    blind = 0
    for row in range(CELLS):
        for column in range(CELLS):
            blind += wanted[row, column] >= 3 and kept[row, column] == 0
    return carried, max(1, min(there, here)), blind, corner_moved(map_)


@kernel
def corner_moved(map_: Floats) -> float:
    """How far the map moves a corner of the plate, at most."""
    most = 0.0
    for x in (-128.0, 128.0):
        for y in (-128.0, 128.0):
            across = map_[0, 0] * x + map_[1, 0] * y + map_[2, 0] - x
            down = map_[0, 1] * x + map_[1, 1] * y + map_[2, 1] - y
            most = max(most, np.sqrt(across * across + down * down))
    return most
