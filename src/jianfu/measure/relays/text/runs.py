"""Where code units are the same (相同的一段): many of them are looked at in one step."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import LANE_BYTES, alike, holding, lowest

LANES = LANE_BYTES // 2
"""Code units that are looked at in one step."""
_ALL = np.uint64((1 << LANES) - 1)

Units = npt.NDArray[np.uint16]


@lean_kernel
def same_from(codes: Units, one: Any, other: Any, most: Any) -> Any:
    """How many units are the same from two places on, ``most`` at most."""
    last = len(codes) - LANES - max(one, other)
    run = np.int64(0)
    while run < most and run <= last:
        differ = alike(codes, one + run, other + run) ^ _ALL
        if differ:
            return min(most, run + lowest(differ))
        run += LANES
    while run < most and codes[one + run] == codes[other + run]:
        run += 1
    return min(most, run)


@lean_kernel
def next_place(codes: Units, unit: Any, begin: Any, end: Any) -> Any:
    """Where a unit stands first from a place on; ``end``: not before that."""
    at = np.int64(begin)
    while at < end and at + LANES <= len(codes):
        found = holding(codes, at, unit, 0)
        if found:
            return min(end, at + lowest(found))
        at += LANES
    while at < end and codes[at] != unit:
        at += 1
    return min(end, at)
