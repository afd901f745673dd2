"""Minutes (负担查询): a unit's bill, a group's cost, one's own. Nothing over fewer than five people is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.suppression import is_small
from jianfu.office.models import Audit, Entry, User
from jianfu.office.scope import seen_by
from jianfu.office.selectors.runs import opened
from jianfu.report.figures.causers import hidden_bills
from jianfu.report.figures.groups import hidden_groups, members_of
from jianfu.report.model import RelayTree

HOUR = 60.0
Row = dict[str, Any]
Part = tuple[str, float, float, float]
"""A component of the burden, and its hours: low, middle, high."""
Shared = tuple[str, float, int | None]
ABOUT = 5
"""Shared members are told to the nearest so many."""


@dataclass(frozen=True)
class Bill:
    """What one unit causes, in hours over the period; figures are None where they must not be told."""

    unit_id: str
    name: str
    people: int | None
    low: float | None = None
    middle: float | None = None
    high: float | None = None
    to_others: float | None = None
    copies: float | None = None
    off_hours: float | None = None

    @property
    def hidden(self) -> bool:
        """Whether the figures are withheld."""
        return self.middle is None


@dataclass(frozen=True)
class Mine:
    """One's own minutes a working day."""

    groups: int
    low: float
    middle: float
    high: float
    off_hours: float
    avoidable: float


@dataclass(frozen=True)
class GroupCost:
    """What a group costs its readers, in hours over the period, by component; None: fewer than five members.

    ``overlaps``: other group, share of the members of either who are in both to a tenth, about how many people; none of
    the three tells how few are in one group alone.
    """

    members: int | None
    parts: list[Part] | None
    activity: Row | None
    overlaps: list[Shared]


def bills(user: User, audit: Audit) -> list[Bill]:
    """The bills of the units in scope, the largest first; those that would tell of fewer than five are withheld."""
    names = dict(seen_by(user, Entry.objects.filter(kind="unit")).values_list("key", "name"))
    table = opened(audit).run.measure("burden_causer")
    rows = [row for row in table.to_pylist() if row["causer_unit_id"] in names]
    hidden = hidden_bills(table)
    made = [_bill(row, names, hide=row["causer_unit_id"] in hidden) for row in rows]
    return sorted(made, key=lambda bill: (bill.hidden, -(bill.to_others or 0), bill.unit_id))


def mine(user: User, audit: Audit) -> Mine | None:
    """The minutes that stand under the user's own pseudonym; nobody else's can be asked for."""
    if not user.person_id:
        return None
    rows = _rows(opened(audit).run.measure("burden_person"), "person_id", user.person_id)
    names = ("groups", "minutes_low", "minutes_middle", "minutes_high", "off_hours_middle", "avoidable_middle")
    return Mine(*(rows[0][name] for name in names)) if rows else None


def group_cost(audit: Audit, group: Entry) -> GroupCost:
    """Cost, activity and overlap of a group the caller has found in scope."""
    run = opened(audit).run
    costs, standing = run.measure("burden_group"), run.measure("group_standing")
    if group.key in hidden_groups(costs, standing) or is_small(members_of(standing).get(group.key)):
        return GroupCost(None, None, None, [])
    activity = _rows(run.measure("group_activity"), "group_id", group.key)
    return GroupCost(
        members=members_of(standing)[group.key],
        parts=_parts(_rows(costs, "group_id", group.key)),
        activity=activity[0] if activity else None,
        overlaps=_overlaps(run.measure("group_overlap"), group.key),
    )


def notices(user: User, audit: Audit) -> list[RelayTree]:
    """The costliest notices; of those in scope alone whose scope is not the county."""
    trees = opened(audit).document.burden.relays
    if user.sees_everything:
        return trees
    names = set(seen_by(user, Entry.objects.filter(kind="unit")).values_list("name", flat=True))
    return [tree for tree in trees if tree.unit in names]


def total_shown(made: Sequence[Bill]) -> float:
    """Hours put on other units by the bills that are shown."""
    return sum(bill.to_others or 0 for bill in made)


def _parts(rows: Sequence[Row]) -> list[Part]:
    minutes: dict[str, list[float]] = {}
    for row in rows:
        sums = minutes.setdefault(row["component"], [0.0, 0.0, 0.0])
        for place, case in enumerate(("low", "middle", "high")):
            sums[place] += row[f"minutes_{case}"] / HOUR
    return sorted(
        ((name, low, middle, high) for name, (low, middle, high) in minutes.items()), key=lambda part: -part[2]
    )


def _overlaps(table: pa.Table, group: str, most: int = 10) -> list[Shared]:
    pairs = [
        (row["jaccard"], row[other], row["shared"])
        for one, other in (("group_a", "group_b"), ("group_b", "group_a"))
        for row in _rows(table, one, group)
    ]
    return [
        (other, round(share, 1), None if is_small(shared) else ABOUT * round(shared / ABOUT))
        for share, other, shared in sorted(pairs, key=lambda pair: (-pair[0], pair[1]))[:most]
    ]


def _rows(table: pa.Table, column: str, value: str) -> list[Row]:
    rows: list[Row] = table.filter(pc.equal(table[column], value)).to_pylist()
    return rows


def _bill(row: Row, names: dict[str, str], *, hide: bool) -> Bill:
    unit = row["causer_unit_id"]
    if hide:
        return Bill(unit, names[unit] or unit, None)
    minutes = (
        "minutes_low",
        "minutes_middle",
        "minutes_high",
        "to_others_middle",
        "rereading_middle",
        "off_hours_middle",
    )
    return Bill(unit, names[unit] or unit, row["people"], *(row[name] / HOUR for name in minutes))
