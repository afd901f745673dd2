"""The job behind an audit (审查任务): the whole flow on the office's snapshot, then findings and cases at once."""

import json

from django.db import transaction

from jianfu.base import clock
from jianfu.base.progress import Progress
from jianfu.cycle import AuditOptions, audit
from jianfu.office import cases, log, plans, snapshots
from jianfu.office.entries import BATCH
from jianfu.office.jobs import queue
from jianfu.office.jobs.unmade import end_unmade, sweep
from jianfu.office.models import Audit, Entry, Finding, Job
from jianfu.office.place import here
from jianfu.report.run import Run


def work(job: Job, progress: Progress) -> None:
    """Audits; afterwards the audit, its findings and the cases they open or close are there, or nothing is."""
    of = Audit.objects.get(pk=job.subject)
    sweep(of, here().runs)
    folder = here().runs / f"{of.pk:06}"
    options = AuditOptions(packs=of.packs, as_of=of.as_of)
    run = audit(snapshots.standing_folder(), out=folder, options=options, progress=progress)
    with transaction.atomic():
        Finding.objects.bulk_create(_findings(of, run), batch_size=BATCH)
        of.state, of.folder, of.finished_at = "finished", folder.name, clock.now()
        of.as_of, of.snapshot_id = run.record.as_of, run.record.snapshot_id
        of.counts, of.rules = run.counts(), {rule.id: rule.state for rule in run.record.rules}
        of.save()
        cases.follow(of)
        plans.follow(of)
        log.append("audit-finished", f"audit/{of.pk}", as_of=str(of.as_of), snapshot=of.snapshot_id, **of.counts)
        queue.finish(job)


def failed(job: Job) -> None:
    """The audit will not be; what it left on the disk goes."""
    end_unmade(Audit.objects.get(pk=job.subject), job, here().runs)


def _findings(of: Audit, run: Run) -> list[Finding]:
    paths = dict(Entry.objects.filter(kind="unit").values_list("key", "path"))
    taken = (
        "finding_id", "rule_id", "limit_kind", "subject_kind", "subject_id", "subject_name", "unit_id", "value",
        "limit_value", "cause_id", "state", "because",
    )  # fmt: skip
    blank = {"subject_name", "unit_id", "because"}
    return [
        Finding(
            audit=of, facts=json.loads(row["facts"] or "{}"), path=paths.get(row["unit_id"] or "", ""),
            **{name: (row[name] or "") if name in blank else row[name] for name in taken},
        )
        for row in run.findings.to_pylist()
    ]  # fmt: skip
