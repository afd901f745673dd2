"""The worker: takes one job after another and looks after its child process (任务执行器)."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections, transaction

from jianfu.base import clock
from jianfu.office.jobs import queue, turn
from jianfu.office.jobs.kinds import KINDS
from jianfu.office.models import Job
from jianfu.office.place import here

LOOK = 0.5
"""Seconds between two looks at the queue or the child."""
LONGEST = 6 * 3600
"""Seconds after which a job is stopped; a city's audit takes minutes."""
MOST_ATTEMPTS = 3
"""A job that brought its worker down so often is not tried again."""


def work(until: Callable[[], bool] = lambda: False) -> None:
    """Works through the queue for ever, or until ``until`` says so while the queue is empty.

    While the database is away it waits: jobs are rows, and none is lost.
    """
    with turn.held(here()) as lock:
        while not (one_more(lock) and until()):
            time.sleep(LOOK)


def one_more(lock: int | None = None) -> bool:
    """Does what waits; true when the queue is empty, false when the database did not answer."""
    try:
        close_old_connections()
        recover()
        while (job := queue.take_next()) is not None:
            run(job, lock)
    except (OperationalError, InterfaceError):
        return False
    return True


def recover() -> None:
    """Puts jobs whose worker died back into the queue; only the one worker there is may call it, between two jobs."""
    for job in Job.objects.filter(state=Job.RUNNING).order_by("made_at"):
        _after_a_death(job)


def run(job: Job, lock: int | None = None) -> None:
    """One job in its child, until it ends, is cancelled or takes too long. ``lock``: the child holds it too."""
    child = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "jianfu.office.jobs.child", str(job.pk), str(os.getpid())],
        env=os.environ.copy(), pass_fds=() if lock is None else (lock,),
    )  # fmt: skip
    began = clock.seconds()
    try:
        while child.poll() is None:
            wish = queue.wish_of(job)
            if wish == "cancel" or clock.seconds() - began > LONGEST:
                _end(child)
                if wish == "cancel":
                    queue.give_up(job, KINDS[job.kind].failed)
                else:
                    queue.give_up(job, KINDS[job.kind].failed, "job-too-long")
                return
            time.sleep(LOOK)
    except SystemExit:  # the office is being stopped, which is no fault of the job
        _end(child)
        queue.hand_back(job, attempt_counts=False)
        raise
    finally:
        _end(child)
    _after_a_death(job)


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        child.kill()
        child.wait()


def _after_a_death(job: Job) -> None:
    """What becomes of a job that is still called running though nobody works on it: out of memory, killed."""
    with transaction.atomic():
        left = Job.objects.select_for_update().filter(pk=job.pk, state=Job.RUNNING).first()
        if left is None:
            return
        if left.wish == "cancel":
            queue.give_up(left, KINDS[left.kind].failed)
        elif left.attempts >= MOST_ATTEMPTS:
            queue.give_up(left, KINDS[left.kind].failed, "job-died", attempts=left.attempts)
        else:
            queue.hand_back(left)
