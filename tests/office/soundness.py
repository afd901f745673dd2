"""What must hold of an office whatever was killed in it: nothing half done, and every step in the log once."""

import json
from collections import Counter

from jianfu.dataset.snapshot import open_snapshot
from jianfu.office import entries, log, snapshots
from jianfu.office.models import Audit, Case, Finding, Import, Job, LogEntry, Proposal
from jianfu.office.registry import state_of
from jianfu.report.run import open_run


def unsound(place) -> list[str]:
    """What is wrong with an office in which no job is open; empty: nothing."""
    found = [*_log(), *_jobs(), *_imports(), *_audits(place), *_cases(), *_proposals()]
    if entries.held() != state_of(open_snapshot(snapshots.standing_folder()), entries.names_held()):
        found.append("the registry does not say what the standing snapshot says")
    return found


def _told(action: str) -> Counter[str]:
    return Counter(LogEntry.objects.filter(action=action).values_list("subject", flat=True))


def _log():
    broken = log.verify().broken
    return [] if broken is None else [f"the log is broken at {broken}"]


def _jobs():
    for job in Job.objects.exclude(state="done"):
        if job.state != "cancelled" and not (job.state == "failed" and job.problem):
            yield f"job {job.kind} {job.subject} is {job.state} {job.problem}"
        if job.problem == "job-defect":
            yield f"job {job.kind} {job.subject} met a defect: {job.facts}"


def _imports():
    handed_in, applied = _told("import-handed-in"), _told("import-applied")
    for of in Import.objects.all():
        name = f"import/{of.pk}"
        if of.state == "waiting":
            yield f"{name} waits for nobody"
        if handed_in[name] != 1 or applied[name] != (of.state in ("applied", "undone")):
            yield f"{name} is {of.state}; the log: handed in {handed_in[name]}, applied {applied[name]}"


def _audits(place):
    started, finished = _told("audit-started"), _told("audit-finished")
    for audit in Audit.objects.all():
        name, count = f"audit/{audit.pk}", Finding.objects.filter(audit=audit).count()
        if started[name] != 1 or finished[name] != (audit.state == "finished"):
            yield f"{name} is {audit.state}; the log: started {started[name]}, finished {finished[name]}"
        made = open_run(place.runs / audit.folder).findings.num_rows if audit.state == "finished" else 0
        if count != made:
            yield f"{name} has {count} findings, its run {made}"
    yield from (f"half a run is left: {left.name}" for left in place.runs.glob(".*"))


def _cases():
    told = {entry.number: entry for entry in LogEntry.objects.filter(action__startswith="case-")}
    for case in Case.objects.prefetch_related("steps"):
        before = ""
        for step in sorted(case.steps.all(), key=lambda one: one.pk):
            entry = told.pop(step.entry, None)
            if step.before != before or entry is None or entry.subject != f"case/{case.pk}":
                yield f"case {case.pk}: step {step.action} from {step.before} after {before}, entry {step.entry}"
            elif entry.action != "case-open" and json.loads(entry.facts)["after"] != step.after:
                yield f"case {case.pk}: step and entry {step.entry} say two things"
            before = step.after
        if case.state != before:
            yield f"case {case.pk} is {case.state}, its last step led to {before}"
    yield from (f"entry {number} tells of a step there is not" for number in told)


DECIDED = {"proposal-approve": ("approved", "done"), "proposal-reject": ("rejected",)}
"""Entry of the log -> the states what it decided about may be in afterwards."""


def decisions_told() -> list[tuple[LogEntry, str, list[str]]]:
    """What the log says was decided, in order: the entry, the plan, the things."""
    entries_of = LogEntry.objects.filter(action__in=DECIDED).order_by("number")
    return [(entry, entry.subject, json.loads(entry.facts)["things"]) for entry in entries_of]


def _proposals():
    last = {(plan, thing): entry for entry, plan, things in decisions_told() for thing in things}
    for row in Proposal.objects.all():
        entry = last.pop((f"plan/{row.plan_id}", f"{row.kind}/{row.thing_id}"), None)
        if (entry.number if entry else None) != row.entry:
            yield f"proposal {row.pk}: its entry is {row.entry}, the last that tells of it {entry and entry.number}"
        elif entry is not None and row.state not in DECIDED[entry.action]:
            yield f"proposal {row.pk} is {row.state} after {entry.action}"
        elif entry is None and row.state in ("approved", "rejected"):
            yield f"proposal {row.pk} is {row.state} and nobody decided so"
    yield from (f"the log tells of a proposal there is not: {plan} {thing}" for plan, thing in last)
