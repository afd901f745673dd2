"""Every route and every operation of the API, exports included, for things of the own unit and of units around it.

A new route fails here until the tables say what it is about: nothing of units' (``OPEN``), something of the county's
(``COUNTY``), a thing of a unit's (``ONE``), a list of such things (``LISTS``), or the minutes of one person (``MINE``).
"""

import json
import re

import pytest
from api_tokens import program
from demo_users import user
from django.urls import URLPattern

from jianfu.office.models import Audit, Case, Entry, Finding, LogEntry, Plan, Proposal
from jianfu.office.orders import orders_folder
from jianfu.office.roles import RIGHTS, WHOLE_COUNTY, Right, Role
from jianfu.office.selectors.runs import opened
from jianfu.web.api.app import api
from jianfu.web.urls import urlpatterns

pytestmark = pytest.mark.slow
PATHS = {"parent": "P/", "own": "P/O/", "sub": "P/O/S/", "sibling": "P/B/", "namesake": "P/O1/"}
IN_SCOPE = {"own", "sub"}
SCOPED = [role for role in Role if role not in WHOLE_COUNTY]
OPEN = {
    "home", "login", "code", "oidc", "oidc-back", "oidc-end", "demo", "logout", "speak", "account", "second-factor",
    "county", "log", "users", "tokens", "get /picture", "get /log/head",
}  # fmt: skip
COUNTY = {
    "method",
    "imports", "import", "audits", "audit", "plans", "job", "get /imports", "post /imports", "get /imports/{number}",
    "post /imports/{number}/apply", "post /imports/{number}/undo", "post /imports/{number}/drop",
    "post /imports/{number}/again", "get /audits", "post /audits", "get /audits/{number}", "get /plans", "post /plans",
    "get /plans/{number}", "get /jobs/{number}", "post /jobs/{number}/stop",
}  # fmt: skip
MINE = {"mine", "get /mine"}
NOTICES = {"notices", "get /notices"}
ONE = {
    "group": "/groups/{group}", "entry": "/registry/work_group/{group}", "finding": "/findings/{finding}",
    "proposal": "/plans/1/proposals/{proposal}", "order": "/plans/1/orders/{place}/html",
    "get /registry/{kind}/{key}": "/api/v1/registry/work_group/{group}", "get /groups/{key}": "/api/v1/groups/{group}",
    "get /findings/{finding_id}": "/api/v1/findings/{finding}", "get /cases/{number}": "/api/v1/cases/{case}",
    "get /plans/{number}/proposals/{proposal}": "/api/v1/plans/1/proposals/{proposal}",
    "post /cases/{number}/steps": "/api/v1/cases/{case}/steps",
    "post /plans/{number}/proposals/{proposal}/decisions": "/api/v1/plans/1/proposals/{proposal}/decisions",
}  # fmt: skip
LISTS = {
    "registry": "/registry/work_group", "export": "/registry/work_group.csv", "findings": "/findings", "cases": "/cases",
    "bills": "/bills", "compared": "/audits/compared?a=1&b=2", "plan": "/plans/1", "proposals": "/plans/1/proposals",
    "plans-compared": "/plans/compared?a=1&b=2", "get /registry/{kind}": "/api/v1/registry/work_group",
    "get /findings": "/api/v1/findings", "get /cases": "/api/v1/cases", "get /bills": "/api/v1/bills",
    "get /audits/{number}/changes": "/api/v1/audits/2/changes?earlier=1&which=gone",
    "get /plans/{number}/proposals": "/api/v1/plans/1/proposals",
}  # fmt: skip
WRITES = {
    "finding": {"do": "accept"}, "proposal": {"do": "approve"},
    "post /cases/{number}/steps": {"action": "accept", "version": 0},
    "post /plans/{number}/proposals/{proposal}/decisions": {"decision": "approve", "entry": 0},
}  # fmt: skip
DECIDES_FOR_A_UNIT = {"post /plans/{number}/decisions"}


def token(relation: str) -> str:
    """A name nothing else has."""
    return f"zz-{relation}-zz"


def rights() -> dict[str, tuple[Right | None, Right | None]]:
    """Route or operation -> what reading it takes, and what writing takes."""
    pages = {one.name: (one.callback.right, one.callback.writes) for one in urlpatterns if isinstance(one, URLPattern)}
    operations = {}
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, told in methods.items():
            asked = Right(told["x-right"])
            operations[f"{method} {path.removeprefix('/api/v1')}"] = (asked, asked if method == "post" else None)
    return pages | operations


