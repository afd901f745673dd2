"""A plan at once (贪心方案): what gains most first, as long as it breaks nothing. Where the exact search starts."""

import numpy as np

from jianfu.plan.columns import Columns, Covers
from jianfu.plan.instance import Floats, Instance, Longs
from jianfu.plan.outcome import keep_all, outcome_of, rest_of, spread


def heaviest(people: Floats, count: int) -> Floats:
    """1 for the ``count`` people who bear most, ties to the earlier, else 0."""
    found = np.zeros(len(people))
    found[np.argsort(-people, kind="stable")[:count]] = 1.0
    return found


def costs(instance: Instance, columns: Columns, share: Floats) -> Floats:
    """What each column costs where the person ``i`` counts ``share[i]`` (0 to 1) towards the most burdened tenth."""
    weights = instance.weights
    price = weights["worst_tenth"] * share + weights["total"]
    summed = np.concatenate([[0.0], np.cumsum(price[columns.people.item])])
    people = summed[columns.people.start[1:]] - summed[columns.people.start[:-1]]
    return np.asarray(
        columns.minutes * people + weights["total"] * columns.upkeep + weights["moved"] * columns.moved, np.float64
    )


def greedy_plan(instance: Instance, columns: Columns, covers: Covers) -> Longs:
    """The chosen columns in order. Weighs by today's most burdened tenth; never worse than keeping everything."""
    things = len(instance.things)
    before = rest_of(instance) + spread(
        columns.people.sizes[:things], columns.people.item[: columns.people.start[things]], columns.minutes[:things],
        len(instance.people),
    )  # fmt: skip
    cost = costs(instance, columns, heaviest(before, instance.worst))
    gain = np.add.reduceat(cost[columns.things.item], columns.things.start[:-1]) - cost
    chosen = _take(instance, columns, covers, gain)
    kept = keep_all(instance)
    better = outcome_of(instance, columns, chosen).objective <= outcome_of(instance, columns, kept).objective
    return chosen if better else kept


def _take(instance: Instance, columns: Columns, covers: Covers, gain: Floats) -> Longs:
    """Changes in order of gain per thing changed, each where its things are still free and no duty is lost."""
    things = len(instance.things)
    budget = instance.weights.whole("changes") or len(columns)
    budget -= int(columns.changes[:things].sum())
    left = covers.things.sizes.copy()
    rows: dict[int, list[int]] = {}
    for row in range(len(covers.things)):
        for thing in covers.things.row(row).tolist():
            rows.setdefault(thing, []).append(row)
    taken = np.full(things, -1, np.int64)
    per_change = gain / np.maximum(columns.changes, 1)
    order = np.argsort(-per_change, kind="stable")
    for column in order[(gain[order] > 0) & (order >= things)].tolist():
        members = columns.things.row(column)
        if (taken[members] >= 0).any() or columns.changes[column] > budget:
            continue
        if columns.target[column] < 0:
            lost = rows.get(int(members[0]), [])
            if any(left[row] <= 1 for row in lost):
                continue
            left[lost] -= 1
        taken[members] = column
        budget -= int(columns.changes[column])
    return np.unique(np.where(taken < 0, np.arange(things), taken))
