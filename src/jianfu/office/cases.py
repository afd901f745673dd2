"""Cases: what an audit does to them, and one step by a person (整改)."""

from datetime import date, timedelta

from django.db import transaction

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.dataset.calendar import is_working_day
from jianfu.office import log
from jianfu.office.case_steps import FIRST_DAYS, LIVE, STEPS, Step
from jianfu.office.models import Audit, Case, CaseStep, Finding, User
from jianfu.office.scope import seen_by


def follow(audit: Audit) -> dict[str, int]:
    """Takes every case where an audit leads it: opened, verified, remained, returned, lapsed. Returns how many of each.

    A finding that is muted or exempted in the audit opens no case. One that is gone because its rule could not be run
    verifies nothing.
    """
    there = {one.finding_id: one for one in audit.findings.filter(state="open")}
    could_not = _rules_not_run(audit)
    counts: dict[str, int] = {}
    today = audit.as_of or clock.today()
    for case in Case.objects.filter(state__in=(*LIVE, "verified", "exempted")):
        action = _led_by_audit(case, case.finding_id in there, today, unknown=case.rule_id in could_not)
        if action:
            _take(case, STEPS[action], None, audit=audit.pk)
            counts[action] = counts.get(action, 0) + 1
    known = set(Case.objects.filter(finding_id__in=there).values_list("finding_id", flat=True))
    for finding in (there[one] for one in sorted(there.keys() - known)):
        _open(finding)
        counts["open"] = counts.get("open", 0) + 1
    return counts


def take(
    case: Case, action: str, by: User, words: str = "", *, until: date | None = None, version: int | None = None
) -> Case:
    """One step of a case by a person, with the log entry, whole or not at all; ``version``: the one it was seen in.

    Raises ``UserProblem``: ``case-not-yours`` where it is out of scope or the role lacks the right, ``case-moved``
    where the case is no longer in a state the step starts from, ``case-words`` where a reason is asked for,
    ``case-until`` where an exemption has no day it ends on.
    """
    step = STEPS[action]
    if step.right is None or not by.may(step.right) or not seen_by(by, Case.objects.filter(pk=case.pk)).exists():
        raise UserProblem("case-not-yours")
    if step.needs_words and not words.strip():
        raise UserProblem("case-words")
    if action == "exempt" and (until is None or until <= clock.today()):
        raise UserProblem("case-until")
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.state not in step.before or version not in (None, case.version):
            raise UserProblem("case-moved", state=case.state)
        case.exempt_until = until if action == "exempt" else None
        _take(case, step, by, words=words.strip(), **({"until": until} if until else {}))
    return case


def planned(kind: str, subject: str, by: User, *, plan: int, choice: str) -> None:
    """What a plan's approved proposal does to the open cases about the same thing; in the caller's transaction."""
    step = STEPS["plan"]
    for case in Case.objects.select_for_update().filter(subject_kind=kind, subject_id=subject, state__in=step.before):
        _take(case, step, by, plan=plan, choice=choice)


def working_days_after(day: date, count: int) -> date:
    """The day ``count`` working days after ``day``, holidays and make-up workdays of China respected."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def _led_by_audit(case: Case, there: bool, today: date, *, unknown: bool) -> str:
    lapsed = case.state == "exempted" and case.exempt_until is not None and case.exempt_until < today
    if there:
        return "lapse" if lapsed else {"acted": "remain", "verified": "return"}.get(case.state, "")
    return "verify" if case.state in LIVE and not unknown else ""


def _open(finding: Finding) -> None:
    now = clock.now()
    case = Case.objects.create(
        finding_id=finding.finding_id, rule_id=finding.rule_id, subject_kind=finding.subject_kind,
        subject_id=finding.subject_id, unit_id=finding.unit_id, path=finding.path, opened_at=now, changed_at=now,
        due_on=working_days_after(clock.today(), FIRST_DAYS),
    )  # fmt: skip
    entry = log.append("case-open", f"case/{case.pk}", finding=case.finding_id, audit=finding.audit_id)
    CaseStep.objects.create(case=case, at=now, action="open", before="", after="open", entry=entry.number)


def _take(case: Case, step: Step, by: User | None, *, words: str = "", **facts: object) -> None:
    before, now = case.state, clock.now()
    case.state, case.changed_at = step.after, now
    case.due_on = working_days_after(clock.today(), step.days) if step.days else None
    case.returned += step.action == "return"
    case.version += 1
    case.save()
    entry = log.append(f"case-{step.action}", f"case/{case.pk}", actor=by.username if by else log.SYSTEM,
                       before=before, after=step.after, words=log.fingerprint(words), **facts)  # fmt: skip
    CaseStep.objects.create(
        case=case, at=now, by=by, action=step.action, before=before, after=step.after, words=words,
        facts={name: str(fact) for name, fact in facts.items()}, entry=entry.number,
    )  # fmt: skip


def _rules_not_run(audit: Audit) -> set[str]:
    return {rule for rule, state in audit.rules.items() if state not in ("fired", "silent")}
