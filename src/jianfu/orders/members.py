"""Who must be brought into which group (入群名单): members of what goes who are not yet in its target."""

from collections.abc import Iterable, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.dataset.snapshot import Snapshot
from jianfu.orders.model import Mover

COLUMNS = ["group_id", "person_id", "joined_on", "left_on", "role"]


def movers(
    snapshot: Snapshot, into: Mapping[str, str], as_of: date, units: Mapping[str, str]
) -> dict[str, tuple[Mover, ...]]:
    """For each group of ``into`` (group -> target) those of its members on the day who are not in the target.

    In order of unit name, then pseudonym. ``units``: names by id. People who have left their post are left out.
    """
    rows = _members(snapshot, {*into, *into.values()}, as_of)
    staff = {row["person_id"]: row for row in snapshot.read("person", ["person_id", "unit_id", "post"]).to_pylist()}
    inside: dict[str, dict[str, str | None]] = {}
    for row in rows.to_pylist():
        inside.setdefault(row["group_id"], {})[row["person_id"]] = row["role"]
    found = {}
    for group, target in into.items():
        there = inside.get(target, {})
        some = []
        for person, role in inside.get(group, {}).items():
            if person not in there:
                known = staff.get(person, {})
                some.append(Mover(person, units.get(str(known.get("unit_id")), ""), known.get("post"), role))
        found[group] = tuple(sorted(some, key=lambda one: (one.unit, one.person_id)))
    return found


def _members(snapshot: Snapshot, groups: Iterable[str], as_of: date) -> pa.Table:
    rows = snapshot.read("membership", COLUMNS)
    rows = rows.filter(pc.is_in(rows["group_id"], pa.array(sorted(groups), pa.string())))
    day = pa.scalar(as_of)
    inside = pc.and_(
        pc.fill_null(pc.less_equal(rows["joined_on"], day), True), pc.fill_null(pc.greater(rows["left_on"], day), True)
    )
    staff = snapshot.read("person", ["person_id", "state"])
    left = staff.filter(pc.fill_null(pc.equal(staff["state"], "left"), False))["person_id"]
    return rows.filter(pc.and_(inside, pc.invert(pc.is_in(rows["person_id"], left.combine_chunks()))))
