"""Every operation of the API for every role, for tokens that hold less than their role, and within the scope of units."""

import csv
import io
from functools import cache

import pytest
from api_tokens import program
from demo_users import user
from django.test import Client
from django.urls import URLPattern

from jianfu.office.actions.tokens import delegable
from jianfu.office.models import Audit, Case, Entry, Finding
from jianfu.office.roles import RIGHTS, Right, Role
from jianfu.office.scope import scope_of
from jianfu.web.api.app import PREFIX, api
from jianfu.web.urls import urlpatterns

pytestmark = pytest.mark.slow
FILL = {"kind": "work_group", "key": "nothing", "finding_id": "nothing", "proposal": "1000000"}
SCOPED = ("clerk", "department")


@cache
def operations() -> list[tuple[str, str, Right]]:
    """Method, address and right of every operation there is."""
    return list(_operations())


def _operations():
    for path, methods in api.get_openapi_schema()["paths"].items():
        number = "00000000-0000-0000-0000-000000000001" if "/jobs/" in path else "1000000"
        for method, told in methods.items():
            yield method, path.format(**FILL, number=number), Right(told["x-right"])


def asked(client: Client, method: str, address: str) -> int:
    send = client.get if method == "get" else client.post
    return send(address, **({} if method == "get" else {"data": "{}", "content_type": "application/json"})).status_code


def test_the_api_is_all_there_is_beside_the_pages() -> None:
    others = [pattern for pattern in urlpatterns if not isinstance(pattern, URLPattern)]
    assert [str(one.pattern) for one in others] == [PREFIX]
    assert {method for method, _, _ in operations()} == {"get", "post"}
    open_to_all = {str(one.pattern) for one in others[0].url_patterns} - set(_documented())
    assert open_to_all == {"openapi.json", ""}, "the document, and what its links are made from"


def _documented() -> set[str]:
    paths = api.get_openapi_schema()["paths"]
    return {str(one.pattern) for one in urlpatterns[-1].url_patterns if _plain(str(one.pattern)) in map(_plain, paths)}


def _plain(path: str) -> str:
    """A path without the names and kinds of its holes."""
    parts = path.removeprefix(f"/{PREFIX}").replace("<", "{").split("/")
    return "/".join("{}" if part.startswith("{") else part for part in parts)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_ask_what_it_has_a_right_to_and_nothing_else(office, role) -> None:
    client = program(role.value)
    for method, address, right in operations():
        status = asked(client, method, address)
        assert (status != 403) == (role in RIGHTS[right]), (method, address, status)
        assert status in (200, 202, 400, 403, 404, 422), (method, address, status)


@pytest.mark.parametrize("role", list(Role))
def test_a_token_may_no_more_than_the_rights_it_holds(office, role) -> None:
    for held in delegable(user(role.value)):
        client = program(role.value, held)
        for method, address, right in operations():
            if right != held:
                assert asked(client, method, address) == 403, (held, method, address)


def test_nobody_asks_anything_without_a_token_not_even_who_has_signed_in(signed_in) -> None:
    for client in (Client(headers={"host": "127.0.0.1"}), signed_in("analyst")):
        for method, address, _ in operations():
            assert asked(client, method, address) == 401, (method, address)


def every(client: Client, address: str) -> list[dict]:
    """All items of a list, piece by piece."""
    found, after = [], ""
    while after is not None:
        told = client.get(address, {"limit": 200, **({"after": after} if after else {})}).json()
        found += told["items"]
        after = told["next"]
    return found


@pytest.mark.parametrize("role", SCOPED)
def test_lists_and_exports_hold_the_own_units_subtree_alone(office, signed_in, role) -> None:
    client, path = program(role), scope_of(user(role))
    units = set(Entry.objects.filter(kind="unit", path__startswith=path).values_list("key", flat=True))
    for kind in ("unit", "work_group", "account"):
        mine = set(Entry.objects.filter(kind=kind, path__startswith=path).values_list("key", flat=True))
        assert {item["key"] for item in every(client, f"/api/v1/registry/{kind}")} == mine
        rows = list(csv.reader(io.StringIO(signed_in(role).get(f"/registry/{kind}.csv").content.decode("utf-8-sig"))))
        assert len(rows) - 1 == len(mine)
    audit = Audit.objects.get()
    for address, rows in (("findings", Finding.objects.filter(audit=audit, state="open")), ("cases", Case.objects)):
        mine = set(rows.filter(path__startswith=path).values_list("finding_id", flat=True))
        assert {item["finding_id"] for item in every(client, f"/api/v1/{address}")} == mine
    assert {bill["unit_id"] for bill in every(client, "/api/v1/bills")} <= units


@pytest.mark.parametrize("role", SCOPED)
def test_what_lies_outside_the_scope_looks_like_what_is_not_there(office, role) -> None:
    client, path = program(role), scope_of(user(role))
    group = Entry.objects.filter(kind="work_group").exclude(path__startswith=path).first()
    case = Case.objects.exclude(path__startswith=path).first()
    for address in (f"registry/work_group/{group.key}", f"groups/{group.key}", f"findings/{case.finding_id}",
                    f"cases/{case.pk}"):  # fmt: skip
        assert client.get(f"/api/v1/{address}").status_code == 404, address
    step = {"action": "accept", "version": 0}
    answer = client.post(f"/api/v1/cases/{case.pk}/steps", data=step, content_type="application/json")
    assert answer.status_code == 404
    case.refresh_from_db()
    assert case.state == "open"


def test_a_token_without_people_sees_none_and_no_token_sees_the_minutes_of_another(office) -> None:
    assert program("clerk", Right.REGISTRY).get("/api/v1/registry/person").status_code == 404
    assert program("clerk", Right.REGISTRY, Right.PEOPLE).get("/api/v1/registry/person").status_code == 200
    worker = program("worker").get("/api/v1/mine").json()["minutes"]
    assert worker["low"] <= worker["middle"] <= worker["high"]
    assert program("analyst").get("/api/v1/mine").json()["minutes"] is None
