"""The county's picture: who bears, who causes, evenings, what for. Suppressed as the report is."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from jianfu.base.i18n import translator
from jianfu.office.roles import Right
from jianfu.office.selectors.runs import latest, opened
from jianfu.report.html.drawing import Charts
from jianfu.web.answer import language_of, page
from jianfu.web.guard import needs


@needs(Right.PICTURE)
def county(request: HttpRequest) -> HttpResponse:
    """The picture of the latest audit; the texts of notices stand on a page of their own."""
    audit = latest()
    if audit is None:
        return page(request, "county/empty.html")
    document = opened(audit).document
    shown = replace(document, burden=replace(document.burden, relays=[]))
    charts = Charts(shown.burden, translator(language_of(request)))
    return page(request, "county/county.html", audit=audit, document=shown, charts=charts)
