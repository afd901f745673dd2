"""Approving and rejecting what a plan proposes, one by one or all of a unit (批准与不批准)."""

from django.db import transaction
from django.db.models import Q, QuerySet

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.office import cases, log
from jianfu.office.models import Plan, Proposal, User
from jianfu.office.plans import DECISIONS, check_approvable
from jianfu.office.roles import Right
from jianfu.office.scope import path_of, seen_by, under

NO_MATTER = Q()


def decide_one(by: User, plan: Plan, proposal: int, decision: str, words: str = "", *, entry: int | None = None) -> int:
    """One proposal, by its key; raises what ``_decide`` raises.

    ``entry``: the log's number of the decision the proposal was seen with (0: none), where the caller says it.
    """
    rows = Proposal.objects.filter(plan=plan, pk=proposal)
    return _decide(by, plan, rows, decision, words, seen=NO_MATTER if entry is None else Q(entry=entry or None))


def decide_unit(by: User, plan: Plan, unit: str, decision: str, words: str = "") -> int:
    """All open proposals of a unit and those below it; returns how many there were."""
    path = path_of(unit)
    rows = Proposal.objects.filter(under(path), plan=plan, state="open") if path else Proposal.objects.none()
    return _decide(by, plan, rows, decision, words)


def _decide(by: User, plan: Plan, rows: "QuerySet[Proposal]", decision: str, words: str, *, seen: Q = NO_MATTER) -> int:
    """The decision, its log entry and what it does to cases, whole or not at all.

    Raises ``UserProblem``: ``not-allowed``; ``proposal-decision`` for one there is not; ``proposal-not-yours`` where
    nothing asked for is in scope; ``proposal-words`` where a reason is due; ``proposal-moved`` where it is in no state
    this can be decided in, or no longer as it was ``seen``; and what keeps a plan from being approved
    (``office.plans.check_approvable``).
    """
    if not by.may(Right.APPROVE):
        raise UserProblem("not-allowed")
    if decision not in DECISIONS:
        raise UserProblem("proposal-decision")
    if not seen_by(by, rows).exists():
        raise UserProblem("proposal-not-yours")
    step = DECISIONS[decision]
    if step.needs_words and not words.strip():
        raise UserProblem("proposal-words")
    with transaction.atomic():
        held = Plan.objects.select_for_update().get(pk=plan.pk)
        found = list(seen_by(by, rows).filter(seen, state__in=step.before).select_for_update().order_by("pk"))
        if not found:
            raise UserProblem("proposal-moved")
        if decision == "approve":
            check_approvable(held)
        things = [f"{row.kind}/{row.thing_id}" for row in found]
        entry = log.append(f"proposal-{decision}", f"plan/{plan.pk}", actor=by.username, things=things,
                           words=log.fingerprint(words.strip()))  # fmt: skip
        now = clock.now()
        for row in found:
            row.state, row.decided_by, row.decided_at = step.after, by, now
            row.words, row.entry = words.strip(), entry.number
            if decision == "approve":
                cases.planned(row.kind, row.thing_id, by, plan=plan.pk, choice=row.choice)
        Proposal.objects.bulk_update(found, ["state", "decided_by", "decided_at", "words", "entry"], batch_size=500)
    return len(found)
