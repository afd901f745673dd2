"""What becomes of every thing, why, what it gives back, and what would have come next (处置建议)."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from jianfu.plan.columns import Columns, Covers, things_of
from jianfu.plan.greedy import costs
from jianfu.plan.instance import CHOICES, KEEP, KINDS, PROTECTIONS, SCREEN, Floats, Instance, Longs
from jianfu.plan.swaps import all_swaps, runners_up
from jianfu.plan.tables import CERTIFICATE

EXACT, LIKELY = 0.95, 0.8


def proposal_rows(
    instance: Instance, columns: Columns, covers: Covers, chosen: Longs, share: Floats
) -> list[dict[str, object]]:
    """The rows of ``PROPOSALS`` in key order; ``share``: who belongs to the most burdened tenth (0 to 1 each)."""
    taken = things_of(columns, chosen)
    swaps = all_swaps(instance, columns, covers, chosen, share)
    books = (costs(instance, columns, np.zeros_like(share)), _worst_minutes(columns, share))
    second = runners_up(columns, taken, swaps.more, swaps.possible)
    next_best = [(other, float(swaps.more[other])) for other in second.tolist()]
    rows = [
        _about(instance, at)
        | _fate(instance, columns, at, int(taken[at]), books)
        | _second(instance, columns, at, other)
        for at, other in enumerate(next_best)
    ]
    return sorted(rows, key=lambda row: (str(row["kind"]), str(row["thing_id"])))


def _about(instance: Instance, at: int) -> dict[str, object]:
    """What a thing is."""
    things = instance.things
    return {
        "kind": KINDS[things.kind[at]],
        "thing_id": things.thing_id[at],
        "name": things.name[at],
        "unit_id": instance.units[things.unit[at]] if things.unit[at] >= 0 else None,
        "protected": PROTECTIONS[things.protected[at]] or None,
        "confidence": EXACT if things.protected[at] or things.may_end[at] else LIKELY,
        "people": len(things.people.row(at)),
        "load": float(things.load[at]),
    }


def _fate(
    instance: Instance, columns: Columns, at: int, column: int, books: tuple[Floats, Floats]
) -> dict[str, object]:
    """What becomes of it, and what that gives back: of several made into one the gain stands with those that go."""
    things = instance.things
    target = int(columns.target[column])
    stays = target == at and columns.choice[column] != SCREEN and column != at
    part = columns.things.row(column)
    back, to_worst = (
        0.0 if stays else float((book[part].sum() - book[column]) / max(int(columns.changes[column]), 1))
        for book in books
    )
    goes = target >= 0 and target != at
    moved = np.setdiff1d(things.people.row(at), things.people.row(target)).size if goes else 0
    return {
        "choice": CHOICES[KEEP if stays else int(columns.choice[column])],
        "target_id": things.thing_id[target] if goes else None,
        "reason": _reason(instance, at, column, stays=stays),
        "moved": int(moved),
        "minutes_back": round(back, 6),
        "worst_tenth_back": round(to_worst, 6),
    }


def _second(instance: Instance, columns: Columns, at: int, other: tuple[int, float]) -> dict[str, object]:
    """What would have come next."""
    column, more = other
    if column < 0:
        return {"runner_up": None, "runner_up_target_id": None, "runner_up_cost": None}
    target = int(columns.target[column])
    return {
        "runner_up": CHOICES[KEEP if target == at and column >= len(instance.things) else int(columns.choice[column])],
        "runner_up_target_id": instance.things.thing_id[target] if target >= 0 and target != at else None,
        "runner_up_cost": round(more, 6),
    }


def _worst_minutes(columns: Columns, share: Floats) -> Floats:
    """Minutes each column lays on the most burdened tenth."""
    summed = np.concatenate([[0.0], np.cumsum(share[columns.people.item])])
    return np.asarray(columns.minutes * (summed[columns.people.start[1:]] - summed[columns.people.start[:-1]]))


def _reason(instance: Instance, at: int, column: int, *, stays: bool) -> str:
    """The message ``plan-reason-...`` that says why."""
    things = instance.things
    kind = KINDS[things.kind[at]]
    if things.protected[at]:
        return f"protected-{PROTECTIONS[things.protected[at]].replace('_', '-')}"
    if stays:
        return "takes-in-others"
    if column >= len(things):
        return "no-duty" if things.may_end[at] else f"same-work-{kind}"
    if kind != "group":
        return "nothing-does-the-same"
    return "needs-an-end" if things.must_end[at] else "carries-a-duty"


def certificate_table(instance: Instance, columns: Columns, chosen: Longs) -> pa.Table:
    """For every duty and person the path that remains: the first carrier that still reaches the person.

    A duty no path is left for raises ``ValueError``: such a plan must not leave the house.
    """
    taken = things_of(columns, chosen)
    after = columns.target[taken]
    weights = instance.weights
    hours = np.where(columns.choice[taken] == SCREEN, weights["screen_hours"], weights["group_hours"])
    duties, things = instance.duties, instance.things
    pieces: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for duty in range(len(duties)):
        left = duties.needed.row(duty)
        for carrier in duties.carriers.row(duty).tolist():
            if after[carrier] < 0 or not len(left):
                continue
            found = left[np.isin(left, things.people.row(carrier))]
            left = np.setdiff1d(left, found)
            pieces.append((np.full(len(found), duty), found, np.full(len(found), carrier)))
        if len(left):
            raise ValueError(f"no path left for {len(left)} people of duty {duties.duty_id[duty]}")
    duty_of, person, carrier_of = (
        np.concatenate([np.zeros(0, np.int64), *(piece[part] for piece in pieces)]).astype(np.int64)
        for part in range(3)
    )
    ids = pa.array(things.thing_id, pa.string())
    return pa.table(
        [
            pa.array(duties.duty_id, pa.string()).take(pa.array(duty_of)),
            pa.array(instance.people, pa.string()).take(pa.array(person)),
            ids.take(pa.array(carrier_of)),
            ids.take(pa.array(after[carrier_of])),
            pa.array(hours[carrier_of]),
        ],
        schema=CERTIFICATE.schema,
    ).sort_by([("duty_id", "ascending"), ("person_id", "ascending")])


def count_choices(rows: Sequence[dict[str, object]]) -> dict[str, int]:
    """How many things meet each fate, as ``group-merge``."""
    found: dict[str, int] = {}
    for row in rows:
        name = f"{row['kind']}-{row['choice']}"
        found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items()))
