"""The registry: lists, one entry with its history, export."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse

from jianfu.base.spreadsheet import safe_cell
from jianfu.office import log
from jianfu.office.models import Change
from jianfu.office.models.registry import KINDS
from jianfu.office.registry import changed_columns
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
    _check(request, kind)
    user, wishes = user_of(request), _wishes(request)
    rows = paged(request, registry.listed(user, kind, **wishes))
    return page(
        request, "registry/list.html", kind=kind, kinds=_kinds(request), table=TABLES[kind],
        columns=SHOWN_COLUMNS[kind], rows=rows, wishes=wishes, kept=kept(request),
        names=registry.unit_names([row.unit_id for row in rows]),
        facets=registry.facets(user, kind, "facet"), states=registry.facets(user, kind, "state"),
    )  # fmt: skip


@needs(Right.REGISTRY)
def entry(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Everything the ledgers state of one thing, and every change of it."""
    _check(request, kind)
    found = registry.one(user_of(request), kind, key)
    if found is None:
        raise Http404
    changes = [(change, _columns(change)) for change in registry.history(found)[:SHOWN_CHANGES]]
    columns = [column for column in TABLES[kind].columns if not column.person]
    return page(request, "registry/entry.html", kind=kind, kinds=_kinds(request), entry=found, columns=columns,
                changes=changes, names=registry.unit_names([found.unit_id]))  # fmt: skip


@needs(Right.REGISTRY)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as a CSV file that spreadsheets open: no pseudonyms, no formulas."""
    _check(request, kind)
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


def _columns(change: Change) -> list[tuple[str, object, object]]:
    """The columns a change changed, what they said and say; those that hold a person are left out."""
    before, after = ((state or {}).get("values", {}) for state in (change.before, change.after))
    table = TABLES[change.kind]
    return [
        (name, before.get(name), after.get(name))
        for name in changed_columns(before, after)
        if not table.column(name).person
    ]


def _wishes(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("words", "unit", "facet", "state")}


def _kinds(request: HttpRequest) -> list[str]:
    user = user_of(request)
    return [kind for kind in KINDS if kind != "person" or user.may(Right.PEOPLE)]


def _check(request: HttpRequest, kind: str) -> None:
    if kind not in _kinds(request):
        raise Http404
    if kind == "person":  # names are personal data: who looked stands in the log
        log.append("people-viewed", request.path[:200], actor=user_of(request).username)
