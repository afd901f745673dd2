"""Audits: those there are, starting one, and what changed between two."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status

from jianfu.office.actions import audits as actions
from jianfu.office.models import Audit
from jianfu.office.roles import Right
from jianfu.office.selectors.findings import compare
from jianfu.web.api.asking import asker, asks
from jianfu.web.api.days import Day, Number, day_of
from jianfu.web.api.findings import FoundLine, line_of
from jianfu.web.api.jobs import JobTold
from jianfu.web.api.paging import AskedNumbered, Listed, Numbered, Piece, numbered, piece

router = Router(tags=["audits"])


class AuditTold(Schema):
    """One audit; ``counts`` of findings by state, ``rules`` says what became of each rule."""

    number: int
    state: str
    made_at: datetime
    finished_at: datetime | None
    as_of: date | None
    packs: list[str]
    snapshot_id: str
    counts: dict[str, int]
    rules: dict[str, str]


class AuditWished(Schema, extra="forbid"):
    """The audit to start: county packs by name, and the day it speaks of (null: the last day of the data)."""

    packs: list[Literal["example_county", "example_strict", "example_flood"]] = []
    as_of: Day | None = None


class Since(Piece):
    """Which list: findings new since the earlier audit, returned, or gone."""

    earlier: Number
    which: Literal["new", "returned", "gone"] = "new"


@router.get("/audits", **asks(Right.FINDINGS, Numbered[AuditTold]))
def audits(request: HttpRequest, asked: AskedNumbered) -> dict[str, object]:
    """All audits, the latest first."""
    rows, following = numbered(Audit.objects.all(), asked)
    return {"items": [_told(row) for row in rows], "next": following}


@router.post("/audits", **asks(Right.AUDIT, JobTold, also=(409, 413), status=202))
def start(request: HttpRequest, wished: AuditWished) -> Status[object]:
    """Starts an audit of what the office holds; the job says how far it is."""
    return Status(202, actions.start(asker(request), packs=wished.packs, as_of=day_of(wished.as_of)))


@router.get("/audits/{number}", **asks(Right.FINDINGS, AuditTold, also=(404,)))
def audit(request: HttpRequest, number: Number) -> dict[str, object]:
    """One audit."""
    return _told(get_object_or_404(Audit, pk=number))


@router.get("/audits/{number}/changes", **asks(Right.FINDINGS, Listed[FoundLine], also=(404,)))
def changes(request: HttpRequest, number: Number, since: Annotated[Since, Query(...)]) -> dict[str, object]:
    """What changed in scope from an earlier finished audit to this one."""
    earlier, later = (get_object_or_404(Audit, pk=one, state="finished") for one in (since.earlier, number))
    found = getattr(compare(asker(request), earlier, later), since.which)
    rows, following = piece(found, "finding_id", since)
    of = earlier if since.which == "gone" else later
    return {"items": [line_of(row, of) for row in rows], "next": following}


def _told(audit: Audit) -> dict[str, object]:
    names = ("state", "made_at", "finished_at", "as_of", "packs", "snapshot_id", "counts", "rules")
    return {"number": audit.pk, **{name: getattr(audit, name) for name in names}}
