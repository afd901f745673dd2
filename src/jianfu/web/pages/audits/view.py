"""Audits: starting one, what came of it, and two compared."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from jianfu.base.errors import Problem, UserProblem
from jianfu.office.actions import audits as actions
from jianfu.office.models import Audit, Job
from jianfu.office.roles import Right
from jianfu.office.selectors import registry
from jianfu.office.selectors.findings import compare
from jianfu.office.selectors.runs import opened
from jianfu.office.snapshots import standing
from jianfu.report.html.rendering import NOT_RUN
from jianfu.web.answer import page, status_of
from jianfu.web.guard import needs, user_of
from jianfu.web.pages.paging import paged

LISTED = 100


@needs(Right.FINDINGS, writes=Right.AUDIT)
def audits(request: HttpRequest) -> HttpResponse:
    """All audits; POST starts one."""
    problem = None
    if request.method == "POST":
        try:
            day = request.POST.get("as_of", "")
            actions.start(user_of(request), packs=request.POST.getlist("pack"), as_of=_day(day) if day else None)
        except Problem as refused:
            problem = refused
        else:
            return redirect("audits")
    rows = paged(request, Audit.objects.select_related("made_by").order_by("-pk"))
    running = Job.objects.filter(kind="audit", state__in=Job.OPEN).order_by("made_at").first()
    finished = list(Audit.objects.filter(state="finished").order_by("-finished_at", "-pk")[:20])
    return page(request, "audits/list.html", rows=rows, problem=problem, job=running, finished=finished,
                packs=actions.BUILT_IN, has_data=bool(standing()), status=status_of(problem))  # fmt: skip


@needs(Right.FINDINGS)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One audit: how much it found, what could not be run, how good the data was."""
    audit = get_object_or_404(Audit, pk=number, state="finished")
    document = opened(audit).document
    not_run = [rule for rule in document.rules if rule.state in NOT_RUN]
    earlier = Audit.objects.filter(state="finished", finished_at__lt=audit.finished_at).order_by("-finished_at").first()
    return page(request, "audits/audit.html", audit=audit, document=document, not_run=not_run, earlier=earlier)


@needs(Right.FINDINGS)
def compared(request: HttpRequest) -> HttpResponse:
    """Two audits side by side: new, returned, gone."""
    try:
        numbers = sorted(int(request.GET.get(name, "")) for name in ("a", "b"))
    except ValueError as error:
        raise Http404 from error
    earlier, later = (get_object_or_404(Audit, pk=number, state="finished") for number in numbers)
    found = compare(user_of(request), earlier, later)
    rules = opened(earlier).rules | opened(later).rules
    lists = [(word, rows[:LISTED], rows.count()) for word, rows in
             (("new", found.new), ("returned", found.returned), ("gone", found.gone))]  # fmt: skip
    return page(
        request, "audits/compared.html", earlier=earlier, later=later, lists=lists, stayed=found.stayed, rules=rules,
        names=registry.unit_names([row.unit_id for _, rows, _ in lists for row in rows]),
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserProblem("day-unreadable") from error
