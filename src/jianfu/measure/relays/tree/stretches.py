"""Clusters worked on a stretch at a time (分段): what is known of a pair of texts matters to its own cluster alone."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.spool import let_go
from jianfu.measure.relays.tree.cascade import NONE, Copies, Memberships, link_all, only
from jianfu.measure.relays.tree.links import Relations, apart, relate, settle
from jianfu.measure.relays.tree.text_pairs import TextComparer

COPIES_AT_ONCE = 1 << 20

Longs = npt.NDArray[np.int64]


def stretches(cluster: Longs) -> Iterator[slice]:
    """Copies by stretches of whole clusters; one cluster may be longer than a stretch is meant to be."""
    first = 0
    while first < len(cluster):
        last = min(first + COPIES_AT_ONCE, len(cluster))
        last = int(np.searchsorted(cluster, cluster[last - 1], side="right"))
        yield slice(first, last)
        first = last


def find_relations(
    copies: Copies, clusters: Clusters, joined: Memberships, least: float, names: Iterable[str]
) -> tuple[Copies, Longs, Relations]:
    """What passing on made of each copy, without what only looks like a copy.

    ``least``: share of the shorter text's grams that must be shared. Returns the copies left in the order of their
    clusters, where each of them stood, and their relations; the columns of ``copies`` are overwritten.
    """
    count = left = numbered = 0
    place, cluster, parent = (np.empty(len(copies.row), np.int64) for _ in range(3))
    relation, similarity = np.empty(len(copies.row), np.uint8), np.empty(len(copies.row), np.float64)
    other_facts, changed = np.empty(len(copies.row), np.bool_), [pa.array([], pa.string())]
    for part in stretches(copies.cluster):
        some = Copies(*(column[part] for column in copies))  # type: ignore[arg-type]
        some = some._replace(cluster=some.cluster - some.cluster[0])
        links = link_all(some, clusters.forest.parent, joined)
        comparer = TextComparer(clusters, least)
        sources = settle(some, links, clusters, comparer)
        found = relate(some, sources, clusters, comparer, names)
        for column in (clusters.view.codes, clusters.view.facts):
            let_go(column)
        order, number = apart(some, found)
        count, here = left + len(order), slice(left, left + len(order))
        at = np.full(len(some.row) + 1, NONE)
        at[order] = np.arange(left, count)
        place[here], cluster[here], parent[here] = part.start + order, numbered + number, at[found.parent[order]]
        relation[here], similarity[here] = found.relation[order], found.similarity[order]
        other_facts[here] = found.other_facts[order]
        changed.append(changes_of(found.changed, order, parent[here]))
        numbered += int(number[-1]) + 1 if len(number) else 0
        left = count
    relations = Relations(
        parent[:left], relation[:left], similarity[:left], pa.concat_arrays(changed), other_facts[:left]
    )
    return only(copies, place[:left])._replace(cluster=cluster[:left]), place[:left], relations


def changes_of(changed: pa.Array, order: Longs, parent: Longs) -> pa.Array:
    """What copies changed, in a new order; nothing where a copy has no source any more."""
    return changed.take(pa.array(order, mask=parent == NONE))
