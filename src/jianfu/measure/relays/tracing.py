"""Traces the relays of messages (转发溯源): clusters of texts, then trees of messages, then what each copy changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.clock import timed
from jianfu.dataset.snapshot import Snapshot
from jianfu.measure.relays.facts.figures import find_reports
from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.find.trace import Tracer
from jianfu.measure.relays.id_order import by_id
from jianfu.measure.relays.messages import DatasetMessages, Ints, Longs, Messages, Recalls, taken
from jianfu.measure.relays.spool import let_go
from jianfu.measure.relays.text.stock import passed_on, written
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.text.wrapping import FORWARD_MARK
from jianfu.measure.relays.threads import in_threads
from jianfu.measure.relays.tree import relay
from jianfu.measure.relays.tree.cascade import NEVER, NONE, Copies, find_levels, first_of, only, split
from jianfu.measure.relays.tree.links import Relations
from jianfu.measure.relays.tree.membership import memberships
from jianfu.measure.relays.tree.relation import NAMES
from jianfu.measure.relays.tree.relay_cluster import describe_clusters
from jianfu.measure.relays.tree.stretches import find_relations
from jianfu.measure.roster import Roster
from jianfu.measure.table_file import ROWS_A_GROUP

COPY_CHARACTERS = 10
"""Code units; shorter texts are said by everybody, a setting (in a dataset ``copy_characters`` of the burden)."""
CLOCK_SKEW = 5_000_000
"""Microseconds a message that says it was passed on may be ahead of the one it passes on: clocks of two phones."""


NOTICES = 10
"""Most copied notices that are named."""
QUOTED = 80
"""Code units of them that are shown."""


class Notice(NamedTuple):
    """A notice that was passed on."""

    cluster_id: str
    text: str
    """Folded, as it is compared; its beginning."""
    copies: int


class Traced(NamedTuple):
    """What was found, one entry a copy, by cluster, then time."""

    copies: Copies
    ids: pa.Array
    relations: Relations
    level: Ints


@dataclass
class Relays:
    """The copies of all messages; ``counts``: messages, distinct texts, clusters, copies."""

    traced: Traced
    counts: dict[str, int]
    stages: dict[str, float] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    """The most copied first."""
    view: View | None = None
    """The texts of ``traced``, by ``Copies.text``."""
    grams: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    """Of each text."""

    def texts(self, at: Longs, most: int) -> pa.Array:
        """The folded texts of copies, ``most`` code units of each."""
        if self.view is None or not len(at):
            return pa.nulls(len(at), pa.string())
        return written(self.view, self.traced.copies.text[at].astype(np.int64), most)

    def lengths(self) -> Longs:
        """Code units of the text of each copy."""
        text = self.traced.copies.text
        if self.view is None:
            return np.zeros(len(text), np.int64)
        return np.asarray(self.view.starts[text + 1] - self.view.starts[text])

    def reports(self, at: Longs) -> npt.NDArray[np.bool_]:
        """Which of these copies report figures and ask for nothing."""
        found = np.zeros(len(at), np.bool_)
        if self.view is not None:
            find_reports(self.view, self.traced.copies.text[at].astype(np.int64), found)
        return found

    def first_ids(self) -> pa.Array:
        """The id of the first message of each copy's notice."""
        return self.traced.ids.take(pa.array(first_of(self.traced.copies.cluster)))

    def clusters(self) -> pa.Table:
        """Columns ``relay_cluster.TRACED``, in the order of the clusters' numbers."""
        copies, ids, found, level = self.traced
        return describe_clusters(copies, ids, found.parent, found.relation, level)

    def table(self) -> pa.Table:
        """Columns of ``relay.TABLE``, in order of the message id."""
        return pa.concat_tables(self.tables(ROWS_A_GROUP)).combine_chunks()

    def tables(self, rows: int) -> Iterator[pa.Table]:
        """The same, so many rows at a time; one table at least."""
        copies, ids, found, _ = self.traced
        first = first_of(copies.cluster)
        order = by_id(ids, first)
        names = pa.array(NAMES)

        def part(begin: int) -> pa.Table:
            at = order[begin : begin + rows]
            parent, similarity = found.parent[at], found.similarity[at]
            columns = [ids.take(pa.array(some)) for some in (at, first[at])]
            columns.append(ids.take(pa.array(parent, mask=parent == NONE)))
            columns.append(names.take(pa.array(found.relation[at])))
            columns.append(pa.array(similarity, mask=np.isnan(similarity)))
            return pa.table([*columns, found.changed.take(pa.array(at))], schema=relay.TABLE.schema)

        return in_threads(part, range(0, max(1, len(order)), rows))