def test_every_route_and_operation_says_what_it_is_about() -> None:
    tables = [OPEN, COUNTY, MINE, NOTICES, ONE.keys(), LISTS.keys(), DECIDES_FOR_A_UNIT]
    said = [name for table in tables for name in table]
    assert len(said) == len(set(said))
    assert set(said) == set(rights()), "add the new route to the table it belongs to"
    written = {name for name in ONE if rights()[name][1]}
    assert written == set(WRITES), "what may be written is tried from outside the scope too"


@pytest.fixture
def things(office):
    """Relation -> the addresses' parts of one thing of each kind that belongs to such a unit."""
    audit, plan = Audit.objects.get(), Plan.objects.get()
    causers = opened(audit).run.measure("burden_causer")["causer_unit_id"].to_pylist()
    units = list(Entry.objects.filter(kind="unit", key__in=causers).order_by("key")[: len(PATHS)])
    groups = list(Entry.objects.filter(kind="work_group").order_by("key")[: len(PATHS)])
    cases = list(Case.objects.filter(state="open").order_by("pk")[: len(PATHS)])
    proposals = list(Proposal.objects.filter(plan=plan, state="open", kind="group").order_by("pk")[: len(PATHS)])
    missing = len(PATHS) - len(proposals)
    proposals += Proposal.objects.filter(plan=plan, state="kept", kind="group").order_by("pk")[:missing]
    for other in ("P/", "P"):
        assert not Entry.objects.filter(path__startswith=other).exists()
    for of_kind in (units, groups, cases, proposals):
        for row, unit, (relation, path) in zip(of_kind, units, PATHS.items(), strict=True):
            row.path, row.unit_id = path, unit.key
            row.name = token(relation)
            row.save()
    for row in proposals:
        row.choice, row.state = "dissolve", "open"
        row.save()
    for case, (relation, path) in zip(cases, PATHS.items(), strict=True):
        Finding.objects.filter(finding_id=case.finding_id).update(
            path=path, unit_id=case.unit_id, subject_name=token(relation), state="open"
        )
    other_audit_and_plan(audit, plan, proposals)
    papers_of(office, plan, [unit.key for unit in units])
    return {
        relation: {"unit": units[at].key, "group": groups[at].key, "case": cases[at].pk, "place": at + 1,
                   "finding": cases[at].finding_id, "proposal": proposals[at].pk}
        for at, relation in enumerate(PATHS)
    }  # fmt: skip


def other_audit_and_plan(audit: Audit, plan: Plan, proposals: list[Proposal]) -> None:
    """An audit that found nothing, and a plan that proposes otherwise, to compare with."""
    audit.pk, plan.pk = 2, 2
    audit.finished_at -= audit.finished_at - audit.made_at
    audit.save(force_insert=True)
    plan.save(force_insert=True)
    for row in proposals:
        Proposal.objects.create(plan=plan, choice="stop", state="kept", **{
            name: getattr(row, name)
            for name in ("kind", "thing_id", "name", "unit_id", "path", "reason", "confidence", "people", "moved", "minutes_back")
        })  # fmt: skip


def papers_of(office, plan: Plan, units: list[str]) -> None:
    """One order for each unit."""
    for language in ("zh-Hans", "en"):
        folder = office.plans / plan.folder / orders_folder(language)
        first = json.loads((folder / "orders.json").read_text(encoding="utf-8"))[0]
        papers = [
            {**first, "unit_id": unit, "unit": token(relation)} for unit, relation in zip(units, PATHS, strict=True)
        ]
        (folder / "orders.json").write_text(json.dumps(papers), encoding="utf-8")


def client_of(role: Role, unit: str, name: str, signed_in):
    """A browser for a page, a program for an operation, of the demo's account moved to a unit."""
    who = user(role.value)
    who.unit_id = unit
    who.save()
    return program(role.value) if " " in name else signed_in(role.value)


def got(client, name: str, address: str):
    """What reading answers; what may only be written is written wrongly."""
    if name.startswith("post"):
        return client.post(address, data=json.dumps(WRITES[name]), content_type="application/json")
    return client.get(address)


@pytest.mark.parametrize("name", list(ONE))
def test_a_thing_is_told_of_in_the_own_units_subtree_and_nowhere_else(things, signed_in, name) -> None:
    right = rights()[name][0]
    cells = [
        (role, unit) for role in Role for unit in ((things["own"]["unit"], "", "gone") if role in SCOPED else ("",))
    ]
    for role, unit in cells:
        client = client_of(role, unit, name, signed_in)
        for relation, thing in things.items():
            before = LogEntry.objects.count()
            status = got(client, name, ONE[name].format(**thing)).status_code
            seen = role in WHOLE_COUNTY or (relation in IN_SCOPE and unit == things["own"]["unit"])
            if role not in RIGHTS[right]:
                assert status == 403, (role, unit, relation)
            elif not seen:
                assert status == 404, (role, unit, relation)
                assert LogEntry.objects.count() == before
            else:  # whoever may only read a case takes no step of it, yet is not told that it is not there
                assert status in ((200, 201, 403, 409) if name.startswith("post") else (200,)), (role, unit, relation)


