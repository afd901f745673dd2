"""Cases: where each stands, its steps, and taking one."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status

from jianfu.office import cases as actions
from jianfu.office.case_steps import STEPS, steps_from
from jianfu.office.models import Case, CaseStep
from jianfu.office.roles import Right
from jianfu.office.selectors import cases
from jianfu.web.api.asking import asker, asks
from jianfu.web.api.days import Day, Number, Version, Words, day_of
from jianfu.web.api.paging import Numbered, NumberedPiece, Word, numbered

router = Router(tags=["cases"])
State = Literal["", "open", "accepted", "disputed", "exempted", "acted", "verified", "dismissed"]


class CaseLine(Schema):
    """A finding somebody has to answer. ``version`` grows with every step: send it with the next one."""

    number: int
    version: int
    finding_id: str
    rule_id: str
    subject_kind: str
    subject_id: str
    unit_id: str
    state: str
    due_on: date | None
    exempt_until: date | None
    returned: int
    opened_at: datetime
    changed_at: datetime


class StepTold(Schema):
    """One step; ``by`` is null where the audit took it, ``entry`` its number in the log."""

    at: datetime
    by: str | None
    action: str
    before: str
    after: str
    words: str
    entry: int


class CaseTold(CaseLine):
    """A case with its steps so far, and those the token may take now."""

    steps: list[StepTold]
    may: list[str]


class StepWished(Schema, extra="forbid"):
    """The step to take. ``words``: why, or what was done; ``until``: the last day of an exemption."""

    action: Literal["accept", "dispute", "act", "uphold", "dismiss", "exempt"]
    version: Version
    words: Words = ""
    until: Day | None = None


class CaseWishes(NumberedPiece):
    """What the list is narrowed to; empty: not at all."""

    state: State = ""
    rule: Word = ""


@router.get("/cases", **asks(Right.FINDINGS, Numbered[CaseLine]))
def listed(request: HttpRequest, wishes: Annotated[CaseWishes, Query(...)]) -> dict[str, object]:
    """Cases in scope, the latest first."""
    rows, following = numbered(cases.listed(asker(request), state=wishes.state, rule=wishes.rule), wishes)
    return {"items": [line_of_case(row) for row in rows], "next": following}


@router.get("/cases/{number}", **asks(Right.FINDINGS, CaseTold, also=(404,)))
def case(request: HttpRequest, number: Number) -> dict[str, object]:
    """One case."""
    return _told(request, _one(request, number))


@router.post("/cases/{number}/steps", **asks(Right.FINDINGS, CaseTold, also=(404, 409, 413), status=201))
def step(request: HttpRequest, number: Number, wished: StepWished) -> Status[object]:
    """Takes a step; 403 where the role or the token may not, 409 where the case has moved since ``version``."""
    found = _one(request, number)
    day = day_of(wished.until)
    taken = actions.take(found, wished.action, asker(request), wished.words, until=day, version=wished.version)
    return Status(201, _told(request, taken))


def line_of_case(row: Case) -> dict[str, object]:
    """A case as lists show it."""
    names = (
        "version", "finding_id", "rule_id", "subject_kind", "subject_id", "unit_id", "state", "due_on", "exempt_until",
        "returned", "opened_at", "changed_at",
    )  # fmt: skip
    return {"number": row.pk, **{name: getattr(row, name) for name in names}}


def _one(request: HttpRequest, number: int) -> Case:
    found = cases.listed(asker(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _told(request: HttpRequest, row: Case) -> dict[str, object]:
    rights = frozenset(right for right in Right if asker(request).may(right))
    steps = row.steps.select_related("by").order_by("at", "pk")
    return {
        **line_of_case(row), "steps": [_step(one) for one in steps],
        "may": [one.action for one in steps_from(row.state, rights) if one.action in STEPS],
    }  # fmt: skip


def _step(one: CaseStep) -> dict[str, object]:
    names = ("at", "action", "before", "after", "words", "entry")
    return {"by": one.by.username if one.by else None, **{name: getattr(one, name) for name in names}}
