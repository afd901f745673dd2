"""Whether two texts are one notice (同一通知): the cases and their limits.

The facts replaced decide first, the words around them second. In this order:

====  ============================================================================  =========
case  facts                                                                         verdict
====  ============================================================================  =========
0     the later text is the earlier one with a stretch left out, or words around it SAME
1     the later text says an earlier one no longer counts, few facts replaced       REISSUED
2     no fact replaced, and no other words instead but a few among slips            SAME
3     more facts than one replaced by what is no slip, no moment moved a little     OTHER
      and no larger number
4     at most two moments moved as a relay moves them, at most one number larger,   CHANGED
      soon after, and around them no other words but slips
5     slips of the pen stand all over the text, more than there are facts replaced  SAME
6     anything else: the same words with other facts are another notice             OTHER
====  ============================================================================  =========
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel
from jianfu.measure.relays.facts.layout import MOMENT, SENDING_FIELDS, kind_of, value_of
from jianfu.measure.relays.find.comparison import (
    EXPLAINED,
    FIRM,
    MORE,
    MOST_FIRM,
    MOVED,
    NEAR,
    PLACES,
    REISSUED_BIT,
    REPLACED,
    count_of,
)
from jianfu.measure.relays.find.sketch import GRAM
from jianfu.measure.relays.find.slips import read_slips

OTHER, SAME, CHANGED, REISSUED = 0, 1, 2, 3
LEAST_CUT = 10
"""Case 0: grams left out or put around. What is left of a number or a name a cut ran through is no other fact."""
MOST_REISSUED = 3
"""Case 1: facts a re-issue may replace."""
MOST_MOVED, MOST_MORE = 2, 1
"""Case 4: facts a relay may sharpen."""
LONGEST_MOVED_DELAY, LONGEST_MORE_DELAY = 1020, 120
"""Case 4: minutes after the earlier text; later ones are the next notice of the same template.

Settings, looked at on a made-up city: with four days and one day more copies are found, and twice as many more messages
stand where they do not belong."""
MOST_REST, MOST_REST_BLOCKS = 0.40, 0.15
"""Cases 1 and 4: share of the grams changed beside the facts; the second where a block of other words is among them."""
SLIPS_PER_NEAR, SLIPS_PER_FIRM = 1, 3
"""Case 5: slips elsewhere for each fact that is one slip away, and for each that is not."""
GRAMS_PER_SLIP = 2
"""Case 5: grams a slip changes at least, but for the very ends of a text."""
SLIPS_PER_BLOCK, MANY_SLIPS_PER_BLOCK = 2, 4
"""Slips elsewhere that make a block of other words one of them, as slips side by side are; the second in case 5."""
LEAST_REST, MOST_BLOCKS = 0.25, 2
"""Case 2: share of the grams changed from which blocks are looked for. Cases 1 and 4: blocks between other slips."""
FEW_WORDS, MOST_WORDS = 6, 0.15
"""Code units of other words there may be, or the share of the shorter text where that is more."""
LEAST_RECURRENCE = 4 * 1440
"""Minutes after which the same words about tomorrow or Friday mean another day."""

Units = npt.NDArray[np.uint16]


@lean_kernel
def rules_out(comparison: np.uint64) -> Any:
    """Whether the facts alone make it another notice, whatever the words say."""
    return count_of(comparison, FIRM) > MOST_FIRM and comparison & REISSUED_BIT == np.uint64(0)


@inlined
def rest_of(comparison: np.uint64, grams: tuple[Any, Any, Any]) -> Any:
    """Grams of the shorter text that are not shared and that no replaced fact explains; ``grams``: as of ``judge``."""
    return min(grams[1], grams[2]) - grams[0] - count_of(comparison, EXPLAINED)


@lean_kernel
def is_cut(grams: tuple[int, int, int]) -> Any:
    """Whether the later text is the earlier one with one stretch left out, having no more grams of its own than bridge
    the gap, or with words around it, having every one of its grams. ``grams``: as of ``judge``."""
    cut = grams[2] - grams[0] < GRAM and grams[1] - grams[2] >= LEAST_CUT
    return cut or (grams[1] == grams[0] and grams[2] - grams[1] >= LEAST_CUT)


@lean_kernel
def judge(
    comparison: np.uint64,
    grams: tuple[int, int, int],
    when: tuple[int, bool],
    codes: Units,
    a: tuple[int, int],
    b: tuple[int, int],
) -> int:
    """The verdict on two texts ``codes[a[0]:a[1]]`` and ``codes[b[0]:b[1]]``: OTHER, SAME, CHANGED or REISSUED.

    ``grams``: distinct ones shared, of the earlier text, of the later; ``when``: minutes between them, negative where
    unknown, and whether something stripped from the later text says that it replaces an earlier one.
    """
    replaced, firm = count_of(comparison, REPLACED), count_of(comparison, FIRM)
    reissued = when[1] or comparison & REISSUED_BIT != np.uint64(0)
    fewer = min(grams[1], grams[2])
    rest = rest_of(comparison, grams)
    if replaced == 0 and (reissued or rest < LEAST_REST * fewer):
        return REISSUED if reissued else SAME
    if replaced and not reissued and is_cut(grams):
        return SAME
    if firm > MOST_FIRM and not reissued:
        return OTHER
    near, moved, more = count_of(comparison, NEAR), count_of(comparison, MOVED), count_of(comparison, MORE)
    needed = SLIPS_PER_NEAR * near + SLIPS_PER_FIRM * (replaced - near)
    excusable = reissued or moved + more == replaced
    if not excusable and fewer - grams[0] < GRAMS_PER_SLIP * (needed + replaced):
        return OTHER  # reading the slips would find too few
    slips, blocks, words = read_slips(codes, a, b)
    alike = words <= max(FEW_WORDS, MOST_WORDS * min(a[1] - a[0], b[1] - b[0]))
    noise = slips - count_of(comparison, PLACES)
    scattered = noise >= SLIPS_PER_BLOCK * blocks
    close = (
        alike
        and rest <= (MOST_REST if scattered else MOST_REST_BLOCKS) * fewer
        and (scattered or blocks <= MOST_BLOCKS)
    )
    soon = when[0] <= (LONGEST_MORE_DELAY if more else LONGEST_MOVED_DELAY)
    verdict = OTHER
    if replaced == 0:
        verdict = SAME if alike and scattered else OTHER
    elif reissued and replaced <= MOST_REISSUED and close:
        verdict = REISSUED
    elif moved + more == replaced and moved <= MOST_MOVED and more <= MOST_MORE and soon and close:
        verdict = CHANGED
    elif alike and noise >= max(MANY_SLIPS_PER_BLOCK * blocks, needed):
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
