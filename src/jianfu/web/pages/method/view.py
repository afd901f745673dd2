"""Sources and method: what the minutes are counted with, low, middle and high, each with its source."""

from django.http import HttpRequest, HttpResponse

from jianfu.office.roles import Right
from jianfu.office.selectors.published import published
from jianfu.office.selectors.runs import opened
from jianfu.web.answer import page
from jianfu.web.guard import needs


@needs(Right.PICTURE)
def method(request: HttpRequest) -> HttpResponse:
    """One click away from every page that tells minutes, for whoever may read one."""
    audit = published()
    if audit is None:
        return page(request, "county/empty.html")
    return page(request, "method/method.html", audit=audit, document=opened(audit).document)
