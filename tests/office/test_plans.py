"""Plans in the office: made in the background, checked, decided by those whose they are, followed by the next audit."""

import json
import re

import pyarrow.parquet as pq
import pytest
from demo_users import user
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import translator
from jianfu.base.progress import Quiet
from jianfu.office import plans as rules
from jianfu.office.actions.audits import stop
from jianfu.office.actions.decide import decide_one, decide_unit
from jianfu.office.actions.plans import start
from jianfu.office.jobs import plan as job_of_plan
from jianfu.office.jobs import queue, worker
from jianfu.office.models import Audit, Case, Entry, Job, LogEntry, Plan, Proposal
from jianfu.office.orders import orders_seen
from jianfu.office.scope import scope_of
from jianfu.office.selectors import plans
from jianfu.plan.weights import default_weights

pytestmark = pytest.mark.slow


def the_plan() -> Plan:
    """The one the office was filled with."""
    return Plan.objects.get(pk=1)


def an_open_one(**wanted) -> Proposal:
    return Proposal.objects.filter(state="open", **wanted).order_by("pk").first()


def refusal(action, *given, **more) -> str:
    with pytest.raises(UserProblem) as refused:
        action(*given, **more)
    return refused.value.code


def as_clerk_of(unit: str):
    """The demo's clerk, moved to a unit."""
    clerk = user("clerk")
    clerk.unit_id = unit
    clerk.save()
    return clerk


def test_the_plan_the_office_was_filled_with_is_certified_and_says_what_becomes_of_everything(office) -> None:
    plan = the_plan()
    assert (plan.state, plan.verdict["accepted"]) == ("finished", True)
    table = pq.read_table(office.plans / plan.folder / "proposals.parquet")
    assert Proposal.objects.filter(plan=plan).count() == table.num_rows
    changed = Proposal.objects.filter(plan=plan).exclude(choice="keep")
    assert set(changed.values_list("state", flat=True)) == {"open"}
    assert changed.count() == plan.figures["changes"]
    assert Proposal.objects.filter(plan=plan, choice="keep").exclude(state="kept").count() == 0


def test_other_settings_make_another_plan_and_both_can_be_compared(office, signed_in) -> None:
    job = start(user("analyst"), Audit.objects.get(), {"changes": 3.0, "moved": default_weights()["moved"]})
    worker.run(queue.take_next())
    job.refresh_from_db()
    second = Plan.objects.get(pk=job.subject)
    assert (job.state, second.settings, second.verdict["accepted"]) == ("done", {"changes": 3.0}, True)
    must = Proposal.objects.filter(plan=second, choice="temporary").count()
    assert second.figures["changes"] <= max(3, must)
    found = plans.compare(user("analyst"), the_plan(), second, {"changes": 0.0})
    assert found.settings == [("changes", 0.0, 3.0)]
    assert all(a.row.thing_id == b.row.thing_id and a.row.choice != b.row.choice for a, b in found.things)
    page = signed_in("analyst").get(f"/plans/compared?a=1&b={second.pk}").content.decode()
    assert "Most changes" in page


def test_a_plan_that_is_stopped_leaves_nothing(office) -> None:
    job = start(user("analyst"), Audit.objects.get(), {})
    assert refusal(start, user("analyst"), Audit.objects.get(), {}) == "plan-running"
    stop(user("analyst"), job)
    plan = Plan.objects.get(pk=job.subject)
    assert (job.state, plan.state) == (Job.CANCELLED, "cancelled")
    assert not (office.plans / f"{plan.pk:06}").exists()


@pytest.mark.parametrize(
    ("settings", "code"), [({"changes": -1.0}, "plan-setting"), ({"no such": 1.0}, "plan-setting"), ({}, "not-allowed")]
)
def test_what_cannot_be_asked_is_refused(office, settings, code) -> None:
    by = user("clerk" if code == "not-allowed" else "analyst")
    assert refusal(start, by, Audit.objects.get(), settings) == code
    assert Plan.objects.count() == 1


