"""Cases: what is due, and where each stands."""

from django.http import HttpRequest, HttpResponse

from jianfu.base import clock
from jianfu.office.case_steps import STATES
from jianfu.office.roles import Right
from jianfu.office.selectors import cases, findings, registry
from jianfu.office.selectors.runs import latest, opened
from jianfu.web.answer import page
from jianfu.web.guard import needs, user_of
from jianfu.web.pages.paging import kept, paged


@needs(Right.FINDINGS)
def listed(request: HttpRequest) -> HttpResponse:
    """Cases in scope, what is due first at the top."""
    user, state = user_of(request), request.GET.get("state", "")
    audit = latest()
    rows = paged(request, cases.listed(user, state=state if state in STATES else ""))
    run = opened(audit) if audit else None
    told = run.told if run else {}
    return page(
        request, "cases/list.html", rows=rows, state=state, states=cases.by_state(user), kept=kept(request),
        rules=run.rules if run else {}, told=told, today=clock.today(), order=STATES,
        names=registry.unit_names([row.unit_id for row in rows]),
        gone=findings.names_of(row.finding_id for row in rows if row.finding_id not in told),
    )  # fmt: skip
