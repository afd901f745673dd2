"""Every pair of texts that share enough: all pairs, none left out, none guessed.

Texts are sets of character 3-grams after folding (NFKC, lower case, letters and digits alone). Two sets of at least
the threshold must share a gram among the rarest of each (prefix filter), so only texts that meet there are compared,
and those are compared whole.
"""

import re
import unicodedata
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from compiled import kernel
from numpy.typing import NDArray

SIZE = 3
THREADS = 2
PARTS = 64
BETWEEN = re.compile(r"[\W_]+")
SLACK = 1e-9


class Sets(NamedTuple):
    """Set i is ``grams[starts[i]:starts[i + 1]]``: gram numbers in order, the rarest first."""

    grams: NDArray[np.int32]
    starts: NDArray[np.int64]
    kinds: int
    """How many different grams there are."""


def fold(text: str) -> str:
    """What of a text counts when texts are compared."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text).lower())


def gram_sets(folded: Iterable[str]) -> Sets:
    """The 3-grams of folded texts."""
    texts = list(folded)
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32).astype(np.uint64)
    ends = np.cumsum([len(text) for text in texts])
    packed = codes[:-2] << np.uint64(42) | codes[1:-1] << np.uint64(21) | codes[2:]
    row = np.searchsorted(ends, np.arange(len(packed)), side="right")
    inside = np.arange(len(packed)) + SIZE <= ends[row]
    row, packed = row[inside], packed[inside]
    _, gram, seen = np.unique(packed, return_inverse=True, return_counts=True)
    rank = np.empty(len(seen), np.int64)
    rank[np.lexsort((np.arange(len(seen)), seen))] = np.arange(len(seen))
    pairs = np.unique(row.astype(np.int64) * len(seen) + rank[gram])
    starts = np.searchsorted(pairs // len(seen), np.arange(len(texts) + 1))
    return Sets((pairs % len(seen)).astype(np.int32), starts.astype(np.int64), len(seen))


@kernel
def shared(sets, first, second):
    """How many grams two sets have in common."""
    left, right, count = sets.starts[first], sets.starts[second], 0
    while left < sets.starts[first + 1] and right < sets.starts[second + 1]:
        difference = sets.grams[left] - sets.grams[right]
        count += difference == 0
        left += difference <= 0
        right += difference >= 0
    return count


@kernel
def likeness(sets, first, second):
    """The Jaccard similarity of two sets, in [0, 1]; 0 for two empty ones."""
    common = shared(sets, first, second)
    whole = sets.starts[first + 1] - sets.starts[first] + sets.starts[second + 1] - sets.starts[second] - common
    return common / whole if whole else 0.0


@kernel
def compare_all(sets, pairs):
    """The similarity of each of the pairs."""
    found = np.empty(len(pairs), np.float64)
    for row in range(len(pairs)):
        found[row] = likeness(sets, pairs[row, 0], pairs[row, 1])
    return found


@kernel
def prefix(size, threshold):
    """How many of its rarest grams a set must be known by."""
    return size - int(np.ceil(threshold * size - SLACK)) + 1 if size else 0


@kernel
def index_prefixes(sets, order, threshold):
    """By gram: the places in ``order`` of the sets known by it, in order."""
    starts = np.zeros(sets.kinds + 1, np.int64)
    for row in order:
        begin = sets.starts[row]
        for at in range(begin, begin + prefix(sets.starts[row + 1] - begin, threshold)):
            starts[sets.grams[at] + 1] += 1
    starts = np.cumsum(starts)
    places, filled = np.empty(starts[-1], np.int32), starts.copy()
    for place in range(len(order)):
        row = order[place]
        begin = sets.starts[row]
        for at in range(begin, begin + prefix(sets.starts[row + 1] - begin, threshold)):
            gram = sets.grams[at]
            places[filled[gram]] = place
            filled[gram] += 1
    return starts, places


@kernel
def join_part(sets, order, index, threshold, part):
    """Pairs whose later set stands at ``part``, ``part + PARTS``, ... in order of size."""
    starts, places = index
    seen = np.full(len(order), -1, np.int32)
    pairs, count = np.empty((1024, 2), np.int64), 0
    for place in range(part, len(order), PARTS):
        row = order[place]
        begin = sets.starts[row]
        size = sets.starts[row + 1] - begin
        for at in range(begin, begin + prefix(size, threshold)):
            gram = sets.grams[at]
            for other in places[starts[gram] : starts[gram + 1]]:
                if other >= place:
                    break
                if seen[other] == place:
                    continue
                seen[other] = place
                partner = order[other]
                if sets.starts[partner + 1] - sets.starts[partner] < threshold * size - SLACK:
                    continue
                if likeness(sets, partner, row) >= threshold - SLACK:
                    if count == len(pairs):
                        pairs = np.concatenate((pairs, np.empty_like(pairs)))
                    pairs[count, 0], pairs[count, 1] = min(partner, row), max(partner, row)
                    count += 1
    return pairs[:count]


def join(sets: Sets, threshold: float) -> NDArray[np.int64]:
    """All pairs (i < j) of at least ``threshold``, sorted; shape (pairs, 2)."""
    order = np.argsort(np.diff(sets.starts), kind="stable")
    index = index_prefixes(sets, order, threshold)
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda part: join_part(sets, order, index, threshold, part), range(PARTS)))
    pairs = np.concatenate(found)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
