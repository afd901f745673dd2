"""What a form is about, out of its name (低收入人口动态监测月报表 is about 低收入)."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from jianfu.measure.field_overlap.label import without_year
from jianfu.measure.field_overlap.lexicon import lexicon

ALIKE = 0.6
"""Dice coefficient of character pairs from which two topics are one; a setting."""
SHORTEST_INSIDE = 3
"""A topic of so many characters that stands inside another is the same."""
_BRACKETED = re.compile(r"[(\[【〔〈《「{][^)\]】〕〉》」}]*[)\]】〕〉》」}]")
_NOISE = re.compile(r"[\s_\-—·、,，.。:：\"'“”/]+|^关于|的|及其?|和|与")


@lru_cache(maxsize=100_000)
def form_topic(name: str) -> str:
    """The topic; the name itself where nothing is left of it."""
    known = lexicon()
    text = _NOISE.sub("", _BRACKETED.sub("", unicodedata.normalize("NFKC", name)))
    text = without_year(text)
    cut = known.shapes.sub("", text) or text
    return known.topic_noise.sub("", cut) or cut


def alike(a: str, b: str) -> bool:
    """Whether two topics are the same matter in other words."""
    if a == b:
        return True
    if min(len(a), len(b)) >= SHORTEST_INSIDE and (a in b or b in a):
        return True
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    shared = len(pairs_a & pairs_b)
    return bool(shared) and 2 * shared >= ALIKE * (len(pairs_a) + len(pairs_b))


def one_word_each(topics: Iterable[str]) -> dict[str, str]:
    """Topic -> the shortest topic alike; the same whatever the order they come in."""
    chosen: list[str] = []
    by_pair: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for topic in sorted(set(topics), key=lambda text: (len(text), text)):
        near = dict.fromkeys(one for pair in sorted(_pairs(topic)) for one in by_pair.get(pair, ()))
        leader = next((one for one in sorted(near, key=lambda text: (len(text), text)) if alike(one, topic)), None)
        if leader is None:
            chosen.append(topic)
            leader = topic
            for pair in _pairs(topic):
                by_pair.setdefault(pair, []).append(topic)
        found[topic] = leader
    return found


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}
