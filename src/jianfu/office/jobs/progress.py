"""Progress of a job, written to its row often enough to be watched and seldom enough to cost nothing."""

from jianfu.base import clock
from jianfu.office.models import Job

PAUSE = 0.5
"""Seconds between two writes."""


class JobProgress:
    """``base.progress.Progress`` for a row of ``Job``."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._done = 0
        self._written = 0.0

    def start(self, step: str, total: int | None = None) -> None:
        """A step begins: always written."""
        self._done = 0
        self._write(step=step, done=0, total=total)

    def advance(self, amount: int = 1) -> None:
        """Some more is done: written when enough time has passed."""
        self._done += amount
        if clock.seconds() - self._written >= PAUSE:
            self._write(done=self._done)

    def finish(self) -> None:
        """The step is done."""
        self._write(done=self._done)

    def _write(self, **columns: object) -> None:
        Job.objects.filter(pk=self._job.pk).update(**columns)
        self._written = clock.seconds()
