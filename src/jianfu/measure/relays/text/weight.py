"""How much a text says (信息量): a letter of an alphabet says a third of what a character or a digit does."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.text.addresses import SPACE, begins_address
from jianfu.measure.relays.text.view import View

LETTERS = 3
"""Letters of an alphabet that say as much as one character: a translation takes about as many."""
_LAST_LETTER = 0x52F
"""Latin, Greek and Cyrillic stand up to here."""

Units = npt.NDArray[np.uint16]


@lean_kernel
def weight_of(codes: Units, begin: Any, end: Any, enough: Any) -> Any:
    """The characters that would say what ``codes[begin:end]`` says, counted up to ``enough``; an address says all."""
    thirds = np.int64(0)
    inside = False
    at = begin
    while at < end and thirds < LETTERS * enough:
        unit = codes[at]
        inside = unit != SPACE and (inside or begins_address(codes, at, end))
        is_letter = unit <= _LAST_LETTER and not 48 <= unit <= 57
        thirds += 1 if is_letter and not inside else LETTERS
        at += 1
    return min(thirds // LETTERS, enough)


@lean_kernel
def find_heavy(view: View, texts: npt.NDArray[np.int64], least: int, found: npt.NDArray[np.bool_]) -> None:
    """Marks the texts that say at least as much as ``least`` characters."""
    for index in range(len(texts)):
        begin, end = view.starts[texts[index]], view.starts[texts[index] + 1]
        found[index] = weight_of(view.codes, begin, end, least) >= least