def trace_dataset(snapshot: Snapshot, roster: Roster, until: int, tracer: Tracer, shortest: int) -> Relays:
    """The messages of a dataset before ``until`` (microseconds), with its members of groups and its units' names."""
    tracer.names = unit_names(snapshot)
    messages = DatasetMessages(snapshot.files("message"), roster, until, tracer.folder)
    return trace_messages(messages, tracer, roster, shortest)


def unit_names(snapshot: Snapshot) -> list[str]:
    """The names of a dataset's units, in order."""
    return sorted(set(snapshot.read("unit", ["name"])["name"].drop_null().to_pylist()))


def trace_messages(
    messages: Messages, tracer: Tracer, roster: Roster | None = None, shortest: int = COPY_CHARACTERS
) -> Relays:
    """Every message that belongs to a cluster of two and more.

    Without ``roster`` who posts in a group counts as its member; texts of fewer than ``shortest`` code units are said
    by everybody.
    """
    clusters = tracer.clusters(messages.loaders())
    stages = tracer.stages
    with timed(stages, "gather"):
        rows = repeated(clusters, shortest)
        ids = messages.ids(rows)
        copies, ids = in_order(rows, ids, messages, clusters)
        copies, ids = _split(copies, ids, clusters)
    with timed(stages, "cascade"):
        joined = memberships(messages, copies, roster)
    with timed(stages, "relate"):
        copies, kept, found = find_relations(copies, clusters, joined, tracer.least, tracer.names)
        ids = ids.take(pa.array(kept))
        level = np.zeros(len(copies.row), np.int32)
        find_levels(copies, found.parent, level)
    count = int(copies.cluster[-1]) + 1 if len(copies.cluster) else 0
    counts = {
        "messages": len(clusters.text),
        "distinct": clusters.distinct,
        "clusters": count,
        "copies": len(copies.row) - count,
    }
    notices = most_copied(copies, ids, clusters)
    return Relays(Traced(copies, ids, found, level), counts, stages, notices, clusters.view, clusters.grams)


def repeated(clusters: Clusters, shortest: int) -> Longs:
    """Messages of clusters of two and more whose text may be passed on, in their order."""
    rows = np.flatnonzero(clusters.text >= 0)
    roots = clusters.forest.root[clusters.text[rows]]
    rows = rows[np.bincount(roots, minlength=1)[roots] > 1]
    said = np.zeros(len(clusters.grams), np.bool_)
    said[clusters.text[rows]] = True
    texts = np.flatnonzero(said)
    said[texts] = passed_on(clusters.view, texts, shortest)
    return rows[said[clusters.text[rows]]]


def in_order(rows: Longs, ids: pa.Array, messages: Messages, clusters: Clusters) -> tuple[Copies, pa.Array]:
    """Copies by cluster and time, then message id; a message that came twice counts once."""
    postings, text = messages.postings, clusters.text[rows]
    root, moment = clusters.forest.root[text], taken(postings.moment, rows)
    marks = taken(clusters.marks, rows)
    order, fresh = _in_time(root, moment, marks & FORWARD_MARK != 0 if messages.timed else None)
    order = order[_untied(fresh, ids, order)]
    order = order[_once(fresh, ids, order)]
    ids = ids.take(pa.array(order))
    copies = Copies(
        row=rows[order],
        text=text[order],
        cluster=root[order].astype(np.int64),
        moment=moment[order],
        gone=_gone(ids, messages.recalls()),
        sender=taken(postings.sender, rows)[order],
        group=taken(postings.group, rows)[order],
        marks=marks[order],
    )
    return copies, ids


