"""Proposals of plans: what state each is in, whether a plan may be approved, and what the next audit saw (方案处置)."""

from dataclasses import dataclass

from django.db import transaction

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.office import log, snapshots
from jianfu.office.models import Audit, Entry, Plan, Proposal

STATES = ("open", "approved", "rejected", "done", "kept")
"""待批, 已批准, 未批准, 已落实, 保留不变."""
TABLE_OF = {"group": "work_group", "account": "account", "app": "app", "form": "form"}
"""The registry's name for a kind of thing."""
OVER = ("dissolved", "closed")
"""States of an entry that is no longer in use."""


@dataclass(frozen=True)
class Decision:
    """What people may decide: from which states, to which, and whether they must say why."""

    before: tuple[str, ...]
    after: str
    needs_words: bool


DECISIONS = {
    "approve": Decision(("open", "rejected"), "approved", needs_words=False),
    "reject": Decision(("open", "approved"), "rejected", needs_words=True),
}


def check_approvable(plan: Plan) -> None:
    """Raises ``UserProblem`` where nothing of a plan may be approved.

    ``plan-unfinished``; ``plan-not-certified`` unless the independent check has accepted it; ``plan-replay-refused``
    where a must-act notice would be missed; ``plan-overtaken`` where the office stands on other data by now;
    ``plan-other-approved`` while approvals of another plan stand: what is proven of two plans is not proven of both.
    """
    if plan.state != "finished":
        raise UserProblem("plan-unfinished")
    if plan.verdict.get("accepted") is not True:
        raise UserProblem("plan-not-certified")
    if plan.replay == "refused":
        raise UserProblem("plan-replay-refused")
    if snapshots.standing().partition("-")[0] != plan.snapshot_id:
        raise UserProblem("plan-overtaken")
    other = Proposal.objects.filter(state="approved").exclude(plan=plan).order_by("plan").first()
    if other is not None:
        raise UserProblem("plan-other-approved", number=other.plan_id)


@transaction.atomic
def follow(audit: Audit) -> int:
    """Marks as done what was approved and, by the registry the audit stands on, has been carried out."""
    approved = list(Proposal.objects.filter(state="approved").select_for_update())
    done = []
    for kind, table in TABLE_OF.items():
        asked = [one for one in approved if one.kind == kind]
        entries = {one.key: one for one in Entry.objects.filter(kind=table, key__in=[row.thing_id for row in asked])}
        done += [row for row in asked if _carried_out(row, entries.get(row.thing_id), audit)]
    for row in done:
        row.state, row.decided_at = "done", clock.now()
    Proposal.objects.bulk_update(done, ["state", "decided_at"], batch_size=500)
    if approved:
        log.append("plan-followed", f"audit/{audit.pk}", done=len(done), left=len(approved) - len(done))
    return len(done)


def _carried_out(row: Proposal, entry: Entry | None, audit: Audit) -> bool:
    """An end is there for what was to be temporary; everything else is no longer in use."""
    if entry is None:
        return True
    day = (audit.as_of or clock.today()).isoformat()
    if row.choice == "temporary":
        end = entry.values.get("task_end_on")
        return entry.values.get("type") != "temporary" or bool(end and str(end) >= day)
    ended = entry.values.get("dissolved_on") or entry.values.get("closed_on")
    return entry.state in OVER or bool(ended and str(ended) <= day)