@pytest.mark.parametrize("name", ["finding", "proposal"])
@pytest.mark.parametrize("role", SCOPED)
def test_nothing_outside_the_scope_is_written_by_a_form(things, signed_in, name, role) -> None:
    for unit in (things["own"]["unit"], ""):
        client = client_of(role, unit, name, signed_in)
        for relation in things if not unit else things.keys() - IN_SCOPE:
            before = LogEntry.objects.count()
            answer = client.post(ONE[name].format(**things[relation]), WRITES[name])
            assert answer.status_code == (404 if role in RIGHTS[rights()[name][1]] else 403), (unit, relation)
            assert LogEntry.objects.count() == before


@pytest.mark.parametrize("name", list(LISTS))
def test_a_list_holds_the_own_units_subtree_and_nothing_else(things, signed_in, name) -> None:
    for role in SCOPED:
        for unit, wanted in ((things["own"]["unit"], IN_SCOPE), ("", set()), ("gone", set())):
            answer = client_of(role, unit, name, signed_in).get(LISTS[name])
            if role not in RIGHTS[rights()[name][0]]:
                assert answer.status_code == 403, role
                continue
            assert answer.status_code == 200, (role, answer.content)
            text = answer.content.decode()
            ids = {relation: [token(relation), thing["finding"], thing["group"]] for relation, thing in things.items()}
            assert {one for one, parts in ids.items() if any(part in text for part in parts)} == wanted, (role, unit)


@pytest.mark.parametrize("name", ["registry", "proposals", "findings", "get /registry/{kind}", "get /findings"])
def test_no_filter_opens_another_units_list(things, signed_in, name) -> None:
    client = client_of(Role.CLERK, things["own"]["unit"], name, signed_in)
    for relation in things.keys() - IN_SCOPE - {"parent"}:
        for wish in ({"unit": things[relation]["unit"]}, {"words": token(relation)}):
            text = client.get(LISTS[name], wish).content.decode()
            told = re.sub(r'="[^"]*words=[^"]*"|value="[^"]*"', "", text)  # what was searched for is told back
            assert token(relation) not in told
            assert things[relation]["finding"] not in told


def test_all_of_a_unit_is_decided_within_the_scope_alone(things, signed_in) -> None:
    client = client_of(Role.CLERK, things["own"]["unit"], "post", signed_in)
    tried = program("clerk")
    for relation in things.keys() - IN_SCOPE - {"parent"}:
        wish = {"unit": things[relation]["unit"], "decision": "reject", "words": "no"}
        answer = tried.post("/api/v1/plans/1/decisions", data=json.dumps(wish), content_type="application/json")
        assert answer.status_code == 403
        assert client.post("/plans/1/proposals", {**wish, "do": "reject"}).status_code == 403
    above = {"unit": things["parent"]["unit"], "decision": "reject", "words": "no"}
    assert tried.post("/api/v1/plans/1/decisions", data=json.dumps(above), content_type="application/json").json() == {
        "count": len(IN_SCOPE)
    }
    states = dict(Proposal.objects.filter(plan=1, path__startswith="P/").values_list("path", "state"))
    assert {path for path, state in states.items() if state == "rejected"} == {PATHS[one] for one in IN_SCOPE}


def test_notices_are_those_of_units_in_scope(office, signed_in) -> None:
    trees = opened(Audit.objects.get()).document.burden.relays
    issuers = {tree.unit for tree in trees}
    units = Entry.objects.filter(kind="unit")
    for unit in (units.filter(name__in=issuers)[0], units.exclude(name__in=issuers)[0]):
        Entry.objects.filter(kind="unit").update(path="elsewhere/")
        Entry.objects.filter(pk=unit.pk).update(path="here/")
        wanted = [tree.unit for tree in trees if tree.unit == unit.name]
        told = client_of(Role.CLERK, unit.key, "get /notices", signed_in).get("/api/v1/notices").json()
        assert [one["unit"] for one in told["items"]] == wanted
        page = client_of(Role.CLERK, unit.key, "notices", signed_in).get("/notices").content.decode()
        assert ("No notice of units in your scope" in page) is (not wanted)
    assert client_of(Role.CLERK, "", "get /notices", signed_in).get("/api/v1/notices").json()["items"] == []
