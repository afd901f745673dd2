"""What passing on made of a text (转发关系): relation, likeness and changes of copies, once for each pair of texts."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.facts.layout import NUMBER
from jianfu.measure.relays.facts.tables import fact_tables
from jianfu.measure.relays.find.judgement import CHANGED, LONGEST_MOVED_DELAY, OTHER, SAME
from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.spool import let_go
from jianfu.measure.relays.text.wrapping import REPLY_REQUEST
from jianfu.measure.relays.threads import in_threads
from jianfu.measure.relays.tree.additions import Additions, add_texts, some_of
from jianfu.measure.relays.tree.cascade import NONE, Copies, Links, first_of
from jianfu.measure.relays.tree.differences import KIND, Changes, Known, find_changes, mark_moved
from jianfu.measure.relays.tree.offers import least_weights
from jianfu.measure.relays.tree.relation import ASKS, ASKS_ANSWER, ORIGIN, relate_all
from jianfu.measure.relays.tree.relation import CHANGED as CHANGED_COPY
from jianfu.measure.relays.tree.relation import REISSUED as REISSUED_COPY
from jianfu.measure.relays.tree.sources import choose_offers, lead_to_sources, weigh_offers
from jianfu.measure.relays.tree.text_pairs import PAIRS_A_THREAD, TextComparer, TextPairs
from jianfu.measure.relays.tree.told import Told, joined, spell, told_changes

SOONER = '"way":"earlier"'
"""In what a copy changed: a moment was moved forward."""
AT_ONCE = 1_800_000_000
"""Microseconds within which no next report or notice of a series follows."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Relations(NamedTuple):
    """One entry a copy."""

    parent: Longs
    relation: npt.NDArray[np.uint8]
    similarity: npt.NDArray[np.float64]
    """Null as NaN for the first of a cluster."""
    changed: pa.Array
    other_facts: npt.NDArray[np.bool_]
    """The copy tells another number, deadline or place."""


def settle(copies: Copies, links: Links, clusters: Clusters, comparer: TextComparer) -> Longs:
    """The source of each copy: of what its sender had, and what its text goes back to, what leaves least to him.

    Of its offers the one is compared that is the lightest by what each weighs at least, until that one is compared.
    """
    weights = least_weights(copies, links, clusters.grams, clusters.view)
    chosen = np.full(len(copies.row), NONE, np.int32)
    asking = np.flatnonzero(links.same == NONE)
    while len(asking):
        choose_offers(asking, links, weights, chosen)
        asking = asking[(chosen[asking] != NONE) & ~weights.known[asking, chosen[asking]]]
        place = chosen[asking]
        pairs, number = comparer.compare(copies.text[asking], copies.text[links.offers[asking, place]])
        found = pairs.shared[number], pairs.verdict[number]
        weigh_offers(copies, links, clusters.grams, (asking, place), found, weights)
    parent = np.full(len(chosen), NONE, np.int64)
    lead_to_sources(links, chosen, parent)
    _leave_unheard(copies, links, comparer, parent)
    return parent


def _leave_unheard(copies: Copies, links: Links, comparer: TextComparer, parent: Longs) -> None:
    """Parts messages from those of the same words with another name that their senders never had, or sent themselves:
    notices of one template."""
    made = np.flatnonzero(parent != NONE)
    made = made[copies.text[made] != copies.text[parent[made]]]
    pairs, number = comparer.compare(copies.text[made], copies.text[parent[made]])
    at = made[pairs.lone[number]]
    above = parent[at]
    passed_on = (links.offers[at, :-1] == above[:, np.newaxis]).any(axis=1)
    passed_on &= (copies.sender[at] != copies.sender[above]) & (copies.group[at] != copies.group[above])
    parent[at[~passed_on]] = links.same[at[~passed_on]]


def relate(
    copies: Copies, parent: Longs, clusters: Clusters, comparer: TextComparer, names: Iterable[str]
) -> Relations:
    """Relation, similarity and changes of each copy to its parent."""
    made = np.flatnonzero(parent != NONE)
    above = parent[made]
    texts, others = copies.text[made], copies.text[above]
    same = texts == others
    pairs, place = comparer.compare(texts[~same], others[~same])
    comparer.count(pairs)
    shared, verdict = clusters.grams[texts], np.full(len(made), SAME, np.uint8)
    shared[~same], verdict[~same] = pairs.shared[place], pairs.verdict[place]
    other = np.zeros(len(parent), np.bool_)
    other[made] = (verdict == CHANGED) | (verdict == OTHER)
    first = first_of(copies.cluster)[made]
    grams = clusters.grams[texts], clusters.grams[others], clusters.grams[copies.text[first]]
    marks = copies.marks[made], copies.marks[above], copies.marks[first]
    added = add_texts((pairs.text, pairs.other, clusters.forest.root[pairs.text]), clusters.view)
    differing, verdicts = _tell(pairs, clusters, added, names)
    verdict[~same] = verdicts[place]
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
    where[(relation != CHANGED_COPY) & (relation != REISSUED_COPY)] = NONE
    told = told_changes(differing, where, asked & (relation == CHANGED_COPY))
    return Relations(parent, relation, similarity, told, other)


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


def _tell(
    pairs: TextPairs, clusters: Clusters, added: Additions, names: Iterable[str]
) -> tuple[Told, npt.NDArray[np.uint8]]:
    """What differs between the texts of each pair, and what was added; and their verdicts in the light of it.

    Texts whose facts differ only around the part both have are one notice unchanged; texts that slips make alike are a
    changed one where a moment was moved or a number is another. A number alone must follow soon: weeks later it is that
    of the template's next notice.
    """
    tables, view, verdict = fact_tables(names), clusters.view, pairs.verdict.copy()

    def work(first: int) -> Told:
        part = slice(first, first + PAIRS_A_THREAD)
        alike = pairs.verdict[part] == SAME
        moved = ~alike
        mark_moved(view, pairs.other[part], pairs.text[part], moved)
        at = first + np.flatnonzero(moved)
        texts = np.stack([pairs.other[at], pairs.text[at], clusters.forest.root[pairs.text[at]]]).astype(np.int64)
        known = Known(alike[at - first], pairs.lone[at], added.begin[at], added.end[at])
        sent = clusters.first_at[texts]
        rows, counted = find_changes(view, texts, sent, known, tables)
        soon = _follows_soon(Changes(rows, counted), sent[1] - sent[0])
        verdict[at[known.alike & (counted > 0) & soon]] = CHANGED
        verdict[at[(verdict[at] == CHANGED) & (counted == 0) & ~known.renamed]] = SAME
        counts = np.zeros(len(moved), np.int64)
        counts[at - first] = counted
        found = spell(view.codes, Changes(rows, counts), some_of(added, part))
        for column in (view.codes, view.facts):
            let_go(column)
        return found

    return joined(list(in_threads(work, range(0, len(verdict), PAIRS_A_THREAD)))), verdict


def _follows_soon(changes: Changes, delay: Longs) -> npt.NDArray[np.bool_]:
    """Which copies that tell another number follow as soon as any change does; ``delay``: microseconds."""
    late = delay // 60_000_000 > LONGEST_MOVED_DELAY
    number = changes.rows[:, KIND] == NUMBER
    late[np.repeat(np.arange(len(delay)), changes.counts)[~number]] = False
    return ~late
