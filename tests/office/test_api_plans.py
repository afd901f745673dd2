"""Plans and approvals for programs: read in scope, decided once, and never without a passing certificate."""

import json

import pytest
from api_tokens import program
from demo_users import user

from jianfu.office import log
from jianfu.office.models import LogEntry, Plan, Proposal
from jianfu.office.roles import Right
from jianfu.office.scope import scope_of

pytestmark = pytest.mark.slow
MANY = {"limit": 200, "choice": ""}


def post(client, address: str, **body: object):
    return client.post(f"/api/v1/{address}", data=json.dumps(body), content_type="application/json")


def an_open_one(**wanted) -> Proposal:
    return Proposal.objects.filter(state="open", **wanted).order_by("pk").first()


def decisions(row: Proposal) -> str:
    return f"plans/{row.plan_id}/proposals/{row.pk}/decisions"


def test_a_plan_and_its_proposals_are_told_as_the_pages_tell_them(office) -> None:
    client = program("auditor")
    (line,) = client.get("/api/v1/plans").json()["items"]
    told = client.get("/api/v1/plans/1").json()
    assert {name: told[name] for name in line} == line
    assert (told["certified"], told["refused"], told["state"]) == (True, None, "finished")
    assert sum(told["states"].values()) == Proposal.objects.count()
    listed = client.get("/api/v1/plans/1/proposals", {**MANY, "state": "open"}).json()["items"]
    assert {one["number"] for one in listed} == set(Proposal.objects.filter(state="open").values_list("pk", flat=True))
    for one in listed:
        few = 0 < Proposal.objects.get(pk=one["number"]).people < 5
        assert (one["people"] is None, one["minutes_back"] is None) == (few, few)
        assert client.get(f"/api/v1/plans/1/proposals/{one['number']}").json()["thing_id"] == one["thing_id"]


def test_a_decision_is_made_once_and_only_as_the_proposal_was_seen(office) -> None:
    client, row = program("analyst"), an_open_one()
    done = post(client, decisions(row), decision="approve", entry=0)
    assert (done.status_code, done.json()["state"], done.json()["decided_by"]) == (201, "approved", "demo-analyst")
    entry = done.json()["entry"]
    assert LogEntry.objects.get(pk=entry).action == "proposal-approve"
    late = post(client, decisions(row), decision="reject", entry=0, words="too late")
    assert (late.status_code, late.json()["type"]) == (409, "urn:jianfu:problem:proposal-moved")
    assert post(client, decisions(row), decision="approve", entry=entry).status_code == 409, "it is approved"
    assert post(client, decisions(row), decision="reject", entry=entry).status_code == 400, "a reason is due"
    back = post(client, decisions(row), decision="reject", entry=entry, words="not yet")
    assert (back.status_code, back.json()["state"], back.json()["may"]) == (201, "rejected", ["approve"])
    assert log.verify().broken is None


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ({"verdict": {"accepted": False}}, "plan-not-certified"),
        ({"verdict": {}}, "plan-not-certified"),
        ({"replay": "refused"}, "plan-replay-refused"),
        ({"snapshot_id": "other"}, "plan-overtaken"),
    ],
)
def test_nothing_is_approved_without_a_passing_certificate(office, spoilt, code) -> None:
    client, row = program("analyst"), an_open_one()
    Plan.objects.update(**spoilt)
    assert client.get("/api/v1/plans/1").json()["refused"] == code
    whole = post(client, "plans/1/decisions", unit=row.unit_id, decision="approve")
    for refused in (post(client, decisions(row), decision="approve", entry=0), whole):
        assert (refused.status_code, refused.json()["type"]) == (409, f"urn:jianfu:problem:{code}")
        assert refused["Content-Type"] == "application/problem+json"
    assert not Proposal.objects.filter(state="approved").exists()
    assert not LogEntry.objects.filter(action="proposal-approve").exists()


def test_approving_takes_the_right_in_role_and_token_and_the_scope(office) -> None:
    clerk = user("clerk")
    clerk.unit_id = an_open_one().unit_id
    clerk.save()
    mine = an_open_one(path__startswith=scope_of(clerk))
    other = Proposal.objects.filter(state="open").exclude(path__startswith=scope_of(clerk)).first()
    reader = program("clerk", Right.PLANS)
    assert reader.get(f"/api/v1/plans/1/proposals/{mine.pk}").status_code == 200
    assert post(reader, decisions(mine), decision="approve", entry=0).status_code == 403
    assert post(program("auditor"), decisions(mine), decision="approve", entry=0).status_code == 403
    client = program("clerk", Right.PLANS, Right.APPROVE)
    assert client.get(f"/api/v1/plans/1/proposals/{other.pk}").status_code == 404
    assert post(client, decisions(other), decision="approve", entry=0).status_code == 404
    assert post(client, "plans/1/decisions", unit=other.unit_id, decision="approve").status_code == 403
    seen = client.get("/api/v1/plans/1/proposals", MANY).json()["items"]
    units = Proposal.objects.filter(path__startswith=scope_of(clerk))
    assert {one["number"] for one in seen} == set(units.values_list("pk", flat=True))
    done = post(client, "plans/1/decisions", unit=clerk.unit_id, decision="approve")
    assert (done.status_code, done.json()["count"]) == (201, units.exclude(choice="keep").count())
    assert Proposal.objects.get(pk=other.pk).state == "open"


def test_a_plan_is_made_on_demand_with_settings_that_make_sense(office) -> None:
    client = program("analyst")
    for settings in ({"nothing": 1}, {"worst_tenth": 10**9 + 0.5}, {"worst_tenth": "2"}, {"worst_tenth": -1}):
        assert post(client, "plans", settings=settings).status_code in (400, 422), settings
    made = post(client, "plans", settings={"worst_tenth": 2})
    assert (made.status_code, made.json()["kind"]) == (202, "plan")
    assert Plan.objects.get(pk=made.json()["subject"]).settings == {"worst_tenth": 2.0}
    assert post(client, "plans").status_code in (400, 409, 422)
    again = post(client, "plans", settings={})
    assert (again.status_code, again.json()["type"]) == (409, "urn:jianfu:problem:plan-running")
    assert post(program("clerk"), "plans", settings={}).status_code == 403
