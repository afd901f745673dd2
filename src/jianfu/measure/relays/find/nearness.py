"""Whether two texts are near enough to be judged (相近): long ones may lie within one another, remarks may not."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.facts.figures import NO_REPORT, figures_of
from jianfu.measure.relays.find.comparison import DIFFER_BIT
from jianfu.measure.relays.find.sketch import GRAM, SHORTEST
from jianfu.measure.relays.text.view import View, span_of
from jianfu.measure.relays.text.weight import LETTERS, weight_of

FEWEST_GRAMS, LEAST_SHORT = 30, 0.7
"""A text of fewer grams is a remark anybody may make: as a whole it must be so like another, and tell the same facts.

Settings; longer ones may stand inside another text, and what they tell may have been changed on the way.
"""

MOST_APART = 0.1
"""Share of its length by which one report of a template may differ from the next."""

Ints = npt.NDArray[np.int32]


@lean_kernel
def is_short(one: Any, other: Any) -> Any:
    """Whether either of two texts has too few grams to be more than a remark."""
    return min(one, other) < FEWEST_GRAMS


@lean_kernel
def is_near(shared: Any, one: Any, other: Any, least: float) -> Any:
    """Whether enough grams are shared: of the shorter text, or of both where it is a short one."""
    if is_short(one, other):
        return shared >= max(least / (2 - least), LEAST_SHORT) * (one + other - shared)
    return shared >= least * min(one, other)


@lean_kernel
def says_little(view: View, pair: tuple[Any, Any], grams: Ints, found: tuple[Any, np.uint64]) -> Any:
    """Whether a pair is told apart because its shorter text, long as it is, is letters that say no more than a remark.

    ``found``: grams shared, and what comparing the facts has shown.
    """
    one, other = grams[pair[0]], grams[pair[1]]
    fewer = min(one, other)
    if not FEWEST_GRAMS <= fewer < LETTERS * (FEWEST_GRAMS + GRAM):
        return False
    begin, end = span_of(view.starts, pair[0] if one == fewer else pair[1])
    weight = weight_of(view.codes, begin, end, FEWEST_GRAMS)
    alike = found[0] >= LEAST_SHORT * (one + other - found[0]) and found[1] & DIFFER_BIT == np.uint64(0)
    return weight < SHORTEST or (weight < FEWEST_GRAMS and not alike)


@lean_kernel
def reports_apart(view: View, text: Any, earlier: Any) -> Any:
    """Whether both texts, being of one length, report figures, and not the same ones."""
    mine, theirs = span_of(view.starts, text), span_of(view.starts, earlier)
    length = mine[1] - mine[0]
    if abs(length - (theirs[1] - theirs[0])) > MOST_APART * length:
        return False
    one = figures_of(view.codes, mine[0], mine[1])
    if one == NO_REPORT:
        return False
    other = figures_of(view.codes, theirs[0], theirs[1])
    return other != NO_REPORT and other != one  # noqa: PLR1714 - a kernel knows no sets
