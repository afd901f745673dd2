"""Who shares whom before and after a plan (成员重合): groups tied by shared members, and the knots they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.dataset.snapshot import Snapshot
from jianfu.measure.disjoint_sets import join_all, roots
from jianfu.measure.suppression import is_small
from jianfu.plan.folder import Plan
from jianfu.plan.instance import CHOICES, DISSOLVE, EMBED, MERGE, STOP
from jianfu.report.figures.rounding import share
from jianfu.report.model.plan import Knot, KnotGroup, Overlap, Tie

FLOOR = 0.3
"""Share of the members of two groups, each counted once, from which they are tied."""
KNOTS_KEPT = 60
MOST_DRAWN = 10
"""Groups of one knot; a circle holds no more that can be told apart on a phone."""
GOING = (CHOICES[MERGE], CHOICES[EMBED])
ENDING = (CHOICES[DISSOLVE], CHOICES[STOP])
Row = Mapping[str, object]
Ties = dict[tuple[str, str], float]


@dataclass(frozen=True)
class _Named:
    """Groups by id, their units' names, and how many people are in them."""

    rows: Mapping[str, Row]
    units: Mapping[str, str]


def overlap_of(plan: Plan, measure: pa.Table, snapshot: Snapshot, units: Mapping[str, str]) -> Overlap:
    """The ties the measure of overlap has, and what becomes of them. ``units``: names of units by id."""
    proposals = plan.proposals.filter(pc.equal(plan.proposals["kind"], "group"))
    rows: dict[str, Row] = {row["thing_id"]: row for row in proposals.to_pylist()}
    after = {one: _afterwards(one, row) for one, row in rows.items()}
    pairs = [
        (row["group_a"], row["group_b"], row["jaccard"])
        for row in measure.select(["group_a", "group_b", "jaccard"]).to_pylist()
        if row["group_a"] in rows and row["group_b"] in rows
    ]
    before: Ties = {(a, b): jaccard for a, b, jaccard in pairs if jaccard >= FLOOR}
    ties = ties_after(pairs, after, _grown(plan, snapshot, after))
    knots = knots_of(before)
    named = _Named(rows, units)
    drawn = sorted((_order(one, before, rows), at) for at, one in enumerate(knots))[:KNOTS_KEPT]
    return Overlap(
        floor=FLOOR, ties_before=len(before), ties_after=len(ties),
        groups_before=len({one for pair in before for one in pair}),
        groups_after=len({one for pair in ties for one in pair}),
        knots=[_knot(knots[at], before, ties, named) for _, at in drawn], knot_count=len(knots),
    )  # fmt: skip


def _afterwards(one: str, row: Row) -> str | None:
    """What a group's people are in afterwards."""
    if row["choice"] in ENDING:
        return None
    return str(row["target_id"]) if row["choice"] in GOING else one


def _grown(plan: Plan, snapshot: Snapshot, after: Mapping[str, str | None]) -> dict[str, frozenset[str]]:
    """Who is in each group after the plan; nothing where no group takes another in."""
    taking = {target for one, target in after.items() if target is not None and target != one}
    if not taking:
        return {}
    members: dict[str, set[str]] = {}
    rows = snapshot.read("membership", ["group_id", "person_id", "joined_on", "left_on"])
    day = pa.scalar(plan.record.as_of)
    there = pc.and_(
        pc.fill_null(pc.less_equal(rows["joined_on"], day), True),
        pc.fill_null(pc.greater(rows["left_on"], day), True),
    )
    staff = snapshot.read("person", ["person_id", "state"])
    left = staff.filter(pc.fill_null(pc.equal(staff["state"], "left"), False))["person_id"].combine_chunks()
    rows = rows.filter(pc.and_(there, pc.invert(pc.is_in(rows["person_id"], left))))
    for group, person in zip(rows["group_id"].to_pylist(), rows["person_id"].to_pylist(), strict=True):
        target = after.get(group)
        if target is not None:
            members.setdefault(target, set()).add(person)
    return {one: frozenset(some) for one, some in members.items()}


def ties_after(
    pairs: Sequence[tuple[str, str, float]], after: Mapping[str, str | None], members: Mapping[str, frozenset[str]]
) -> Ties:
    """The ties among what stays; counted anew where a group has taken another in."""
    taking = {target for one, target in after.items() if target is not None and target != one}
    found: Ties = {}
    for a, b, jaccard in pairs:
        one, other = after[a], after[b]
        if one is None or other is None or one == other:
            continue
        pair = (min(one, other), max(one, other))
        if pair in found:
            continue
        if taking & set(pair):
            all_of = members.get(one, frozenset()) | members.get(other, frozenset())
            both = members.get(one, frozenset()) & members.get(other, frozenset())
            found[pair] = len(both) / len(all_of) if all_of else 0.0
        else:
            found[pair] = jaccard
    return {pair: value for pair, value in found.items() if value >= FLOOR}


def knots_of(ties: Ties) -> list[list[str]]:
    """Groups tied with each other, directly or through others."""
    groups = sorted({one for pair in ties for one in pair})
    place = {one: at for at, one in enumerate(groups)}
    parent = np.arange(len(groups), dtype=np.int64)
    join_all(
        parent, np.asarray([place[a] for a, _ in ties], np.int64), np.asarray([place[b] for _, b in ties], np.int64)
    )
    found: dict[int, list[str]] = {}
    for one, root in zip(groups, np.asarray(roots(parent)).tolist(), strict=True):
        found.setdefault(root, []).append(one)
    return list(found.values())


def _order(knot: Sequence[str], ties: Ties, rows: Mapping[str, Row]) -> tuple[float, float, str]:
    """What the plan changes first, then by how much is shared, then by id."""
    changed = sum(rows[one]["choice"] in (*GOING, *ENDING) for one in knot)
    inside = set(knot)
    return -float(bool(changed)), -round(sum(value for (a, _), value in ties.items() if a in inside), 9), min(knot)


def _knot(knot: Sequence[str], before: Ties, after: Ties, named: _Named) -> Knot:
    """One knot; of a large one the groups with the most ties, those that change before all others."""
    inside = set(knot)
    weight = dict.fromkeys(knot, 0.0)
    for pair, value in before.items():
        for one in set(pair) & inside:
            weight[one] += value
    order = sorted(knot, key=lambda one: (named.rows[one]["choice"] not in (*GOING, *ENDING), -weight[one], one))
    shown = sorted(order[:MOST_DRAWN], key=lambda one: (-weight[one], one))
    number = {one: at for at, one in enumerate(shown, 1)}
    return Knot(
        groups=[_group(one, number, named) for one in shown],
        before=_numbered(before, number),
        after=_numbered(after, number),
        left_out=len(knot) - len(shown),
    )


def _group(one: str, number: Mapping[str, int], named: _Named) -> KnotGroup:
    row = named.rows[one]
    people = row["people"] if isinstance(row["people"], int) else None
    unit = str(row["unit_id"]) if row["unit_id"] else None
    return KnotGroup(
        number=number[one], group_id=one, name=str(row["name"] or one), unit_id=unit,
        unit=named.units.get(unit or "", unit), people=None if is_small(people) else people,
        choice=str(row["choice"]), target=number.get(str(row["target_id"])),
    )  # fmt: skip


def _numbered(ties: Ties, number: Mapping[str, int]) -> list[Tie]:
    inside = [
        Tie(min(number[a], number[b]), max(number[a], number[b]), share(value, 1.0))
        for (a, b), value in ties.items()
        if a in number and b in number
    ]
    return sorted(inside, key=lambda tie: (tie.a, tie.b))
