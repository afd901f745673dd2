"""Which demands clash where a unit cannot come down to its limit (冲突约束), by our own deletion filter.

A demand is left out; if the rest can still not be met, it has no part in the clash and stays out. What remains is a
set of which every single demand is needed for the clash: meeting any one of them less would do.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from jianfu.plan.blocks import Blocks, counted_groups
from jianfu.plan.columns import Columns, Covers, cover_rows, make_columns
from jianfu.plan.folder import Clash
from jianfu.plan.instance import Instance, Ints, Longs, Pairs, Rows, UnitLimits, no_limits, rows_of

DEMANDS = ("limit", "protection", "duty", "same-work", "size")
"""单位上限, 受保护的不动, 职责必达, 只并同一工作, 群人数上限."""


def least_kept(instance: Instance, columns: Columns, covers: Covers, unit: int, seed: int) -> int:
    """The fewest groups a unit can come to under everything but its limit."""
    counted = counted_groups(instance, unit)
    cost = np.where(np.isin(columns.target, counted), 1.0, 0.0)
    chosen = Blocks(replace(instance, limits=no_limits()), columns, covers, seed).solve(cost).chosen
    return int(np.isin(columns.target[chosen], counted).sum())


def reachable_limits(instance: Instance, seed: int) -> tuple[UnitLimits, tuple[Clash, ...]]:
    """The limits as far as they can be met, and for each that cannot the demands that clash."""
    most, clashes = instance.limits.most.copy(), []
    for at, unit in enumerate(instance.limits.unit.tolist()):
        counted = counted_groups(instance, unit)
        if len(counted) <= most[at]:
            continue
        part = _part_of(instance, unit)
        part_covers = cover_rows(part)
        least = least_kept(part, make_columns(part, part_covers), part_covers, unit, seed)
        if least > most[at]:
            demands = clashing(part, unit, int(most[at]), seed)
            facts = {"unit": instance.units[unit], "groups": len(counted), "most": int(most[at]), "least": least}
            clashes.append(Clash("unit-limit", {**facts, "demands": list(demands)}))
            most[at] = least
    return UnitLimits(instance.limits.unit, most), tuple(clashes)


def clashing(part: Instance, unit: int, most: int, seed: int) -> Sequence[str]:
    """The demands on a unit's groups of which none can be left out of the clash; ``part`` holds its groups alone."""
    held = list(DEMANDS)
    for demand in DEMANDS:
        rest = [one for one in held if one != demand]
        if not _can_be_met(part, unit, most, rest, seed):
            held = rest
    return held


def _can_be_met(part: Instance, unit: int, most: int, demands: Sequence[str], seed: int) -> bool:
    """Whether the unit's groups can meet these demands together."""
    if "limit" not in demands:
        return True
    things = part.things
    free = things.protected == 0
    if "protection" not in demands:
        things = replace(things, protected=np.zeros_like(things.protected))
        free = np.ones(len(things), np.bool_)
    eased = replace(part, things=things)
    if "duty" not in demands:
        nothing = rows_of([], [], len(part.duties))
        duties = replace(part.duties, carriers=nothing, needed=nothing)
        eased = replace(eased, duties=duties, things=replace(eased.things, may_end=free))
    if "same-work" not in demands:
        eased = replace(eased, pairs=_any_pairs(eased))
    if "size" not in demands:
        eased = replace(eased, things=replace(eased.things, cap=np.full_like(eased.things.cap, np.iinfo(np.int32).max)))
    covers = cover_rows(eased)
    if "same-work" not in demands:
        # Any sets of groups may become one here: too many to look at where pairs of them are enough already.
        pairwise = replace(eased, weights=eased.weights.having({"merge_at_most": 2.0}))
        if least_kept(pairwise, make_columns(pairwise, covers), covers, unit, seed) <= most:
            return True
    return least_kept(eased, make_columns(eased, covers), covers, unit, seed) <= most


def _any_pairs(part: Instance) -> Pairs:
    """Pairs whatever the work: every two of as many as may become one at a time, beginning with the smallest.

    All pairs of all groups would be sets without number; of these as many groups are left as of those, or nearly so.
    """
    free = np.flatnonzero(part.things.protected == 0)
    in_order = free[np.argsort(part.things.people.sizes[free], kind="stable")]
    most = max(part.weights.whole("merge_at_most"), 1)
    some = [sorted(in_order[at : at + most].tolist()) for at in range(0, len(in_order), most)]
    pairs = np.asarray([pair for one in some for pair in combinations(one, 2)], np.int32).reshape(-1, 2)
    none = np.zeros(len(pairs))
    return Pairs(pairs[:, 0], pairs[:, 1], none, none, none, none.astype(np.bool_))


def _part_of(instance: Instance, unit: int) -> Instance:
    """The groups of one unit as an instance of their own, with the duties they carry.

    Of a duty that groups of other units carry too, this unit's keep what no lasting one of the others holds: so the
    least every unit can come to by itself can be met by all of them at once.
    """
    things, duties = instance.things, instance.duties
    inside = counted_groups(instance, unit)
    place = np.full(len(things), -1, np.int64)
    place[inside] = np.arange(len(inside))
    kept = {
        name: getattr(things, name)[inside]
        for name in (
            "kind", "unit", "load", "reading", "open_cost", "upkeep", "cap", "protected", "may_end", "must_end",
            "may_screen",
        )
    }  # fmt: skip
    own = replace(
        things,
        **kept,
        thing_id=tuple(things.thing_id[at] for at in inside),
        name=tuple(things.name[at] for at in inside),
        people=_some_rows([things.people.row(at) for at in inside.tolist()]),
    )
    duty = np.repeat(np.arange(len(duties)), duties.carriers.sizes)
    touched = np.unique(duty[place[duties.carriers.item] >= 0]).tolist()
    own_duties = replace(
        duties,
        duty_id=tuple(duties.duty_id[at] for at in touched),
        within_hours=duties.within_hours[touched],
        restricted=duties.restricted[touched],
        carriers=_some_rows([one[one >= 0] for one in (place[duties.carriers.row(at)] for at in touched)]),
        needed=_some_rows([_left_to(instance, at, place) for at in touched]),
    )
    pairs = instance.pairs
    both = (place[pairs.a] >= 0) & (place[pairs.b] >= 0)
    own_pairs = Pairs(
        place[pairs.a[both]].astype(np.int32),
        place[pairs.b[both]].astype(np.int32),
        pairs.copied_a[both],
        pairs.copied_b[both],
        pairs.alike[both],
        pairs.embeds[both],
    )
    return replace(instance, things=own, duties=own_duties, pairs=own_pairs, limits=no_limits())


def _left_to(instance: Instance, duty: int, place: Longs) -> Ints:
    """Those whom a duty reaches through none of the groups elsewhere that stay anyway."""
    things, needed = instance.things, instance.duties.needed.row(duty)
    carriers = instance.duties.carriers.row(duty)
    lasting = carriers[(place[carriers] < 0) & ~things.may_end[carriers]].tolist()
    held = np.concatenate([np.zeros(0, np.int32), *(things.people.row(one) for one in lasting)])
    return needed[~np.isin(needed, held)]


def _some_rows(rows: Sequence[np.ndarray]) -> Rows:
    items = np.concatenate([np.zeros(0, np.int64), *rows])
    return rows_of(np.repeat(np.arange(len(rows)), [len(row) for row in rows]), items, len(rows))
