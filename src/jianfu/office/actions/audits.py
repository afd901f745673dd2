"""Starting and stopping an audit (发起与取消审查)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from jianfu.base.errors import UserProblem
from jianfu.detect.load import load_packs
from jianfu.office import log, snapshots
from jianfu.office.jobs import queue
from jianfu.office.jobs.kinds import KINDS
from jianfu.office.models import Audit, Job, User
from jianfu.office.roles import Right

BUILT_IN = ("example_county", "example_strict", "example_flood")
"""Packs that may be chosen by name; a county's own is named by the administrator's settings, never by a form."""


def start(by: User, *, packs: Sequence[str] = (), as_of: date | None = None) -> Job:
    """An audit of the office's snapshot, in the background.

    Raises ``UserProblem``: ``not-allowed``, ``dataset-missing`` before the first import, ``audit-running`` while one
    runs, and what loading a pack raises.
    """
    if not by.may(Right.AUDIT):
        raise UserProblem("not-allowed")
    snapshots.standing_folder()
    load_packs([name for name in packs if name in BUILT_IN])
    with transaction.atomic():
        if Job.objects.select_for_update().filter(kind="audit", state__in=Job.OPEN).exists():
            raise UserProblem("audit-running")
        of = Audit.objects.create(made_by=by, packs=[name for name in packs if name in BUILT_IN], as_of=as_of)
        job = queue.enqueue("audit", of.pk, by)
        log.append("audit-started", f"audit/{of.pk}", actor=by.username, packs=of.packs, as_of=str(as_of or ""))
    return job


def stop(by: User, job: Job) -> None:
    """Asks a job to stop; what it made so far is not kept."""
    if not by.may(Right.AUDIT):
        raise UserProblem("not-allowed")
    with transaction.atomic():
        queue.ask_to_stop(job)
        if job.state == Job.CANCELLED:
            KINDS[job.kind].failed(job)
        log.append("job-stopped", f"job/{job.pk}", actor=by.username)