def test_a_proposal_is_approved_with_a_log_entry_and_opens_its_case_as_work(office) -> None:
    found = {(case.subject_kind, case.subject_id) for case in Case.objects.filter(state="open")}
    row = next(one for one in Proposal.objects.filter(state="open") if (one.kind, one.thing_id) in found)
    assert decide_one(user("analyst"), the_plan(), row.pk, "approve") == 1
    row.refresh_from_db()
    last = LogEntry.objects.order_by("-number").filter(action="proposal-approve").first()
    assert (row.state, row.decided_by.username, row.entry) == ("approved", "demo-analyst", last.number)
    assert json.loads(last.facts)["things"] == [f"{row.kind}/{row.thing_id}"]
    cases = Case.objects.filter(subject_kind=row.kind, subject_id=row.thing_id)
    assert "accepted" in {case.state for case in cases}
    step = cases.first().steps.order_by("-pk").first()
    assert (step.action, step.facts["choice"]) == ("plan", row.choice)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"verdict": {"accepted": False, "code": "seal-broken", "facts": {"file": "x"}}}, "plan-not-certified"),
        ({"verdict": {}}, "plan-not-certified"),
        ({"verdict": {"accepted": "yes"}}, "plan-not-certified"),
        ({"replay": "refused"}, "plan-replay-refused"),
        ({"snapshot_id": "other"}, "plan-overtaken"),
        ({"state": "failed"}, "plan-unfinished"),
    ],
)
def test_nothing_is_approved_without_a_passing_certificate(office, change, code) -> None:
    Plan.objects.update(**change)
    row, entries = an_open_one(), LogEntry.objects.count()
    assert refusal(decide_one, user("analyst"), the_plan(), row.pk, "approve") == code
    assert refusal(decide_unit, user("analyst"), the_plan(), row.unit_id, "approve") == code
    assert not Proposal.objects.filter(state="approved").exists()
    assert LogEntry.objects.count() == entries
    assert decide_one(user("analyst"), the_plan(), row.pk, "reject", "no") == 1


def test_a_forged_plan_is_told_with_the_first_fact_that_does_not_hold(office, monkeypatch, signed_in) -> None:
    job = start(user("analyst"), Audit.objects.get(), {})
    made = job_of_plan.make_plan

    def forged(*given, **more):
        plan = made(*given, **more)
        rows = pq.read_table(plan.folder / "proposals.parquet")
        pq.write_table(rows.slice(1), plan.folder / "proposals.parquet")
        return plan

    monkeypatch.setattr(job_of_plan, "make_plan", forged)
    job_of_plan.work(job, Quiet())
    plan = Plan.objects.get(pk=job.subject)
    assert (plan.verdict["accepted"], plan.verdict["code"]) == (False, "seal-broken")
    assert refusal(decide_one, user("analyst"), plan, an_open_one(plan=plan).pk, "approve") == "plan-not-certified"
    page = signed_in("analyst").get(f"/plans/{plan.pk}").content.decode()
    assert "proposals.parquet is not the file the certificate was written for" in page


def test_approvals_stand_in_one_plan_at_a_time(office) -> None:
    job = start(user("analyst"), Audit.objects.get(), {"merge_at_most": 2.0})
    worker.run(queue.take_next())
    second, row = Plan.objects.get(pk=job.subject), an_open_one(plan=1)
    decide_one(user("analyst"), the_plan(), row.pk, "approve")
    assert refusal(decide_one, user("analyst"), second, an_open_one(plan=second).pk, "approve") == "plan-other-approved"
    decide_one(user("analyst"), the_plan(), row.pk, "reject", "the other plan is better")
    assert decide_one(user("analyst"), second, an_open_one(plan=second).pk, "approve") == 1


def test_a_clerk_decides_for_the_own_unit_and_no_other(office) -> None:
    row = an_open_one(path__gt="")
    clerk = as_clerk_of(row.unit_id)
    path = scope_of(clerk)
    other = Proposal.objects.filter(state="open").exclude(path__startswith=path).first()
    assert refusal(decide_one, clerk, the_plan(), other.pk, "approve") == "proposal-not-yours"
    assert refusal(decide_unit, clerk, the_plan(), other.unit_id, "approve") == "proposal-not-yours"
    assert set(plans.found(clerk, the_plan(), plans.Wishes()).values_list("path", flat=True)) <= {
        one for one in Proposal.objects.values_list("path", flat=True) if one.startswith(path)
    }
    count = Proposal.objects.filter(state="open", path__startswith=path).count()
    assert decide_unit(clerk, the_plan(), row.unit_id, "approve") == count
    assert set(Proposal.objects.filter(state="approved").values_list("path", flat=True)) == {
        one.path for one in Proposal.objects.filter(state="approved") if one.path.startswith(path)
    }
    assert refusal(decide_unit, user("auditor"), the_plan(), row.unit_id, "approve") == "not-allowed"


def test_a_rejection_says_why_and_a_decision_is_not_taken_twice(office) -> None:
    row = an_open_one()
    assert refusal(decide_one, user("analyst"), the_plan(), row.pk, "reject", "  ") == "proposal-words"
    assert decide_one(user("analyst"), the_plan(), row.pk, "reject", "flood season") == 1
    assert refusal(decide_one, user("analyst"), the_plan(), row.pk, "reject", "again") == "proposal-moved"
    assert refusal(decide_one, user("analyst"), the_plan(), row.pk, "burn") == "proposal-decision"


