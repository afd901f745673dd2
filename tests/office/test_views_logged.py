"""Whoever looks at people stands in the log, by whichever page, export or operation; and no other page names them."""

import json
import re

import pytest
from api_tokens import program
from demo_users import user
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, reverse

from jianfu.office.jobs import queue, worker
from jianfu.office.models import Audit, Case, Entry, Finding, Import, Job, LogEntry, Proposal
from jianfu.office.roles import RIGHTS, Right
from jianfu.web.api.app import api
from jianfu.web.urls import urlpatterns

pytestmark = pytest.mark.slow
NAME = "欧阳看见"
LEDGER = f"姓名,工号,单位编号,岗位\n{NAME},S9001,DW00001,干部\n"
PERSON_PAGES = {"registry", "entry", "export", "import"}
PERSON_OPERATIONS = {"/registry/{kind}", "/registry/{kind}/{key}", "/imports/{number}"}


@pytest.fixture
def preview(signed_in):
    """An import that brings one person, not yet applied; its number."""
    file = SimpleUploadedFile("人员名单.csv", LEDGER.encode())
    where = signed_in("analyst").post("/imports", {"files": [file]})["Location"]
    worker.run(queue.take_next())
    of = Import.objects.get(pk=int(where.rsplit("/", 1)[1]))
    assert of.state == "preview", of.state
    assert NAME in [line["name"] for line in of.preview["new"] if line["kind"] == "person"]
    return of.pk


def looks() -> list[tuple[str, str]]:
    """Who looked at people, and where, in order."""
    return list(LogEntry.objects.filter(action="people-viewed").order_by("number").values_list("actor", "subject"))


def test_a_page_that_shows_people_notes_who_looked(signed_in, preview) -> None:
    client = signed_in("analyst")
    person = Entry.objects.filter(kind="person").first()
    addresses = ["/registry/person", "/registry/person.csv", f"/registry/person/{person.key}", f"/imports/{preview}"]
    for address in addresses:
        before = len(looks())
        assert client.get(address).status_code == 200
        assert looks()[before:] == [("demo-analyst", address)]
    client.get("/registry/work_group")
    client.get("/imports")
    assert looks()[-1] == ("demo-analyst", addresses[-1])


def test_an_operation_that_tells_of_people_notes_who_asked(office, preview) -> None:
    client = program("analyst")
    key = Entry.objects.filter(kind="person").values_list("key", flat=True).first()
    for address in (f"/api/v1/registry/person/{key}", "/api/v1/registry/person", f"/api/v1/imports/{preview}"):
        before = len(looks())
        assert client.get(address).status_code == 200
        assert looks()[before:] == [("demo-analyst", address)]


def test_a_token_without_people_imports_and_is_told_no_names(office, preview) -> None:
    client, before = program("analyst", Right.IMPORT), len(looks())
    told = client.get(f"/api/v1/imports/{preview}")
    assert NAME not in json.dumps(told.json(), ensure_ascii=False)
    assert told.json()["preview"]["counts"]["person"]["new"] == 1
    assert len(looks()) == before
    assert NAME in json.dumps(program("analyst").get(f"/api/v1/imports/{preview}").json(), ensure_ascii=False)


def test_what_could_not_be_read_names_nobody(office, preview) -> None:
    of = Import.objects.get(pk=preview)
    row = {
        "file": "x",
        "sheet": "",
        "row": 2,
        "column": "person_id",
        "code": "cell-empty",
        "value": NAME,
        "facts": NAME,
    }
    of.preview |= {"wrong": [row, {**row, "column": "level", "value": "县级级"}], "new": []}
    of.save()
    told = program("analyst").get(f"/api/v1/imports/{preview}").json()["preview"]["wrong"]
    assert NAME not in json.dumps(told, ensure_ascii=False)
    assert [one["value"] for one in told] == [None, "县级级"]


def known() -> dict[str, object]:
    """Something that is there, for every address."""
    finding, proposal = Finding.objects.filter(state="open").first(), Proposal.objects.filter(state="open").first()
    group = Entry.objects.filter(kind="work_group").first()
    return {"kind": "work_group", "key": group.key, "finding_id": finding.finding_id, "proposal": proposal.pk,
            "place": 1, "form": "html", "number": 1, "case": Case.objects.first().pk}  # fmt: skip


def test_no_other_page_or_operation_names_anybody_of_the_registry(signed_in, preview) -> None:
    """Names are made such as nothing else has; an analyst sees most, an auditor the rest."""
    for number, person in enumerate(Entry.objects.filter(kind="person")):
        person.name = f"看不见{number}"
        person.save()
    Audit.objects.get()
    given, asked = known(), 0
    for role in ("analyst", "auditor", "administrator"):
        client, token = signed_in(role), program(role)
        for one in (one for one in urlpatterns if isinstance(one, URLPattern)):
            if (
                one.callback.right is None
                or role not in RIGHTS[one.callback.right]
                or one.name in PERSON_PAGES - {"entry"}
            ):
                continue
            wanted = list(one.pattern.regex.groupindex) or list(getattr(one.pattern, "converters", {}))
            values = {name: given[name] for name in wanted}
            if one.name == "job":
                values["number"] = Job.objects.first().pk
            silent(client, reverse(one.name, kwargs=values))
            asked += 1
        for path, methods in api.get_openapi_schema()["paths"].items():
            told = methods.get("get")
            if (
                told
                and user(role).may(Right(told["x-right"]))
                and path.removeprefix("/api/v1") not in PERSON_OPERATIONS
            ):
                number = Job.objects.first().pk if "/jobs/" in path else given["case"] if "/cases/" in path else 1
                silent(token, path.format(**{**given, "number": number}))
                asked += 1
    assert asked > 40
    assert "看不见" in signed_in("analyst").get("/registry/person").content.decode()


def silent(client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (200, 302, 400, 404, 422), (address, answer.status_code)
    text = b"".join(answer).decode("utf-8", "replace")
    assert not re.search("看不见|欧阳看见", text), address
