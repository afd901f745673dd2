"""From an audit to a plan folder (制定方案): read, search, prove, write."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from os.path import relpath
from pathlib import Path

import numpy as np

from jianfu.base import clock
from jianfu.base.progress import Progress, Quiet
from jianfu.base.version import VERSION
from jianfu.base.whole import whole_folder
from jianfu.plan.columns import Columns, Covers, cover_rows, make_columns
from jianfu.plan.explain import explain, read_bearers
from jianfu.plan.folder import (
    FILE_NAME,
    Clash,
    Plan,
    PlanRecord,
    UnitLimit,
    open_plan,
    write_explanations,
    write_given_back,
    write_plan_record,
    write_tables,
)
from jianfu.plan.given_back import given_back
from jianfu.plan.instance import Instance, UnitLimits
from jianfu.plan.outcome import keep_all, outcome_of
from jianfu.plan.proposal import certificate_table, count_choices, proposal_rows
from jianfu.plan.reading import read_instance
from jianfu.plan.replay.record import write_replay
from jianfu.plan.replay.replaying import Heard, replay_plan
from jianfu.plan.run_folder import AuditedRun, open_audited
from jianfu.plan.search import Found, Limits, search
from jianfu.plan.weights import Weights, default_weights

QUIET = Quiet()


@dataclass(frozen=True)
class PlanOptions:
    """How to plan; the defaults are those of the command line."""

    weights: Weights = field(default_factory=default_weights)
    seconds: float = 60.0
    """For the search; reading and writing come on top."""
    seed: int = 1


def make_plan(run: Path, *, out: Path, options: PlanOptions | None = None, progress: Progress = QUIET) -> Plan:
    """A plan of an audited run in the folder ``out``; it is there whole or not at all."""
    options = options or PlanOptions()
    began = clock.seconds()
    audited = open_audited(run)
    progress.start("plan-read")
    reading = read_instance(audited, options.weights)
    instance = reading.instance
    covers = cover_rows(instance)
    columns = make_columns(instance, covers)
    progress.finish()
    found = search(instance, columns, covers, Limits(options.seconds, options.seed), progress)
    found.clashes = _with_names(found.clashes, audited)
    progress.start("plan-write")
    with whole_folder(out, marker=FILE_NAME) as folder:
        run_place = relpath(run.absolute(), out.absolute())
        snapshot_place = relpath(audited.snapshot.folder.absolute(), out.absolute())
        record = leave_plan(
            folder,
            instance,
            columns,
            found,
            duties=reading.duties,
            places=(run_place, snapshot_place),
            seed=options.seed,
            covers=covers,
        )
        bearers = read_bearers(audited, instance, reading.duties)
        write_explanations(folder, explain(held(instance, found), columns, covers, found, bearers))
        write_given_back(folder, given_back(audited, instance, columns, found.chosen))
        record = replayed(record, folder, reading.heard, audited)
        own = options.weights.path
        weights_place = relpath(own.absolute(), out.absolute()) if own else None
        record = replace(record, weights_file=weights_place, seconds=round(clock.seconds() - began, 3))
        write_plan_record(record, folder)
    progress.finish()
    return open_plan(out)


def replayed(record: PlanRecord, folder: Path, heard: Heard, run: AuditedRun) -> PlanRecord:
    """Replays the period's messages in the plan that lies in ``folder``, and refuses it where one is lost (推演)."""
    found = replay_plan(heard, open_plan(folder).proposals, run)
    write_replay(found, folder)
    return replace(record, status="refused") if found.status == "refused" else record


def leave_plan(  # noqa: PLR0913 - all a plan folder holds
    folder: Path,
    instance: Instance,
    columns: Columns,
    found: Found,
    *,
    duties: Sequence[dict[str, object]],
    places: tuple[str, str],
    seed: int,
    covers: Covers | None = None,
) -> PlanRecord:
    """Writes a plan into its folder; ``places``: where run and snapshot stand, seen from there.

    ``covers``: those of the instance, where they are known already.
    """
    before = outcome_of(instance, columns, keep_all(instance))
    after = outcome_of(instance, columns, found.chosen)
    rows = proposal_rows(held(instance, found), columns, covers or cover_rows(instance), found.chosen, found.share)
    write_tables(folder, duties, rows, certificate_table(instance, columns, found.chosen))
    record = PlanRecord(
        jianfu=VERSION,
        run=places[0],
        snapshot=places[1],
        snapshot_id=instance.snapshot_id,
        as_of=instance.as_of,
        seed=seed,
        status=found.status,
        objective=after.objective,
        bound=found.bound,
        gap=found.gap,
        changes=sum(row["choice"] != "keep" for row in rows),
        moved=after.moved,
        minutes_before=before.minutes,
        minutes_after=after.minutes,
        worst_tenth_before=before.worst_tenth,
        worst_tenth_after=after.worst_tenth,
        weights={name: setting.value for name, setting in instance.weights.settings.items()},
        limits=_unit_limits(instance.units, found),
        clashes=found.clashes,
        pareto=found.pareto,
        progress=found.progress,
        choices=count_choices(rows),
    )
    write_plan_record(record, folder)
    return record


def held(instance: Instance, found: Found) -> Instance:
    """The instance with the limits the plan could keep to, which may be above those asked for."""
    units, most = np.asarray(found.limited, np.int32), np.asarray(found.reachable, np.int32)
    return replace(instance, limits=UnitLimits(units, most))


def _with_names(clashes: tuple[Clash, ...], run: AuditedRun) -> tuple[Clash, ...]:
    """Clashes that name their unit as people do."""
    units = run.snapshot.read("unit", ["unit_id", "name"]).to_pylist()
    names = {row["unit_id"]: row["name"] or row["unit_id"] for row in units}
    return tuple(replace(one, facts={**one.facts, "name": names[str(one.facts["unit"])]}) for one in clashes)


def _unit_limits(units: tuple[str, ...], found: Found) -> tuple[UnitLimit, ...]:
    return tuple(
        UnitLimit(units[unit], most, reachable)
        for unit, most, reachable in zip(found.limited, found.most, found.reachable, strict=True)
    )
