"""How far two stretches of code units are the same (相同的一段): many units in one step."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import LANE_BYTES, alike, lowest

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
