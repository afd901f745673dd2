"""Findings of an audit: the list with its filters, and one with rule, evidence and case."""

from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from jianfu.office.models import Audit, Finding
from jianfu.office.roles import Right
from jianfu.office.selectors import cases, findings
from jianfu.office.selectors.runs import latest, opened
from jianfu.report.model import Both, Cell, FindingLine, RuleCard
from jianfu.web.api.asking import asker, asks
from jianfu.web.api.cases import CaseLine, line_of_case
from jianfu.web.api.paging import Listed, Piece, Word, piece

router = Router(tags=["findings"])


class FoundLine(Schema):
    """One finding; ``message``, ``value`` and ``limit`` as the report tells them, null where it does not."""

    finding_id: str
    audit: int
    rule_id: str
    limit_kind: str
    subject_kind: str
    subject_id: str
    subject: str
    unit_id: str
    cause_id: str
    state: str
    because: str
    message: Both | None
    value: Cell
    limit: Cell


class FoundTold(Schema):
    """One finding with the line of the report and its evidence, the rule with its sources, and the case."""

    found: FoundLine
    line: FindingLine | None
    rule: RuleCard | None
    case: CaseLine | None


class FindingWishes(Piece):
    """What the list is narrowed to; empty: not at all. ``audit``: a finished one, else the latest."""

    audit: Annotated[int, Field(ge=1, le=2**62)] | None = None
    rule: Word = ""
    unit: Word = ""
    state: Literal["", "open", "muted", "exempted"] = "open"
    case: Word = ""
    kind: Word = ""
    words: Word = ""


@router.get("/findings", **asks(Right.FINDINGS, Listed[FoundLine], also=(404,)))
def listed(request: HttpRequest, wishes: Annotated[FindingWishes, Query(...)]) -> dict[str, object]:
    """Findings in scope."""
    audit = _audit(wishes.audit)
    narrowed = {name: getattr(wishes, name) for name in ("rule", "unit", "state", "case", "kind", "words")}
    rows, following = piece(findings.found(asker(request), audit, findings.Wishes(**narrowed)), "finding_id", wishes)
    return {"items": [line_of(row, audit) for row in rows], "next": following}


@router.get("/findings/{finding_id}", **asks(Right.FINDINGS, FoundTold, also=(404,)))
def finding(request: HttpRequest, finding_id: str) -> dict[str, object]:
    """One finding of the latest audit."""
    user, audit = asker(request), _audit(None)
    found = findings.one(user, audit, finding_id)
    if found is None:
        raise Http404
    run, case = opened(audit), cases.of_finding(user, finding_id)
    return {
        "found": line_of(found, audit), "line": run.told.get(finding_id, (None, None))[1],
        "rule": run.rules.get(found.rule_id), "case": line_of_case(case) if case else None,
    }  # fmt: skip


def line_of(row: Finding, audit: Audit) -> dict[str, object]:
    """A finding, its figures from the report: there those over fewer than five people are hidden."""
    line = opened(audit).told.get(row.finding_id, (None, None))[1]
    names = (
        "finding_id",
        "rule_id",
        "limit_kind",
        "subject_kind",
        "subject_id",
        "unit_id",
        "cause_id",
        "state",
        "because",
    )
    return {
        **{name: getattr(row, name) for name in names}, "audit": audit.pk, "subject": row.subject_name,
        "message": line.message if line else None, "value": line.value if line else None,
        "limit": line.limit if line else None,
    }  # fmt: skip


def _audit(number: int | None) -> Audit:
    finished = Audit.objects.filter(state="finished")
    found = latest() if number is None else finished.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
