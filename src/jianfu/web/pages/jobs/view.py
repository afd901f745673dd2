"""A background job: how far it is, and stopping it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from jianfu.office.actions.audits import stop
from jianfu.office.models import Job
from jianfu.office.roles import Right
from jianfu.web.answer import page
from jianfu.web.guard import needs, user_of


@needs(Right.FINDINGS, writes=Right.AUDIT)
def one(request: HttpRequest, number: UUID) -> HttpResponse:
    """The few lines about a job that its page asks for again and again; POST stops it."""
    job = get_object_or_404(Job, pk=number)
    if request.method == "POST":
        stop(user_of(request), job)
        return redirect({"preview": "imports", "plan": "plans"}.get(job.kind, "audits"))
    return page(request, "jobs/job.html", job=job)
