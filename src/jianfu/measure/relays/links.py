"""What passing on made of a text (转发关系): relation, likeness and changes of copies, once for each pair of texts."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.compiled import kernel, lean_kernel
from jianfu.measure.relays.additions import add_texts
from jianfu.measure.relays.cascade import NONE, Copies, Links, first_of
from jianfu.measure.relays.differences import describe_all
from jianfu.measure.relays.fact_tables import fact_tables
from jianfu.measure.relays.judgement import CHANGED, OTHER, REISSUED, SAME
from jianfu.measure.relays.keeping import Clusters
from jianfu.measure.relays.relation import ASKS, ASKS_ANSWER, ORIGIN, relate_all
from jianfu.measure.relays.relation import CHANGED as CHANGED_COPY
from jianfu.measure.relays.relation import REISSUED as REISSUED_COPY
from jianfu.measure.relays.sketch import gram_at
from jianfu.measure.relays.spool import let_go
from jianfu.measure.relays.told import told_changes, with_reply
from jianfu.measure.relays.trace import THREADS, ahead
from jianfu.measure.relays.verify import VERDICT, Pairs, Verified, new_room, verify
from jianfu.measure.relays.view import View
from jianfu.measure.relays.wrapping import REPLY_REQUEST

PAIRS_A_THREAD = 1 << 15
SOONER = '"way":"earlier"'
"""In what a copy changed: a moment was moved forward."""
AT_ONCE = 1_800_000_000
"""Microseconds within which no next report or notice of a series follows."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class TextPairs(NamedTuple):
    """Different texts, each beside the one it was made from; in order of the sending of the other, then of the text."""

    text: Longs
    other: Longs
    shared: Ints
    verdict: npt.NDArray[np.uint8]


class Relations(NamedTuple):
    """One entry a copy."""

    parent: Longs
    relation: npt.NDArray[np.uint8]
    similarity: npt.NDArray[np.float64]
    """Null as NaN for the first of a cluster."""
    changed: pa.Array
    other_facts: npt.NDArray[np.bool_]
    """The copy tells another number, deadline or place."""


def settle(copies: Copies, links: Links, clusters: Clusters, least: float) -> Longs:
    """The parent of each copy: what its sender last received, where the texts are near, else the text's own line.

    Of two versions in one group the later one is no source of what tells the same as the earlier.
    """
    heard = np.flatnonzero(links.heard != NONE)
    texts, others = copies.text[heard], copies.text[links.heard[heard]]
    pairs, place = compare_texts(texts, others, clusters, least)
    here = copies.group[heard] == copies.group[links.heard[heard]]
    near = (pairs.verdict[place] != OTHER) & ~(here & (pairs.verdict[place] == CHANGED))
    parent = links.parent.copy()
    parent[heard[near]] = links.heard[heard[near]]
    return parent


def relate(copies: Copies, parent: Longs, clusters: Clusters, least: float, names: Iterable[str]) -> Relations:
    """Relation, similarity and changes of each copy to its parent."""
    made = np.flatnonzero(parent != NONE)
    above = parent[made]
    texts, others = copies.text[made], copies.text[above]
    same = texts == others
    pairs, place = compare_texts(texts[~same], others[~same], clusters, least)
    shared, verdict = clusters.grams[texts], np.full(len(made), SAME, np.uint8)
    shared[~same], verdict[~same] = pairs.shared[place], pairs.verdict[place]
    verdict[verdict == OTHER] = CHANGED
    first = first_of(copies.cluster)[made]
    grams = clusters.grams[texts], clusters.grams[others], clusters.grams[copies.text[first]]
    marks = copies.marks[made], copies.marks[above], copies.marks[first]
    added = add_texts((pairs.text, pairs.other, clusters.forest.root[pairs.text].astype(np.int64)), clusters.view)
    own = np.zeros(len(made), np.int32)
    own[~same] = (added.longest + np.where(added.begin < 0, 0, np.where(added.answer, ASKS_ANSWER, ASKS)))[place]
    relation = np.full(len(parent), ORIGIN, np.uint8)
    relation[made] = relate_all(verdict, shared, grams, marks, own)
    similarity = np.full(len(parent), np.nan)
    similarity[made] = np.where(same, 1.0, shared / np.maximum(1, grams[0] + grams[1] - shared))
    where = np.full(len(parent), NONE, np.int64)
    where[made[~same]] = place
    asked = np.zeros(len(parent), np.bool_)
    asked[made] = marks[0] & ~(marks[1] | marks[2]) & REPLY_REQUEST != 0
    asked[made[~same]] &= added.begin[place] < 0
    told = told_changes(_describe(pairs, clusters, names), added, clusters.view, where)
    told = pc.if_else(pa.array(np.isin(relation, (CHANGED_COPY, REISSUED_COPY))), told, None)
    other = np.zeros(len(parent), np.bool_)
    other[made] = verdict == CHANGED
    return Relations(parent, relation, similarity, with_reply(told, relation, asked), other)


