"""What another choice would cost (换一种处置的代价): the plan with one column in place of others, priced exactly."""

from typing import NamedTuple

import numpy as np

from jianfu.plan.blocks import counted_groups
from jianfu.plan.columns import GROUP, Columns, Covers, things_of
from jianfu.plan.greedy import costs
from jianfu.plan.instance import KINDS, SCREEN, Flags, Floats, Instance, Longs


class Swaps(NamedTuple):
    """One entry per column, for the plan in which that column takes its things and whatever it frees is kept."""

    more: Floats
    """What that plan costs more, at the prices of the proof; about zero for columns that are in the plan."""
    carried: Flags
    """Every duty keeps a carrier."""
    within: Flags
    """No unit comes to more groups than it may keep."""

    @property
    def possible(self) -> Flags:
        """Nothing forbids it."""
        return self.carried & self.within


def swapped(columns: Columns, taken: Longs, value: Floats) -> Floats:
    """How much a sum over the columns of a plan grows when one column is put in; ``taken``: each thing's column."""
    sizes = columns.things.sizes
    beyond = value - np.add.reduceat(value[: len(taken)][columns.things.item], columns.things.start[:-1])
    column = np.repeat(np.arange(len(columns)), sizes)
    both = np.unique(column * len(columns) + taken[columns.things.item])
    left = np.bincount(both // len(columns), weights=beyond[both % len(columns)], minlength=len(columns))
    return np.asarray(beyond - left, np.float64)


def all_swaps(instance: Instance, columns: Columns, covers: Covers, chosen: Longs, share: Floats) -> Swaps:
    """Every column put into the plan ``chosen``; ``share``: how much each person counts to the most burdened tenth."""
    taken = things_of(columns, chosen)
    more = swapped(columns, taken, costs(instance, columns, share))
    return Swaps(more, _carried(columns, covers, taken), _within(instance, columns, taken))


def runners_up(columns: Columns, taken: Longs, more: Floats, possible: Flags) -> Longs:
    """For each thing the cheapest possible column it is not taken in; -1 where there is none."""
    column = np.repeat(np.arange(len(columns)), columns.things.sizes)
    thing = columns.things.item
    open_ones = possible[column] & (column != taken[thing])
    column, thing = column[open_ones], thing[open_ones]
    order = np.lexsort((column, more[column], thing))
    first, where = np.unique(thing[order], return_index=True)
    found = np.full(len(taken), -1, np.int64)
    found[first] = column[order][where]
    return found


def slopes(instance: Instance, columns: Columns, share: Floats) -> dict[str, Floats]:
    """Setting -> by how much the cost of each column grows with it."""
    weights, kind = instance.weights, instance.things.kind[columns.things.item[columns.things.start[:-1]]]
    heavy, count = over(columns, share), columns.people.sizes.astype(np.float64)
    price = weights["worst_tenth"] * heavy + weights["total"] * count
    stays = columns.target >= 0
    opened = stays & (kind == GROUP) & (columns.choice != SCREEN)
    found = {
        "worst_tenth": columns.minutes * heavy,
        "total": columns.minutes * count + columns.upkeep,
        "moved": columns.moved.astype(np.float64),
        "group_open": np.where(opened, price, 0.0),
    }
    for name in KINDS[:3]:
        found[f"{name}_upkeep"] = np.where(stays & (kind == KINDS.index(name)), weights["total"], 0.0)
    return found


def over(columns: Columns, value: Floats) -> Floats:
    """The sum of a value over the people of each column."""
    summed = np.concatenate([[0.0], np.cumsum(value[columns.people.item])])
    return np.asarray(summed[columns.people.start[1:]] - summed[columns.people.start[:-1]], np.float64)


def _carried(columns: Columns, covers: Covers, taken: Longs) -> Flags:
    """A column that ends a thing takes the last carrier where all others of a cover row end already."""
    ends = columns.target[taken] < 0
    last: set[int] = set()
    for at in range(len(covers.things)):
        staying = [one for one in covers.things.row(at).tolist() if not ends[one]]
        if len(staying) == 1:
            last.add(staying[0])
    first = columns.things.item[columns.things.start[:-1]]
    return ~((columns.target < 0) & np.isin(first, sorted(last)) & ~ends[first])


def _within(instance: Instance, columns: Columns, taken: Longs) -> Flags:
    """No unit at its limit keeps one group more."""
    fine = np.ones(len(columns), np.bool_)
    chosen = np.unique(taken)
    for unit, most in zip(instance.limits.unit.tolist(), instance.limits.most.tolist(), strict=True):
        keeps = np.isin(columns.target, counted_groups(instance, unit))
        if int(keeps[chosen].sum()) >= most:
            fine &= swapped(columns, taken, keeps.astype(np.float64)) <= 0.5
    return fine
