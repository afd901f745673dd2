"""Every pair of like texts, by plain sets and an index of their grams: slow, and with nothing to go wrong in it."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

BETWEEN = re.compile(r"[\W_]+")


def grams(text: str) -> frozenset[str]:
    """The character 3-grams of a text, folded: NFKC, lower case, letters and digits alone."""
    folded = BETWEEN.sub("", unicodedata.normalize("NFKC", text).lower())
    return frozenset(folded[at : at + 3] for at in range(len(folded) - 2))


def like_pairs(texts: Sequence[str], threshold: float) -> Iterator[tuple[int, int]]:
    """All (i, j), i < j, whose Jaccard similarity is at least ``threshold`` (above 0)."""
    known: dict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for second, text in enumerate(texts):
        own = grams(text)
        shared = Counter(first for gram in own for first in known[gram])
        for first, count in sorted(shared.items()):
            if count >= threshold * (sizes[first] + len(own) - count):
                yield first, second
        sizes.append(len(own))
        for gram in own:
            known[gram].append(second)
