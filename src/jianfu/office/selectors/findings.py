"""Findings of an audit as a user may see them (发现)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from jianfu.office.models import Audit, Case, Finding, User
from jianfu.office.scope import in_units, seen_by

STATES = ("open", "muted", "exempted")


@dataclass(frozen=True)
class Wishes:
    """What a list is narrowed to; empty: not at all."""

    rule: str = ""
    unit: str = ""
    state: str = "open"
    case: str = ""
    kind: str = ""
    words: str = ""


def found(user: User, audit: Audit, wishes: Wishes) -> "QuerySet[Finding]":
    """The findings in scope that fit, those of one cause together."""
    rows = seen_by(user, Finding.objects.filter(audit=audit))
    if wishes.rule:
        rows = rows.filter(rule_id=wishes.rule)
    if wishes.kind:
        rows = rows.filter(limit_kind=wishes.kind)
    if wishes.state in STATES:
        rows = rows.filter(state=wishes.state)
    if wishes.unit:
        rows = rows.filter(in_units(wishes.unit))
    if wishes.case:
        rows = rows.filter(Exists(Case.objects.filter(finding_id=OuterRef("finding_id"), state=wishes.case)))
    if wishes.words:
        rows = rows.filter(Q(subject_name__icontains=wishes.words) | Q(subject_id__icontains=wishes.words))
    return rows.order_by("rule_id", "cause_id", "finding_id")


def by_rule(user: User, audit: Audit, wishes: Wishes) -> Mapping[str, int]:
    """Rule -> how many fit, whatever rule was wished for."""
    rows = found(user, audit, Wishes(unit=wishes.unit, state=wishes.state, case=wishes.case, kind=wishes.kind,
                                     words=wishes.words))  # fmt: skip
    counts = rows.order_by().values("rule_id").annotate(count=Count("pk"))
    return {row["rule_id"]: row["count"] for row in counts.order_by("-count", "rule_id")}


def one(user: User, audit: Audit, finding_id: str) -> Finding | None:
    """A finding in scope."""
    return seen_by(user, Finding.objects.filter(audit=audit, finding_id=finding_id)).first()


def names_of(finding_ids: Iterable[str]) -> dict[str, str]:
    """Finding id -> what it was about, as the last audit that found it called it; of findings the caller may see."""
    rows = Finding.objects.filter(finding_id__in=list(finding_ids)).exclude(subject_name="").order_by("pk")
    return dict(rows.values_list("finding_id", "subject_name"))


@dataclass(frozen=True)
class Comparison:
    """Open findings of two audits."""

    new: "QuerySet[Finding]"
    """In the later alone, and never in an audit before."""
    returned: "QuerySet[Finding]"
    """In the later, not in the earlier, but in some audit before that."""
    gone: "QuerySet[Finding]"
    """In the earlier alone."""
    stayed: int


def compare(user: User, earlier: Audit, later: Audit) -> Comparison:
    """What changed from one audit to a later one, in scope."""

    def of(audit: Audit) -> "QuerySet[Finding]":
        return seen_by(user, Finding.objects.filter(audit=audit, state="open")).order_by("rule_id", "finding_id")

    in_earlier = Exists(Finding.objects.filter(audit=earlier, state="open", finding_id=OuterRef("finding_id")))
    in_later = Exists(Finding.objects.filter(audit=later, state="open", finding_id=OuterRef("finding_id")))
    once = Exists(
        Finding.objects.filter(
            audit__state="finished", audit__finished_at__lt=earlier.finished_at, state="open",
            finding_id=OuterRef("finding_id"),
        )
    )  # fmt: skip
    fresh = of(later).exclude(in_earlier)
    return Comparison(
        fresh.exclude(once), fresh.filter(once), of(earlier).exclude(in_later), of(later).filter(in_earlier).count()
    )
