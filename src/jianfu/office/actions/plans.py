"""Having a plan made (制定方案)."""

from collections.abc import Mapping

from django.db import transaction

from jianfu.base.errors import UserProblem
from jianfu.office import log
from jianfu.office.jobs import queue
from jianfu.office.models import Audit, Job, Plan, User
from jianfu.office.roles import Right
from jianfu.plan.weights import default_weights, with_values


def start(by: User, audit: Audit | None, settings: Mapping[str, float]) -> Job:
    """A plan of a finished audit, in the background; of ``settings`` those that differ from the shipped ones are kept.

    Raises ``UserProblem``: ``not-allowed``, ``audit-unfinished``, ``plan-setting``, ``plan-running`` while one runs.
    """
    if not by.may(Right.PLAN):
        raise UserProblem("not-allowed")
    if audit is None or audit.state != "finished":
        raise UserProblem("audit-unfinished")
    with_values(settings)
    default = default_weights()
    changed = {name: value for name, value in settings.items() if value != default[name]}
    with transaction.atomic():
        if Job.objects.select_for_update().filter(kind="plan", state__in=Job.OPEN).exists():
            raise UserProblem("plan-running")
        of = Plan.objects.create(made_by=by, audit=audit, settings=changed)
        job = queue.enqueue("plan", of.pk, by)
        log.append("plan-started", f"plan/{of.pk}", actor=by.username, audit=audit.pk, settings=changed)
    return job
