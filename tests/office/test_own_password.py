"""Changing the own password: the present one asked, the rules kept, every other session ended, guesses counted."""

import pytest
from demo_users import user
from django.test import Client

from jianfu.office.models import LogEntry, User
from jianfu.web.settings import AXES_FAILURE_LIMIT

pytestmark = pytest.mark.slow
OLD, NEW = "a long enough one", "another long one"


@pytest.fixture
def careful(office) -> Client:
    """A worker of that name, signed in by password."""
    User.objects.create_user("careful", password=OLD, role="worker")
    return signed_in_as_careful()


def signed_in_as_careful(password: str = OLD) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies["jianfu_language"] = "en"
    assert client.post("/login", {"username": "careful", "password": password}).status_code == 302
    return client


def change(client: Client, *, current: str = OLD, new: str = NEW, again: str | None = None):
    return client.post("/account", {"current": current, "new": new, "again": new if again is None else again})


def opens(password: str) -> bool:
    return User.objects.get(username="careful").check_password(password)


def test_a_new_password_opens_the_account_and_ends_every_session_but_this_one(careful) -> None:
    elsewhere = signed_in_as_careful()
    assert change(careful).status_code == 302
    assert "The password was changed" in careful.get("/account").content.decode()
    assert "The password was changed" not in careful.get("/account").content.decode(), "it is said once"
    assert elsewhere.get("/mine").status_code == 302
    assert (opens(OLD), opens(NEW)) == (False, True)
    signed_in_as_careful(NEW)
    entry = LogEntry.objects.filter(action="password-changed").get()
    assert (entry.actor, entry.facts) == ("careful", "{}")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"current": "wrong"}, "present password is not right"),
        ({"again": "another long two"}, "not the same"),
        ({"new": OLD}, "is the present one"),
        ({"new": "ninechars"}, "at least 10 characters"),
        ({"new": "2845917360"}, "entirely numeric"),
        ({"new": "careful-ly1"}, "too similar"),
        ({"new": ""}, "refused"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_changes_nothing(careful, asked, told) -> None:
    answer = change(careful, **asked)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert opens(OLD)
    assert not LogEntry.objects.filter(action="password-changed").exists()


def test_a_password_of_ten_signs_is_long_enough(careful) -> None:
    assert change(careful, new="tencharsok").status_code == 302


@pytest.mark.parametrize(("guesses", "status"), [(AXES_FAILURE_LIMIT - 1, 302), (AXES_FAILURE_LIMIT, 429)])
def test_whoever_finds_a_session_open_cannot_guess_the_password_for_long(careful, guesses, status) -> None:
    for _ in range(guesses):
        change(careful, current="a guess")
    assert change(careful).status_code == status
    assert opens(NEW if status == 302 else OLD)


def test_an_account_without_a_password_has_none_to_change(signed_in) -> None:
    client = signed_in("worker")
    assert 'name="current"' not in client.get("/account").content.decode()
    assert change(client, current="").status_code == 400
    assert not user("worker").has_usable_password()
