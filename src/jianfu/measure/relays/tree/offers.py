"""What may have been a copy's source weighs at least so much (下限): what cannot be the lightest is never compared."""

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.find.judgement import SAME
from jianfu.measure.relays.find.sketch import GRAM, Sketches, gram_at, mixed, new_bitmaps, set_bit
from jianfu.measure.relays.find.verify import most_shared
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.threads import each
from jianfu.measure.relays.tree.cascade import NONE, Copies, Links
from jianfu.measure.relays.tree.sources import OUT, Weights, weigh

AT_ONCE = 1 << 15
"""Texts, or copies, a thread works on at a time."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


def least_weights(copies: Copies, links: Links, grams: Ints, view: View) -> Weights:
    """What each offer weighs at least: as though it shared all grams the bitmaps allow, and told the same facts.

    An offer with the copy's own text does.
    """
    said = np.zeros(len(grams), np.bool_)
    said[copies.text] = True
    texts = np.flatnonzero(said)
    place = np.cumsum(said, dtype=np.int32) - np.int32(1)
    sketches = Sketches(grams[texts], new_bitmaps(len(texts)))
    weights = Weights(np.full(links.offers.shape, OUT, np.int32), np.zeros(links.offers.shape, np.bool_))

    def sketch(first: int) -> None:
        part = slice(first, first + AT_ONCE)
        fill_bitmaps(view, texts[part], sketches.bitmaps[part])

    def bound(first: int) -> None:
        span = first, min(first + AT_ONCE, len(copies.row))
        _bound(copies, span, links.offers, grams, (place, sketches), weights)

    each(sketch, range(0, len(texts), AT_ONCE))
    each(bound, range(0, len(copies.row), AT_ONCE))
    return weights


@lean_kernel
def fill_bitmaps(view: View, texts: Longs, bitmaps: npt.NDArray[np.uint64]) -> None:
    """Sets a bit for each gram of some texts."""
    for number in range(len(texts)):
        for at in range(view.starts[texts[number]], view.starts[texts[number] + 1] - GRAM + 1):
            set_bit(bitmaps, number, mixed(gram_at(view.codes, at)))


@lean_kernel
def _bound(
    copies: Copies, span: tuple[int, int], offers: Ints, grams: Ints, sketched: tuple[Ints, Sketches], weights: Weights
) -> None:
    """Of the copies from ``span[0]`` to ``span[1]``; ``sketched``: where each text stands among the sketches."""
    place, sketches = sketched
    for at in range(span[0], span[1]):
        for number in range(offers.shape[1]):
            other = np.int64(offers[at, number])
            if other != NONE:
                pair = place[copies.text[at]], place[copies.text[other]]
                most = most_shared(sketches.grams, sketches.bitmaps, pair)
                weights.least[at, number] = weigh(copies, (at, other), grams, (most, SAME))
                weights.known[at, number] = pair[0] == pair[1]
