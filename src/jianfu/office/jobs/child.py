"""The child process of one job: ``python -m jianfu.office.jobs.child ID PARENT``. It dies with its worker."""

import sys
import traceback

import django

from jianfu.base.errors import Problem
from jianfu.base.parent import die_with


def main(job_id: str, parent: str) -> None:
    """Does the job and writes how it ended.

    A database that went away says nothing about the job: the process ends without a word, and the job is tried again.
    """
    die_with(int(parent))
    django.setup()
    from django.db import InterfaceError, OperationalError  # noqa: PLC0415 - models are there only once Django is

    try:
        _do(job_id)
    except (OperationalError, InterfaceError) as error:
        sys.exit(f"{job_id}: {error}")


def _do(job_id: str) -> None:
    """A problem people can mend is one of the job, not of the process."""
    from django.db import InterfaceError, OperationalError  # noqa: PLC0415

    from jianfu.office.jobs import queue  # noqa: PLC0415
    from jianfu.office.jobs.kinds import KINDS  # noqa: PLC0415
    from jianfu.office.jobs.progress import JobProgress  # noqa: PLC0415
    from jianfu.office.models import Job  # noqa: PLC0415

    job = Job.objects.get(pk=job_id)
    kind = KINDS[job.kind]
    try:
        kind.work(job, JobProgress(job))
    except Problem as problem:
        queue.give_up(job, kind.failed, problem.code, **problem.facts)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - the edge of the process: a defect of ours, told without a traceback
        traceback.print_exc(file=sys.stderr)
        queue.give_up(job, kind.failed, "job-defect", kind=type(error).__name__)
    else:
        queue.finish(job)


if __name__ == "__main__":
    main(*sys.argv[1:])
