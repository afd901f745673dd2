"""The queue: putting a job in, asking for it to stop, taking the next one, and how it ends."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F

from jianfu.base import clock
from jianfu.office.models import Job, User


def enqueue(kind: str, subject: int, by: User | None) -> Job:
    """A job that waits for the worker, in the caller's transaction."""
    return Job.objects.create(kind=kind, subject=subject, made_by=by)


def ask_to_stop(job: Job) -> None:
    """A waiting job is cancelled at once; a running one when its worker next looks, within a second."""
    still = Job.objects.filter(pk=job.pk)
    if not still.filter(state=Job.WAITING).update(state=Job.CANCELLED, wish="cancel", finished_at=clock.now()):
        still.filter(state=Job.RUNNING).update(wish="cancel")
    job.refresh_from_db()


def take_next() -> Job | None:
    """The longest waiting job, now running and ours alone."""
    for pk in Job.objects.filter(state=Job.WAITING).order_by("made_at").values_list("pk", flat=True)[:10]:
        taken = Job.objects.filter(pk=pk, state=Job.WAITING).update(
            state=Job.RUNNING, started_at=clock.now(), attempts=F("attempts") + 1, step="", done=0, total=None
        )
        if taken:
            return Job.objects.get(pk=pk)
    return None


def wish_of(job: Job) -> str:
    """What was wished while it ran: ``cancel``, or nothing."""
    return Job.objects.values_list("wish", flat=True).get(pk=job.pk)


def hand_back(job: Job, *, attempt_counts: bool = True) -> None:
    """The job waits again."""
    Job.objects.filter(pk=job.pk, state=Job.RUNNING).update(
        state=Job.WAITING, attempts=F("attempts") - (0 if attempt_counts else 1)
    )


def give_up(job: Job, failed: Callable[[Job], None], code: str = "", **facts: object) -> None:
    """The job ends with a problem people can read, or without one as cancelled; what it worked on is told with it."""
    with transaction.atomic():
        failed(job)
        Job.objects.filter(pk=job.pk, state=Job.RUNNING).update(
            state=Job.FAILED if code else Job.CANCELLED, problem=code,
            facts={name: str(fact) for name, fact in facts.items()}, finished_at=clock.now(),
        )  # fmt: skip


def finish(job: Job) -> None:
    """The job ends well; called within the transaction that keeps what it made, so that neither is there alone."""
    Job.objects.filter(pk=job.pk, state=Job.RUNNING).update(state=Job.DONE, finished_at=clock.now())
