"""Cases as a user may see them (整改查询)."""

from django.db.models import Count, QuerySet

from jianfu.office.models import Case, User
from jianfu.office.scope import seen_by


def listed(user: User, *, state: str = "", rule: str = "") -> "QuerySet[Case]":
    """Cases in scope, what is due first at the top."""
    rows = seen_by(user, Case.objects.all())
    if state:
        rows = rows.filter(state=state)
    if rule:
        rows = rows.filter(rule_id=rule)
    return rows.order_by("due_on", "pk")


def by_state(user: User) -> dict[str, int]:
    """State -> how many in scope."""
    rows = seen_by(user, Case.objects.all()).order_by().values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in rows}


def of_finding(user: User, finding_id: str) -> Case | None:
    """The case of a finding, in scope."""
    return seen_by(user, Case.objects.filter(finding_id=finding_id)).first()
