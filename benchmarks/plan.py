"""``python benchmarks/plan.py [--groups 900 20000 200000] [--seconds 15]``: how long a plan takes, how good it is.

Beside it what greedy, local search and the crude campaigns would do. Instances are made up, of a county, a city and a
province by size.
"""

import argparse
import resource
import time
from datetime import date

import numpy as np

from jianfu.plan.columns import Columns, Covers, cover_rows, make_columns, things_of
from jianfu.plan.greedy import greedy_plan
from jianfu.plan.instance import Duties, Instance, Pairs, Things, no_limits, rows_of
from jianfu.plan.outcome import keep_all, outcome_of, rest_of, spread
from jianfu.plan.search import Limits, search
from jianfu.plan.weights import default_weights

SECONDS = {900: 15.0, 20_000: 120.0, 200_000: 1200.0}
TOWN_PEOPLE, TOWN_GROUPS = 310, 260
STEPS_A_GROUP = 60


def make_instance(groups: int, seed: int) -> Instance:
    """Towns of some 310 people and 260 groups; works of one to four groups, some restricted, some dead."""
    rng = np.random.default_rng(seed)
    towns = max(1, groups // TOWN_GROUPS)
    people = towns * TOWN_PEOPLE
    members: list[np.ndarray] = []
    work: list[int] = []
    for number in range(groups):
        first = int(rng.integers(towns)) * TOWN_PEOPLE
        if work and rng.random() < 0.3 and work[-4:].count(work[-1]) < 4:
            base = members[-1][rng.random(len(members[-1])) < 0.92]
            added = members[-1].min() // TOWN_PEOPLE * TOWN_PEOPLE + rng.integers(
                0, TOWN_PEOPLE, int(rng.integers(0, 6))
            )
            members.append(np.unique(np.concatenate([base, added])))
            work.append(work[-1])
        else:
            size = int(np.clip(rng.lognormal(3.5, 0.8), 3, TOWN_PEOPLE))
            members.append(np.sort(first + rng.choice(TOWN_PEOPLE, size, replace=False)))
            work.append(number)
    sizes = np.asarray([len(one) for one in members])
    person = rows_of(np.repeat(np.arange(groups), sizes), np.concatenate(members), groups)
    protected = np.where(rng.random(groups) < 0.12, 2, 0).astype(np.int32)
    may_end = (rng.random(groups) < 0.08) & (protected == 0)
    load = np.where(may_end, 0.0, rng.lognormal(0.3, 1.0, groups))
    of_work: dict[int, list[int]] = {}
    for at, one in enumerate(work):
        if not protected[at] and not may_end[at]:
            of_work.setdefault(one, []).append(at)
    pairs = np.asarray([(a, b) for some in of_work.values() for a in some for b in some if a < b], np.int32).reshape(
        -1, 2
    )
    copied = np.maximum(0.25, rng.random((2, len(pairs))) * 0.6)
    carried = np.flatnonzero(~may_end)
    place = np.full(groups, -1)
    place[carried] = np.arange(len(carried))
    row = np.repeat(np.arange(groups), person.sizes)
    known = place[row] >= 0
    needed = rows_of(place[row[known]], person.item[known], len(carried))
    burden = rng.lognormal(3.0, 0.6, people) + np.bincount(person.item, np.repeat(load, person.sizes), people)
    things = Things(
        kind=np.zeros(groups, np.int32), thing_id=tuple(map(str, range(groups))), name=tuple(map(str, range(groups))),
        unit=(np.asarray([one[0] for one in members]) // TOWN_PEOPLE).astype(np.int32), people=person,
        load=load,
        reading=load,
        open_cost=np.full(groups, 0.25),
        upkeep=np.full(groups, 5.0), cap=np.full(groups, 500, np.int32),
        protected=protected,
        may_end=may_end,
        must_end=np.zeros(groups, np.bool_), may_screen=np.zeros(groups, np.bool_),
    )  # fmt: skip
    duties = Duties(
        tuple(map(str, carried)), np.full(len(carried), 24.0), protected[carried] == 2,
        rows_of(np.arange(len(carried)), carried, len(carried)), needed,
    )  # fmt: skip
    alike = Pairs(pairs[:, 0], pairs[:, 1], copied[0], copied[1], np.ones(len(pairs)), np.zeros(len(pairs), np.bool_))
    units, names = tuple(map(str, range(towns))), tuple(map(str, range(people)))
    return Instance(
        date(2026, 9, 30), "made-up", units, names, burden, things, duties, alike, no_limits(), default_weights()
    )


def local_search(instance: Instance, columns: Columns, covers: Covers, seed: int) -> np.ndarray:
    """From the greedy plan: random changes, kept where everybody's weighted minutes fall (first improvement)."""
    rng = np.random.default_rng(seed)
    chosen = set(greedy_plan(instance, columns, covers).tolist())
    people = outcome_of(instance, columns, np.asarray(sorted(chosen))).people.copy()
    taken = np.zeros(len(instance.things), np.int64)
    for column in chosen:
        taken[columns.things.row(column)] = column
    weights, worst = instance.weights, instance.worst
    limit = np.partition(people, -worst)[-worst]
    for column in rng.integers(len(instance.things), len(columns), STEPS_A_GROUP * len(instance.things)).tolist():
        part = columns.things.row(column)
        old = np.unique(taken[part])
        if column in chosen or any((~np.isin(columns.things.row(int(one)), part)).any() for one in old):
            continue
        touched = np.unique(
            np.concatenate([columns.people.row(column), *(columns.people.row(int(one)) for one in old)])
        )
        after = people[touched].copy()
        for one, sign in ((column, 1.0), *((int(one), -1.0) for one in old)):
            after[np.searchsorted(touched, columns.people.row(one))] += sign * columns.minutes[one]
        gain = weights["worst_tenth"] * (np.maximum(people[touched] - limit, 0) - np.maximum(after - limit, 0)).sum()
        gain += (people[touched] - after).sum() + columns.upkeep[old].sum() - columns.upkeep[column]
        gain += weights["moved"] * (columns.moved[old].sum() - columns.moved[column])
        if gain > 1e-9:
            people[touched] = after
            chosen = (chosen - set(old.tolist())) | {column}
            taken[part] = column
    return np.asarray(sorted(chosen))


def missed_by(instance: Instance, gone: np.ndarray) -> int:
    """Duties times people whose only carrier is gone; each duty here has one carrier."""
    return int(instance.duties.needed.sizes[gone[instance.duties.carriers.item]].sum())


def campaign(instance: Instance, name: str) -> tuple[float, int, int]:
    """Worst tenth, duties-and-people that lose their path, and changes of a crude campaign."""
    things = instance.things
    sizes = things.people.sizes
    people = np.repeat(np.arange(len(things)), sizes)
    minutes = rest_of(instance)
    if name == "one unit one group":
        key = things.unit[people].astype(np.int64) * len(instance.people) + things.people.item
        pair = np.unique(key)
        unit = pair // len(instance.people)
        load = np.bincount(things.unit, weights=things.load)
        minutes += np.bincount(pair % len(instance.people), load[unit] + 0.25, len(instance.people))
        missed = missed_by(instance, np.zeros(len(things), np.bool_))
        changes = len(things) - len(np.unique(things.unit))
    else:
        gone = things.may_end.copy()
        if name == "delete the 60 % smallest":
            gone = np.argsort(np.argsort(sizes, kind="stable")) < 0.6 * len(things)
        kept = np.where(gone, 0.0, things.load + things.open_cost)
        minutes += spread(sizes, things.people.item, kept, len(instance.people))
        missed, changes = missed_by(instance, gone), int(gone.sum())
    worst = float(np.sort(minutes)[-instance.worst :].mean())
    return worst, missed, changes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, nargs="+", default=list(SECONDS))
    parser.add_argument("--seconds", type=float, default=None)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for groups in options.groups:
        instance = make_instance(groups, options.seed)
        began = time.perf_counter()
        covers = cover_rows(instance)
        columns = make_columns(instance, covers)
        built = time.perf_counter() - began
        limit = options.seconds or SECONDS.get(groups, 60.0)
        found = search(instance, columns, covers, Limits(limit, options.seed))
        took = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        held = len(instance.things.people.item)
        print(f"\n{groups} groups, {len(instance.people)} people, {held} memberships, {len(columns)} columns")
        print(f"{took:.1f} s ({built:.1f} s to build), gap {100 * found.gap:.4f} %, {found.status}, {memory:.2f} GB")
        plans = {"as it is": keep_all(instance), "plan": found.chosen, "greedy": greedy_plan(instance, columns, covers)}
        if groups <= 20_000:
            plans["local search"] = local_search(instance, columns, covers, options.seed)
        print(f"{'':28}{'worst tenth':>12}{'objective':>16}{'missed':>10}{'changes':>10}")
        for name, chosen in plans.items():
            after = outcome_of(instance, columns, chosen)
            missed = missed_by(instance, columns.target[things_of(columns, chosen)] < 0)
            print(f"{name:28}{after.worst_tenth:12.2f}{after.objective:16.1f}{missed:10}{after.changes:10}")
        for name in ("one unit one group", "delete the 60 % smallest", "delete idle 90 days"):
            worst, missed, changes = campaign(instance, name)
            print(f"{name:28}{worst:12.2f}{'':16}{missed:10}{changes:10}")


if __name__ == "__main__":
    main()
