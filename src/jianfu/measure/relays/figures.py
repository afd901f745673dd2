"""Reports of figures (情况汇报): texts that tell what was done, where other figures make another report."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.measure.compiled import lean_kernel

SIGNS = ("况汇", "作小", "报人")
"""Of 情况汇报, 工作小结 and 填报人: pairs of characters of which a report has one and a demand seldom does."""
FEWEST_FIGURES = 2
NO_REPORT = np.uint64(0)
_PAIRS = np.array([ord(word[0]) << 16 | ord(word[1]) for word in SIGNS], np.int64)
_FIRST, _FACTOR = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93


@lean_kernel
def figures_of(codes: npt.NDArray[np.uint16], begin: Any, end: Any) -> Any:
    """A hash of all figures of a report in their order, ``NO_REPORT`` for texts that are none.

    A count may go up or down from one report to the next and figures may change places, so that the facts as a set
    do not tell the two apart.
    """
    value = np.uint64(_FIRST)
    figures = 0
    reports = False
    inside = False
    for at in range(begin, end):
        unit = codes[at]
        digit = 48 <= unit <= 57
        if digit:
            figures += not inside
            value = (value ^ np.uint64(unit)) * np.uint64(_FACTOR)
        elif inside:
            value ^= value >> np.uint64(32)
        inside = digit
        if at + 1 < end:
            pair = np.int64(unit) << 16 | np.int64(codes[at + 1])
            for word in _PAIRS:
                reports = reports or pair == word
    return value | np.uint64(1) if reports and figures >= FEWEST_FIGURES else NO_REPORT