def _in_time(
    root: Ints, moment: Longs, late: npt.NDArray[np.bool_] | None
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_]]:
    """Messages by cluster and time, and which of them are not of the cluster and the time of the one before."""
    if late is not None:
        moment = moment + late * CLOCK_SKEW
    order = np.lexsort((moment, root)).astype(np.uint32)
    fresh = np.ones(len(order), np.bool_)
    for column in (root[order], moment[order]):
        fresh[1:] &= column[1:] == column[:-1]
    fresh[1:] ^= True
    return order, fresh


def _untied(fresh: npt.NDArray[np.bool_], ids: pa.Array, order: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Places in order, those of equal time by message id."""
    places = np.arange(len(order), dtype=np.uint32)
    run = np.cumsum(fresh, dtype=np.int32)
    tied = np.flatnonzero(~fresh | np.append(~fresh[1:], False)[: len(fresh)])
    if len(tied):
        among = pa.table({"run": run[tied], "id": ids.take(pa.array(order[tied]))})
        places[tied] = tied[pc.sort_indices(among, [("run", "ascending"), ("id", "ascending")]).to_numpy()]
    return places


def _once(fresh: npt.NDArray[np.bool_], ids: pa.Array, order: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Whether a message is not the one before it again."""
    once = np.ones(len(order), np.bool_)
    at = np.flatnonzero(~fresh)
    again = pc.equal(ids.take(pa.array(order[at])), ids.take(pa.array(order[at - 1])))
    once[at] = ~np.asarray(again.to_numpy(zero_copy_only=False), np.bool_)
    return once


def _gone(ids: pa.Array, recalls: Recalls) -> Longs:
    """When each message was taken back, ``NEVER`` for most."""
    if not len(recalls.message_id):
        return np.full(len(ids), NEVER)
    place = pc.index_in(ids, recalls.message_id)
    found = np.asarray(pc.fill_null(place, len(recalls.moment)).to_numpy())
    return np.asarray(np.append(recalls.moment, NEVER)[found])


def _split(copies: Copies, ids: pa.Array, clusters: Clusters) -> tuple[Copies, pa.Array]:
    """Notices that come again about another day are clusters of their own; clusters of one message are none."""
    number = np.empty(len(copies.row), np.int64)
    room = np.full(len(clusters.grams), NONE, np.int64), np.zeros(len(clusters.grams), np.int64)
    split(copies, clusters.view, number, room)
    del room
    let_go(clusters.view.facts)
    chosen = np.bincount(number, minlength=1)[number] > 1
    kept = np.flatnonzero(chosen)
    again = np.cumsum(np.diff(number[kept], prepend=-1) > 0) - 1
    return only(copies, kept)._replace(cluster=again), ids.filter(pa.array(chosen))


def most_copied(copies: Copies, ids: pa.Array, clusters: Clusters) -> list[Notice]:
    """The clusters with most messages, of equals the one with the lower id."""
    sizes = np.bincount(copies.cluster)
    enough = np.sort(sizes)[-NOTICES:].min(initial=len(copies.row))
    starts = np.unique(copies.cluster, return_index=True)[1]
    chosen = starts[np.flatnonzero(sizes >= enough)]
    texts = written(clusters.view, copies.text[chosen].astype(np.int64), QUOTED)
    found = zip(ids.take(pa.array(chosen)).to_pylist(), texts.to_pylist(), sizes[copies.cluster[chosen]], strict=True)
    notices = [Notice(name, words, int(size) - 1) for name, words, size in found]
    return sorted(notices, key=lambda notice: (-notice.copies, notice.cluster_id))[:NOTICES]
