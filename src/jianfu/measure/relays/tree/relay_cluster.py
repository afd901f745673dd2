"""Notices that were passed on (被转发的通知): how far each one went, what was made of it, what it cost."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.burden.constants import CASES, Constants
from jianfu.measure.relays.tree.cascade import NEVER, NONE, Copies
from jianfu.measure.relays.tree.relation import NAMES
from jianfu.measure.roster import Roster
from jianfu.tables.column import Column, Table, integer, moment, number, text
from jianfu.tables.unit import LEVELS

MINUTE = 60_000_000
Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]


def _counted(name: str, zh: str, en: str) -> Column:
    return integer(f"{name}_count", zh, en, unit="message")


TABLE = Table(
    name="relay_cluster",
    zh="被转发的通知",
    en="Notices passed on",
    key=("cluster_id",),
    columns=(
        text("cluster_id", "通知编号", "Cluster id", note=("首发消息的编号", "message id of the first message")),
        text("group_id", "首发群组编号", "First group id"),
        text("unit_id", "首发单位编号", "First sender's unit id"),
        text("level", "首发单位层级", "First sender's level", values=LEVELS),
        moment("first_at", "首发时间", "First sent at"),
        moment("last_at", "末次时间", "Last sent at"),
        integer("message_count", "条数", "Messages", unit="message", note=("含首发", "the first one included")),
        integer("group_count", "涉及群数", "Groups"),
        integer(
            "depth", "转手次数", "Depth", note=("最长的一条转发链经过几手", "hands the longest chain went through")
        ),
        integer("breadth", "最宽一级", "Breadth", unit="message", note=("同一手最多几条", "most messages of one hand")),
        text(
            "level_delays",
            "各级间隔",
            "Delay by level",
            note=("JSON：第 1、2……手距上一手的分钟中位数", "JSON: median minutes from the hand before, hand by hand"),
        ),
        integer("char_count", "字数", "Characters", unit="character", note=("首发文本", "of the first message")),
        integer("reader_count", "读者人数", "Readers", unit="person"),
        integer("rereading_count", "重读人次", "Readings beyond each person's first", unit="reading"),
        number("minutes_low", "重读分钟（低）", "Minutes of re-reading, low case", unit="minute"),
        number("minutes_middle", "重读分钟（中）", "Minutes of re-reading, middle case", unit="minute"),
        number("minutes_high", "重读分钟（高）", "Minutes of re-reading, high case", unit="minute"),
        _counted("whole", "原文转发数", "Forwarded whole"),
        _counted("preface", "加话转发数", "With words of one's own"),
        _counted("shortened", "删节转发数", "Shortened"),
        _counted("quoted", "引用数", "Quoted"),
        _counted("reissued", "重发更正数", "Re-issued"),
        _counted("changed", "改动转发数", "Changed"),
        _counted("recalled", "撤回数", "Taken back"),
    ),
)
TRACED = (
    "cluster_id", "first_at", "last_at", "message_count", "group_count", "depth", "breadth", "level_delays",
    *(f"{name}_count" for name in (*NAMES[1:], "recalled")),
)  # fmt: skip
"""The columns that follow from the messages alone."""


def describe_clusters(
    copies: Copies, ids: pa.Array, parent: Longs, relation: npt.NDArray[np.uint8], level: Ints
) -> pa.Table:
    """Columns ``TRACED``, one row a cluster, in the order of the clusters."""
    cluster = copies.cluster
    starts = np.flatnonzero(np.append(True, cluster[1:] != cluster[:-1])[: len(cluster)])
    count = len(starts)
    ends = np.append(starts[1:], len(cluster)) - 1
    kinds = np.bincount(cluster * len(NAMES) + relation, minlength=count * len(NAMES)).reshape(count, len(NAMES))
    wide = int(copies.group.max(initial=0)) + 2
    groups = np.sort(cluster * wide + copies.group + 1)
    groups = groups[np.append(True, groups[1:] != groups[:-1])[: len(groups)]]
    groups = np.bincount((groups // wide)[groups % wide > 0], minlength=count)
    hands = int(level.max(initial=0)) + 1
    at_hand = np.bincount(cluster * hands + level, minlength=count * hands).reshape(count, hands)
    gone = np.bincount(cluster, weights=copies.gone < NEVER, minlength=count).astype(np.int64)
    first, last = (_extreme(pick, copies.moment, starts) for pick in (np.minimum, np.maximum))
    columns = [
        ids.take(pa.array(starts)),
        pa.array(first, pa.timestamp("us")),
        pa.array(last, pa.timestamp("us")),
        ends - starts + 1,
        groups,
        (at_hand > 0).cumsum(axis=1).argmax(axis=1) if count else starts,
        at_hand.max(axis=1, initial=0),
        _delays(copies, parent, level, count),
        *kinds.T[1:],
        gone,
    ]
    return pa.table(columns, names=list(TRACED))


def cluster_table(
    traced: pa.Table, copies: Copies, roster: Roster, statistics: Sequence[pa.Table], constants: Constants
) -> pa.Table:
    """``TABLE``: columns ``TRACED``, who sent each notice first, and what the walks over its copies have counted."""
    first = np.flatnonzero(np.append(True, copies.cluster[1:] != copies.cluster[:-1])[: len(copies.cluster)])
    sender, group = copies.sender[first], copies.group[first]
    of_sender = roster.person_unit[np.maximum(sender, 0)] if len(roster.people) else sender
    unit = np.where((sender >= 0) & (of_sender > 0), of_sender, roster.group_unit[group])
    level = np.asarray(roster.unit_level)[unit]
    counts = np.zeros((traced.num_rows, 4), np.int64)
    for found in statistics:
        counts[found["cluster"].to_numpy()] = np.stack([column.to_numpy() for column in found.columns[1:]], axis=1)
    columns = {name: traced[name] for name in traced.column_names}
    columns["group_id"] = roster.groups.take(pa.array(group))
    columns["unit_id"] = pc.replace_with_mask(
        roster.units.take(pa.array(unit)), pa.array(unit == 0), pa.scalar(None, pa.string())
    )
    columns["level"] = pa.array(LEVELS).take(pa.array(level, mask=level >= len(LEVELS)))
    columns["char_count"], columns["reader_count"], columns["rereading_count"] = counts.T[:3]
    for case, speed in zip(CASES, constants.rate("reading_speed"), strict=True):
        columns[f"minutes_{case}"] = counts[:, 3] / speed
    rows = [columns[name] for name in TABLE.names]
    return pa.table(rows, schema=TABLE.schema).sort_by("cluster_id").combine_chunks()


def _extreme(pick: np.ufunc, moments: Longs, starts: Longs) -> Longs:
    return np.asarray(pick.reduceat(moments, starts) if len(starts) else starts, np.int64)


def _delays(copies: Copies, parent: Longs, level: Ints, count: int) -> pa.Array:
    """Median minutes between a message and the one it was made from, hand by hand, as JSON."""
    passed = np.flatnonzero((parent != NONE) & (level > 0))
    minutes = np.maximum(0, copies.moment[passed] - copies.moment[parent[passed]]) / MINUTE
    order = np.lexsort((minutes, level[passed], copies.cluster[passed]))
    passed, minutes = passed[order], minutes[order]
    hands = int(level.max(initial=0)) + 1
    keys = copies.cluster[passed] * hands + level[passed]
    fresh = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    sizes = np.diff(np.append(fresh, len(keys)))
    middle = (minutes[fresh + (sizes - 1) // 2] + minutes[fresh + sizes // 2]) / 2 if len(fresh) else minutes
    told: list[list[float]] = [[] for _ in range(count)]
    for cluster, delay in zip((keys[fresh] // hands).tolist(), middle.round(1).tolist(), strict=True):
        told[cluster].append(delay)
    return pa.array(map(str, told), pa.string())
