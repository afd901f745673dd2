"""Whether two texts are one notice (同一通知): the cases and their limits.

The facts replaced decide first, the words around them second. In this order:

====  ============================================================================  =========
case  facts                                                                         verdict
====  ============================================================================  =========
1     the later text says an earlier one no longer counts, few facts replaced       REISSUED
2     no fact replaced                                                              SAME
3     a fact replaced that is no slip, no earlier moment and no larger number       OTHER
4     at most two moments asked for earlier, at most one number for more, soon      CHANGED
      after, the words around them as good as the same
5     every replaced fact is one slip away, and the words around show slips too     SAME
6     anything else: the same words with other facts are another notice             OTHER
====  ============================================================================  =========
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.measure.compiled import inlined, lean_kernel
from jianfu.measure.relays.comparison import (
    EXPLAINED,
    FIRM,
    MORE,
    MOVED,
    NEAR,
    REISSUED_BIT,
    REPLACED,
    SHARED,
    count_of,
)
from jianfu.measure.relays.fact_layout import MOMENT, SENDING_FIELDS, kind_of, value_of

OTHER, SAME, CHANGED, REISSUED = 0, 1, 2, 3
GRAM = 3
"""Code units of a gram: a slip changes so many of them."""
MOST_REISSUED = 3
"""Case 1: facts a re-issue may replace."""
MOST_MOVED, MOST_MORE = 2, 1
"""Case 4: facts a relay may sharpen."""
LONGEST_MOVED_DELAY, LONGEST_MORE_DELAY = 3 * 1440, 1440
"""Case 4: minutes after the earlier text; later ones are the next notice of the same template."""
MOST_REST, MOST_REST_ALONE = 0.15, 0.12
"""Cases 1 and 4: share of the grams changed beside the facts; the second where no other fact is shared."""
LEAST_SLIP_RATE, SLIPS_PER_FACT = 0.01, 2
"""Case 5: slips per code unit in the words around, and how many there for each one in a fact."""
LEAST_RECURRENCE = 4 * 1440
"""Minutes after which the same words about tomorrow or Friday mean another day."""


@inlined
def rules_out(comparison: np.uint64) -> Any:
    """Whether the facts alone make it another notice, whatever the words say."""
    return count_of(comparison, FIRM) > 0 and comparison & REISSUED_BIT == np.uint64(0)


@inlined
def judge(comparison: np.uint64, grams: tuple[int, int, int], delay: int, reissue: bool) -> Any:
    """The verdict on two texts: OTHER, SAME, CHANGED or REISSUED.

    ``grams``: distinct ones shared, of the earlier text, of the later; ``delay`` in minutes, negative where unknown;
    ``reissue``: something stripped from the later text says that it replaces an earlier one.
    """
    fewer = min(grams[1], grams[2])
    rest = max(fewer - grams[0] - count_of(comparison, EXPLAINED), 0)
    replaced, near = count_of(comparison, REPLACED), count_of(comparison, NEAR)
    moved, more = count_of(comparison, MOVED), count_of(comparison, MORE)
    alone = count_of(comparison, SHARED) == 0
    close = rest <= (MOST_REST_ALONE if alone else MOST_REST) * fewer
    soon = delay <= (LONGEST_MORE_DELAY if more else LONGEST_MOVED_DELAY)
    slips = rest / GRAM
    verdict = OTHER
    if (reissue or comparison & REISSUED_BIT != np.uint64(0)) and replaced <= MOST_REISSUED and (close or not replaced):
        verdict = REISSUED
    elif replaced == 0:
        verdict = SAME
    elif count_of(comparison, FIRM) > 0:
        verdict = OTHER
    elif moved + more == replaced and moved <= MOST_MOVED and more <= MOST_MORE and soon and close:
        verdict = CHANGED
    elif near == replaced and slips >= LEAST_SLIP_RATE * fewer and slips >= SLIPS_PER_FACT * replaced:
        verdict = SAME
    return verdict


@lean_kernel
def recurs(facts: npt.NDArray[np.uint64], begin: int, end: int, delay: int) -> bool:
    """Whether the same words sent again after ``delay`` minutes are another notice: they tell a day by the sending."""
    found = False
    for index in range(begin, end):
        fact = facts[index]
        found = found or (kind_of(fact) == MOMENT and value_of(fact) & SENDING_FIELDS != 0)
    return found and delay > LEAST_RECURRENCE
