"""Background jobs: how far one is, and stopping it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from jianfu.office.actions.audits import stop
from jianfu.office.models import Job
from jianfu.office.roles import Right
from jianfu.web.api.asking import asker, asks

router = Router(tags=["jobs"])


class JobTold(Schema):
    """One job; ``subject`` is the number of the import or audit it works on, ``problem`` why it failed."""

    id: UUID
    kind: str
    subject: int
    state: str
    step: str
    done: int
    total: int | None
    problem: str
    made_at: datetime
    finished_at: datetime | None


@router.get("/jobs/{number}", **asks(Right.FINDINGS, JobTold, also=(404,)))
def job(request: HttpRequest, number: UUID) -> Job:
    """One job."""
    return get_object_or_404(Job, pk=number)


@router.post("/jobs/{number}/stop", **asks(Right.AUDIT, JobTold, also=(404,)))
def end(request: HttpRequest, number: UUID) -> Job:
    """Asks a job to stop; what it made so far is not kept."""
    found = get_object_or_404(Job, pk=number)
    stop(asker(request), found)
    return found
