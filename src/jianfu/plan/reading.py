"""A finished audit as the input of a plan (读取审查结果): things, duties, what may change, local limits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from jianfu.detect.load import load_packs
from jianfu.plan.duty import DutyRow, duty_rows, ledger_duties, numbered, proposed_duties
from jianfu.plan.instance import KINDS, PROTECTIONS, Duties, Instance, Things, UnitLimits, no_limits
from jianfu.plan.read_groups import GroupFacts, read_groups
from jianfu.plan.read_others import Others, add_pairs, read_others
from jianfu.plan.read_pairs import group_pairs
from jianfu.plan.replay.replaying import Heard, hear
from jianfu.plan.run_folder import AuditedRun
from jianfu.plan.weights import Weights

LIMIT_RULE = "unit-group-count"


@dataclass(frozen=True)
class Reading:
    """The instance, and what its numbers stand for."""

    instance: Instance
    duties: Sequence[dict[str, object]]
    """Rows of the ``DUTIES`` table, those nothing carries today too."""
    heard: Heard
    """The period's messages, for the replay."""


def read_instance(run: AuditedRun, weights: Weights) -> Reading:
    """What a plan is made from; no figure is computed that the measures have already left."""
    burden = run.measure("burden_person").select(["person_id", "minutes_middle"]).sort_by("person_id")
    people: tuple[str, ...] = tuple(burden["person_id"].to_pylist())
    groups = read_groups(run, people, weights)
    others = read_others(run, people, weights)
    units = tuple(run.snapshot.read("unit", ["unit_id"])["unit_id"].to_pylist())
    ledger = ledger_duties(run, groups, people, weights)
    heard = hear(run, groups, people, ledger, weights)
    groups.may_end[heard.must_act_groups] = False
    rows = [*proposed_duties(run, groups, weights, heard.hours), *ledger]
    groups, rows = _guarded(groups, rows)
    things = _things(groups, others, units, weights)
    duties: Duties = numbered(rows)
    instance = Instance(
        as_of=run.as_of,
        snapshot_id=run.snapshot.snapshot_id,
        units=units,
        people=people,
        burden=np.asarray(burden["minutes_middle"].to_numpy(), np.float64),
        things=things,
        duties=duties,
        pairs=add_pairs(group_pairs(run, groups, weights), others, len(groups.ids)),
        limits=_unit_limits(run, units),
        weights=weights,
    )
    return Reading(instance, duty_rows(rows, things.thing_id), heard)


def _guarded(groups: GroupFacts, rows: list[DutyRow]) -> tuple[GroupFacts, list[DutyRow]]:
    """What a restricted duty of the ledger goes through is left as it is, like a restricted group."""
    for row in rows:
        if row.restricted:
            for carrier in row.carriers:
                groups.protected[carrier] = groups.protected[carrier] or PROTECTIONS.index("restricted")
    return groups, rows


def _things(groups: GroupFacts, others: Others, units: tuple[str, ...], weights: Weights) -> Things:
    """Groups in order of id, then the rest."""
    count = len(groups.ids)
    place = {one: at for at, one in enumerate(units)}
    unit_ids = [*groups.table["unit_id"].to_pylist(), *others.unit_id]
    names = groups.table.select(["name", "purpose"]).to_pylist()
    no_flags = np.zeros(len(others), np.bool_)
    people = groups.people.sizes
    return Things(
        kind=np.concatenate([np.full(count, KINDS.index("group"), np.int32), others.kind]),
        thing_id=(*groups.ids, *others.thing_id),
        name=(*(row["name"] or row["purpose"] or "" for row in names), *others.name),
        unit=np.asarray([place.get(one, -1) for one in unit_ids], np.int32),
        people=others.people_after(groups.people),
        load=np.concatenate([groups.load, others.load]),
        reading=np.concatenate([groups.reading, others.load]),
        open_cost=np.concatenate([np.where(people > 0, weights["group_open"], 0.0), np.zeros(len(others))]),
        upkeep=np.concatenate([np.full(count, weights["group_upkeep"]), others.upkeep]),
        cap=np.concatenate(
            [np.maximum(weights.whole("group_size"), people), np.full(len(others), np.iinfo(np.int32).max)]
        ).astype(np.int32),
        protected=np.concatenate([groups.protected, others.protected]),
        may_end=np.concatenate([groups.may_end & (groups.protected == 0), others.may_end & (others.protected == 0)]),
        must_end=np.concatenate([groups.must_end & (groups.protected == 0), no_flags]),
        may_screen=np.concatenate([groups.may_screen, no_flags]),
    )


def _unit_limits(run: AuditedRun, units: tuple[str, ...]) -> UnitLimits:
    """The most groups a unit may keep, where one of the audit's packs says so."""
    named = [name for name in run.record.packs if name != "national"]
    rules = {rule.id: rule for rule in load_packs(named).rules} if named else {}
    limits = rules[LIMIT_RULE].limits(run.as_of) if LIMIT_RULE in rules else None
    if not limits or not units:
        return no_limits()
    most = int(float(str(limits["group_count"])))
    owned = pc.unique(run.snapshot.read("work_group", ["unit_id"])["unit_id"]).to_pylist()
    place = {one: at for at, one in enumerate(units)}
    some = np.asarray(sorted(place[one] for one in owned if one in place), np.int32)
    return UnitLimits(some, np.full(len(some), most, np.int32))
