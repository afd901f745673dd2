"""A replay asked for by itself (单独推演): of a plan that lies in its folder, or of a campaign on a dataset.

Where no audit of the dataset is at hand its measures are taken anew, and thrown away afterwards.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.base.progress import Progress
from jianfu.base.version import VERSION
from jianfu.dataset.snapshot import Snapshot, open_snapshot
from jianfu.detect.finding import FINDING
from jianfu.detect.record import FILE_NAME, RunRecord
from jianfu.engine.choose import open_engine
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.run import compute_all
from jianfu.plan.duty import ledger_duties
from jianfu.plan.folder import Plan, open_plan
from jianfu.plan.read_groups import read_groups
from jianfu.plan.replay.record import Replayed
from jianfu.plan.replay.replaying import Heard, hear, replay
from jianfu.plan.replay.structure import campaign, planned
from jianfu.plan.run_folder import AuditedRun, open_audited
from jianfu.plan.weights import Weights, default_weights


def replay_made(folder: Path, dataset: Path | None, progress: Progress) -> Replayed:
    """Replays a plan on a DATASET, snapshot or RUN folder; by default on what the plan was made from.

    Raises ``UserProblem`` where there is no plan, or where the data are not those it was made from.
    """
    plan = open_plan(folder)
    if dataset is None and not plan.snapshot.is_dir():
        raise UserProblem("replay-snapshot-gone", path=plan.snapshot)
    with _audited(dataset or plan.snapshot, plan, progress) as run:
        if run.snapshot.snapshot_id != plan.record.snapshot_id:
            raise UserProblem("replay-other-snapshot", plan=plan.record.snapshot_id, dataset=run.snapshot.snapshot_id)
        heard = _heard(run, _weights_of(plan))
        return replay(heard, planned(heard.groups, plan.proposals, heard.weights["screen_hours"]))


def replay_campaign(name: str, dataset: Path, progress: Progress) -> Replayed:
    """Replays one of ``CAMPAIGNS`` on a DATASET, snapshot or RUN folder."""
    with _audited(dataset, None, progress) as run:
        heard = _heard(run, default_weights())
        return replay(heard, campaign(name, heard.groups, heard.weights))


def _heard(run: AuditedRun, weights: Weights) -> Heard:
    people: tuple[str, ...] = tuple(sorted(run.measure("burden_person")["person_id"].to_pylist()))
    groups = read_groups(run, people, weights)
    heard = hear(run, groups, people, ledger_duties(run, groups, people, weights), weights)
    if not heard.said.messages:
        raise UserProblem("replay-no-messages", path=run.snapshot.folder)
    return heard


def _weights_of(plan: Plan) -> Weights:
    """The weights a plan was made with."""
    settings = default_weights().settings
    made = {name: plan.record.weights.get(name, setting.value) for name, setting in settings.items()}
    return Weights({name: type(one)(made[name], one.unit, one.source) for name, one in settings.items()})


@contextmanager
def _audited(place: Path, plan: Plan | None, progress: Progress) -> Iterator[AuditedRun]:
    """The audit at a place, else that of the plan where it is of the same data, else measures taken now."""
    if (place / FILE_NAME).is_file():
        yield open_audited(place)
        return
    snapshot = open_snapshot(place)
    if plan is not None and (plan.run / FILE_NAME).is_file():
        run = open_audited(plan.run)
        if run.record.snapshot_id == snapshot.snapshot_id:
            yield replace(run, record=replace(run.record, snapshot=str(snapshot.folder.absolute())))
            return
    as_of = plan.record.as_of if plan is not None else snapshot.last_day or clock.today()
    with tempfile.TemporaryDirectory(prefix="jianfu-replay-") as scratch:
        yield _measured(snapshot, as_of, Path(scratch), progress)


def _measured(snapshot: Snapshot, as_of: date, folder: Path, progress: Progress) -> AuditedRun:
    """A run folder with the measures of a snapshot and no findings."""
    with closing(open_engine()) as engine:
        compute_all(MeasureInput(snapshot, engine, as_of), folder / "measures", progress)
        pq.write_table(FINDING.arrow(), folder / "findings.parquet")
        record = RunRecord(
            jianfu=VERSION, as_of=as_of, engine=engine.name, snapshot=str(snapshot.folder.absolute()),
            snapshot_id=snapshot.snapshot_id, packs=(), inputs=(), rules=(),
        )  # fmt: skip
    return AuditedRun(folder, record)
