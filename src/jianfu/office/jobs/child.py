"""The child process of one job: ``python -m jianfu.office.jobs.child ID PARENT``. It dies with its worker."""

import ctypes
import os
import signal
import sys
import traceback

import django

from jianfu.base.errors import Problem

PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of Linux."""


def main(job_id: str, parent: str) -> None:
    """Does the job and writes how it ended; a problem people can mend is one of the job, not of the process."""
    die_with(int(parent))
    django.setup()
    from jianfu.office.jobs import queue  # noqa: PLC0415 - models are there only once Django is
    from jianfu.office.jobs.kinds import KINDS  # noqa: PLC0415
    from jianfu.office.jobs.progress import JobProgress  # noqa: PLC0415
    from jianfu.office.models import Job  # noqa: PLC0415

    job = Job.objects.get(pk=job_id)
    try:
        KINDS[job.kind].work(job, JobProgress(job))
    except Problem as problem:
        KINDS[job.kind].failed(job)
        queue.fail(job, problem.code, **problem.facts)
    except Exception as error:  # noqa: BLE001 - the edge of the process: a defect of ours, told without a traceback
        traceback.print_exc(file=sys.stderr)
        KINDS[job.kind].failed(job)
        queue.fail(job, "job-defect", kind=type(error).__name__)
    else:
        queue.finish(job)


def die_with(parent: int) -> None:
    """Ends this process when the one of this number, which started it, does; elsewhere than on Linux it may outlive it.

    The number is told and not asked for: a parent gone before we could ask has left us to another one, whose number
    (1, or that of whatever reaps orphans here) says nothing.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
