"""The queue: putting a job in, asking for it to stop, taking the next one, and giving back what a dead worker held."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from jianfu.base import clock
from jianfu.office.models import Job, User

DEAD_AFTER = timedelta(seconds=15)
"""Without a beat for so long, whoever ran a job is gone."""
MOST_ATTEMPTS = 3
"""A job that brought its worker down so often is not tried again."""


def enqueue(kind: str, subject: int, by: User | None) -> Job:
    """A job that waits for the worker, in the caller's transaction."""
    return Job.objects.create(kind=kind, subject=subject, made_by=by)


def ask_to_stop(job: Job) -> None:
    """A waiting job is cancelled at once; a running one when its worker next looks, within a second."""
    if not Job.objects.filter(pk=job.pk, state=Job.WAITING).update(state=Job.CANCELLED, finished_at=clock.now()):
        Job.objects.filter(pk=job.pk, state=Job.RUNNING).update(wish="cancel")
    job.refresh_from_db()


def take_next() -> Job | None:
    """The longest waiting job, now running and ours alone."""
    for pk in Job.objects.filter(state=Job.WAITING).order_by("made_at").values_list("pk", flat=True)[:10]:
        now = clock.now()
        taken = Job.objects.filter(pk=pk, state=Job.WAITING).update(
            state=Job.RUNNING, started_at=now, beat=now, attempts=F("attempts") + 1, step="", done=0, total=None
        )
        if taken:
            return Job.objects.get(pk=pk)
    return None


def beat(job: Job) -> str:
    """Says that somebody works on the job; returns what was wished meanwhile."""
    Job.objects.filter(pk=job.pk).update(beat=clock.now())
    return Job.objects.values_list("wish", flat=True).get(pk=job.pk)


def recover() -> int:
    """Puts jobs whose worker died back into the queue; those that died too often fail and say so."""
    with transaction.atomic():
        dead = Job.objects.filter(state=Job.RUNNING, beat__lt=clock.now() - DEAD_AFTER)
        spent = dead.filter(attempts__gte=MOST_ATTEMPTS)
        for job in spent:
            fail(job, "job-died", attempts=job.attempts)
        return dead.update(state=Job.WAITING)


def fail(job: Job, code: str, **facts: object) -> None:
    """The job ends with a problem people can read."""
    Job.objects.filter(pk=job.pk).update(
        state=Job.FAILED, problem=code, facts={name: str(fact) for name, fact in facts.items()}, finished_at=clock.now()
    )


def finish(job: Job, state: str = Job.DONE) -> None:
    """The job ends well, or as asked."""
    Job.objects.filter(pk=job.pk, state=Job.RUNNING).update(state=state, finished_at=clock.now())
