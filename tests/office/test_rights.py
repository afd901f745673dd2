"""Every route for every role, and every list within its scope."""

from uuid import UUID

import pytest
from demo_users import user
from django.test import Client
from django.urls import URLPattern, reverse

from jianfu.office.models import Audit, Case, Entry, Finding, LogEntry, User
from jianfu.office.roles import RIGHTS, Right, Role
from jianfu.office.scope import scope_of
from jianfu.office.selectors import burden, cases, findings, registry
from jianfu.office.units import paths_of
from jianfu.web.urls import urlpatterns

pytestmark = pytest.mark.slow
FILL = {
    "kind": "work_group",
    "number": 1,
    "key": "nothing",
    "finding_id": "nothing",
    "proposal": 1,
    "place": 1,
    "form": "html",
}
PUBLIC = {"home", "login", "code", "oidc", "oidc-back", "oidc-end", "demo", "logout", "speak"}


def routes():
    """Name, address and view of every route there is."""
    for pattern in (one for one in urlpatterns if isinstance(one, URLPattern)):
        wanted = list(pattern.pattern.regex.groupindex) or list(getattr(pattern.pattern, "converters", {}))
        given = {name: FILL[name] for name in wanted}
        if pattern.name == "job":
            given["number"] = UUID(int=1)
        yield pattern.name, reverse(pattern.name, kwargs=given), pattern.callback


def test_every_route_says_which_right_it_needs(office) -> None:
    unsaid = {name for name, _, view in routes() if not hasattr(view, "right")}
    assert unsaid == set()
    assert {name for name, _, view in routes() if view.right is None} == PUBLIC


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reads_what_it_has_a_right_to_and_nothing_else(signed_in, role) -> None:
    client = signed_in(role.value)
    for name, address, view in routes():
        if name in PUBLIC:
            continue
        status = client.get(address).status_code
        assert (status != 403) == (role in RIGHTS[view.right]), (name, status)
        assert status in (200, 403, 404), (name, status)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_writes_only_what_it_has_a_right_to(signed_in, role) -> None:
    client = signed_in(role.value)
    for name, address, view in routes():
        if name in PUBLIC:
            continue
        status = client.post(address, {}).status_code
        if view.writes is None:
            assert status == 405, name
        else:
            assert (status != 403) == (role in RIGHTS[view.writes]), (name, status)


def test_nobody_reads_anything_without_signing_in(office) -> None:
    client = Client(headers={"host": "127.0.0.1"})
    for name, address, _ in routes():
        if name in PUBLIC:
            continue
        answer = client.get(address)
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/login"), name


def test_no_role_has_a_right_nobody_thought_of() -> None:
    assert set(RIGHTS) == set(Right)
    assert RIGHTS[Right.JUDGE] & RIGHTS[Right.ANSWER] == frozenset(), "nobody decides on an own answer"


def test_a_form_without_its_token_changes_nothing(office) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username="demo-administrator"), "django.contrib.auth.backends.ModelBackend")
    answer = client.post("/users", {"username": "x", "role": "analyst", "password": "a long enough one"})
    assert answer.status_code == 403
    assert not User.objects.filter(username="x").exists()


@pytest.mark.parametrize("role", ["clerk", "department"])
def test_lists_hold_the_own_units_subtree_alone(signed_in, role) -> None:
    who, audit = user(role), Audit.objects.get()
    path = scope_of(who)
    assert path
    assert path.endswith("/")
    for kind in ("unit", "work_group", "account"):
        rows = set(registry.listed(who, kind).values_list("path", flat=True))
        everything = set(Entry.objects.filter(kind=kind).values_list("path", flat=True))
        assert rows == {one for one in everything if one.startswith(path)}
    assert rows != everything
    wanted = {one for one in Finding.objects.filter(audit=audit, state="open") if one.path.startswith(path)}
    assert set(findings.found(who, audit, findings.Wishes())) == wanted
    assert set(cases.listed(who)) == {one for one in Case.objects.all() if one.path.startswith(path)}
    units = set(Entry.objects.filter(kind="unit", path__startswith=path).values_list("key", flat=True))
    assert {bill.unit_id for bill in burden.bills(who, audit)} <= units


def test_what_lies_outside_the_scope_looks_like_what_is_not_there(signed_in) -> None:
    client, path = signed_in("clerk"), scope_of(user("clerk"))
    other = Entry.objects.filter(kind="work_group").exclude(path__startswith=path).first()
    finding = Finding.objects.exclude(path__startswith=path).first()
    for address in (f"/registry/work_group/{other.key}", f"/groups/{other.key}", f"/findings/{finding.finding_id}"):
        assert client.get(address).status_code == 404, address


def test_a_user_without_a_unit_sees_no_ones(office) -> None:
    who = User.objects.create_user("lost", password="a long enough one", role=Role.CLERK)
    assert not registry.listed(who, "work_group").exists()


def test_a_unit_id_with_a_slash_opens_no_other_units_subtree() -> None:
    paths = paths_of({"A": None, "A/B": None, "B": "A", "loop": "round", "round": "loop"})
    assert paths["B"].startswith(paths["A"])
    assert not paths["A/B"].startswith(paths["A"])
    assert len(set(paths.values())) == 5


def test_only_the_own_minutes_are_told(signed_in) -> None:
    audit = Audit.objects.get()
    worker = user("worker")
    own = burden.mine(worker, audit)
    assert own is not None
    assert own.low <= own.middle <= own.high
    assert burden.mine(user("analyst"), audit) is None
    assert f"{own.groups}" in signed_in("worker").get("/mine").content.decode()


def test_who_looked_at_people_stands_in_the_log(signed_in) -> None:
    signed_in("clerk").get("/registry/person")
    last = LogEntry.objects.order_by("-number").first()
    assert (last.action, last.actor) == ("people-viewed", "demo-clerk")
