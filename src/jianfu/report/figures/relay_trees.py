"""The costliest notices as trees: from level to level, how many copies, how soon, and what changed on the way."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from jianfu.dataset.snapshot import Snapshot
from jianfu.measure.suppression import SMALLEST_SHOWN
from jianfu.report.figures.causers import UnitNote
from jianfu.report.figures.excerpts import excerpt
from jianfu.report.figures.rounding import figure
from jianfu.report.model import Range, RelayChange, RelayNode, RelayTree
from jianfu.tables.unit import LEVELS

SHOWN = 10
LEAST_CHARACTERS = 30
"""Shorter texts are small talk, not notices, and are not listed."""
LEAST_QUOTED_GROUPS = 3
"""A text is quoted only when it went to at least so many groups: a broadcast, not a talk."""
CHANGES_SHOWN = 4
DEEPEST = 6
"""Levels below one another; what goes on beyond counts with the last."""
UNKNOWN = "unknown"

Row = Mapping[str, object]


@dataclass
class _Sent:
    """One message of a notice."""

    moment: datetime
    group: str
    unit: str
    level: str
    text: str


@dataclass
class _Branch:
    """The copies of one level below another."""

    level: str
    depth: int = 0
    copies: int = 0
    groups: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    delays: list[float] = field(default_factory=list)
    relations: Counter[str] = field(default_factory=Counter)
    changes: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    below: dict[str, "_Branch"] = field(default_factory=dict)

    def under(self, level: str) -> "_Branch":
        """The branch of a level under this one; copies within a level stay on it."""
        if level == self.level or self.depth == DEEPEST:
            return self
        return self.below.setdefault(level, _Branch(level, self.depth + 1))


def relay_trees(
    clusters: pa.Table, relays: pa.Table, snapshot: Snapshot, units: Mapping[str, UnitNote]
) -> list[RelayTree]:
    """The notices whose copies cost most reading time, costliest first."""
    chosen = _costliest(clusters)
    ids = pa.array([row["cluster_id"] for row in chosen], pa.string())
    copies = relays.filter(pc.is_in(relays["cluster_id"], ids)).to_pylist()
    sent = _sent([str(copy["message_id"]) for copy in copies], snapshot, units)
    by_notice: dict[object, list[Row]] = {}
    for copy in copies:
        if copy["message_id"] in sent:
            by_notice.setdefault(copy["cluster_id"], []).append(copy)
    found = ((row, by_notice.get(row["cluster_id"], [])) for row in chosen)
    return [_tree(row, rows, sent, units) for row, rows in found if row["cluster_id"] in sent]


def _costliest(clusters: pa.Table) -> list[dict[str, object]]:
    read_by_many = pc.greater_equal(clusters["reader_count"], SMALLEST_SHOWN)
    seen = clusters.filter(pc.and_(read_by_many, pc.greater_equal(clusters["char_count"], LEAST_CHARACTERS)))
    rows: list[dict[str, object]] = (
        seen.sort_by([("minutes_middle", "descending"), ("cluster_id", "ascending")]).slice(0, SHOWN).to_pylist()
    )
    return rows


def _sent(ids: Sequence[str], snapshot: Snapshot, units: Mapping[str, UnitNote]) -> dict[str, _Sent]:
    """Where and when these messages were sent, and from which level."""
    files = [str(path) for path in snapshot.files("message")]
    if not ids or not files:
        return {}
    # reading ahead by default would hold gigabytes of a large archive at once
    near = {"batch_readahead": 2, "fragment_readahead": 1}
    columns = ["message_id", "group_id", "sender_id", "sent_at", "text"]
    wanted = pc.field("message_id").isin(pa.array(ids, pa.string()))
    rows = ds.dataset(files, format="parquet").to_table(columns=columns, filter=wanted, **near).to_pylist()
    unit_of = _units_of({row["sender_id"] for row in rows}, snapshot.read("person", ["person_id", "unit_id"]))
    owner = _units_of({row["group_id"] for row in rows}, snapshot.read("work_group", ["group_id", "unit_id"]))
    found = {}
    for row in rows:
        unit = unit_of.get(row["sender_id"]) or owner.get(row["group_id"]) or ""
        level = units[unit].level if unit in units else UNKNOWN
        found[row["message_id"]] = _Sent(row["sent_at"], row["group_id"], unit, level, row["text"] or "")
    return found


def _units_of(names: set[str], table: pa.Table) -> dict[str, str]:
    """The unit of each of these people or groups."""
    key = table.column_names[0]
    rows = table.filter(pc.is_in(table[key], pa.array(sorted(name for name in names if name), pa.string())))
    return dict(zip(rows[key].to_pylist(), rows["unit_id"].to_pylist(), strict=True))


def _tree(row: Row, copies: Sequence[Row], sent: Mapping[str, _Sent], units: Mapping[str, UnitNote]) -> RelayTree:
    first = sent[str(row["cluster_id"])]
    root = _grown(str(row["cluster_id"]), copies, sent)
    quoted = int(str(row["group_count"])) >= LEAST_QUOTED_GROUPS and first.text
    hours = (figure(float(str(row[f"minutes_{case}"])) / 60) for case in ("low", "middle", "high"))
    counts = {name: int(str(row[f"{name}_count"])) for name in ("message", "group", "reader", "rereading", "changed")}
    return RelayTree(
        excerpt=excerpt(first.text) if quoted else None,
        unit=units[first.unit].name if first.unit in units else None,
        first_at=first.moment.strftime("%Y-%m-%d %H:%M"),
        messages=counts["message"],
        groups=counts["group"],
        hands=int(str(row["depth"])),
        readers=counts["reader"],
        rereadings=counts["rereading"],
        changed=counts["changed"],
        hours=Range(*hours),
        root=_node(root),
    )


def _grown(first: str, copies: Sequence[Row], sent: Mapping[str, _Sent]) -> _Branch:
    """Every copy on the branch of its level, below that of the message it was made from."""
    root = _Branch(sent[first].level)
    on = {first: root}
    made_from = {str(copy["message_id"]): copy for copy in copies}
    for last in sorted(made_from, key=lambda name: (sent[name].moment, name)):
        line, name = [], last
        while name not in on:
            line.append(name)
            name = str(made_from[name]["parent_id"])
        for name in reversed(line):
            parent = str(made_from[name]["parent_id"])
            on[name] = on[parent].under(sent[name].level)
            _count(on[name], made_from[name], sent[name], sent[parent])
    root.copies += 1
    root.groups.add(sent[first].group)
    root.units.add(sent[first].unit)
    return root


def _count(branch: _Branch, copy: Row, mine: _Sent, source: _Sent) -> None:
    branch.copies += 1
    branch.groups.add(mine.group)
    branch.units.add(mine.unit)
    branch.delays.append(max(0.0, (mine.moment - source.moment).total_seconds() / 60))
    branch.relations[str(copy["relation"])] += 1
    for change in json.loads(str(copy["changed"])) if copy["changed"] else []:
        told = (str(change[name]) for name in ("kind", "way", "before", "after"))
        kind, way, before, after = told
        branch.changes[kind, way, excerpt(before), excerpt(after)] += 1


def _node(branch: _Branch) -> RelayNode:
    changes = sorted(branch.changes.items(), key=lambda item: (-item[1], item[0]))
    below = sorted(branch.below.values(), key=lambda child: (-child.copies, _rank(child.level)))
    return RelayNode(
        level=branch.level,
        copies=branch.copies,
        units=len(branch.units - {""}),
        groups=len(branch.groups),
        delay=figure(median(branch.delays)) if branch.delays else None,
        relations=dict(sorted(branch.relations.items(), key=lambda item: (-item[1], item[0]))),
        changes=[RelayChange(*what, copies=count) for what, count in changes[:CHANGES_SHOWN]],
        more_changes=max(0, len(changes) - CHANGES_SHOWN),
        below=[_node(child) for child in below],
    )


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
