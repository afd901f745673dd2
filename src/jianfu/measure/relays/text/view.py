"""Texts as the kernels see them (文本段): units and facts, one text after another."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class View(NamedTuple):
    """Texts by number; in memory, or read from a file where they are looked at."""

    codes: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.int64]
    """Where each text's units begin in ``codes``, and one more entry for the end of the last."""
    facts: npt.NDArray[np.uint64]
    fact_starts: npt.NDArray[np.int64]
    """The same for its facts."""
