"""The county's picture: who bears, who causes, evenings, what for. Suppressed as the report is."""

from dataclasses import replace
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from jianfu.base.i18n import translator
from jianfu.office.roles import Right
from jianfu.office.selectors.published import published
from jianfu.office.selectors.runs import OPENED, folder_of, latest, opened_at
from jianfu.report.html.drawing import Charts
from jianfu.web.answer import language_of, page, piece
from jianfu.web.guard import needs


@needs(Right.PICTURE)
def county(request: HttpRequest) -> HttpResponse:
    """The picture of the latest audit; the texts of notices stand on a page of their own."""
    audit = published()
    if audit is None:
        return page(request, "county/empty.html")
    picture = _picture(folder_of(audit), language_of(request))
    return page(request, "county/county.html", audit=audit, picture=picture, held_back=latest() != audit)


@lru_cache(maxsize=2 * OPENED)
def _picture(folder: str, language: str) -> Markup:
    """It is the same for everybody, and the page most people open first; drawing it takes most of the time."""
    document = opened_at(folder).document
    shown = replace(document, burden=replace(document.burden, relays=[]))
    charts = Charts(shown.burden, translator(language))
    return piece("county/picture.html", language, document=shown, charts=charts)
