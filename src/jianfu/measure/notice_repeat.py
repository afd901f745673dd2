"""The same notice sent again to people who had it (重复通知): across groups, across departments, or issued anew.

A message repeats an earlier one of its notice where the words are nearly the same and some of those who read it had
read the earlier one in the days before. Passing a notice down to people who had not got it repeats nothing: few or none
of its readers had it. Reports of figures are no notices.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import kernel
from jianfu.measure.demand_grown import sending_units
from jianfu.measure.inputs import DAY_MICROSECONDS
from jianfu.measure.relays.find.band import Pairs
from jianfu.measure.relays.tracing import Relays
from jianfu.measure.relays.tree.cascade import NONE, Copies
from jianfu.measure.relays.tree.relation import PREFACE, REISSUED, WHOLE
from jianfu.measure.relays.tree.text_pairs import count_shared
from jianfu.measure.roster import Roster
from jianfu.tables.column import Table, integer, moment, number, text

LEAST_ALIKE = 0.5
"""Containment from which a copy is looked at; how alike it must be for a finding is the rule's to say."""
LONGEST_DAYS = 31
"""Days after which a repeat is a reminder of its own and is not looked at."""
LEAST_CHARACTERS = 30
"""Code units; shorter texts are remarks anybody may make."""
WAYS = ("group", "department", "reissued")

