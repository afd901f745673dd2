"""Pages in both languages: whole, escaped, with a constant number of queries, and safe at the door."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from demo_users import user
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jianfu import web
from jianfu.base.i18n import translator
from jianfu.office import log
from jianfu.office.case_steps import STEPS
from jianfu.office.models import Entry, Finding, LogEntry, User

pytestmark = pytest.mark.slow
LISTS = ["/findings", "/cases", "/registry/work_group", "/registry/person", "/audits", "/imports", "/bills", "/log"]
ROLE_OF = {"/log": "auditor"}


def addresses() -> list[str]:
    group, finding = Entry.objects.filter(kind="work_group").first(), Finding.objects.filter(state="open").first()
    return [*LISTS, "/county", "/notices", "/mine", "/account", "/method", "/imports/1", "/audits/1", "/audits/compared?a=1&b=1",
            "/plans", "/plans/1", "/plans/1/proposals",
            f"/groups/{group.key}", f"/registry/work_group/{group.key}", f"/findings/{finding.finding_id}"]  # fmt: skip


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_page_speaks_one_language(signed_in, language) -> None:
    client, auditor = signed_in("analyst", language=language), signed_in("auditor", language=language)
    for address in addresses():
        answer = (auditor if address in ROLE_OF else client).get(address)
        text = answer.content.decode()
        assert answer.status_code == 200, address
        assert f'<html lang="{language}"' in text
        assert not re.search(
            r"office-[a-z]+-|problem-[a-z]", re.sub(r'(?:class|href|id|src|name|data-\w+)="[^"]*"', "", text)
        ), address
        assert text.count("<h1") == 1, address


@pytest.mark.parametrize("address", LISTS)
def test_a_list_takes_the_same_number_of_queries_however_long_it_is(signed_in, address) -> None:
    client = signed_in(ROLE_OF.get(address, "analyst"))
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return sum("LOCK" not in query["sql"].upper() for query in asked)

    before = queries()
    for kind in ("work_group", "person"):
        some = list(Entry.objects.filter(kind=kind)[:20])
        for number, entry in enumerate(some):
            entry.pk, entry.key = None, f"copy-{number}"
        Entry.objects.bulk_create(some)
    assert abs(queries() - before) <= 1


def test_filters_narrow_and_nonsense_is_answered_calmly(signed_in) -> None:
    client = signed_in("analyst")
    rule = Finding.objects.filter(state="open").values_list("rule_id", flat=True).first()
    count = Finding.objects.filter(state="open", rule_id=rule).count()
    assert f"{count} entries" in client.get("/findings", {"rule": rule}).content.decode()
    for query in (
        {"page": "999"},
        {"page": "x"},
        {"unit": "nobody"},
        {"words": "%_'\";--"},
        {"state": "<x>"},
        {"rule": "a" * 5000},
    ):
        assert client.get("/findings", query).status_code == 200
    for address in ("/audits/compared?a=x&b=1", "/audits/999", "/imports/0", "/registry/nonsense", "/findings/none"):
        assert client.get(address).status_code == 404, address


def test_too_many_wrong_passwords_close_the_door_for_a_while(office) -> None:
    User.objects.create_user("careful", password="a long enough one", role="analyst")
    client = Client(headers={"host": "127.0.0.1"})
    for _ in range(8):
        answer = client.post("/login", {"username": "careful", "password": "wrong"})
    assert answer.status_code == 429
    assert client.post("/login", {"username": "careful", "password": "a long enough one"}).status_code == 429


def test_signing_in_by_password_leads_only_to_our_own_addresses(office) -> None:
    User.objects.create_user("careful", password="a long enough one", role="analyst")
    for wished, reached in (("https://evil.example/", "/"), ("//evil.example", "/"), ("/cases", "/cases")):
        answer = Client(headers={"host": "127.0.0.1"}).post(
            "/login", {"username": "careful", "password": "a long enough one", "next": wished}
        )
        assert (answer.status_code, answer["Location"]) == (302, reached)


def test_passwords_are_held_to_rules_and_the_last_administrator_stays(signed_in) -> None:
    client = signed_in("administrator")
    for password in ("short", "1234567890", "password1234"[:8]):
        assert client.post("/users", {"username": "new", "role": "auditor", "password": password}).status_code == 400
    assert (
        client.post(
            "/users", {"username": "new", "role": "auditor", "password": "a long enough one", "active": "on"}
        ).status_code
        == 302
    )
    assert (
        client.post("/users", {"username": "demo-administrator", "role": "auditor", "active": "on"}).status_code == 400
    )
    assert user("administrator").role == "administrator"
    assert (
        client.post(
            "/users", {"username": "x", "role": "clerk", "unit_id": "nowhere", "password": "a long enough one"}
        ).status_code
        == 400
    )
    assert not any("long enough" in entry.facts for entry in LogEntry.objects.all())


def test_no_page_asks_another_machine_for_anything(signed_in) -> None:
    client = signed_in("analyst")
    for address in addresses():
        if address in ROLE_OF:
            continue
        text = client.get(address).content.decode()
        assert not re.findall(r'(?:src|action|<link[^>]*href)="https?://', text), address
        assert "style=" not in text, "a strict policy refuses it"
        assert "<script>" not in text


def test_the_migrations_are_those_of_the_models(office) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_an_unknown_host_is_refused(office) -> None:
    assert Client(headers={"host": "evil.example"}).get("/login").status_code == 400


def test_while_the_database_is_away_a_page_says_so(signed_in, monkeypatch) -> None:
    client = signed_in("analyst")
    client.raise_request_exception = False
    connection.close()
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")
        answer = client.get("/county")
        connection.close()
    assert answer.status_code == 503
    assert "The database does not answer" in answer.content.decode()
    assert client.get("/county").status_code == 200


def test_the_log_speaks_in_words_and_in_the_offices_time(signed_in) -> None:
    page = signed_in("auditor").get("/log").content.decode()
    assert "signed in" in page
    assert "case opened" in signed_in("auditor").get("/log", {"action": "case-open"}).content.decode()
    entry = LogEntry.objects.order_by("-number").first()
    local = timezone.localtime(datetime.fromisoformat(entry.at))
    assert f"{local:%Y-%m-%d %H:%M}" in page


def test_whatever_is_logged_has_its_words() -> None:
    written = {
        action
        for file in (Path(log.__file__).parent, Path(web.__file__).parent)
        for text in (one.read_text(encoding="utf-8") for one in file.rglob("*.py"))
        for action in re.findall(r'log\.append\(\s*"([a-z-]+)"', text)
    }
    assert "signed-in" in written
    for language in ("en", "zh-Hans"):
        say = translator(language)
        wanted = written | {f"case-{step}" for step in (*STEPS, "open")}
        assert [one for one in sorted(wanted) if not say.knows(f"office-log-does-{one}")] == []
