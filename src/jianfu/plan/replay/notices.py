"""The messages a replay follows (推演所用的消息): orders, and notices that were passed on, of the groups in use.

What is neither an order nor a copy of a notice can be missed by nobody and comes twice to nobody: of these messages
only the number and the characters per group are kept.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.plan.instance import Flags, Floats, Ints, Longs
from jianfu.plan.run_folder import AuditedRun, place_in

NEVER = np.iinfo(np.int64).max
MINUTE = 60_000_000
SAME_WORDS = ("whole", "preface", "reissued")
"""Relations in which a copy says all its source said; another one begins words of its own."""
ROUND_KINDS = ("chain_reply", "vote", "form")
COLUMNS = ("message_id", "group_id", "sent_at", "sender_id", "kind", "char_count")

_PICKED = pa.schema(
    [
        ("group", pa.int64()),
        ("label", pa.int64()),
        ("moment", pa.int64()),
        ("sender_id", pa.string()),
        ("length", pa.int64()),
        ("order", pa.bool_()),
        ("message_id", pa.string()),
    ]
)


class Notices(NamedTuple):
    """One entry a message, by notice, then words, then time."""

    message_id: pa.Array
    group: Ints
    """Place among the groups in use."""
    moment: Longs
    """Microseconds from 1970-01-01."""
    sender: Ints
    """Place among the people, -1 for others."""
    length: Longs
    """Characters."""
    notice: Ints
    """The same for all copies of a notice, however much they changed it."""
    words: Ints
    """The same for copies that say all of the same."""
    order: Flags
    """Demands something; an entry in a round that runs already demands nothing new."""
    passed_on: Flags
    """Belongs to a notice that was sent more than once."""
    due: Longs
    """By when it says that something must be done, ``NEVER`` where it does not."""

    def __len__(self) -> int:
        return len(self.group)


@dataclass(frozen=True)
class Said:
    """All that was said in the period."""

    notices: Notices
    characters: Floats
    """Of all messages of each group in use."""
    messages: int
    """In the groups in use."""
    other_messages: int
    """In groups that are no longer in use."""
    first_day: date | None
    last_day: date | None


class _Labels(NamedTuple):
    """Of the messages that matter, by id."""

    message_id: pa.Array
    notice: Longs
    words: Longs
    order: Flags
    passed_on: Flags
    due: Longs


def read_said(run: AuditedRun, groups: list[str], people: tuple[str, ...]) -> Said:
    """Reads the messages up to the day of the audit, part by part."""
    labels = _labels(run)
    rounds = run.measure("chain_reply")["message_id"].combine_chunks()
    end = pc.cast(pa.scalar(run.as_of + timedelta(days=1)), pa.timestamp("us"))
    characters = np.zeros(len(groups))
    messages, others, days = 0, 0, list[int]()
    pieces: list[pa.Table] = []
    for path in run.snapshot.files("message"):
        rows = pq.read_table(path, columns=list(COLUMNS), partitioning=None)
        rows = rows.filter(pc.less(rows["sent_at"], end))
        if rows.num_rows:
            days += [value.as_py().toordinal() for value in pc.min_max(rows["sent_at"]).values()]
        group = place_in(groups, rows["group_id"])
        inside = group >= 0
        messages, others = messages + int(inside.sum()), others + int((~inside).sum())
        length = pc.fill_null(rows["char_count"], 0).to_numpy()
        characters += np.bincount(group[inside], weights=length[inside], minlength=len(groups))
        pieces.append(_picked(rows, group, labels, rounds))
    first, last = (date.fromordinal(pick(days)) if days else None for pick in (min, max))
    return Said(_sorted(pieces, labels, people), characters, messages, others, first, last)


def _labels(run: AuditedRun) -> _Labels:
    """Orders by the measure of demands, copies by the measure of relays."""
    relay = run.measure("relay").select(["message_id", "cluster_id", "parent_id", "relation", "changed"])
    demand = run.measure("demand").select(["message_id", "sent_at", "due_at", "answer_minutes"])
    ids = pc.unique(pa.concat_arrays([relay["message_id"].combine_chunks(), demand["message_id"].combine_chunks()]))
    count, copies = len(ids), relay.num_rows
    notice = np.arange(count)
    words = np.arange(count)
    # a measure names each message once: the copies come first, in their own order
    first = place_in(ids, relay["cluster_id"])
    notice[:copies] = np.where(first >= 0, first, notice[:copies])
    parent = place_in(ids, relay["parent_id"])
    same = np.asarray(pc.is_in(relay["relation"], pa.array(SAME_WORDS)).to_numpy(), np.bool_)
    same &= np.asarray(relay["changed"].is_null().to_numpy(), np.bool_) & (parent >= 0)
    words[:copies] = np.where(same, parent, words[:copies])
    while not np.array_equal(words, words[words]):
        words = words[words]
    at = place_in(ids, demand["message_id"])
    order, due = np.zeros(count, np.bool_), np.full(count, NEVER)
    order[at] = True
    sent = _moments(demand["sent_at"], 0)
    minutes = np.asarray(pc.fill_null(demand["answer_minutes"], -1).to_numpy(), np.int64)
    answer = np.where(minutes >= 0, sent + minutes * MINUTE, NEVER)
    due[at] = np.maximum(sent, np.minimum(_moments(demand["due_at"], NEVER), answer))
    return _Labels(ids, notice, words, order, np.arange(count) < copies, due)


def _moments(column: pa.ChunkedArray, missing: int) -> Longs:
    return np.asarray(pc.fill_null(pc.cast(column, pa.int64()), missing).to_numpy(), np.int64)


def _picked(rows: pa.Table, group: Longs, labels: _Labels, rounds: pa.Array) -> pa.Table:
    """The messages of a part that matter, with the place of their label."""
    label = np.asarray(pc.fill_null(pc.index_in(rows["message_id"], labels.message_id), -1).to_numpy(), np.int64)
    kept = np.flatnonzero((label >= 0) & (group >= 0))
    rows, group, label = rows.take(pa.array(kept)), group[kept], label[kept]
    enters = np.asarray(pc.is_in(rows["kind"], pa.array(ROUND_KINDS)).to_numpy(), np.bool_)
    enters &= ~np.asarray(pc.is_in(rows["message_id"], rounds).to_numpy(), np.bool_)
    order = labels.order[label] & ~enters
    columns = {
        "group": group,
        "label": label,
        "moment": _moments(rows["sent_at"], 0),
        "sender_id": rows["sender_id"],
        "length": pc.fill_null(rows["char_count"], 0),
        "order": order,
        "message_id": rows["message_id"],
    }
    table = pa.table(columns).cast(_PICKED)
    return table.filter(pa.array(order | labels.passed_on[label]))


def _sorted(pieces: list[pa.Table], labels: _Labels, people: tuple[str, ...]) -> Notices:
    """The messages of all parts in one order that no split of the parts can change."""
    rows = pa.concat_tables([_PICKED.empty_table(), *pieces])
    rows = rows.sort_by([("moment", "ascending"), ("message_id", "ascending")])
    label = rows["label"].to_numpy()
    place = np.lexsort((np.arange(len(label)), labels.words[label], labels.notice[label]))
    rows, label = rows.take(pa.array(place)), label[place]
    order = rows["order"].to_numpy()
    return Notices(
        message_id=rows["message_id"].combine_chunks(),
        group=rows["group"].to_numpy().astype(np.int32),
        moment=rows["moment"].to_numpy(),
        sender=place_in(people, rows["sender_id"]).astype(np.int32),
        length=rows["length"].to_numpy(),
        notice=labels.notice[label].astype(np.int32),
        words=labels.words[label].astype(np.int32),
        order=order,
        passed_on=labels.passed_on[label],
        due=np.where(order, labels.due[label], NEVER),
    )
