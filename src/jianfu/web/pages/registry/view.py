"""The registry: lists, one entry with its history, export."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse

from jianfu.base.spreadsheet import safe_cell
from jianfu.office import log
from jianfu.office.actions.look import look
from jianfu.office.roles import Right
from jianfu.office.selectors import registry
from jianfu.tables import TABLES
from jianfu.web.answer import language_of, page
from jianfu.web.guard import needs, user_of
from jianfu.web.pages.paging import kept, paged

SHOWN_CHANGES = 50
SHOWN_COLUMNS = {
    "unit": ("level", "kind"), "person": ("post", "state"), "work_group": ("platform", "type", "state"),
    "app": ("audience", "state"), "account": ("platform", "state"), "form": ("frequency", "channel"),
    "duty": ("post", "within_hours"),
}  # fmt: skip
"""What a list shows beside name and unit; the entry's own page shows everything."""


@needs(Right.REGISTRY)
def listed(request: HttpRequest, kind: str) -> HttpResponse:
    """Entries of a kind, searched and filtered."""
    look(user_of(request), kind, request.path)
    user, wishes = user_of(request), _wishes(request)
    rows = paged(request, registry.listed(user, kind, **wishes))
    return page(
        request, "registry/list.html", kind=kind, kinds=registry.kinds_of(user_of(request)), table=TABLES[kind],
        columns=SHOWN_COLUMNS[kind], rows=rows, wishes=wishes, kept=kept(request),
        names=registry.unit_names([row.unit_id for row in rows]), filtered=any(wishes.values()),
        facets=registry.facets(user, kind, "facet"), states=registry.facets(user, kind, "state"),
    )  # fmt: skip


@needs(Right.REGISTRY)
def entry(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Everything the ledgers state of one thing, and every change of it."""
    look(user_of(request), kind, request.path)
    found = registry.one(user_of(request), kind, key)
    if found is None:
        raise Http404
    changes = [(change, registry.changed(change)) for change in registry.history(found)[:SHOWN_CHANGES]]
    columns = [column for column in TABLES[kind].columns if not column.person]
    return page(
        request, "registry/entry.html", kind=kind, kinds=registry.kinds_of(user_of(request)), entry=found,
        columns=columns, changes=changes, names=registry.unit_names([found.unit_id]),
    )  # fmt: skip


@needs(Right.REGISTRY)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as a CSV file that spreadsheets open: no pseudonyms, no formulas."""
    look(user_of(request), kind, request.path)
    user, wishes = user_of(request), _wishes(request)
    text = io.StringIO()
    table = csv.writer(text)
    english = language_of(request) == "en"
    heads = [TABLES[kind].column(name) for name in registry.columns_of(kind)]
    table.writerow([head.en if english else head.zh for head in heads])
    for row in registry.rows_of(registry.listed(user, kind, **wishes), kind):
        table.writerow(["" if cell is None else safe_cell(str(cell)) for cell in row])
    log.append("registry-exported", f"registry/{kind}", actor=user.username)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="jianfu-{kind}.csv"'
    return response


def _wishes(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("words", "unit", "facet", "state")}
