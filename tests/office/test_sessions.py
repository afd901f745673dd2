"""Sessions: a new one at sign-in, ended by idleness, age, a new password and a closed account."""

from datetime import timedelta

import pytest
from demo_users import user
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jianfu.base import clock
from jianfu.office.actions import users
from jianfu.office.models import User
from jianfu.web.middleware import IDLE, LONGEST, NOTED

pytestmark = pytest.mark.slow
PASSWORD = "a long enough one"


@pytest.fixture
def later(monkeypatch):
    """``later(seconds)``: so much time has passed."""
    began, passed = clock.now(), [0]
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(seconds=passed[0]))
    return lambda seconds: passed.__setitem__(0, passed[0] + seconds)


def signed_in_by_password() -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    assert client.post("/login", {"username": "careful", "password": PASSWORD}).status_code == 302
    return client


def still(client: Client) -> bool:
    return client.get("/mine").status_code == 200


def test_a_session_planted_before_is_worth_nothing_after_signing_in(office) -> None:
    User.objects.create_user("careful", password=PASSWORD, role="worker")
    planted = SessionStore()
    planted["planted"] = "yes"
    planted.save()
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies["sessionid"] = planted.session_key
    assert client.post("/login", {"username": "careful", "password": PASSWORD}).status_code == 302
    assert client.cookies["sessionid"].value != planted.session_key
    thief = Client(headers={"host": "127.0.0.1"})
    thief.cookies["sessionid"] = planted.session_key
    assert not still(thief)
    assert still(client)


@pytest.mark.parametrize(("seconds", "open_still"), [(IDLE, True), (IDLE + 1, False)])
def test_a_session_nobody_uses_ends(signed_in, later, seconds, open_still) -> None:
    client = signed_in("worker")
    assert still(client)
    later(seconds)
    assert still(client) is open_still


@pytest.mark.parametrize(("more", "open_still"), [(0, True), (1, False)])
def test_a_session_in_use_ends_with_the_working_day(signed_in, later, more, open_still) -> None:
    client = signed_in("worker")
    assert still(client)
    for _ in range(LONGEST // IDLE):
        assert still(client)
        later(IDLE)
    later(more)
    assert still(client) is open_still


def test_a_session_is_written_once_a_minute_and_no_oftener(signed_in, later, written) -> None:
    client = signed_in("worker")
    still(client)
    assert written(client) == 0
    later(NOTED)
    assert written(client) == 1


@pytest.fixture
def written():
    """Counts how often a page writes its session."""

    def count(client: Client) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert still(client)
        return sum(query["sql"].startswith("UPDATE") for query in asked)

    return count


def test_a_new_password_or_a_closed_account_ends_every_session(office) -> None:
    User.objects.create_user("careful", password=PASSWORD, role="worker")
    stated = {"username": "careful", "role": "worker", "unit_id": "", "active": "on"}
    one, other = signed_in_by_password(), signed_in_by_password()
    users.save(user("administrator"), stated)
    assert still(one) and still(other)
    users.save(user("administrator"), stated | {"password": "another long one"})
    assert not still(one)
    assert not still(other)
    users.save(user("administrator"), stated | {"password": PASSWORD})
    again = signed_in_by_password()
    users.save(user("administrator"), stated | {"active": "off"})
    assert not still(again)
