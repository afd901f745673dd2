"""The proposals of a plan: the list with its filters, one of them, and deciding about one or about a unit's."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from jianfu.office.actions.decide import decide_one, decide_unit
from jianfu.office.models import Plan, Proposal
from jianfu.office.plans import DECISIONS
from jianfu.office.roles import Right
from jianfu.office.selectors import plans
from jianfu.web.api.asking import asker, asks
from jianfu.web.api.days import Number, Version, Words
from jianfu.web.api.paging import Numbered, NumberedPiece, Word, numbered

router = Router(tags=["plans"])


class ProposalLine(Schema):
    """What is proposed for one thing; figures are null where they are over fewer than five people.

    ``entry`` is the log's number of the last decision, 0 where there is none: send it with the next one.
    """

    number: int
    plan: int
    kind: str
    thing_id: str
    name: str
    unit_id: str
    choice: str
    target_id: str
    target_unit_id: str
    reason: str
    confidence: float
    people: int | None
    moved: int | None
    minutes_back: float | None
    state: str
    entry: int


class ProposalTold(ProposalLine):
    """A proposal with what comes next best, the last decision, and the decisions its state leaves."""

    runner_up: str
    runner_up_cost: float | None
    decided_by: str | None
    decided_at: datetime | None
    words: str
    may: list[str]


class ProposalWishes(NumberedPiece):
    """What the list is narrowed to; empty: not at all. ``changed`` is every choice but ``keep``."""

    words: Word = ""
    unit: Word = ""
    kind: Literal["", "group", "account", "app", "form"] = ""
    choice: Literal["", "changed", "keep", "merge", "dissolve", "temporary", "screen", "embed", "stop"] = "changed"
    state: Literal["", "open", "approved", "rejected", "done", "kept"] = ""


class Decided(Schema, extra="forbid"):
    """The decision about one proposal, and the ``entry`` it was seen with. ``words``: why; rejecting takes a reason."""

    decision: Literal["approve", "reject"]
    entry: Version
    words: Words = ""


class DecidedForUnit(Schema, extra="forbid"):
    """The decision about all open proposals of a unit and of those below it."""

    unit: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*$")]
    decision: Literal["approve", "reject"]
    words: Words = ""


class HowMany(Schema):
    """How many proposals were decided."""

    count: int


@router.get("/plans/{number}/proposals", **asks(Right.PLANS, Numbered[ProposalLine], also=(404,)))
def proposals(request: HttpRequest, number: Number, wishes: Annotated[ProposalWishes, Query(...)]) -> dict[str, object]:
    """The proposals of a finished plan in scope, the highest number first."""
    narrowed = {name: getattr(wishes, name) for name in ("words", "unit", "kind", "choice", "state")}
    rows, following = numbered(plans.found(asker(request), _plan(number), plans.Wishes(**narrowed)), wishes)
    return {"items": [_line(plans.line(row)) for row in rows], "next": following}


@router.get("/plans/{number}/proposals/{proposal}", **asks(Right.PLANS, ProposalTold, also=(404,)))
def proposal(request: HttpRequest, number: Number, proposal: Number) -> dict[str, object]:
    """One proposal in scope."""
    return _told(_one(request, _plan(number), proposal))


@router.post(
    "/plans/{number}/proposals/{proposal}/decisions",
    **asks(Right.APPROVE, ProposalTold, also=(404, 409, 413), status=201),
)
def decide(request: HttpRequest, number: Number, proposal: Number, decided: Decided) -> Status[object]:
    """Approves or rejects; 409 where it was decided meanwhile, or where nothing of the plan may be approved."""
    plan = _plan(number)
    _one(request, plan, proposal)
    decide_one(asker(request), plan, proposal, decided.decision, decided.words, entry=decided.entry)
    return Status(201, _told(_one(request, plan, proposal)))


@router.post("/plans/{number}/decisions", **asks(Right.APPROVE, HowMany, also=(404, 409, 413), status=201))
def decide_for_unit(request: HttpRequest, number: Number, decided: DecidedForUnit) -> Status[object]:
    """Decides all open proposals of a unit in scope; whole or not at all."""
    count = decide_unit(asker(request), _plan(number), decided.unit, decided.decision, decided.words)
    return Status(201, {"count": count})


def _plan(number: int) -> Plan:
    return get_object_or_404(Plan, pk=number, state="finished")


def _one(request: HttpRequest, plan: Plan, proposal: int) -> Proposal:
    row = plans.one(asker(request), plan, proposal)
    if row is None:
        raise Http404
    return row


def _told(row: Proposal) -> dict[str, object]:
    line = plans.line(row)
    return {
        **_line(line), "runner_up": row.runner_up, "runner_up_cost": line.runner_up_cost,
        "decided_by": row.decided_by.username if row.decided_by else None, "decided_at": row.decided_at,
        "words": row.words, "may": [name for name, step in DECISIONS.items() if row.state in step.before],
    }  # fmt: skip


def _line(line: plans.Line) -> dict[str, object]:
    names = (
        "kind", "thing_id", "name", "unit_id", "choice", "target_id", "target_unit_id", "reason", "confidence", "state",
    )  # fmt: skip
    return {
        "number": line.row.pk, "plan": line.row.plan_id, "entry": line.row.entry or 0, "people": line.people,
        "moved": line.moved, "minutes_back": line.minutes_back, **{name: getattr(line.row, name) for name in names},
    }  # fmt: skip
