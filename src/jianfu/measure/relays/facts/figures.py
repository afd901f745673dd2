"""Reports of figures (情况汇报): texts that tell what was done, where other figures make another report."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.text.view import View

SIGNS = ("况汇", "作小", "报人")
"""Of 情况汇报, 工作小结 and 填报人: pairs of characters of which a report has one and a demand seldom does."""
ASKING = ("请", "须", "望", "各", "前")
"""A text without any of these asks for nothing and names no time to be done by: what it counts, it reports."""
FEWEST_FIGURES = 2
NAMED = 3
"""Code units behind 填报人: who reports."""
NO_REPORT = np.uint64(0)
_PAIRS = np.array([ord(word[0]) << 16 | ord(word[1]) for word in SIGNS], np.int64)
_REPORTER = _PAIRS[-1]
_DIGIT, _ASKS, _ENDS_SIGN = 1, 2, 4
_FIRST, _FACTOR = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93


def _marks() -> npt.NDArray[np.uint8]:
    """Code unit -> what it may be; most are nothing, and passed over."""
    marks = np.zeros(1 << 16, np.uint8)
    for bit, units in ((_DIGIT, "0123456789"), (_ASKS, ASKING), (_ENDS_SIGN, [word[1] for word in SIGNS])):
        for unit in units:
            marks[ord(unit)] |= bit
    return marks


_MARKS = _marks()


@lean_kernel
def find_reports(view: View, texts: npt.NDArray[np.int64], found: npt.NDArray[np.bool_]) -> None:
    """Marks the texts that are reports."""
    for index in range(len(texts)):
        begin, end = view.starts[texts[index]], view.starts[texts[index] + 1]
        found[index] = figures_of(view.codes, begin, end) != NO_REPORT


@lean_kernel
def figures_of(codes: npt.NDArray[np.uint16], begin: Any, end: Any) -> Any:
    """A hash of all figures of a report in their order, and of who signed for them; ``NO_REPORT`` for other texts.

    A count may go up or down from one report to the next and figures may change places, so that the facts as a set
    do not tell the two apart; nor do they know the name of the one who reports.
    """
    value = np.uint64(_FIRST)
    figures = named = 0
    signed = asks = inside = False
    for at in range(begin, end):
        unit = codes[at]
        mark = _MARKS[unit]
        if mark == 0 and not inside and named == 0:
            continue
        digit = mark & _DIGIT != 0
        if digit or named:
            figures += digit and not inside
            value = (value ^ np.uint64(unit)) * np.uint64(_FACTOR)
        elif inside:
            value ^= value >> np.uint64(32)
        inside = digit
        named = max(0, named - 1)
        asks = asks or mark & _ASKS != 0
        if mark & _ENDS_SIGN and at > begin:
            pair = np.int64(codes[at - 1]) << 16 | np.int64(unit)
            for word in _PAIRS:
                signed = signed or pair == word
            named = NAMED if pair == _REPORTER else named
    return value | np.uint64(1) if (signed or not asks) and figures >= FEWEST_FIGURES else NO_REPORT
