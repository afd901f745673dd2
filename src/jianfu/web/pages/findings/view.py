"""Findings: the list, and one with its rule, evidence and case."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from jianfu.base.errors import Problem, UserProblem
from jianfu.office import cases as actions
from jianfu.office.case_steps import STATES, STEPS, steps_from
from jianfu.office.models import Case, Finding
from jianfu.office.roles import RIGHTS, Right
from jianfu.office.selectors import cases, findings, plans, registry
from jianfu.office.selectors.runs import latest, opened
from jianfu.web.answer import page, status_of
from jianfu.web.guard import needs, user_of
from jianfu.web.pages.paging import kept, paged


@needs(Right.FINDINGS)
def listed(request: HttpRequest) -> HttpResponse:
    """The findings of the latest audit, those of one rule and cause together."""
    audit = latest()
    if audit is None:
        return page(request, "county/empty.html")
    user = user_of(request)
    wishes = findings.Wishes(**{
        name: request.GET.get(name, "open" if name == "state" else "")
        for name in ("rule", "unit", "state", "case", "kind", "words")
    })  # fmt: skip
    rows = paged(request, findings.found(user, audit, wishes))
    run = opened(audit)
    states = dict(
        Case.objects.filter(finding_id__in=[row.finding_id for row in rows]).values_list("finding_id", "state")
    )
    return page(
        request, "findings/list.html", audit=audit, rows=rows, wishes=wishes, kept=kept(request), rules=run.rules,
        told=run.told, counts=findings.by_rule(user, audit, wishes), case_states=STATES, cases=states,
        names=registry.unit_names([row.unit_id for row in rows]), filtered=wishes != findings.Wishes(),
    )  # fmt: skip


@needs(Right.FINDINGS, writes=Right.FINDINGS)
def one(request: HttpRequest, finding_id: str) -> HttpResponse:
    """One finding; POST takes a step of its case."""
    user, audit = user_of(request), latest()
    found = findings.one(user, audit, finding_id) if audit else None
    case = cases.of_finding(user, finding_id)
    if audit is None or (found is None and case is None):
        raise Http404
    problem = None
    if request.method == "POST" and case is not None:
        try:
            actions.take(case, _action(request), user, request.POST.get("words", ""), until=_until(request))
        except Problem as refused:
            problem = refused
        else:
            return redirect("finding", finding_id)
        case.refresh_from_db()
    run = opened(audit)
    notice, line = run.told.get(finding_id, (None, None))
    rule = run.rules.get(found.rule_id if found else case.rule_id if case else "")
    rights = frozenset(right for right in Right if user.role in RIGHTS[right])
    unit = found.unit_id if found else case.unit_id if case else ""
    known = found.subject_name or found.subject_id if found else findings.names_of([finding_id]).get(finding_id)
    return page(
        request, "findings/finding.html", name=known or _subject(found, case)[1], audit=audit,
        found=found, case=case, rule=rule, notice=notice, line=line,
        document=run.document, steps=steps_from(case.state, rights) if case else [], problem=problem,
        history=list(case.steps.select_related("by").order_by("at", "pk")) if case else [],
        planned=plans.about(user, *_subject(found, case)), names=registry.unit_names([unit]),
        unit=unit, status=status_of(problem),
    )  # fmt: skip


def _subject(found: Finding | None, case: Case | None) -> tuple[str, str]:
    of = found or case
    return (of.subject_kind, of.subject_id) if of else ("", "")


def _action(request: HttpRequest) -> str:
    action = request.POST.get("do", "")
    if action not in STEPS:
        raise UserProblem("case-not-yours")
    return action


def _until(request: HttpRequest) -> date | None:
    text = request.POST.get("until", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserProblem("day-unreadable") from error
