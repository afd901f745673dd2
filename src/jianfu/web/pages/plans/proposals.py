"""The proposals of a plan: the list, one of them, and what is decided about them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from jianfu.base.errors import Problem
from jianfu.base.i18n import translator
from jianfu.office import plans as rules
from jianfu.office.actions.decide import decide_one, decide_unit
from jianfu.office.models import Plan
from jianfu.office.roles import Right
from jianfu.office.selectors import cases, plans, registry
from jianfu.office.selectors.reasons import reasons_of
from jianfu.office.selectors.runs import opened
from jianfu.plan.instance import CHOICES, KINDS
from jianfu.web.answer import language_of, page, status_of
from jianfu.web.guard import needs, user_of
from jianfu.web.pages.paging import kept, paged
from jianfu.web.pages.plans.view import refusal_of


@needs(Right.PLANS, writes=Right.APPROVE)
def listed(request: HttpRequest, number: int) -> HttpResponse:
    """The proposals in scope; POST decides all open ones of a unit."""
    plan = get_object_or_404(Plan, pk=number, state="finished")
    user, problem = user_of(request), None
    if request.method == "POST":
        try:
            unit, words = request.POST.get("unit", ""), request.POST.get("words", "")
            decide_unit(user, plan, unit, request.POST.get("do", ""), words)
        except Problem as refused:
            problem = refused
        else:
            return redirect("proposals", number)
    wishes = plans.Wishes(**{
        name: request.GET.get(name, plans.CHANGED if name == "choice" else "")
        for name in ("words", "unit", "kind", "choice", "state")
    })  # fmt: skip
    rows = paged(request, plans.found(user, plan, wishes))
    return page(
        request, "plans/proposals.html", plan=plan, rows=rows, lines=[plans.line(row) for row in rows], wishes=wishes,
        kept=kept(request), problem=problem, states=plans.by_state(user, plan), order=rules.STATES, kinds=KINDS,
        choices=CHOICES, units=plans.open_by_unit(user, plan), refusal=refusal_of(plan),
        names=registry.unit_names([row.unit_id for row in rows]), status=status_of(problem),
        filtered=wishes != plans.Wishes(),
    )  # fmt: skip


@needs(Right.PLANS, writes=Right.APPROVE)
def one(request: HttpRequest, number: int, proposal: int) -> HttpResponse:
    """One proposal: why, what it gives back, what comes next best; POST decides it."""
    plan = get_object_or_404(Plan, pk=number, state="finished")
    user, problem = user_of(request), None
    if request.method == "POST":
        try:
            decide_one(user, plan, proposal, request.POST.get("do", ""), request.POST.get("words", ""))
        except Problem as refused:
            problem = refused
        else:
            return redirect("proposal", number, proposal)
    row = plans.one(user, plan, proposal)
    if row is None:
        raise Http404
    decisions = [name for name, step in rules.DECISIONS.items() if row.state in step.before]
    return page(
        request, "plans/proposal.html", plan=plan, line=plans.line(row), row=row, problem=problem,
        refusal=refusal_of(plan), decisions=decisions, table=rules.TABLE_OF[row.kind],
        about=cases.listed(user).filter(subject_kind=row.kind, subject_id=row.thing_id),
        names=registry.unit_names([row.unit_id, row.target_unit_id]), status=status_of(problem),
        reasons=reasons_of(plan, row, translator(language_of(request))), rules=opened(plan.audit).rules,
    )  # fmt: skip
