"""Compares texts exactly (核对): every pair that is reported has had its shared grams counted one by one."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import bits_shared, fetch
from jianfu.measure.relays.find.band import Pairs
from jianfu.measure.relays.find.comparison import (
    ADDS_BIT,
    DIFFER_BIT,
    LACKS_BIT,
    NAME_BIT,
    REPLACED,
    SHARED,
    compare_texts,
    count_of,
)
from jianfu.measure.relays.find.grams import NOT_HELD, Room, grams_shared
from jianfu.measure.relays.find.judgement import CHANGED, GRAMS_PER_SLIP, OTHER, SAME, judge, rest_of, rules_out
from jianfu.measure.relays.find.nearness import is_near, is_short, reports_apart, says_little
from jianfu.measure.relays.text.view import AHEAD, View, foresee, span_of

DOUBTS = 4
"""Candidates whose facts differ that are judged for one text; where so many were others, it is one of a template.

None is once a candidate was found whose facts leave no doubt.
"""
SETTLED = 4
"""Added to a verdict where at least ``SETTLING`` facts are shared and none is replaced."""
SETTLING = 2
VERDICT = 3
"""The bits of the verdict itself."""
EXCUSED, OPEN = 8, 16
"""Added to a verdict that stands only while no text as like has the very words with other facts: slips excuse a fact
that was replaced, or the earlier text lacks one that the later text has, which may be for its having been cut."""

LONE = 32
"""Added to a verdict that stands only where the later text's sender had the earlier one: but for one name the texts are
the same, as a copy with another place is, and the next notice of a template."""
SOON = 360
"""Minutes within which it must follow then: a setting."""
NO_TWIN = (np.int32(0), np.int32(0))
MOST_LEFT = 0.85
"""Of the grams of a text its cut copies have at most so large a share."""

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Verified(NamedTuple):
    """What comparing pairs has shown, one entry a pair."""

    shared: Ints
    """Grams both have."""
    verdict: npt.NDArray[np.uint8]
    """Of ``judgement``; ``OTHER`` where they are not near. Plus ``SETTLED`` where the facts leave no doubt."""


@lean_kernel
def most_shared(grams: Ints, bitmaps: Hashes, pair: tuple[Any, Any]) -> Any:
    """How many grams two texts can share: bits both have, and grams of either that have no bit of their own."""
    one, other = pair
    mine = grams[one] - np.int64(bits_shared(bitmaps, one, one))
    theirs = grams[other] - np.int64(bits_shared(bitmaps, other, other))
    return np.int64(bits_shared(bitmaps, one, other)) + min(mine, theirs)


@lean_kernel
def verify(pairs: Pairs, view: View, texts: tuple[Ints, Longs], least: float, room: Room, done: Verified) -> None:
    """Compares pairs; ``view``: where the texts stand; ``texts``: grams and first moments.

    ``least``: share of the shorter one's grams that must be shared; ``room``: for the longest text. Facts are looked at
    first: they rule out most of what only looks alike for a tenth of the price.
    """
    grams, first_at = texts
    before, held = np.int64(-1), NOT_HELD
    doubts = begin = 0
    twin = NO_TWIN
    for pair in range(len(pairs.text)):
        _foresee(pairs, pair, view, texts)
        text, earlier = np.int64(pairs.text[pair]), np.int64(pairs.earlier[pair])
        if text != before:
            _take_back(pairs, (begin, pair), grams, twin, done)
            before, doubts, twin, begin = text, 0, NO_TWIN, pair
        done.verdict[pair] = OTHER
        comparison = compare_texts(view.facts, view.fact_starts, earlier, text, first_at)
        replaced = count_of(comparison, REPLACED)
        unlike = comparison & (DIFFER_BIT | ADDS_BIT | LACKS_BIT) != np.uint64(0)
        differs = unlike and is_short(grams[text], grams[earlier])
        if rules_out(comparison) or differs or (replaced and doubts >= DOUBTS):
            continue
        stays = pair + 1 < len(pairs.text) and np.int64(pairs.text[pair + 1]) == text
        shared, held = grams_shared(view, (text, earlier) if stays else (earlier, text), grams, room, held)
        done.shared[pair] = shared
        near = is_near(shared, grams[text], grams[earlier], least)
        near = near and not says_little(view, (text, earlier), grams, (shared, comparison))
        if near and not reports_apart(view, text, earlier):
            delay = (first_at[text] - first_at[earlier]) // 60_000_000
            numbers = shared, grams[earlier], grams[text]
            spans = span_of(view.starts, earlier), span_of(view.starts, text)
            verdict = judge(comparison, numbers, (delay, False), view.codes, spans[0], spans[1])
            done.verdict[pair] = verdict + _standing_of(comparison, verdict)
            if replaced and verdict == OTHER:
                doubts += 1
                twin = _liker_twin(twin, comparison, numbers)
                if _is_lone(comparison, numbers, delay):
                    done.verdict[pair] = CHANGED + LONE
            elif done.verdict[pair] & SETTLED:
                doubts = DOUBTS
    _take_back(pairs, (begin, len(pairs.text)), grams, twin, done)


@lean_kernel
def _standing_of(comparison: np.uint64, verdict: Any) -> Any:
    """How firmly a verdict stands: bits added to it."""
    replaced, bits = count_of(comparison, REPLACED), 0
    adds = comparison & ADDS_BIT != np.uint64(0)
    if replaced == 0 and verdict != OTHER and not adds and count_of(comparison, SHARED) >= SETTLING:
        bits = SETTLED
    if verdict == SAME and replaced:
        bits += EXCUSED
    elif verdict == SAME and adds:
        bits += OPEN
    return bits


@lean_kernel
def _liker_twin(twin: tuple[Any, Any], comparison: np.uint64, numbers: tuple[Any, Any, Any]) -> tuple[Any, Any]:
    """The twin that shares more grams with a text: the one known, or another text, if all but its facts is the same.

    ``numbers``: grams shared with the other text, of that, of the text; a twin is the first two.
    """
    twins = rest_of(comparison, numbers) <= GRAMS_PER_SLIP
    return (numbers[0], numbers[1]) if twins and numbers[0] > twin[0] else twin


@lean_kernel
def _is_lone(comparison: np.uint64, numbers: tuple[Any, Any, Any], delay: Any) -> Any:
    """Whether one name is all that differs, and the one text soon follows the other; ``numbers`` as above."""
    one_name = count_of(comparison, REPLACED) == 1 and comparison & NAME_BIT != np.uint64(0)
    one_name = one_name and rest_of(comparison, numbers) <= GRAMS_PER_SLIP
    return one_name and count_of(comparison, SHARED) >= SETTLING and 0 <= delay <= SOON


@lean_kernel
def _take_back(pairs: Pairs, span: tuple[int, int], grams: Ints, twin: tuple[Any, Any], done: Verified) -> None:
    """A text is no copy of what is no more like it than its twin is.

    ``span``: the pairs of the text; ``twin``: grams it shares with its twin, and grams of that.
    """
    for pair in range(span[0], span[1]):
        short = done.verdict[pair] & OPEN and grams[pairs.earlier[pair]] <= MOST_LEFT * twin[1]
        if (short or done.verdict[pair] & EXCUSED) and done.shared[pair] <= twin[0]:
            done.verdict[pair] = OTHER


@lean_kernel
def _foresee(pairs: Pairs, pair: int, view: View, texts: tuple[Ints, Longs]) -> None:
    """Has the memory bring what the pairs to come are compared by: texts lie anywhere, one of a pair at least."""
    grams, first_at = texts
    for column in (pairs.text, pairs.earlier):
        if pair + 2 * AHEAD < len(column):
            text = np.int64(column[pair + 2 * AHEAD])
            fetch(grams, text)
            fetch(first_at, text)
            fetch(view.starts, text)
            fetch(view.fact_starts, text)
        if pair + AHEAD < len(column) and column[pair + AHEAD] != column[pair + AHEAD - 1]:
            text = np.int64(column[pair + AHEAD])
            if view.fact_starts[text] < view.fact_starts[text + 1]:
                fetch(view.facts, view.fact_starts[text])
                fetch(view.facts, view.fact_starts[text + 1] - 1)
            foresee(view, text)
