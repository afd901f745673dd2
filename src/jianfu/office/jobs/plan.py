"""The job behind a plan (方案任务): made, checked by code that shares nothing with what made it, drawn, then told."""

from django.db import transaction

from jianfu.base import clock
from jianfu.base.i18n import LANGUAGES
from jianfu.base.progress import Progress
from jianfu.office import log
from jianfu.office.entries import BATCH
from jianfu.office.jobs import queue
from jianfu.office.jobs.unmade import end_unmade, sweep
from jianfu.office.models import Entry, Job, Plan, Proposal
from jianfu.office.orders import orders_folder
from jianfu.office.place import here
from jianfu.orders.write import write_orders
from jianfu.plan.folder import Plan as Folder
from jianfu.plan.make import PlanOptions, make_plan
from jianfu.plan.replay.record import read_replay
from jianfu.plan.weights import default_weights, write_weights
from jianfu.plan_check import Verdict, check_plan
from jianfu.report.plan.picture import write_picture

SECONDS = 60.0
"""For the search; a county takes a few."""
FIGURES = (
    "status", "gap", "changes", "moved", "minutes_before", "minutes_after", "worst_tenth_before", "worst_tenth_after",
)  # fmt: skip


def work(job: Job, progress: Progress) -> None:
    """Plans; afterwards the plan with its verdict and its proposals is there, or nothing is."""
    of = Plan.objects.select_related("audit").get(pk=job.subject)
    sweep(of, here().plans)
    folder = here().plans / f"{of.pk:06}"
    own = here().plans / f"{of.pk:06}.yaml"
    options = PlanOptions(write_weights(of.settings, own) if of.settings else default_weights(), SECONDS)
    made = make_plan(here().runs / of.audit.folder, out=folder, options=options, progress=progress)
    progress.start("plan-check")
    verdict = check_plan(folder)
    progress.finish()
    progress.start("plan-draw")
    write_picture(made)
    for language in LANGUAGES:
        write_orders(made, language, folder / orders_folder(language))
    progress.finish()
    replayed = read_replay(folder)
    with transaction.atomic():
        Proposal.objects.bulk_create(_proposals(of, made), batch_size=BATCH)
        of.state, of.folder, of.finished_at = "finished", folder.name, clock.now()
        of.snapshot_id = made.record.snapshot_id
        of.figures = {name: getattr(made.record, name) for name in FIGURES}
        of.verdict, of.replay = _told(verdict), replayed.status if replayed else ""
        of.save()
        log.append("plan-finished", f"plan/{of.pk}", audit=of.audit_id, snapshot=of.snapshot_id,
                   changes=made.record.changes, accepted=of.verdict["accepted"], replay=of.replay)  # fmt: skip
        queue.finish(job)


def failed(job: Job) -> None:
    """The plan will not be; what it left on the disk goes."""
    end_unmade(Plan.objects.get(pk=job.subject), job, here().plans)


def _told(verdict: Verdict) -> dict[str, object]:
    counts = {"duties": verdict.duties, "paths": verdict.paths, "things": verdict.things}
    if verdict.violation is None:
        return {"accepted": True, **counts}
    facts = {name: str(fact) for name, fact in verdict.violation.facts.items()}
    return {"accepted": False, "code": verdict.violation.code, "facts": facts, **counts}


def _proposals(of: Plan, made: Folder) -> list[Proposal]:
    """One row for each thing in use. What of it the most burdened tenth gets stays out: they may be very few."""
    paths = dict(Entry.objects.filter(kind="unit").values_list("key", "path"))
    rows = made.proposals.to_pylist()
    known = {(row["kind"], row["thing_id"]): row for row in rows}
    taken = ("kind", "thing_id", "choice", "reason", "confidence", "people", "moved", "minutes_back", "runner_up_cost")
    found = []
    for row in rows:
        target = known.get((row["kind"], row["target_id"]), {})
        other = known.get((row["kind"], row["runner_up_target_id"]), {})
        found.append(
            Proposal(
                plan=of, name=row["name"] or "", unit_id=row["unit_id"] or "", path=paths.get(row["unit_id"] or "", ""),
                target_id=row["target_id"] or "", target_name=target.get("name") or "",
                target_unit_id=target.get("unit_id") or "", runner_up=row["runner_up"] or "",
                runner_up_name=other.get("name") or "", state="kept" if row["choice"] == "keep" else "open",
                **{name: row[name] for name in taken},
            )
        )  # fmt: skip
    return found
