"""Plans: having one made, what came of it, and two compared."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from jianfu.base.errors import Problem, UserProblem
from jianfu.office import plans as rules
from jianfu.office.actions import plans as actions
from jianfu.office.models import Job, Plan
from jianfu.office.orders import FORMS, orders_seen
from jianfu.office.roles import Right
from jianfu.office.selectors import plans, registry
from jianfu.office.selectors.runs import latest
from jianfu.plan.weights import default_weights
from jianfu.report.html.plan_drawing import PlanCharts
from jianfu.web.answer import language_of, page, status_of
from jianfu.web.guard import needs, user_of
from jianfu.web.pages.paging import paged

KNOTS = 12
LISTED = 100
PARTS = ("worst_tenth", "group_open", "group_size")
"""The first setting of each part of the form."""


@needs(Right.PLANS, writes=Right.PLAN)
def listed(request: HttpRequest) -> HttpResponse:
    """All plans; POST has one made of the latest audit, with the settings of the form."""
    problem = None
    if request.method == "POST":
        try:
            actions.start(user_of(request), latest(), _settings(request))
        except Problem as refused:
            problem = refused
        else:
            return redirect("plans")
    running = Job.objects.filter(kind="plan", state__in=Job.OPEN).order_by("made_at").first()
    finished = list(Plan.objects.filter(state="finished").order_by("-pk")[:20])
    return page(
        request, "plans/list.html", rows=paged(request, plans.all_plans()), problem=problem, job=running,
        audit=latest(), finished=finished, settings=default_weights().settings, chosen={}, first_of=PARTS,
        last=Job.objects.filter(kind="plan").order_by("-made_at").first(), status=status_of(problem),
    )  # fmt: skip


@needs(Right.PLANS)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One plan: what it gives back, its proof, its pictures, and the settings to ask “what if” with."""
    plan = get_object_or_404(Plan.objects.select_related("audit", "made_by"), pk=number, state="finished")
    user, picture = user_of(request), plans.picture_of(plan)
    knots = plans.knots_seen(user, picture)
    replay = plans.replay_of(plan)
    return page(
        request, "plans/plan.html", plan=plan, picture=picture, charts=PlanCharts(picture, language_of(request)),
        knots=knots[:KNOTS], knot_count=picture.overlap.knot_count if user.sees_everything else len(knots),
        states=plans.by_state(user, plan), replay=replay, refusal=refusal_of(plan), settings=default_weights().settings,
        chosen=plan.settings, first_of=PARTS, other=plans.beside(plan), forms=FORMS,
        orders=orders_seen(user, plan, language_of(request)),
    )  # fmt: skip


@needs(Right.PLANS)
def compared(request: HttpRequest) -> HttpResponse:
    """Two plans side by side."""
    try:
        numbers = [int(request.GET.get(name, "")) for name in ("a", "b")]
    except ValueError as error:
        raise Http404 from error
    earlier, later = (get_object_or_404(Plan, pk=number, state="finished") for number in numbers)
    default = {name: setting.value for name, setting in default_weights().settings.items()}
    found = plans.compare(user_of(request), earlier, later, default)
    names = registry.unit_names([first.row.unit_id for first, _ in found.things[:LISTED]])
    return page(
        request, "plans/compared.html", earlier=earlier, later=later, found=found, shown=found.things[:LISTED],
        settings=default_weights().settings, names=names,
    )  # fmt: skip


@needs(Right.PLANS)
def order(request: HttpRequest, number: int, place: int, form: str) -> HttpResponse:
    """One unit's order as a document to keep, sign and print."""
    plan = get_object_or_404(Plan, pk=number, state="finished")
    found = {one.place: one for one in orders_seen(user_of(request), plan, language_of(request))}.get(place)
    if found is None or form not in FORMS:
        raise Http404
    file = found.file(form)
    answer = HttpResponse(file.read_bytes(), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(file.name)}"
    return answer


def refusal_of(plan: Plan) -> Problem | None:
    """Why nothing of the plan may be approved, if so."""
    try:
        rules.check_approvable(plan)
    except Problem as refused:
        return refused
    return None


def _settings(request: HttpRequest) -> dict[str, float]:
    """The settings of the form; a field left empty is as shipped."""
    found = {}
    for name in default_weights().settings:
        text = request.POST.get(name, "").strip()
        try:
            if text:
                found[name] = float(text)
        except ValueError as error:
            raise UserProblem("plan-setting", name=name) from error
    return found
