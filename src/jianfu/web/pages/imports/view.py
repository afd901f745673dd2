"""Imports: handing files in, the preview, applying and undoing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from jianfu.base.errors import Problem
from jianfu.office.actions import settle_import
from jianfu.office.actions.hand_in import hand_in
from jianfu.office.actions.look import preview_seen
from jianfu.office.models import Import, Job
from jianfu.office.roles import Right
from jianfu.office.snapshots import last_applied
from jianfu.sources.mapping import known_columns
from jianfu.web.answer import page, status_of
from jianfu.web.guard import needs, user_of
from jianfu.web.pages.paging import paged


@needs(Right.IMPORT, writes=Right.IMPORT)
def imports(request: HttpRequest) -> HttpResponse:
    """What was imported; POST hands files in."""
    problem = None
    if request.method == "POST":
        try:
            job = hand_in(user_of(request), request.FILES.getlist("files"))
        except Problem as refused:
            problem = refused
        else:
            return redirect("import", job.subject)
    rows = paged(request, Import.objects.select_related("made_by").prefetch_related("files").order_by("-pk"))
    return page(
        request, "imports/list.html", rows=rows, problem=problem, last=last_applied(), status=status_of(problem)
    )


@needs(Right.IMPORT, writes=Right.IMPORT)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One import: progress, preview, and what may be done with it; POST does it."""
    of = get_object_or_404(Import, pk=number)
    problem = None
    if request.method == "POST":
        try:
            _do(request, of)
        except Problem as refused:
            problem = refused
        else:
            return redirect("import", number)
        of.refresh_from_db()
    job = Job.objects.filter(kind="preview", subject=of.pk).order_by("-made_at").first()
    return page(request, "imports/import.html", of=of, job=job, problem=problem, is_last=last_applied() == of,
                told=preview_seen(user_of(request), of, request.path), columns=known_columns(),
                status=status_of(problem))  # fmt: skip


def _do(request: HttpRequest, of: Import) -> None:
    by, wish = user_of(request), request.POST.get("do")
    if wish == "apply":
        settle_import.apply(by, of)
    elif wish == "undo":
        settle_import.undo(by, of)
    elif wish == "drop":
        settle_import.drop(by, of)
    elif wish == "again":
        settle_import.read_again(by, of, _corrections(request))


def _corrections(request: HttpRequest) -> list[dict[str, str]]:
    """The headings of the form that were given a column: lists of the same length, as the form sends them."""
    lists = [request.POST.getlist(name) for name in ("file", "sheet", "heading", "column")]
    return [
        {"file": file, "sheet": sheet or "*", "heading": heading, "column": column}
        for file, sheet, heading, column in zip(*lists, strict=False)
        if column
    ]
