"""The search for the best plan and the proof of how good it is (求解与证明).

The most burdened tenth couples everything: its minutes are the most that any weights on people, each 0 to 1 and
together a tenth of all, can make of everybody's minutes. For fixed weights the plan falls into components that are
solved exactly, and their cost is a lower bound for every plan. The weights move towards those who then bear most (a
dual step), each round leaves a plan and a bound, and the search ends when the two meet. A budget of changes is a price
per change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from jianfu.base import clock
from jianfu.base.progress import Progress, Quiet
from jianfu.plan.blocks import Blocks, limit_rows
from jianfu.plan.clash import reachable_limits
from jianfu.plan.columns import Columns, Covers
from jianfu.plan.folder import Clash, ParetoPoint
from jianfu.plan.greedy import costs, greedy_plan, heaviest
from jianfu.plan.instance import Floats, Instance, Longs
from jianfu.plan.outcome import Outcome, keep_all, outcome_of, rest_of

PROVEN = 1e-4
"""A plan within this share of the bound counts as optimal."""
ENOUGH = 1e-7
ROUNDS = 60
PARETO_POINTS = 8
QUIET = Quiet()


@dataclass(frozen=True)
class Limits:
    """How long to search, and the seed of the solver."""

    seconds: float = 60.0
    seed: int = 1


@dataclass
class Found:
    """The best plan so far."""

    chosen: Longs
    objective: float
    share: Floats
    """How much each person counts towards the most burdened tenth."""
    bound: float = -np.inf
    clashes: tuple[Clash, ...] = ()
    limited: tuple[int, ...] = ()
    most: tuple[int, ...] = ()
    reachable: tuple[int, ...] = ()
    pareto: tuple[ParetoPoint, ...] = ()
    progress: tuple[Mapping[str, float], ...] = field(default=())

    @property
    def gap(self) -> float:
        """How far at most the plan is from the best one, as a share of the objective."""
        return max(0.0, (self.objective - self.bound) / max(abs(self.objective), 1e-12))

    @property
    def status(self) -> str:
        """``optimal`` or ``feasible``."""
        return "optimal" if self.gap <= PROVEN else "feasible"


def search(
    instance: Instance, columns: Columns, covers: Covers, limits: Limits | None = None, progress: Progress = QUIET
) -> Found:
    """The best plan within the time; the same seed gives the same plan unless time runs out."""
    limits = limits or Limits()
    began = clock.seconds()
    reachable, clashes = reachable_limits(instance, limits.seed)
    asked, instance = instance, replace(instance, limits=reachable)
    before = outcome_of(instance, columns, keep_all(instance))
    share = heaviest(before.people, instance.worst)
    found = _start(instance, columns, covers, share)
    blocks = Blocks(instance, columns, covers, limits.seed)
    price = _price_of_changes(instance, blocks, columns, share)
    rounds: list[Mapping[str, float]] = []
    progress.start("plan-search", ROUNDS)
    for turn in range(ROUNDS):
        after = _round(instance, columns, blocks, found, (share, price))
        rounds.append({"objective": found.objective, "bound": found.bound, "seconds": clock.seconds() - began})
        progress.advance()
        if found.gap <= ENOUGH or clock.seconds() - began > limits.seconds:
            break
        share = share + (heaviest(after.people, instance.worst) - share) / (turn + 2)
    progress.finish()
    found.progress = tuple({name: round(value, 6) for name, value in one.items()} for one in rounds)
    found.clashes = clashes
    found.limited = tuple(asked.limits.unit.tolist())
    found.most, found.reachable = tuple(asked.limits.most.tolist()), tuple(reachable.most.tolist())
    found.pareto = _pareto(instance, columns, blocks, found, before)
    return found


def _start(instance: Instance, columns: Columns, covers: Covers, share: Floats) -> Found:
    """The greedy plan, where it keeps to every limit."""
    chosen = greedy_plan(instance, columns, covers)
    objective = outcome_of(instance, columns, chosen).objective
    if len(instance.limits.unit) and not _within_limits(instance, columns, chosen):
        objective = np.inf
    return Found(chosen, objective, share)


def _within_limits(instance: Instance, columns: Columns, chosen: Longs) -> bool:

    taken = np.zeros(len(columns))
    taken[chosen] = 1
    return all(taken[row.columns].sum() <= row.most for row in limit_rows(instance, columns, instance.limits))


def _round(instance: Instance, columns: Columns, blocks: Blocks, found: Found, prices: tuple[Floats, float]) -> Outcome:
    """One dual step: a bound and a plan for these prices; keeps the better of each in ``found``."""
    share, price = prices
    weights = instance.weights
    priced = blocks.solve(costs(instance, columns, share) + price * columns.changes)
    per_person = weights["worst_tenth"] * share + weights["total"]
    budget = _budget(instance)
    constant = float(per_person @ rest_of(instance)) - (price * budget if budget else 0.0)
    if priced.bound + constant > found.bound:
        found.bound, found.share = priced.bound + constant, share
    after = outcome_of(instance, columns, priced.chosen)
    if after.objective < found.objective and (not budget or after.changes <= budget):
        found.chosen, found.objective = priced.chosen, after.objective
    return after


def _budget(instance: Instance) -> int:
    """Most changes of this round; 0 for no limit."""
    return instance.weights.whole("changes")


def _price_of_changes(instance: Instance, blocks: Blocks, columns: Columns, share: Floats) -> float:
    """The least price per change at which the plan keeps to the budget; 0 where there is none."""
    budget = _budget(instance)
    cost = costs(instance, columns, share)

    def changes(price: float) -> int:
        return int(columns.changes[blocks.solve(cost + price * columns.changes).chosen].sum())

    if not budget or changes(0.0) <= budget:
        return 0.0
    low, high = 0.0, float(cost.max()) + 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if changes(middle) > budget else (low, middle)
    return high


def _pareto(
    instance: Instance, columns: Columns, blocks: Blocks, found: Found, before: Outcome
) -> tuple[ParetoPoint, ...]:
    """Plans with ever fewer changes: each is the best for its number of changes, at the prices of the proof."""
    cost = costs(instance, columns, found.share)
    kept = len(instance.things)
    gain = np.add.reduceat(cost[columns.things.item], columns.things.start[:-1]) - cost
    worth = np.sort((gain / np.maximum(columns.changes, 1))[kept:])
    worth = worth[worth > 0]
    prices = [0.0, *np.quantile(worth, np.linspace(0.1, 1.0, PARETO_POINTS)).tolist()] if len(worth) else [0.0]
    points = {0: ParetoPoint(before.changes, 0, 0.0, 0.0)}
    for price in prices:
        chosen = blocks.solve(cost + price * columns.changes).chosen
        after = outcome_of(instance, columns, chosen)
        points[after.changes] = _point(before, after)
    after = outcome_of(instance, columns, found.chosen)
    points[after.changes] = _point(before, after)
    return tuple(points[changes] for changes in sorted(points))


def _point(before: Outcome, after: Outcome) -> ParetoPoint:
    back = round(before.minutes - after.minutes, 6), round(before.worst_tenth - after.worst_tenth, 6)
    return ParetoPoint(after.changes, after.moved, *back)
