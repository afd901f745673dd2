"""Tokens of the API: told once, kept as a hash, never wider than their user, gone when revoked."""

from datetime import timedelta

import pytest
from demo_users import user

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.base.i18n import translator
from jianfu.office import tokens
from jianfu.office.actions.tokens import delegable, make, revoke
from jianfu.office.models import ApiToken, LogEntry
from jianfu.office.roles import Right, Role

pytestmark = pytest.mark.slow


def refused(code: str, *given: object, call=make) -> None:
    with pytest.raises(UserProblem) as told:
        call(*given)
    assert told.value.code == code


def test_a_token_stands_for_its_user_and_is_kept_nowhere(office) -> None:
    held, text = make(user("clerk"), "nightly", ["findings"], 1)
    found = tokens.owner(text)
    assert found == user("clerk")
    assert found.may(Right.FINDINGS)
    assert not found.may(Right.ANSWER), "a right of the role that the token was not given"
    assert not found.may(Right.TOKENS), "no token makes another"
    kept = [str(value) for row in (*ApiToken.objects.values(), *LogEntry.objects.values()) for value in row.values()]
    secret = text.split("_", 2)[2]
    assert not any(secret in value for value in kept)
    assert held.digest == tokens.digest(text)


def test_a_token_has_no_right_its_user_lacks_now_or_later(office) -> None:
    refused("token-rights", user("clerk"), "x", ["findings", "judge"], 1)
    refused("token-rights", user("clerk"), "x", ["tokens"], 1)
    refused("token-rights", user("clerk"), "x", [], 1)
    _, text = make(user("clerk"), "x", ["findings"], 1)
    clerk = user("clerk")
    clerk.role = Role.WORKER
    clerk.save()
    assert not tokens.owner(text).may(Right.FINDINGS)
    clerk.is_active = False
    clerk.save()
    assert tokens.owner(text) is None


def test_a_token_ends_on_time_and_when_it_is_revoked(office) -> None:
    for days in (0, 366):
        refused("token-days", user("clerk"), "x", ["findings"], days)
    held, text = make(user("clerk"), "x", ["findings"], 365)
    ApiToken.objects.filter(pk=held.pk).update(expires_at=clock.now() + timedelta(seconds=60))
    assert tokens.owner(text)
    ApiToken.objects.filter(pk=held.pk).update(expires_at=clock.now())
    assert tokens.owner(text) is None
    held, text = make(user("clerk"), "x", ["findings"], 1)
    refused("token-not-yours", user("analyst"), held.pk, call=revoke)
    revoke(user("administrator"), held.pk)
    assert tokens.owner(text) is None
    told = LogEntry.objects.order_by("number").values_list("action", "actor")
    assert list(told)[-2:] == [("token-made", "demo-clerk"), ("token-revoked", "demo-administrator")]


@pytest.mark.parametrize("text", ["", "_", "__", "jianfu_", "jianfu__x", "jianfu_0_", "bearer", "\x00_\x00_", "_" * 99])
def test_a_text_that_is_no_token_stands_for_nobody(office, text) -> None:
    assert tokens.owner(text) is None
    assert tokens.known_key(text) == ""


def test_a_wrong_secret_under_a_right_key_stands_for_nobody(office) -> None:
    _, text = make(user("clerk"), "x", ["findings"], 1)
    assert tokens.owner(text[:-1]) is None
    assert tokens.owner(f"{text}x") is None
    assert tokens.known_key(f"{text}x") == text.split("_")[1]


def test_the_page_tells_a_token_once(signed_in) -> None:
    client = signed_in("worker")
    told = client.post("/tokens", {"name": "mine", "right": ["mine"], "days": "30"}).content.decode()
    held = ApiToken.objects.get()
    assert f"jianfu_{held.key}_" in told
    again = client.get("/tokens").content.decode()
    assert f"jianfu_{held.key}_" not in again
    assert held.key in again
    assert held.key in signed_in("administrator").get("/tokens").content.decode(), "who keeps the users sees all"
    assert held.key not in signed_in("auditor").get("/tokens").content.decode()
    for wrong in ({"days": "x"}, {"days": "-1"}, {"right": ["judge"]}, {"name": " "}, {"name": "mine"}):
        answer = client.post("/tokens", {"name": "other", "right": ["mine"], "days": "30", **wrong})
        assert answer.status_code == 400, wrong
    assert client.post("/tokens", {"do": "revoke", "token": str(held.pk)}).status_code == 302
    assert client.post("/tokens", {"do": "revoke", "token": "x"}).status_code == 403
    assert ApiToken.objects.get().revoked_at


def test_every_right_that_can_be_given_has_words(office) -> None:
    assert all(translator("en").knows(f"office-right-{right.value}") for role in Role
               for right in delegable(user(role.value)))  # fmt: skip
