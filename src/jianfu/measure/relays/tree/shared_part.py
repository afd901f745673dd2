"""Which part of two texts both have (共有部分): what stands before and behind it are words of one sender alone."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.find.grams import clear, load_grams, units_known
from jianfu.measure.relays.find.sketch import GRAM
from jianfu.measure.relays.text.view import View, span_of

LEAST_COMMON = 6
"""Code units one after another that both texts have where the part begins and where it ends: 转给各位 and 县里要求 are
put before many a notice."""

Hashes = npt.NDArray[np.uint64]


@lean_kernel
def common_part(view: View, text: Any, other: Any, known: Hashes) -> tuple[Any, Any]:
    """Where it begins and ends in a text; all of the text where the other has no such stretch.

    ``known``: room for a set of twice the grams of the other.
    """
    begin, end = view.starts[text], view.starts[text + 1]
    mask = clear(known, 2 * (view.starts[other + 1] - view.starts[other]))
    load_grams(view, other, known, mask)
    left, right = end, begin
    texts = span_of(view.starts, other), span_of(view.starts, other)
    run, at = np.int64(0), begin
    while at + GRAM <= end:
        same = units_known(view.codes, (at, end), texts, known, mask)
        at += max(1, same - GRAM + 1)
        run = run + same - GRAM + 1 if same else np.int64(0)
        if run > LEAST_COMMON - GRAM:
            left, right = min(left, at - run), at + GRAM - 1
    return (left, right) if left < right else (begin, end)
