"""Texts as the kernels see them (文本段): units and facts, one text after another."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import LANE_BYTES, fetch

AHEAD = 8
"""Texts ahead for which memory is asked; twice as many for where they stand."""
LINES, LINE = 4, LANE_BYTES // 2
"""Lines of memory of a text that are asked for, and code units in one."""


class View(NamedTuple):
    """Texts by number; in memory, or read from a file where they are looked at."""

    codes: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.int64]
    """Where each text's units begin in ``codes``, and one more entry for the end of the last."""
    facts: npt.NDArray[np.uint64]
    fact_starts: npt.NDArray[np.int64]
    """The same for its facts."""


@lean_kernel
def span_of(starts: npt.NDArray[np.int64], text: Any) -> Any:
    """Where a text begins and ends."""
    return starts[text], starts[text + 1]


@lean_kernel
def foresee(view: View, text: Any) -> None:
    """Has the memory bring the units of a text."""
    begin, end = span_of(view.starts, text)
    for line in range(LINES):
        if begin + line * LINE < end:
            fetch(view.codes, begin + line * LINE)
