"""How two texts differ run by run: slips of one character here and there, or blocks of other words.

One walk along both texts, which finds its way back after each difference by the nearest place where they agree again.
No shortest script is sought: the judgement only asks whether the differences look scattered or planned.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import holding
from jianfu.measure.relays.text.runs import LANES, next_place, same_from

FEW, REACH = 2, 24
"""Code units that must agree again after a slip; beyond a slip one more. Code units a difference may span."""
LONGER = 12
"""For each so many units a difference spans, one more must agree: far apart, words agree by chance."""
LEAST_BLOCK = 3
"""Code units replaced on both sides from which it is other words rather than a slip."""
LONGEST_ADDRESSED = 8
"""Code units behind 各 that name whom a text is for."""
_EACH = ord("各")
_ALL_TOTALS, _WITHIN_REACH = np.uint64(2**64 - 1), np.uint64((1 << REACH + 1) - 1)

Units = npt.NDArray[np.uint16]


@lean_kernel
def read_slips(codes: Units, a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int, int]:
    """How ``codes[a[0]:a[1]]`` and ``codes[b[0]:b[1]]`` differ: slips, blocks, units of other words.

    A slip puts, drops or adds one or two units of which one at least is no digit: other figures are facts and no
    slips. What stands before the first agreement and after the last is neither: a preface, a comment, a cut. But where
    texts begin together, what ends both of them is other words as those of a block are. Words are counted in units of
    the shorter side; whom a text is for (各村, 各学校) is left to those who pass it on.
    """
    slips = blocks = words = 0
    i, j = _meet(codes, a, b)
    together = i == a[0] and j == b[0]
    while i < a[1] and j < b[1]:
        same = same_from(codes, i, j, min(a[1] - i, b[1] - j))
        i += same
        j += same
        if i == a[1] or j == b[1]:
            break
        left, right = _meet_again(codes, (i, a[1]), (j, b[1]))
        if left < 0:
            break
        if left >= LEAST_BLOCK and right >= LEAST_BLOCK:
            blocks += i + left < a[1]
            addressed = i > a[0] and codes[i - 1] == _EACH and max(left, right) <= LONGEST_ADDRESSED
            words += 0 if addressed else min(left, right)
        elif left < LEAST_BLOCK and right < LEAST_BLOCK and not _figures(codes, (i, i + left), (j, j + right)):
            slips += 1
        i += left
        j += right
    if together:
        words += max(0, min(a[1] - i, b[1] - j))
    return slips, blocks, words


@lean_kernel
def _agree(codes: Units, i: Any, j: Any, ends: tuple[int, int], units: int) -> Any:
    """Whether some units agree from two places on, or up to the end of both texts."""
    left, right = ends[0] - i, ends[1] - j
    same = left == right or min(left, right) >= units
    step = 0
    while same and step < min(left, units):
        same = codes[i + step] == codes[j + step]
        step += 1
    return same


@lean_kernel
def _meet(codes: Units, a: tuple[int, int], b: tuple[int, int]) -> tuple[Any, Any]:
    """Where the texts first run together: at a beginning of one of them, or a few units behind it."""
    for skipped in range(2 * FEW):
        i, j = np.int64(a[0]) + skipped, np.int64(b[0]) + skipped
        back = _find(codes, (i, a[1]), b)
        if back >= 0:
            return i, back
        back = _find(codes, (j, b[1]), a)
        if back >= 0:
            return back, j
    return np.int64(a[1]), np.int64(b[1])


@lean_kernel
def _find(codes: Units, words: tuple[Any, int], within: tuple[int, int]) -> Any:
    """Where in a text the words that begin another one's rest stand first; -1: nowhere."""
    ends = words[1], within[1]
    if words[0] >= words[1]:
        return np.int64(-1)
    at = next_place(codes, codes[words[0]], within[0], within[1])
    while at < within[1] and not _agree(codes, words[0], at, ends, FEW + 1):
        at = next_place(codes, codes[words[0]], at + 1, within[1])
    return at if at < within[1] else np.int64(-1)


@lean_kernel
def _meet_again(codes: Units, a: tuple[int, int], b: tuple[int, int]) -> tuple[Any, Any]:
    """How many units of either text a difference takes, the fewest together; -1 where the texts do not meet again."""
    worth = _ALL_TOTALS
    for total in range(1, 2 * REACH):
        units = FEW if total <= FEW else FEW + 1 + total // LONGER
        if total == FEW + 1:
            worth = _worth_trying(codes, a, b)
        if worth >> np.uint64(total) & np.uint64(1) == np.uint64(0):
            continue
        for step in range(total + 1):
            skipped = total // 2 + (step + 1) // 2 * (1 if step % 2 else -1)  # as many on both sides first
            ahead = total - skipped
            near = max(skipped, ahead) <= REACH
            if near and _agree(codes, a[0] + skipped, b[0] + ahead, (a[1], b[1]), units):
                return skipped, ahead
    return -1, -1


@lean_kernel
def _worth_trying(codes: Units, a: tuple[Any, Any], b: tuple[Any, Any]) -> Any:
    """Of how many units together, bit by bit, a difference may be: ``FEW + 1`` units must agree behind it.

    Where the texts end the ends may meet, too: there any number is worth trying.
    """
    found = np.uint64(0)
    if min(a[1] - a[0], b[1] - b[0]) < 2 * LANES:
        return _ALL_TOTALS
    first, second = holding(codes, b[0], codes[a[0]], 0), holding(codes, b[0], codes[a[0] + 1], 0)
    for skipped in range(REACH + 1):
        third = holding(codes, b[0], codes[a[0] + skipped + FEW], 0)
        agree = first & second >> np.uint64(1) & third >> np.uint64(2)
        found |= (agree & _WITHIN_REACH) << np.uint64(skipped)
        first, second = second, third
    return found


@lean_kernel
def _figures(codes: Units, a: tuple[int, int], b: tuple[int, int]) -> Any:
    """Whether a difference is digits alone."""
    only = True
    for at in range(a[0], a[1]):
        only = only and 48 <= codes[at] <= 57
    for at in range(b[0], b[1]):
        only = only and 48 <= codes[at] <= 57
    return only
