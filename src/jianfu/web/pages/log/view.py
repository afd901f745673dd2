"""The log: what was done, and whether the chain is whole."""

import json

from django.http import HttpRequest, HttpResponse

from jianfu.office import log
from jianfu.office.models import LogEntry
from jianfu.office.roles import Right
from jianfu.web.answer import page
from jianfu.web.guard import needs
from jianfu.web.pages.paging import kept, paged


@needs(Right.LOG)
def entries(request: HttpRequest) -> HttpResponse:
    """The latest entries first, with the head a third party may hold."""
    rows = LogEntry.objects.order_by("-number")
    if action := request.GET.get("action", ""):
        rows = rows.filter(action=action)
    shown = paged(request, rows)
    verdict = log.verify() if request.GET.get("verify") else None
    return page(request, "log/log.html", rows=shown, facts={row.number: json.loads(row.facts) for row in shown},
                head=log.head(), verdict=verdict, kept=kept(request))  # fmt: skip