def apart(copies: Copies, found: Relations) -> tuple[Longs, Longs]:
    """Which copies stay, in their new order, and the cluster of each: what is reported again is no copy.

    The same words with other numbers or days in the group that had the source are the next report or notice: what is
    passed on goes to another group. But a series moves on, and not within half an hour: who asks for it sooner, or
    changes it at once, asks for the same once more.
    """
    parent, group = found.parent, copies.group
    again = (parent != NONE) & found.other_facts & (group == group[parent]) & (group >= 0)
    again &= found.relation == CHANGED_COPY
    again &= copies.moment - copies.moment[parent] > AT_ONCE
    again &= ~np.asarray(pc.fill_null(pc.match_substring(found.changed, SOONER), False).to_numpy(zero_copy_only=False))
    parent[again], found.relation[again], found.similarity[again] = NONE, ORIGIN, np.nan
    root = np.arange(len(parent))
    find_roots(parent, root)
    kept = np.flatnonzero(np.bincount(root, minlength=len(root))[root] > 1)
    order = kept[np.argsort(root[kept], kind="stable")]
    return order, np.unique(root[order], return_inverse=True)[1].astype(np.int64)


@lean_kernel
def find_roots(parent: Longs, root: Longs) -> None:
    """The first message of the tree each copy belongs to; parents stand before their copies."""
    for at in range(len(parent)):
        if parent[at] != NONE:
            root[at] = root[parent[at]]


def compare_texts(texts: Ints, others: Ints, clusters: Clusters, least: float) -> tuple[TextPairs, Longs]:
    """Each distinct pair of texts compared, and which of them each given pair is.

    Pairs stand in the order in which the others were sent, which does not depend on how texts are numbered and keeps
    together what lies together, and those of one text apart: the doubts one pair leaves are no matter of the next.
    """
    count = len(clusters.grams)
    by_time = np.lexsort((clusters.hashes, clusters.first_at))
    standing = np.empty(count, np.int64)
    standing[by_time] = np.arange(count)
    keys, place = np.unique(standing[others] * count + standing[texts], return_inverse=True)
    pairs = Pairs(*(by_time[part].astype(np.uint32) for part in (keys % max(1, count), keys // max(1, count))))
    done = Verified(np.zeros(len(keys), np.int32), np.zeros(len(keys), np.uint8))
    view, given = clusters.view, (clusters.grams, clusters.first_at)
    longest = int(clusters.grams.max(initial=0))

    def work(at: Longs) -> None:
        some = Pairs(pairs.text[at], pairs.earlier[at])
        found = Verified(np.zeros(len(at), np.int32), np.zeros(len(at), np.uint8))
        verify(some, view, given, least, new_room(longest), found)
        count_ruled_out(some, view, found)
        done.shared[at], done.verdict[at] = found
        let_go(view.codes)

    with ThreadPoolExecutor(THREADS) as pool:
        for _ in ahead(pool, work, _apart(pairs.text)):
            pass
    verdict = done.verdict & np.uint8(VERDICT)
    return TextPairs(pairs.text.astype(np.int64), pairs.earlier.astype(np.int64), done.shared, verdict), place


def _apart(text: npt.NDArray[np.uint32]) -> Iterator[Longs]:
    """Places of some pairs at a time, no two of one text next to each other."""
    waiting = np.arange(len(text))
    while len(waiting):
        again = np.append(False, text[waiting[1:]] == text[waiting[:-1]])
        now, waiting = waiting[~again], waiting[again]
        yield from (now[first : first + PAIRS_A_THREAD] for first in range(0, len(now), PAIRS_A_THREAD))


@kernel
def count_ruled_out(pairs: Pairs, view: View, found: Verified) -> None:
    """Counts the shared grams of pairs that facts ruled out before anything was counted."""
    for pair in range(len(pairs.text)):
        if found.verdict[pair] == OTHER and found.shared[pair] == 0:
            mine = _grams(view, int(pairs.text[pair]))
            theirs = _grams(view, int(pairs.earlier[pair]))
            at, other, shared = 0, 0, 0
            while at < len(mine) and other < len(theirs):
                one, two = mine[at], theirs[other]
                shared += one == two
                at += one <= two
                other += two <= one
            found.shared[pair] = shared


@kernel
def _grams(view: View, text: int) -> Any:
    """The distinct grams of a text, in order."""
    begin, end = view.starts[text], view.starts[text + 1]
    found = np.empty(max(0, end - begin - 2), np.uint64)
    for at in range(len(found)):
        found[at] = gram_at(view.codes, begin + at)
    return np.unique(found)


def _describe(pairs: TextPairs, clusters: Clusters, names: Iterable[str]) -> pa.Array:
    """What differs, as JSON, for each pair; null where nothing does."""
    at = np.flatnonzero(np.isin(pairs.verdict, (OTHER, CHANGED, REISSUED)))
    told: list[str | None] = [None] * len(pairs.text)
    sent = clusters.first_at[pairs.other[at]], clusters.first_at[pairs.text[at]]
    view = clusters.view
    found = describe_all((view.codes, view.starts), pairs.other[at], pairs.text[at], *sent, fact_tables(names))
    for place, words in zip(at.tolist(), found, strict=True):
        told[place] = words
    return pa.array(told, pa.string())
