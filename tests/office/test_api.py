"""The API: pages of lists that never repeat, errors as problems, writes that collide told so, wrong tokens slowed down."""

import io
import json
from pathlib import Path

import pytest
from api_tokens import program, token_of
from demo_users import user
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jianfu.office.actions.hand_in import MOST_FILES
from jianfu.office.jobs import queue, worker
from jianfu.office.models import Case, Entry, Import, LogEntry
from jianfu.office.scope import seen_by
from jianfu.web.api.app import api

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LEDGER = "单位编号,单位名称,层级,上级单位编号\nX1,新设机构,县级,\n"


def post(client: Client, address: str, **body: object):
    return client.post(f"/api/v1/{address}", data=json.dumps(body), content_type="application/json")


def test_the_document_in_the_reference_is_the_one_served(office) -> None:
    kept = json.loads((ROOT / "docs/reference/openapi.json").read_text(encoding="utf-8"))
    served = Client(headers={"host": "127.0.0.1"}).get("/api/v1/openapi.json").json()
    assert served == kept, "write it anew: python -m jianfu.cli.reference docs/reference"


def test_every_operation_declares_its_errors_as_problems() -> None:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, told in methods.items():
            errors = {int(status): answer for status, answer in told["responses"].items() if int(status) >= 400}
            assert {400, 401, 403, 422, 429} <= errors.keys(), (method, path)
            assert ("{" in path) <= (404 in errors), (method, path)
            assert ("requestBody" in told) <= (413 in errors), (method, path)
            assert all(list(answer["content"]) == ["application/problem+json"] for answer in errors.values())
            assert told["description"], (method, path)


def test_pieces_of_a_list_make_the_whole_though_rows_come_between(office) -> None:
    client = program("analyst")
    whole = set(Entry.objects.filter(kind="work_group").values_list("key", flat=True))
    found, after = [], ""
    while after is not None:
        told = client.get("/api/v1/registry/work_group", {"limit": 7, "after": after}).json()
        assert len(told["items"]) <= 7
        found += [item["key"] for item in told["items"]]
        after = told["next"]
        Entry.objects.get_or_create(kind="work_group", key=" before all others")
    assert len(found) == len(set(found))
    assert set(found) == whole
    for limit, status in ((0, 422), (1, 200), (200, 200), (201, 422)):
        assert client.get("/api/v1/findings", {"limit": limit}).status_code == status


def test_an_error_is_a_problem_wherever_it_arises(office) -> None:
    client = program("analyst")
    answers = [
        (client.get("/api/v1/nothing"), 404), (client.delete("/api/v1/cases"), 405),
        (client.get("/api/v1/registry/nonsense"), 422), (client.get("/api/v1/findings?unti=DW00001"), 422), (client.get("/api/v1/registry/unit?words=%00"), 400),
        (Client(headers={"host": "evil.example"}).get("/api/v1/cases"), 400),
        (client.post("/api/v1/audits", data="{", content_type="application/json"), 400),
        (client.post("/api/v1/audits", data=" " * (1 << 21), content_type="application/json"), 413),
        (post(client, "audits", as_of="2026-02-30"), 400), (post(client, "audits", packs=["/etc"]), 422),
    ]  # fmt: skip
    for answer, status in answers:
        told = answer.json()
        assert (answer.status_code, told["status"]) == (status, status)
        assert answer["Content-Type"] == "application/problem+json"
        assert told["type"].startswith("urn:jianfu:problem:")
        assert told["title"]
        assert told["detail"]
    assert answers[1][0]["Allow"] == "GET, POST" or "GET" in answers[1][0]["Allow"]


def test_who_acts_on_a_case_somebody_moved_is_told_so(office) -> None:
    client, case = program("clerk"), seen_by(user("clerk"), Case.objects.filter(state="open")).first()
    address = f"cases/{case.pk}/steps"
    assert post(client, address, action="accept", version=1).status_code == 409
    told = post(client, address, action="accept", version=0)
    assert (told.status_code, told.json()["state"], told.json()["version"]) == (201, "accepted", 1)
    assert told.json()["may"] == ["dispute", "act"]
    late = post(client, address, action="act", version=0, words="done")
    assert (late.status_code, late.json()["type"]) == (409, "urn:jianfu:problem:case-moved")
    assert post(client, address, action="act", version=1).status_code == 400, "what was done must be said"
    assert post(client, address, action="dismiss", version=1, words="no").status_code == 403
    last = LogEntry.objects.order_by("-number").first()
    assert (last.action, last.actor) == ("case-accept", "demo-clerk")


def test_an_import_goes_from_files_to_the_registry_and_only_as_it_was_seen(office) -> None:
    client = program("analyst")
    handed = client.post("/api/v1/imports", {"files": io.BytesIO(LEDGER.encode()), "name": "x"})
    assert handed.status_code == 202
    number = handed.json()["subject"]
    worker.run(queue.take_next())
    told = client.get(f"/api/v1/imports/{number}").json()
    assert (told["state"], told["job"]["state"]) == ("preview", "done")
    other = post(client, f"imports/{number}/apply", after="another preview")
    assert (other.status_code, Import.objects.get(pk=number).state) == (409, "preview")
    assert post(client, f"imports/{number}/apply", after=told["after"]).json()["state"] == "applied"
    assert client.get("/api/v1/registry/unit/X1").json()["changes"][0]["import_number"] == number
    assert post(client, f"imports/{number}/apply", after=told["after"]).status_code == 409
    assert post(client, f"imports/{number}/undo").json()["state"] == "undone"
    assert client.get("/api/v1/registry/unit/X1").status_code == 404


def test_too_many_files_are_too_large(office, monkeypatch) -> None:
    monkeypatch.setattr("jianfu.office.actions.hand_in.MOST_FILES", 1)
    assert MOST_FILES > 1
    files = [SimpleUploadedFile(f"{number}.csv", b"x") for number in range(2)]
    assert program("analyst").post("/api/v1/imports", {"files": files}).status_code == 413


def test_wrong_tokens_are_slowed_down_and_close_no_door_on_a_right_one(office) -> None:
    right = token_of("clerk")

    def ask(token: str) -> int:
        return (
            Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {token}"}).get("/api/v1/cases").status_code
        )

    assert [ask("wrong") for _ in range(9)] == [401] * 7 + [429] * 2
    assert ask(right) == 200
    assert [ask(f"{right}x") for _ in range(9)] == [401] * 7 + [429] * 2
    assert ask(right) == 429, "somebody knows the key: nobody is let in with it for a while"
    assert ask(token_of("clerk")) == 200


def test_a_token_in_the_address_or_a_cookie_opens_nothing(office) -> None:
    token = token_of("clerk")
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies["Authorization"] = f"Bearer {token}"
    assert client.get(f"/api/v1/cases?token={token}&access_token={token}").status_code == 401
