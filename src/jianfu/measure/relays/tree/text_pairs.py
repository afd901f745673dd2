"""Texts set beside those they may have been made from (文本对照): each pair of texts once, however many messages."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.find.band import Pairs
from jianfu.measure.relays.find.grams import NOT_HELD, Room, grams_shared, new_room
from jianfu.measure.relays.find.judgement import OTHER
from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.find.verify import LONE, VERDICT, Verified, verify
from jianfu.measure.relays.spool import let_go
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.threads import each

PAIRS_A_THREAD = 1 << 15

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class TextPairs(NamedTuple):
    """Different texts, each beside the one it was made from; by the number of the other, then of the text."""

    text: npt.NDArray[np.uint32]
    other: npt.NDArray[np.uint32]
    shared: Ints
    verdict: npt.NDArray[np.uint8]
    lone: npt.NDArray[np.bool_]
    """The verdict stands only where the sender of the text had the other."""


class TextComparer:
    """Compares texts of ``clusters``, no two of them twice.

    ``least``: share of the shorter one's grams that must be shared.
    """

    def __init__(self, clusters: Clusters, least: float) -> None:
        self._clusters = clusters
        self._least = least
        self._longest = int(np.diff(clusters.view.starts).max(initial=0))
        self._keys: Longs = np.zeros(0, np.int64)
        self._known = Verified(np.zeros(0, np.int32), np.zeros(0, np.uint8))

    def compare(self, texts: Ints, others: Ints) -> tuple[TextPairs, Longs]:
        """Each distinct pair of texts compared, and which of them each given pair is.

        Where facts have shown enough, no shared grams are counted.
        """
        count = max(1, len(self._clusters.grams))
        keys, place = np.unique(others.astype(np.int64) * count + texts, return_inverse=True)
        pairs = Pairs((keys % count).astype(np.uint32), (keys // count).astype(np.uint32))
        at = np.asarray(np.searchsorted(self._keys, keys))
        fresh = np.asarray(np.append(self._keys, -1)[at] != keys)
        found = self._verify(Pairs(pairs.text[fresh], pairs.earlier[fresh]))
        self._keys = np.insert(self._keys, at[fresh], keys[fresh])
        shared, verdict = self._known
        self._known = Verified(np.insert(shared, at[fresh], found.shared), np.insert(verdict, at[fresh], found.verdict))
        at += np.cumsum(fresh) - fresh
        shared, verdict = self._known.shared[at], self._known.verdict[at]
        lone = verdict & np.uint8(LONE) != 0
        return TextPairs(pairs.text, pairs.earlier, shared, verdict & np.uint8(VERDICT), lone), place

    def count(self, pairs: TextPairs) -> None:
        """Counts the shared grams of pairs that facts have told apart."""
        told_apart = np.flatnonzero((pairs.verdict == OTHER) & (pairs.shared == 0))

        def work(first: int) -> None:
            at = told_apart[first : first + PAIRS_A_THREAD]
            pairs.shared[at] = count_shared(
                Pairs(pairs.text[at], pairs.other[at]), self._clusters.view, self._clusters.grams
            )
            let_go(self._clusters.view.codes)

        each(work, range(0, len(told_apart), PAIRS_A_THREAD))

    def _verify(self, pairs: Pairs) -> Verified:
        """Compares pairs of texts, those of one text apart: the doubts one pair leaves are no matter of the next."""
        view, given = self._clusters.view, (self._clusters.grams, self._clusters.first_at)
        done = Verified(np.zeros(len(pairs.text), np.int32), np.zeros(len(pairs.text), np.uint8))

        def work(at: Longs) -> None:
            some = Pairs(pairs.text[at], pairs.earlier[at])
            found = Verified(np.zeros(len(at), np.int32), np.zeros(len(at), np.uint8))
            verify(some, view, given, self._least, new_room(self._longest), found)
            done.shared[at], done.verdict[at] = found
            for array in (view.codes, view.facts):
                let_go(array)

        each(work, apart(pairs.text))
        return done


def apart(text: npt.NDArray[np.uint32]) -> Iterator[Longs]:
    """Places of some pairs at a time, no two of one text next to each other."""
    waiting = np.arange(len(text))
    while len(waiting):
        again = np.append(False, text[waiting[1:]] == text[waiting[:-1]])
        now, waiting = waiting[~again], waiting[again]
        yield from (now[first : first + PAIRS_A_THREAD] for first in range(0, len(now), PAIRS_A_THREAD))


def count_shared(pairs: Pairs, view: View, grams: Ints) -> Ints:
    """The shared grams of pairs, whatever their facts say; ``grams``: of each text."""
    shared = np.zeros(len(pairs.text), np.int32)
    longest = max(int((view.starts[texts + 1] - view.starts[texts]).max(initial=0)) for texts in pairs)
    _count_shared(pairs, view, grams, new_room(longest), shared)
    return shared


@lean_kernel
def _count_shared(pairs: Pairs, view: View, grams: Ints, room: Room, shared: Ints) -> None:
    held = NOT_HELD
    for pair in range(len(pairs.text)):
        text, earlier = np.int64(pairs.text[pair]), np.int64(pairs.earlier[pair])
        shared[pair], held = grams_shared(view, (earlier, text), grams, room, held)