def test_the_next_audit_sees_what_was_carried_out(office) -> None:
    row = an_open_one(choice__in=("dissolve", "merge"), kind="group")
    end = an_open_one(choice="temporary")
    for one in (row, end):
        decide_one(user("analyst"), the_plan(), one.pk, "approve")
    audit = Audit.objects.get()
    assert rules.follow(audit) == 0
    entry = Entry.objects.get(kind="work_group", key=row.thing_id)
    entry.values["dissolved_on"] = audit.as_of.isoformat()
    entry.save()
    ending = Entry.objects.get(kind="work_group", key=end.thing_id)
    ending.values["task_end_on"] = "2020-01-01"
    ending.save()
    assert rules.follow(audit) == 1
    row.refresh_from_db()
    end.refresh_from_db()
    assert (row.state, end.state) == ("done", "approved")
    ending.values["task_end_on"] = audit.as_of.isoformat()
    ending.save()
    assert rules.follow(audit) == 1


def test_no_figure_of_fewer_than_five_people_is_told(office) -> None:
    row = an_open_one()
    for people, told in ((0, 0), (1, None), (4, None), (5, 5)):
        row.people = people
        line = plans.line(row)
        assert line.people == told
        assert (line.minutes_back is None) == line.hidden == (told is None) == (line.runner_up_cost is None)
    row.people, row.moved = 40, 4
    assert (plans.line(row).moved, plans.line(row).people) == (None, 40)


def test_of_other_units_groups_the_map_tells_neither_name_nor_size(office) -> None:
    picture = plans.picture_of(the_plan())
    assert plans.knots_seen(user("analyst"), picture) == list(picture.overlap.knots)
    clerk = user("clerk")
    own = set(Entry.objects.filter(kind="unit", path__startswith=scope_of(clerk)).values_list("key", flat=True))
    shown = plans.knots_seen(clerk, picture)
    assert {one.unit_id for knot in shown for one in knot.groups} <= own | {None}
    assert not {one.name for knot in shown for one in knot.groups if one.unit_id is None} - {""}


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_page_of_plans_speaks_one_language(signed_in, language) -> None:
    client, row = signed_in("analyst", language=language), an_open_one()
    for address in (
        "/plans",
        "/plans/1",
        "/plans/1/proposals",
        f"/plans/1/proposals/{row.pk}",
        "/plans/compared?a=1&b=1",
    ):
        answer = client.get(address)
        text = re.sub(r'(?:class|href|id|src|name|for|value|aria-\w+|data-\w+)="[^"]*"', "", answer.content.decode())
        assert answer.status_code == 200, address
        assert not re.search(r"(?:office|plan|problem)-[a-z]+-?|style=", text), address
        assert text.count("<h1") == 1


@pytest.mark.parametrize("address", ["/plans", "/plans/1", "/plans/1/proposals"])
def test_a_list_takes_the_same_number_of_queries_however_long_it_is(signed_in, address) -> None:
    client = signed_in("analyst")
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    before = queries()
    copies = list(Proposal.objects.exclude(choice="keep")[:30])
    for number, one in enumerate(copies):
        one.pk, one.thing_id = None, f"copy-{number}"
    Proposal.objects.bulk_create(copies)
    for _ in range(3):
        plan = the_plan()
        plan.pk = None
        plan.save(force_insert=True)
    assert abs(queries() - before) <= 1
    assert queries() <= 20


def test_a_proposal_is_decided_on_its_page(signed_in) -> None:
    client, row = signed_in("analyst"), an_open_one()
    address = f"/plans/1/proposals/{row.pk}"
    assert client.post(address, {"do": "reject", "words": ""}).status_code == 400
    assert client.post(address, {"do": "reject", "words": "<b>no</b>"}).status_code == 302
    assert "&lt;b&gt;no&lt;/b&gt;" in client.get(address).content.decode()
    assert client.post(address, {"do": "approve"}).status_code == 302
    assert client.post("/plans/1/proposals", {"do": "approve", "unit": "nowhere"}).status_code == 403
    assert client.get("/plans/compared?a=x&b=1").status_code == 404


def test_an_order_is_given_to_those_who_see_its_unit(signed_in) -> None:
    (first, *_) = orders_seen(user("analyst"), the_plan(), "en")
    address = f"/plans/1/orders/{first.place}"
    answer = signed_in("analyst").get(f"{address}/docx")
    assert answer.content[:2] == b"PK"
    assert answer["Content-Disposition"].startswith("attachment")
    assert first.paper.unit in signed_in("analyst").get(f"{address}/html").content.decode()
    clerk = as_clerk_of(first.paper.unit_id)
    assert first.place in {one.place for one in orders_seen(clerk, the_plan(), "en")}
    as_clerk_of("nowhere")
    assert signed_in("clerk").get(f"{address}/docx").status_code == 404
    assert signed_in("analyst").get(f"{address}/exe").status_code == 404


def test_every_setting_of_the_plan_has_words() -> None:
    named = {f"plan-setting-{name.replace('_', '-')}" for name in default_weights().settings}
    assert {name for name in named if not translator("en").knows(name)} == set()
