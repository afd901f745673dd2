"""Clusters of texts (同源文本): each text gets at most one earlier text it was made from, and so belongs to one root.

Because a text has one parent, a digest that quotes two notices cannot tie these together; because its facts must not
contradict those of the root, small changes cannot add up to another notice.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.find.band import Pairs
from jianfu.measure.relays.find.comparison import ADDS_BIT, FIRM, TIME_BIT, compare_texts, count_of
from jianfu.measure.relays.find.judgement import CHANGED, OTHER, rules_out
from jianfu.measure.relays.find.verify import MOST_LEFT, SETTLED, VERDICT, Verified

CHOICES = 3
"""Parents kept of a text, the best first: where one leads to a root it contradicts, the next may not."""
NONE = np.uint32(0xFFFFFFFF)
_CHANGED_COSTS = 0.25
"""So much likeness a changed parent must be ahead of an unchanged one."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Facts = tuple[npt.NDArray[np.uint64], Longs]
"""Facts of texts, and where those of each begin."""


class Choices(NamedTuple):
    """The best parents of texts: (texts, ``CHOICES``), ``NONE`` and a score of -1 where there are no more."""

    parent: npt.NDArray[np.uint32]
    score: npt.NDArray[np.float32]
    settled: npt.NDArray[np.bool_]
    """The parent's facts leave no doubt: the root need not be asked."""


class Forest(NamedTuple):
    """One entry a text."""

    parent: Ints
    """-1: none."""
    root: Ints
    """Itself where it has no parent."""


def new_choices(texts: int) -> Choices:
    """No parents yet."""
    return Choices(
        np.full((texts, CHOICES), NONE), np.full((texts, CHOICES), -1, np.float32), np.zeros((texts, CHOICES), np.bool_)
    )


@lean_kernel
def choose(pairs: Pairs, verified: Verified, grams: Ints, ranks: Ints, choices: Choices) -> None:
    """Adds what comparing has shown to the choices: the likest first, of equals the earlier one."""
    for pair in range(len(pairs.text)):
        verdict = verified.verdict[pair]
        if verdict == OTHER:
            continue
        text, other = pairs.text[pair], pairs.earlier[pair]
        shared = verified.shared[pair]
        score = np.float32(shared / (grams[text] + grams[other] - shared))
        if verdict & VERDICT == CHANGED:
            score = max(np.float32(0), score - np.float32(_CHANGED_COSTS))
        _insert(choices, text, (other, score, verdict & SETTLED != 0), ranks)


@lean_kernel
def _insert(choices: Choices, text: np.uint32, found: tuple[np.uint32, np.float32, bool], ranks: Ints) -> None:
    other, score, settled = found
    for place in range(CHOICES):
        held, worth = choices.parent[text, place], choices.score[text, place]
        if score > worth or (score == worth and held != NONE and ranks[other] < ranks[held]):
            before = choices.settled[text, place]
            choices.parent[text, place], choices.score[text, place] = other, score
            choices.settled[text, place] = settled
            other, score, settled = held, worth, before
            if other == NONE:
                break


@lean_kernel
def grow(order: Ints, choices: Choices, facts: Facts, texts: tuple[Longs, Ints], forest: Forest) -> None:
    """Gives texts their parents in order of time, so that each one's root is settled before others come to it.

    ``texts``: when each was first sent, and its grams.
    """
    for text in order:
        forest.parent[text] = -1
        forest.root[text] = text
        for place in range(CHOICES):
            parent = choices.parent[text, place]
            if parent == NONE:
                break
            root = forest.root[parent]
            if root == parent or choices.settled[text, place] or not _contradicts(facts, (root, parent, text), texts):
                forest.parent[text] = parent
                forest.root[text] = root
                break


@lean_kernel
def _contradicts(facts: Facts, line: tuple[int, int, int], texts: tuple[Longs, Ints]) -> Any:
    """Whether a text cannot go back to a root, whatever its parent leaves open; ``line``: root, parent and text.

    What the text tells and the parent, being cut, does not, must not be other than what the root has there: that is
    the root's twin.
    """
    root, parent, text = line
    first_at, grams = texts
    values, starts = facts
    comparison = compare_texts(values, starts, root, text, first_at)
    other = grams[parent] <= MOST_LEFT * grams[root] and count_of(comparison, FIRM) > 0
    other = other and compare_texts(values, starts, parent, text, first_at) & ADDS_BIT != np.uint64(0)
    return other or rules_out(comparison) or comparison & TIME_BIT != np.uint64(0)
