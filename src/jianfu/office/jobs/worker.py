"""The worker: takes one job after another and looks after its child process (任务执行器)."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from django.db import close_old_connections

from jianfu.base import clock
from jianfu.office.jobs import queue
from jianfu.office.jobs.kinds import KINDS
from jianfu.office.models import Job

LOOK = 0.5
"""Seconds between two looks at the queue or the child."""
LONGEST = 6 * 3600
"""Seconds after which a job is stopped; a city's audit takes minutes."""


def work(until: Callable[[], bool] = lambda: False) -> None:
    """Works through the queue for ever, or until ``until`` says so while the queue is empty."""
    while True:
        close_old_connections()
        queue.recover()
        job = queue.take_next()
        if job is not None:
            run(job)
        elif until():
            return
        else:
            time.sleep(LOOK)


def run(job: Job) -> None:
    """One job in its child, until it ends, is cancelled or takes too long."""
    child = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "jianfu.office.jobs.child", str(job.pk), str(os.getpid())], env=os.environ.copy()
    )
    began = clock.seconds()
    try:
        while child.poll() is None:
            wish = queue.beat(job)
            if wish == "cancel" or clock.seconds() - began > LONGEST:
                child.kill()
                child.wait()
                KINDS[job.kind].failed(job)
                if wish == "cancel":
                    queue.finish(job, Job.CANCELLED)
                else:
                    queue.fail(job, "job-too-long")
                return
            time.sleep(LOOK)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    if Job.objects.filter(pk=job.pk, state=Job.RUNNING).exists():  # it died without a word: out of memory, killed
        if job.attempts >= queue.MOST_ATTEMPTS:
            KINDS[job.kind].failed(job)
            queue.fail(job, "job-died", attempts=job.attempts)
        else:
            Job.objects.filter(pk=job.pk).update(state=Job.WAITING)
