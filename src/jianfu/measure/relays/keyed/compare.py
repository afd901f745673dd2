"""Compares keyed sketches (密文特征比对): likeness is estimated, and facts are only the same or not."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.find.band import Pairs
from jianfu.measure.relays.find.cluster import NONE, Choices, Forest
from jianfu.measure.relays.find.judgement import OTHER, REISSUED, SAME
from jianfu.measure.relays.find.nearness import is_near, is_short
from jianfu.measure.relays.find.verify import Verified
from jianfu.measure.relays.keyed.sketches import IDENTITY_BITS

SHARED_PER_REPLACED = 2
"""Facts that must be shared for each one replaced: a slip or a moved deadline among others is a copy, a twin is not."""
LONGEST_REPLACED_DELAY = 3 * 86_400_000_000
"""Microseconds; later ones with another fact are the next notice of the same template."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


class Keyed(NamedTuple):
    """Texts as they were handed in, one entry a text."""

    grams: Hashes
    """Sampled hashes of all texts, in order within each."""
    gram_starts: Longs
    level: npt.NDArray[np.int64]
    facts: Hashes
    fact_starts: Longs
    reissue: npt.NDArray[np.bool_]
    first_at: Longs


@lean_kernel
def compare_keyed(pairs: Pairs, texts: Keyed, least: float, done: Verified) -> None:
    """Estimates the grams shared and judges each pair; ``least``: share of the shorter one's that must be shared."""
    for pair in range(len(pairs.text)):
        text, earlier = np.int64(pairs.text[pair]), np.int64(pairs.earlier[pair])
        done.verdict[pair] = OTHER
        level = max(texts.level[text], texts.level[earlier])
        limit = np.uint64(0xFFFFFFFFFFFFFFFF) >> np.uint64(level)
        mine, theirs, shared = _meet(texts, (text, earlier), limit)
        done.shared[pair] = shared << level
        one, other = mine << level, theirs << level
        near = shared > 0 and is_near(done.shared[pair], one, other, least)
        if near and _agree(texts, earlier, text, is_short(one, other)):
            done.verdict[pair] = REISSUED if texts.reissue[text] and not texts.reissue[earlier] else SAME


@lean_kernel
def _meet(texts: Keyed, pair: tuple[Any, Any], limit: np.uint64) -> tuple[Any, Any, Any]:
    """Of two texts' grams up to ``limit``: how many each has and how many both."""
    one, other = texts.gram_starts[pair[0]], texts.gram_starts[pair[1]]
    first, second = one, other
    one_end, other_end = texts.gram_starts[pair[0] + 1], texts.gram_starts[pair[1] + 1]
    shared = np.int64(0)
    while one < one_end and texts.grams[one] <= limit:
        while other < other_end and texts.grams[other] < texts.grams[one]:
            other += 1
        if other < other_end and texts.grams[other] == texts.grams[one]:
            shared += 1
        one += 1
    while other < other_end and texts.grams[other] <= limit:
        other += 1
    return one - first, other - second, shared


@lean_kernel
def _agree(texts: Keyed, earlier: Any, later: Any, short: bool) -> Any:
    """Whether the facts of two texts may be those of one notice; a short one must tell the same."""
    shared, replaced = _stand(texts, earlier, later)
    soon = texts.first_at[later] - texts.first_at[earlier] <= LONGEST_REPLACED_DELAY
    kept = shared >= SHARED_PER_REPLACED * replaced and soon
    return replaced == 0 or (not short and kept) or (texts.reissue[later] and shared >= replaced)


@lean_kernel
def _stand(texts: Keyed, earlier: Any, later: Any) -> tuple[Any, Any]:
    """How many facts two texts share, and how many were replaced: others of one class between facts they share."""
    a, a_end = texts.fact_starts[earlier], texts.fact_starts[earlier + 1]
    b, b_end = texts.fact_starts[later], texts.fact_starts[later + 1]
    shared, replaced = np.int64(0), np.int64(0)
    for at in range(a, a_end):
        if _place(texts.facts, texts.facts[at], b, b_end) >= 0:
            shared += 1
            continue
        left, right = b - 1, b_end
        for before in range(at - 1, a - 1, -1):
            found = _place(texts.facts, texts.facts[before], b, b_end)
            if found >= 0:
                left = found
                break
        for after in range(at + 1, a_end):
            found = _place(texts.facts, texts.facts[after], b, b_end)
            if found >= 0:
                right = found
                break
        if left >= right:
            left, right = b - 1, b_end
        kind = texts.facts[at] >> np.uint64(IDENTITY_BITS)
        for other in range(left + 1, right):
            fact = texts.facts[other]
            if fact >> np.uint64(IDENTITY_BITS) == kind and _place(texts.facts, fact, a, a_end) < 0:
                replaced += 1
                break
    return shared, replaced


@lean_kernel
def _place(facts: Hashes, fact: np.uint64, begin: int, end: int) -> Any:
    """Where a fact stands among ``facts[begin:end]``, -1 for nowhere."""
    found = np.int64(-1)
    for at in range(begin, end):
        if facts[at] == fact:
            found = np.int64(at)
            break
    return found


@lean_kernel
def grow_keyed(order: Ints, choices: Choices, texts: Keyed, forest: Forest) -> None:
    """Gives texts their parents in order of time; a root whose facts do not agree takes no more."""
    for text in order:
        for place in range(choices.parent.shape[1]):
            parent = choices.parent[text, place]
            if parent == NONE:
                break
            root = forest.root[parent]
            if root == parent or _agree(texts, root, text, False):
                forest.parent[text] = parent
                forest.root[text] = root
                break
