"""What becomes of an audit or a plan whose job did not make it (任务未成的善后)."""

import shutil
from pathlib import Path

from jianfu.base import clock
from jianfu.office.models import Audit, Job, Plan


def end_unmade(of: Audit | Plan, job: Job, home: Path) -> None:
    """It will not be; what was to stand in ``home`` goes from the disk."""
    if of.state == "waiting":
        of.state = "cancelled" if Job.objects.filter(pk=job.pk, wish="cancel").exists() else "failed"
        of.finished_at = clock.now()
        of.save()
        shutil.rmtree(home / f"{of.pk:06}", ignore_errors=True)
        sweep(of, home)


def sweep(of: Audit | Plan, home: Path) -> None:
    """What a killed attempt left, a plan's own weights among it; nobody else works on this one."""
    (home / f"{of.pk:06}.yaml").unlink(missing_ok=True)
    for left in home.glob(f".{of.pk:06}.*"):
        shutil.rmtree(left, ignore_errors=True)
