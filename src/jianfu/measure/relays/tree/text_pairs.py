"""Texts set beside those they may have been made from (文本对照): each pair of texts once, however many messages."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel
from jianfu.measure.relays.find.judgement import OTHER
from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.find.sketch import gram_at
from jianfu.measure.relays.find.verify import VERDICT, Pairs, Verified, new_room, verify
from jianfu.measure.relays.spool import let_go
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.threads import each

PAIRS_A_THREAD = 1 << 15

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class TextPairs(NamedTuple):
    """Different texts, each beside the one it was made from; in order of the sending of the other, then of the text."""

    text: npt.NDArray[np.uint32]
    other: npt.NDArray[np.uint32]
    shared: Ints
    verdict: npt.NDArray[np.uint8]


class TextComparer:
    """Compares texts of ``clusters``; what it compared last it does not compare again.

    ``least``: share of the shorter one's grams that must be shared.
    """

    def __init__(self, clusters: Clusters, least: float) -> None:
        self._clusters = clusters
        self._least = least
        self._by_time = np.lexsort((clusters.hashes, clusters.first_at)).astype(np.uint32)
        self._standing = np.empty(len(self._by_time), np.uint32)
        self._standing[self._by_time] = np.arange(len(self._by_time), dtype=np.uint32)
        self._keys: Longs = np.zeros(0, np.int64)
        self._known = Verified(np.zeros(0, np.int32), np.zeros(0, np.uint8))

    def compare(self, texts: Ints, others: Ints) -> tuple[TextPairs, Longs]:
        """Each distinct pair of texts compared, and which of them each given pair is.

        Pairs stand in the order in which the others were sent, which does not depend on how texts are numbered and
        keeps together what lies together, and those of one text apart: the doubts one pair leaves are no matter of
        the next.
        """
        count = max(1, len(self._by_time))
        given = self._standing[others].astype(np.int64) * count + self._standing[texts]
        keys, place = np.unique(given, return_inverse=True)
        pairs = Pairs(self._by_time[keys % count], self._by_time[keys // count])
        done = Verified(np.zeros(len(keys), np.int32), np.zeros(len(keys), np.uint8))
        before = np.asarray(np.searchsorted(self._keys, keys))
        is_known = np.append(self._keys, -1)[before] == keys
        done.shared[is_known] = self._known.shared[before[is_known]]
        done.verdict[is_known] = self._known.verdict[before[is_known]]
        self._fill(pairs, np.flatnonzero(~is_known), done)
        self._keys, self._known = keys, done
        return TextPairs(pairs.text, pairs.earlier, done.shared, done.verdict & np.uint8(VERDICT)), place

    def _fill(self, pairs: Pairs, at: Longs, done: Verified) -> None:
        """Compares the pairs at these places."""
        view, given = self._clusters.view, (self._clusters.grams, self._clusters.first_at)
        longest = int(self._clusters.grams.max(initial=0))

        def work(at: Longs) -> None:
            some = Pairs(pairs.text[at], pairs.earlier[at])
            found = Verified(np.zeros(len(at), np.int32), np.zeros(len(at), np.uint8))
            verify(some, view, given, self._least, new_room(longest), found)
            count_shared(some, view, (found.verdict == OTHER) & (found.shared == 0), found.shared)
            done.shared[at], done.verdict[at] = found
            for array in (view.codes, view.facts):
                let_go(array)

        each(work, (at[part] for part in apart(pairs.text[at])))


def apart(text: npt.NDArray[np.uint32]) -> Iterator[Longs]:
    """Places of some pairs at a time, no two of one text next to each other."""
    waiting = np.arange(len(text))
    while len(waiting):
        again = np.append(False, text[waiting[1:]] == text[waiting[:-1]])
        now, waiting = waiting[~again], waiting[again]
        yield from (now[first : first + PAIRS_A_THREAD] for first in range(0, len(now), PAIRS_A_THREAD))


@kernel
def count_shared(pairs: Pairs, view: View, chosen: npt.NDArray[np.bool_], shared: Ints) -> None:
    """Counts the shared grams of the chosen pairs, whatever their facts say."""
    for pair in range(len(pairs.text)):
        if chosen[pair]:
            mine = _grams(view, int(pairs.text[pair]))
            theirs = _grams(view, int(pairs.earlier[pair]))
            at, other, both = 0, 0, 0
            while at < len(mine) and other < len(theirs):
                one, two = mine[at], theirs[other]
                both += one == two
                at += one <= two
                other += two <= one
            shared[pair] = both


@kernel
def _grams(view: View, text: int) -> Any:
    """The distinct grams of a text, in order."""
    begin, end = view.starts[text], view.starts[text + 1]
    found = np.empty(max(0, end - begin - 2), np.uint64)
    for at in range(len(found)):
        found[at] = gram_at(view.codes, begin + at)
    return np.unique(found)
