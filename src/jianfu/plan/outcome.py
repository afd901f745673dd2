"""What a plan comes to (方案结果): everybody's minutes after it, the most burdened tenth, the total, the disruption."""

from typing import NamedTuple

import numpy as np

from jianfu.plan.columns import Columns
from jianfu.plan.instance import Floats, Instance, Longs


class Outcome(NamedTuple):
    """Minutes per working day."""

    objective: float
    worst_tenth: float
    """Mean minutes of one person of the most burdened tenth."""
    minutes: float
    """Everybody's together, with what keepers spend."""
    moved: int
    changes: int
    people: Floats
    """Everybody's own minutes."""


def rest_of(instance: Instance) -> Floats:
    """Everybody's minutes that no thing of the plan accounts for; a little below zero where averages overshoot."""
    things = instance.things
    return instance.burden - spread(things.people.sizes, things.people.item, things.load, len(instance.people))


def spread(sizes: Longs, item: np.ndarray, value: Floats, count: int) -> Floats:
    """The sum over rows of a value per row for everybody in the row."""
    weights = np.repeat(value, sizes)
    return np.asarray(np.bincount(item, weights=weights, minlength=count), np.float64)


def outcome_of(instance: Instance, columns: Columns, chosen: Longs) -> Outcome:
    """What the chosen columns come to."""
    value = np.zeros(len(columns))
    value[chosen] = columns.minutes[chosen]
    people = rest_of(instance) + spread(columns.people.sizes, columns.people.item, value, len(instance.people))
    return judged(instance, columns, chosen, people)


def judged(instance: Instance, columns: Columns, chosen: Longs, people: Floats) -> Outcome:
    """The figures of a plan whose minutes per person are known."""
    weights, worst = instance.weights, instance.worst
    heaviest = float(np.partition(people, len(people) - worst)[len(people) - worst :].sum()) if worst else 0.0
    minutes = float(people.sum() + columns.upkeep[chosen].sum())
    moved, changes = int(columns.moved[chosen].sum()), int(columns.changes[chosen].sum())
    objective = weights["worst_tenth"] * heaviest + weights["total"] * minutes + weights["moved"] * moved
    return Outcome(objective, heaviest / max(worst, 1), minutes, moved, changes, people)


def keep_all(instance: Instance) -> Longs:
    """The columns that leave everything as it is (a temporary group without an end is given one)."""
    return np.arange(len(instance.things), dtype=np.int64)
