"""What a plan gives back to the people of each level of units, in the low, middle and high case (退还分钟).

The plan is made in the middle case. Here the same plan is worked out once more with what each group costs in the low
and in the high case; the settings of the plan (opening one more group) have one case alone.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.plan.columns import Columns
from jianfu.plan.instance import KINDS, SCREEN, Floats, Instance, Longs
from jianfu.plan.outcome import spread
from jianfu.plan.ranks import read_ranks
from jianfu.plan.run_folder import AuditedRun, place_in
from jianfu.tables.unit import LEVELS

CASES = ("low", "middle", "high")


def given_back(run: AuditedRun, instance: Instance, columns: Columns, chosen: Longs) -> list[dict[str, object]]:
    """The rows of ``GIVEN_BACK``: means over everybody of a level, from province to village, unknown at the end."""
    things, count = instance.things, len(instance.people)
    opened = spread(things.people.sizes, things.people.item, things.open_cost, count)
    minutes = run.measure("burden_person").sort_by("person_id")
    before, back = {}, {}
    for case in CASES:
        load, reading = scaled(run, instance, case)
        today = spread(things.people.sizes, things.people.item, load + things.open_cost, count)
        before[case] = np.asarray(minutes[f"minutes_{case}"].to_numpy(), np.float64) + opened
        back[case] = today - _afterwards(instance, columns, chosen, load, reading)
    level = read_ranks(run, instance.people).level
    return [_row(name, level == at, before, back) for at, name in enumerate((*LEVELS, None)) if (level == at).any()]


def column_minutes(instance: Instance, columns: Columns, chosen: Longs, load: Floats, reading: Floats) -> Floats:
    """Minutes per person of each chosen column where things cost ``load``, and ``reading`` as entries of the screen."""
    things, pairs = instance.things, instance.pairs
    taken = columns.target[chosen]
    alone = np.where(columns.choice[chosen] == SCREEN, reading[taken], load[taken] + things.open_cost[taken])
    minutes = np.where(taken >= 0, alone, 0.0)
    joined = np.flatnonzero(columns.things.sizes[chosen] > 1)
    if not len(joined):
        return minutes
    targets = np.unique(taken[joined])
    some = np.flatnonzero(np.isin(pairs.a, targets) | np.isin(pairs.b, targets)).tolist()
    copied = {(int(pairs.a[at]), int(pairs.b[at])): float(pairs.copied_a[at]) for at in some}
    copied |= {(int(pairs.b[at]), int(pairs.a[at])): float(pairs.copied_b[at]) for at in some}
    for place in joined.tolist():
        target = int(taken[place])
        for one in columns.things.row(int(chosen[place])).tolist():
            if one != target:
                minutes[place] += (1 - copied[one, target]) * load[one]
    return minutes


def _afterwards(instance: Instance, columns: Columns, chosen: Longs, load: Floats, reading: Floats) -> Floats:
    value = np.zeros(len(columns))
    value[chosen] = column_minutes(instance, columns, chosen, load, reading)
    return spread(columns.people.sizes, columns.people.item, value, len(instance.people))


def scaled(run: AuditedRun, instance: Instance, case: str) -> tuple[Floats, Floats]:
    """Load and reading of every thing in one case: the middle case times what its group, or all apps, cost more."""
    things = instance.things
    if case == "middle":
        return things.load, things.reading
    rows = run.measure("burden_group")
    reading = rows.filter(pc.is_in(rows["component"], pa.array(["reading", "rereading"])))
    apps = run.measure("burden")
    apps = apps.filter(pc.equal(apps["component"], "app"))
    ratios = []
    for table in (rows, reading):
        ratio = np.where(things.kind == KINDS.index("app"), _ratio_of_sums(apps, case), 1.0)
        summed = table.group_by("group_id").aggregate([(f"minutes_{case}", "sum"), ("minutes_middle", "sum")])
        at = place_in(things.thing_id, summed["group_id"])
        middle = summed["minutes_middle_sum"].to_numpy()
        known = (at >= 0) & (middle > 0)
        ratio[at[known]] = summed[f"minutes_{case}_sum"].to_numpy()[known] / middle[known]
        ratios.append(ratio)
    return things.load * ratios[0], things.reading * ratios[1]


def _ratio_of_sums(rows: pa.Table, case: str) -> float:
    middle = pc.sum(rows["minutes_middle"]).as_py() or 0.0
    return float(pc.sum(rows[f"minutes_{case}"]).as_py() / middle) if middle else 1.0


def _row(name: str | None, inside: np.ndarray, before: dict[str, Floats], back: dict[str, Floats]) -> dict[str, object]:
    row: dict[str, object] = {"level": name, "people": int(inside.sum())}
    for word, books in (("before", before), ("back", back)):
        row |= {f"{word}_{case}": round(float(books[case][inside].mean()), 6) for case in CASES}
    return row
