"""Made-up instances: a handful of groups, who is in them, which duties go through them, and the audit they stand in."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from jianfu.detect.finding import FINDING
from jianfu.plan.columns import cover_rows, make_columns
from jianfu.plan.folder import Plan, open_plan, write_plan_record
from jianfu.plan.instance import Duties, Instance, Pairs, Things, UnitLimits, rows_of
from jianfu.plan.make import leave_plan
from jianfu.plan.search import Found
from jianfu.plan.weights import Weights, default_weights
from jianfu.tables import TABLES

AS_OF = date(2026, 9, 30)


def with_weights(**values: float) -> Weights:
    settings = dict(default_weights().settings)
    for name, value in values.items():
        settings[name] = type(settings[name])(value, settings[name].unit, settings[name].source)
    return Weights(settings)


def instance_of(
    rng: np.random.Generator,
    groups: int,
    people: int,
    *,
    limit: int | None = None,
    mergeable: float = 0.5,
    **weights: float,
) -> Instance:
    """A random instance; every group carries a duty unless it may end, some duties have two carriers."""
    members = [
        np.sort(rng.choice(people, int(rng.integers(2, max(3, people // 2))), replace=False)) for _ in range(groups)
    ]
    for at in range(1, groups):
        if rng.random() < 0.4:
            kept = members[at - 1][rng.random(len(members[at - 1])) < 0.9]
            members[at] = kept if len(kept) > 1 else members[at - 1]
    person = rows_of(np.repeat(np.arange(groups), [len(one) for one in members]), np.concatenate(members), groups)
    protected = np.where(rng.random(groups) < 0.2, rng.integers(1, 3, groups), 0).astype(np.int32)
    may_end = (rng.random(groups) < 0.35) & (protected == 0)
    lasting = rng.random(groups) >= 0.1
    pairs = [
        (a, b)
        for a in range(groups)
        for b in range(a + 1, groups)
        if rng.random() < mergeable and lasting[a] == lasting[b]
    ]
    a, b = np.asarray(pairs, np.int32).reshape(-1, 2).T
    shared = [sorted(rng.choice(groups, 2, replace=False).tolist()) for _ in range(groups // 2)]
    secret = [any(protected[one] == 2 for one in some) for some in shared]
    told = sorted({one for some, hidden in zip(shared, secret, strict=True) if hidden for one in some})
    protected[told] = np.maximum(protected[told], 2)
    may_end &= protected == 0
    alone = np.flatnonzero(~may_end).tolist()
    carriers = [*([at] for at in alone), *shared]
    restricted = np.asarray([*(protected[alone] == 2), *secret], np.bool_)
    needed = [np.unique(np.concatenate([members[one] for one in some])) for some in carriers]
    load = rng.lognormal(0.5, 1.0, groups)
    things = Things(
        kind=np.zeros(groups, np.int32),
        thing_id=tuple(f"g{at:03d}" for at in range(groups)),
        name=tuple("lasting" if one else "temporary" for one in lasting),
        unit=rng.integers(0, 3, groups).astype(np.int32),
        people=person,
        load=load,
        reading=load * 0.5,
        open_cost=np.full(groups, 0.25),
        upkeep=np.full(groups, 5.0),
        cap=np.full(groups, max(people - 2, 3), np.int32),
        protected=protected,
        may_end=may_end,
        must_end=~lasting & (protected == 0) & ~may_end,
        may_screen=(rng.random(groups) < 0.2) & (protected == 0),
    )
    copied = rng.random((2, len(pairs))) * 0.6
    base = rng.lognormal(2.0, 0.7, people)
    burden = base + np.bincount(person.item, weights=np.repeat(load, person.sizes), minlength=people)
    chosen = {"group_size": max(people - 2, 3), "screen_there": 1, "same_people": 0, **weights}
    units = np.arange(3, dtype=np.int32) if limit is not None else np.zeros(0, np.int32)
    return Instance(
        as_of=AS_OF,
        snapshot_id="made-up",
        units=("u0", "u1", "u2"),
        people=tuple(f"p{at:03d}" for at in range(people)),
        burden=burden,
        things=things,
        duties=Duties(
            tuple(f"d{at:03d}" for at in range(len(carriers))),
            rng.choice([1.0, 4.0, 24.0], len(carriers)),
            restricted,
            rows_of(
                np.repeat(np.arange(len(carriers)), [len(one) for one in carriers]),
                np.concatenate(carriers),
                len(carriers),
            ),
            rows_of(
                np.repeat(np.arange(len(needed)), [len(one) for one in needed]), np.concatenate(needed), len(needed)
            ),
        ),
        pairs=Pairs(a, b, copied[0], copied[1], np.ones(len(pairs)), np.zeros(len(pairs), np.bool_)),
        limits=UnitLimits(units, np.full(len(units), limit or 0, np.int32)),
        weights=with_weights(**chosen),
    )


def snapshot_of(instance: Instance, folder: Path) -> None:
    """The snapshot such an instance would have been read from, as far as the checker looks."""
    things = instance.things
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"snapshot_id": instance.snapshot_id}))
    unit = [instance.units[at] for at in things.unit]
    groups = [
        {
            "group_id": one, "unit_id": unit[at], "restricted": bool(things.protected[at] == 2), "state": "active",
            "type": "fixed" if things.name[at] == "lasting" else "temporary",
            "last_active_on": AS_OF - timedelta(100 if things.may_end[at] else 1),
        }
        for at, one in enumerate(things.thing_id)
    ]  # fmt: skip
    members = [
        {"group_id": things.thing_id[at], "person_id": instance.people[one]}
        for at in range(len(things))
        for one in things.people.row(at)
    ]
    exempt = [
        {"exemption_id": f"x{at}", "subject_kind": "group", "subject_id": one, "approved": True, "until_on": AS_OF}
        for at, one in enumerate(things.thing_id)
        if things.protected[at] == 1
    ]
    for name, rows in (("work_group", groups), ("membership", members), ("exemption", exempt), ("person", [])):
        pq.write_table(TABLES[name].arrow(rows), folder / f"{name}.parquet")


def audit_of(instance: Instance, folder: Path) -> None:
    """The audit of that snapshot, as far as the checker looks: what it found dead, and which units are over a limit."""
    things = instance.things
    dead = [("group-zombie", things.thing_id[at], 90.0) for at in np.flatnonzero(things.may_end).tolist()]
    counted = np.bincount(things.unit[things.protected != 1], minlength=len(instance.units))
    limits = zip(instance.limits.unit.tolist(), instance.limits.most.tolist(), strict=True)
    over = [("unit-group-count", instance.units[unit], float(most)) for unit, most in limits if counted[unit] > most]
    names = ("rule_id", "subject_id", "limit_value")
    rows = [
        {"finding_id": f"f{at}", "state": "open", **dict(zip(names, one, strict=True))}
        for at, one in enumerate([*dead, *over])
    ]
    folder.mkdir(parents=True)
    pq.write_table(FINDING.arrow(rows), folder / "findings.parquet")
    rules = [{"id": "group-zombie", "state": "fired"}]
    record = {"as_of": str(AS_OF), "snapshot": "../snapshot", "snapshot_id": instance.snapshot_id, "rules": rules}
    (folder / "run.json").write_text(json.dumps(record))


def duties_of(instance: Instance) -> list[dict[str, object]]:
    duties, things = instance.duties, instance.things
    return [
        {
            "duty_id": one, "name": one, "within_hours": float(duties.within_hours[at]),
            "restricted": bool(duties.restricted[at]), "source": "evidence", "confidence": 0.9,
            "carriers": " ".join(things.thing_id[carrier] for carrier in duties.carriers.row(at)),
            "people": len(duties.needed.row(at)), "unreached": 0,
        }
        for at, one in enumerate(duties.duty_id)
    ]  # fmt: skip


def plan_of(instance: Instance, found: Found, folder: Path) -> Plan:
    """A plan folder with its snapshot, audit and weights beside it."""
    snapshot_of(instance, folder / "snapshot")
    audit_of(instance, folder / "run")
    own = {name: {"value": setting.value} for name, setting in instance.weights.settings.items()}
    (folder / "weights.yaml").write_text(json.dumps({"weights": own}))
    plan = folder / "plan"
    plan.mkdir()
    columns = make_columns(instance, cover_rows(instance))
    places = ("../run", "../snapshot")
    record = leave_plan(plan, instance, columns, found, duties=duties_of(instance), places=places, seed=1)
    write_plan_record(replace(record, weights_file="../weights.yaml"), plan)
    return open_plan(plan)