TABLE = Table(
    name="notice_repeat",
    zh="重复通知",
    en="Notice repeated",
    key=("message_id",),
    columns=(
        text("message_id", "消息编号", "Message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "发送单位编号", "Sender's unit"),
        moment("sent_at", "发送时间", "Sent at"),
        text("cluster_id", "通知编号", "Cluster id", note=("首发消息的编号", "message id of the first message")),
        text("earlier_id", "此前消息编号", "Earlier message id"),
        text(
            "way",
            "重复方式",
            "How it was repeated",
            values=WAYS,
            note=("同单位换群、跨部门、重发", "in another group of the unit, by another unit, issued anew"),
        ),
        number(
            "similarity",
            "相似度",
            "Similarity",
            note=("相同三字组占较短文本的比例", "shared character 3-grams as a part of the shorter text's"),
        ),
        number("day_count", "相隔天数", "Days between", unit="day"),
        integer("reader_count", "读者人数", "Readers", unit="person"),
        integer("common_count", "已读过的人数", "Readers who had it", unit="person"),
    ),
)

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class _Walk(NamedTuple):
    """One entry a copy."""

    readers: Longs
    common: Longs
    earlier: Longs
    """The last message one of them had had it from; ``NONE`` for none."""


def compute_notice_repeat(relays: Relays, roster: Roster) -> pa.Table:
    """``TABLE``: messages of which at least one reader had had nearly the same words before."""
    copies, ids, found, _ = relays.traced
    version, likeness = _versions(relays)
    readers, common = (np.zeros(len(copies.row), np.int64) for _ in range(2))
    walk = _Walk(readers, common, np.full(len(copies.row), NONE, np.int64))
    seen = np.full(max(1, len(roster.people)), NONE, np.int64)
    members = roster.member_start, roster.member_person, roster.member_from, roster.member_until
    order = np.argsort(version, kind="stable")
    _walk(copies, (version, order), members, seen, walk)
    at = np.flatnonzero((walk.common > 0) & (relays.lengths() >= LEAST_CHARACTERS))
    at = at[~relays.reports(at)]
    earlier = walk.earlier[at]
    days = (copies.moment[at] - copies.moment[earlier]) / DAY_MICROSECONDS
    kept = days <= LONGEST_DAYS
    at, earlier, days = at[kept], earlier[kept], days[kept]
    unit, other = (sending_units(relays, roster, part) for part in (at, earlier))
    way = np.where(found.relation[at] == REISSUED, 2, (unit != other).astype(np.int64))
    columns = {
        "message_id": ids.take(pa.array(at)),
        "group_id": roster.groups.take(pa.array(copies.group[at])),
        "unit_id": pa.array(roster.units.take(pa.array(unit)).to_pylist(), pa.string()),
        "sent_at": pa.array(copies.moment[at], pa.timestamp("us")),
        "cluster_id": relays.first_ids().take(pa.array(at)),
        "earlier_id": ids.take(pa.array(earlier)),
        "way": pa.array(WAYS).take(pa.array(way)),
        "similarity": np.minimum(likeness[at], likeness[earlier]),
        "day_count": days,
        "reader_count": walk.readers[at],
        "common_count": walk.common[at],
    }
    rows = pa.table([columns[name] for name in TABLE.names], schema=TABLE.schema)
    return rows.sort_by("message_id").combine_chunks()


def _versions(relays: Relays) -> tuple[Longs, npt.NDArray[np.float64]]:
    """Of each copy the first message that says nearly the same, and how alike the two are.

    A copy that changes something, cuts or quotes begins a version of its own, and so does a correction. Two who each
    put words of their own around a notice sent the same one, however little their messages share beside it.
    """
    _, _, found, _ = relays.traced
    contained = containment(relays)
    same = np.isin(found.relation, (WHOLE, PREFACE, REISSUED)) & (found.parent != NONE)
    same &= np.asarray(found.changed.is_null()) & (contained >= LEAST_ALIKE)
    version, likeness = np.arange(len(found.parent)), np.ones(len(found.parent))
    _follow(found.parent, same, contained, version, likeness)
    through = np.flatnonzero((likeness < 1) & (version != found.parent))
    likeness[through] = _part_shared(relays, through, version[through])
    return version, likeness


def _part_shared(relays: Relays, at: Longs, others: Longs) -> npt.NDArray[np.float64]:
    """The grams copies share with other copies, as a part of the shorter one's."""
    text = relays.traced.copies.text.astype(np.uint32)
    keys, place = np.unique(text[at].astype(np.int64) << 32 | text[others], return_inverse=True)
    pairs = Pairs((keys >> 32).astype(np.uint32), (keys & 0xFFFFFFFF).astype(np.uint32))
    shared = np.zeros(len(keys), np.int32)
    if relays.view is not None:
        shared = count_shared(pairs, relays.view, relays.grams)
    shorter = np.minimum(relays.grams[pairs.text], relays.grams[pairs.earlier])
    return (shared / np.maximum(1, shorter))[place]


def containment(relays: Relays) -> npt.NDArray[np.float64]:
    """The grams a copy and its source share, as a part of the shorter one's; 1 for the first of a notice.

    Who puts words of his own around a notice sends all of it again.
    """
    copies, _, found, _ = relays.traced
    jaccard = np.nan_to_num(found.similarity, nan=1.0)
    own, source = relays.grams[copies.text], relays.grams[copies.text[np.maximum(found.parent, 0)]]
    shared = np.rint(jaccard * (own + source) / (1 + jaccard))
    part = np.minimum(1.0, shared / np.maximum(1, np.minimum(own, source)))
    return np.where(jaccard < 1, part, 1.0)


@kernel
def _follow(
    parent: Longs, same: npt.NDArray[np.bool_], similarity: npt.NDArray[np.float64], version: Longs, likeness: Any
) -> None:
    """Parents stand before their copies."""
    for at in range(len(parent)):
        if same[at]:
            version[at] = version[parent[at]]
            likeness[at] = min(likeness[parent[at]], similarity[at])


@kernel
def _walk(
    copies: Copies, versions: tuple[Longs, Longs], members: tuple[Longs, Ints, Ints, Ints], seen: Longs, walk: _Walk
) -> None:
    """Counts readers, and those of them who had the version; ``seen``: the last copy each person had.

    ``versions``: of each copy, and the copies version by version in order of time.
    """
    start, person, first, until = members
    version, order = versions
    for at in order:
        group, sender = copies.group[at], copies.sender[at]
        if group < 0:
            continue
        day = copies.moment[at] // DAY_MICROSECONDS
        for place in range(start[group], start[group + 1]):
            reader = person[place]
            if not first[place] <= day < until[place] or reader == sender:
                continue
            walk.readers[at] += 1
            before = seen[reader]
            if before >= 0 and version[before] == version[at]:
                walk.common[at] += 1
                walk.earlier[at] = max(walk.earlier[at], before)
            seen[reader] = at
        if sender >= 0:
            seen[sender] = at
