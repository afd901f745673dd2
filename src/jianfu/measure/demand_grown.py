"""Demands that grew on the way down (层层加码): the same notice, asked for sooner, for more, or with one more duty.

A growth is told of the unit whose sender passed the notice on, where it stands lower than a unit the notice came
through: had he it from a neighbour or from his own unit, who had it from above, more than was asked is more all the
same. A later deadline, a smaller number, words left out, a preface and what a unit corrects in its own notice are none.
"""

import json
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.tracing import Relays
from jianfu.measure.relays.tree.cascade import NONE
from jianfu.measure.relays.tree.relation import CHANGED
from jianfu.measure.roster import Roster
from jianfu.tables.column import Table, moment, text
from jianfu.tables.unit import LEVELS

GROWTHS = ("earlier", "more", "added")
TEXT_SHOWN = 200
"""Code units of either text that are set side by side."""
LEAST_GROUPS = 3
"""Texts of notices that went to fewer groups are talk and are not shown."""

TABLE = Table(
    name="demand_grown",
    zh="层层加码",
    en="Demand grown on the way down",
    key=("message_id",),
    columns=(
        text("message_id", "消息编号", "Message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "加码单位编号", "Unit that asked for more"),
        moment("sent_at", "发送时间", "Sent at"),
        text("cluster_id", "通知编号", "Cluster id", note=("首发消息的编号", "message id of the first message")),
        text("source_id", "来源消息编号", "Source message id"),
        text("source_unit_id", "来源单位编号", "Source's unit"),
        text("kind", "加了什么", "What grew", values=("deadline", "number", "duty")),
        text("before", "原来的要求", "Asked before", note=("新增任务为空", "empty for an added duty")),
        text("after", "现在的要求", "Asked now"),
        text(
            "source_text",
            "来源文本",
            "Source's text",
            note=("去标点的文本；到过三个群以下的为空", "without punctuation; empty below three groups"),
        ),
        text("copy_text", "加码后文本", "Text of the copy"),
    ),
)

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


def compute_demand_grown(relays: Relays, roster: Roster) -> pa.Table:
    """``TABLE``: the first growth of each copy that asks for more than what it was made from."""
    copies, ids, found, _ = relays.traced
    units = sending_units(relays, roster, np.arange(len(found.parent)))
    level, above = np.asarray(roster.unit_level)[units], np.full(len(units), len(LEVELS), np.int32)
    find_highest(found.parent, level, above)
    at = np.flatnonzero((found.relation == CHANGED) & (units > 0) & (level > above) & (level < len(LEVELS)))
    unit, source_unit = units[at], units[found.parent[at]]
    growths = [_growth(told) for told in found.changed.take(pa.array(at)).to_pylist()]
    kept = np.array([growth is not None for growth in growths], np.bool_)
    at, unit, source_unit = at[kept], unit[kept], source_unit[kept]
    told = [growth for growth in growths if growth is not None]
    columns = {
        "message_id": ids.take(pa.array(at)),
        "group_id": roster.groups.take(pa.array(copies.group[at], mask=copies.group[at] < 0)),
        "unit_id": roster.units.take(pa.array(unit)),
        "sent_at": pa.array(copies.moment[at], pa.timestamp("us")),
        "cluster_id": relays.first_ids().take(pa.array(at)),
        "source_id": ids.take(pa.array(found.parent[at])),
        "source_unit_id": roster.units.take(pa.array(source_unit, mask=source_unit == 0)),
        **{name: pa.array([growth[name] for growth in told], pa.string()) for name in ("kind", "before", "after")},
        "source_text": _shown(relays, at, found.parent[at]),
        "copy_text": _shown(relays, at, at),
    }
    rows = pa.table([columns[name] for name in TABLE.names], schema=TABLE.schema)
    return rows.sort_by("message_id").combine_chunks()


@lean_kernel
def find_highest(parent: Longs, level: Ints, above: Ints) -> None:
    """The highest level among the units each copy came through; parents stand before their copies."""
    for at in range(len(parent)):
        if parent[at] != NONE:
            above[at] = min(above[parent[at]], level[parent[at]])


def sending_units(relays: Relays, roster: Roster, at: Longs) -> Ints:
    """The unit of each sender, of the group where the sender's is not known; 0: unknown."""
    copies = relays.traced.copies
    sender, group = copies.sender[at], copies.group[at]
    of_sender = roster.person_unit[np.maximum(sender, 0)] if len(roster.people) else np.zeros(len(at), np.int32)
    of_group = roster.group_unit[np.maximum(group, 0)] if len(roster.groups) else np.zeros(len(at), np.int32)
    found = np.where((sender >= 0) & (of_sender > 0), of_sender, np.where(group >= 0, of_group, 0))
    return found.astype(np.int32)


def _growth(told: str | None) -> dict[str, str] | None:
    """The first change that asks for more."""
    changes: Sequence[dict[str, str]] = json.loads(told) if told else ()
    return next((change for change in changes if _grew(change)), None)


def _grew(change: dict[str, str]) -> bool:
    """Sooner, more, or one more duty; a number or place that is only named in addition is none."""
    return change["way"] in GROWTHS and (change["kind"] == "duty" or change["way"] != "added")


def _shown(relays: Relays, copies: Longs, at: Longs) -> pa.Array:
    """The texts of messages ``at``, null where the notice of ``copies`` was no broadcast."""
    cluster = relays.traced.copies.cluster
    wide = int(relays.traced.copies.group.max(initial=0)) + 2
    pairs = np.unique(cluster * wide + relays.traced.copies.group + 1) // wide
    groups = np.bincount(pairs, minlength=int(cluster.max(initial=-1)) + 1)
    texts = relays.texts(at, TEXT_SHOWN)
    few = groups[cluster[copies]] < LEAST_GROUPS
    return pa.array(
        [None if hidden else words for words, hidden in zip(texts.to_pylist(), few, strict=True)], pa.string()
    )
