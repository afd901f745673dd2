"""A finding's life: opened by an audit, answered by people, verified or opened again by the next audit."""

from datetime import date, timedelta

import pytest
from demo_users import user

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.office import cases
from jianfu.office.case_steps import STATES, STEPS, steps_from
from jianfu.office.cases import working_days_after
from jianfu.office.models import Audit, Case, Finding
from jianfu.office.roles import RIGHTS, Role
from jianfu.office.scope import seen_by
from jianfu.office.selectors.cases import listed
from jianfu.office.selectors.findings import compare

pytestmark = pytest.mark.slow


def an_audit(*finding_ids: str, state: str = "open"):
    """A finished audit that found these."""
    before = Audit.objects.order_by("pk").first()
    audit = Audit.objects.create(state="finished", as_of=clock.today(), rules=before.rules, finished_at=clock.now())
    for finding_id in finding_ids:
        one = Finding.objects.filter(finding_id=finding_id).order_by("pk").first()
        one.pk, one.audit, one.state = None, audit, state
        one.save(force_insert=True)
    return audit


def a_case():
    """A case of the clerk's unit, and its clerk."""
    clerk = user("clerk")
    return listed(clerk).filter(state="open").first(), clerk


def test_every_open_finding_has_a_case_and_no_muted_one_has(office) -> None:
    there = set(Finding.objects.filter(state="open").values_list("finding_id", flat=True))
    assert set(Case.objects.values_list("finding_id", flat=True)) == there
    assert Finding.objects.filter(state="muted").exists()


def test_the_way_of_a_case_that_is_put_right(office) -> None:
    case, clerk = a_case()
    case = cases.take(case, "accept", clerk)
    assert (case.state, case.due_on > clock.today()) == ("accepted", True)
    case = cases.take(case, "act", clerk, "dissolved the group")
    assert (case.state, case.due_on) == ("acted", None)
    cases.follow(an_audit())
    case.refresh_from_db()
    assert case.state == "verified"
    cases.follow(an_audit(case.finding_id))
    case.refresh_from_db()
    assert (case.state, case.returned) == ("open", 1)
    assert [step.action for step in case.steps.order_by("pk")] == ["open", "accept", "act", "verify", "return"]


def test_an_action_that_did_not_help_opens_the_case_again(office) -> None:
    case, clerk = a_case()
    cases.take(case, "act", clerk, "said we would")
    cases.follow(an_audit(case.finding_id))
    case.refresh_from_db()
    assert (case.state, case.steps.order_by("-pk").first().action) == ("open", "remain")


def test_a_finding_gone_because_its_rule_could_not_run_verifies_nothing(office) -> None:
    case, clerk = a_case()
    cases.take(case, "act", clerk, "done")
    audit = an_audit()
    audit.rules = audit.rules | {case.rule_id: "input_missing"}
    audit.save()
    cases.follow(audit)
    case.refresh_from_db()
    assert case.state == "acted"


def test_an_exemption_holds_to_its_last_day_and_lapses_the_day_after(office) -> None:
    case, _ = a_case()
    cases.take(case, "exempt", user("analyst"), "flood duty", until=clock.today() + timedelta(days=1))
    Case.objects.filter(pk=case.pk).update(exempt_until=clock.today())
    cases.follow(an_audit(case.finding_id))
    case.refresh_from_db()
    assert case.state == "exempted"
    Case.objects.filter(pk=case.pk).update(exempt_until=clock.today() - timedelta(days=1))
    cases.follow(an_audit(case.finding_id))
    case.refresh_from_db()
    assert case.state == "open"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", sorted(STEPS))
def test_a_step_is_taken_by_those_with_the_right_and_by_nobody_else(office, role, action) -> None:
    step, who = STEPS[action], user(role.value)
    mine = seen_by(who, Case.objects.all()).first()
    case = mine or Case.objects.first()
    Case.objects.filter(pk=case.pk).update(state=step.before[0])
    allowed = step.right is not None and role in RIGHTS[step.right] and mine is not None
    until = clock.today() + timedelta(days=9)
    if allowed:
        assert cases.take(case, action, who, "because", until=until).state == step.after
    else:
        with pytest.raises(UserProblem) as refused:
            cases.take(case, action, who, "because", until=until)
        assert refused.value.code == "case-not-yours"
        assert Case.objects.get(pk=case.pk).state == step.before[0]


def test_a_step_out_of_turn_without_a_reason_or_without_an_end_is_refused(office) -> None:
    case, clerk = a_case()
    analyst, tomorrow = user("analyst"), clock.today() + timedelta(days=1)
    for action, who, words, until, code in [
        ("dispute", clerk, "  ", None, "case-words"),
        ("exempt", analyst, "flood", None, "case-until"),
        ("exempt", analyst, "flood", clock.today(), "case-until"),
        ("uphold", analyst, "no", None, "case-moved"),
    ]:
        with pytest.raises(UserProblem) as refused:
            cases.take(case, action, who, words, until=until)
        assert refused.value.code == code
    assert cases.take(case, "exempt", analyst, "flood", until=tomorrow).exempt_until == tomorrow


def test_states_and_steps_fit_together() -> None:
    assert {step.after for step in STEPS.values()} | {one for step in STEPS.values() for one in step.before} == set(
        STATES
    )
    reached = {"open"}
    while more := {step.after for step in STEPS.values() if reached & set(step.before)} - reached:
        reached |= more
    assert reached == set(STATES)
    assert steps_from("verified", frozenset(RIGHTS)) == []


def test_deadlines_count_working_days_of_the_national_calendar() -> None:
    assert working_days_after(date(2026, 9, 30), 1) == date(2026, 10, 8), "1 to 7 October are holidays"
    assert working_days_after(date(2026, 3, 6), 1) == date(2026, 3, 9), "over a weekend"
    assert working_days_after(date(2026, 3, 6), 0) == date(2026, 3, 6)


def test_two_audits_compared_tell_new_gone_returned_and_what_stayed(office) -> None:
    first = Audit.objects.get()
    stays, leaves, comes = Finding.objects.filter(audit=first, state="open").values_list("finding_id", flat=True)[:3]
    Finding.objects.filter(audit=first, finding_id=comes).delete()
    second, third = an_audit(stays), an_audit(stays, leaves, *[])
    fresh = Finding.objects.get(audit=third, finding_id=leaves)
    fresh.pk, fresh.finding_id = None, "finding-never-seen"
    fresh.save(force_insert=True)

    def told(rows) -> list[str]:
        return [row.finding_id for row in rows]

    found = compare(user("analyst"), second, third)
    assert (told(found.returned), told(found.new), told(found.gone), found.stayed) == (
        [leaves],
        ["finding-never-seen"],
        [],
        1,
    )
    back = compare(user("analyst"), third, second)
    assert set(told(back.gone)) == {leaves, "finding-never-seen"}


def test_a_case_is_answered_on_its_page(signed_in) -> None:
    case, _ = a_case()
    client = signed_in("clerk")
    page = client.get(f"/findings/{case.finding_id}").content.decode()
    assert 'value="dispute"' in page
    assert 'value="exempt"' not in page
    assert client.post(f"/findings/{case.finding_id}", {"do": "dispute", "words": ""}).status_code == 400
    assert client.post(f"/findings/{case.finding_id}", {"do": "dispute", "words": "<b>no</b>"}).status_code == 302
    page = client.get(f"/findings/{case.finding_id}").content.decode()
    assert "&lt;b&gt;no&lt;/b&gt;" in page
    assert client.post(f"/findings/{case.finding_id}", {"do": "verify"}).status_code == 403
