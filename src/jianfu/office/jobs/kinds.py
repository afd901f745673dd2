"""The kinds of jobs there are."""

from collections.abc import Callable
from dataclasses import dataclass

from jianfu.base.progress import Progress
from jianfu.office.jobs import audit, plan, preview
from jianfu.office.models import Job


@dataclass(frozen=True)
class Kind:
    """How a kind of job is done, and what to put straight where it was not."""

    work: Callable[[Job, Progress], None]
    failed: Callable[[Job], None]


KINDS = {
    "preview": Kind(preview.work, preview.failed),
    "audit": Kind(audit.work, audit.failed),
    "plan": Kind(plan.work, plan.failed),
}
