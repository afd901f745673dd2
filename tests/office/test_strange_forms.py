"""Forms no browser sends: refused on every page that takes one, whatever the database, and nothing is done."""

import pytest
from demo_users import user
from django.test import Client
from django.urls import URLPattern, reverse

from jianfu.office.models import Finding, Job, LogEntry, Proposal
from jianfu.office.roles import RIGHTS
from jianfu.web.urls import urlpatterns

pytestmark = pytest.mark.slow
NAMES = ("do", "username", "role", "unit_id", "unit", "words", "until", "name", "right", "days", "token", "code", "pack",
         "as_of", "file", "heading", "column", "current", "new", "again", "person_id", "password")  # fmt: skip
LONG = "长" * 200_000


def forms():
    """Every address that takes a form from somebody signed in, with a role that may send it."""
    given = {"number": 1, "finding_id": Finding.objects.filter(state="open").first().finding_id,
             "proposal": Proposal.objects.filter(state="open").first().pk}  # fmt: skip
    for one in (one for one in urlpatterns if isinstance(one, URLPattern)):
        if one.callback.writes is not None:
            values = {name: given[name] for name in getattr(one.pattern, "converters", {})}
            if one.name == "job":
                values["number"] = Job.objects.first().pk
            yield reverse(one.name, kwargs=values), sorted(RIGHTS[one.callback.writes])[0].value


def test_what_no_database_takes_is_refused_and_nothing_is_done(signed_in) -> None:
    sent = list(forms())
    assert len(sent) >= 10
    for address, role in sent:
        client = signed_in(role)
        before = LogEntry.objects.count()
        for fields in (dict.fromkeys(NAMES, "x\x00y"), {"do\x00": "approve"}, {"unit": ["x", "\x00"]}):
            answer = client.post(address, fields)
            assert answer.status_code == 400, address
            assert "This cannot be asked" in answer.content.decode()
        assert LogEntry.objects.count() == before
    stranger = Client(headers={"host": "127.0.0.1"})
    for address in ("/login", "/login/demo", "/login/code", "/speak"):
        assert stranger.post(address, {"username": "\x00", "language": "\x00", "next": "\x00"}).status_code == 400


def test_what_is_endless_is_answered_in_words(signed_in) -> None:
    for address, role in forms():
        answer = signed_in(role).post(address, dict.fromkeys(NAMES[:2], LONG))
        assert answer.status_code in (302, 400, 403, 404, 409), (address, answer.status_code)
    assert user("analyst").is_active
