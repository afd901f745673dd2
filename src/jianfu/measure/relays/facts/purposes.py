"""What a moment of a notice is for (时间用途): told by the words right before and right behind it."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.facts.layout import DUE, HALF_BITS, HALF_SHIFT, HALVES

AROUND = 3
"""Code units looked at on either side."""
STANDS_BEFORE, PURPOSE = AROUND, AROUND + 1
"""Columns of the table of such words behind the units of each (0: none): whether it stands before the moment, and what
it says the moment is for."""
_CLOSING = HALVES["closing"]

Units = npt.NDArray[np.uint16]
Rows = npt.NDArray[np.int32]


@lean_kernel
def purpose_at(codes: Units, moment: int, span: tuple[int, int], ends: tuple[int, int], words: Rows) -> Any:
    """What the moment ``codes[span[0]:span[1]]`` is for; ``ends``: of its text; ``words``: the table.

    A deadline is one whatever else is said of it (报送时间：5日17时前).
    """
    found = np.int64(DUE if moment >> HALF_SHIFT & HALF_BITS == _CLOSING else 0)
    for row in range(len(words)):
        size = 0
        while size < AROUND and words[row, size]:
            size += 1
        first = span[0] - size if words[row, STANDS_BEFORE] else span[1]
        fits = first >= ends[0] and first + size <= ends[1]
        for at in range(size):
            fits = fits and codes[first + at] == words[row, at]
        if fits:
            found = max(found, np.int64(words[row, PURPOSE]))
    return found
