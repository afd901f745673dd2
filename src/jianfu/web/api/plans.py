"""Plans: having one made, what came of it, and whether the independent check lets anything of it be approved."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from jianfu.base.errors import UserProblem
from jianfu.office import plans as rules
from jianfu.office.actions import plans as actions
from jianfu.office.models import Plan
from jianfu.office.roles import Right
from jianfu.office.selectors import plans
from jianfu.office.selectors.runs import latest
from jianfu.web.api.asking import asker, asks
from jianfu.web.api.days import Amount, Number
from jianfu.web.api.jobs import JobTold
from jianfu.web.api.paging import AskedNumbered, Numbered, numbered

router = Router(tags=["plans"])


class PlanLine(Schema):
    """One plan; ``settings`` are those that differ from the shipped ones, ``figures`` what lists tell of it."""

    number: int
    audit: int
    state: str
    made_at: datetime
    finished_at: datetime | None
    snapshot_id: str
    settings: dict[str, float]
    figures: dict[str, float | str | None]


class PlanTold(PlanLine):
    """A plan with its proof: ``certified`` by the independent check, status of the ``replay`` (empty: none was made).

    ``refused``: the code of what keeps all of it from being approved, null where nothing does; ``states``: how many of
    its proposals in scope are in each state.
    """

    certified: bool
    replay: str
    refused: str | None
    states: dict[str, int]


class PlanWished(Schema, extra="forbid"):
    """The plan to make of the latest audit; a setting left out is as shipped."""

    settings: Annotated[dict[str, Amount], Field(max_length=100)] = {}


@router.get("/plans", **asks(Right.PLANS, Numbered[PlanLine]))
def listed(request: HttpRequest, asked: AskedNumbered) -> dict[str, object]:
    """All plans, the latest first."""
    rows, following = numbered(plans.all_plans(), asked)
    return {"items": [_line(row) for row in rows], "next": following}


@router.post("/plans", **asks(Right.PLAN, JobTold, also=(409, 413), status=202))
def start(request: HttpRequest, wished: PlanWished) -> Status[object]:
    """Has a plan made of the latest audit; the job says how far it is."""
    return Status(202, actions.start(asker(request), latest(), wished.settings))


@router.get("/plans/{number}", **asks(Right.PLANS, PlanTold, also=(404,)))
def plan(request: HttpRequest, number: Number) -> dict[str, object]:
    """One plan."""
    found = get_object_or_404(Plan, pk=number)
    return {
        **_line(found), "certified": found.verdict.get("accepted") is True, "replay": found.replay,
        "refused": _refused(found), "states": plans.by_state(asker(request), found),
    }  # fmt: skip


def _line(row: Plan) -> dict[str, object]:
    names = ("state", "made_at", "finished_at", "snapshot_id", "settings", "figures")
    return {"number": row.pk, "audit": row.audit_id, **{name: getattr(row, name) for name in names}}


def _refused(row: Plan) -> str | None:
    try:
        rules.check_approvable(row)
    except UserProblem as refused:
        return refused.code
    return None
