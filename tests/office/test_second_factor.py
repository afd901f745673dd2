"""The second factor: asked for after the password, each code once, wrong ones counted, and a way back when it is lost."""

from datetime import timedelta

import pyotp
import pytest
from demo_users import user
from django.test import Client

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.office import second_factor as codes
from jianfu.office.actions import second_factor as actions
from jianfu.office.models import LogEntry, SecondFactor, User
from jianfu.office.roles import Role, roles_named
from jianfu.web.entering import PATIENCE

pytestmark = pytest.mark.slow
PASSWORD = "a long enough one"
STEP = 30
CLOSED = 7
"""Wrong ones the login guard answers before it closes."""


@pytest.fixture
def passed(monkeypatch):
    """``passed(seconds)``: so much time has gone by, from the beginning of a step of thirty seconds."""
    now = [clock.now().replace(second=0, microsecond=0)]
    monkeypatch.setattr(clock, "now", lambda: now[0])

    def go(seconds: float) -> None:
        now[0] += timedelta(seconds=seconds)

    return go


@pytest.fixture
def careful(office, passed):
    """A user whose second factor counts, with the app's codes and the recovery codes."""
    who = User.objects.create_user("careful", password=PASSWORD, role="analyst")
    actions.begin(who)
    recovery = actions.confirm(who, code_now(who))
    passed(STEP)
    return who, recovery


def code_now(who: User, steps: int = 0) -> str:
    """What the app shows, or showed some steps ago."""
    return pyotp.TOTP(codes.opened(actions.factor_of(who))).at(clock.now(), counter_offset=steps)


def wrong_code(who: User) -> str:
    near = {code_now(who, steps) for steps in (-1, 0, 1)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def after_password(next_page: str = "/findings") -> Client:
    client = Client(headers={"host": "127.0.0.1", "accept-language": "en"})
    answer = client.post("/login", {"username": "careful", "password": PASSWORD, "next": next_page})
    assert (answer.status_code, answer["Location"]) == (302, "/login/code")
    return client


def inside(client: Client) -> bool:
    return client.get("/mine").status_code == 200


def refused(action, *given) -> str:
    with pytest.raises(UserProblem) as told:
        action(*given)
    return told.value.code


def test_the_password_alone_opens_nothing_and_the_code_leads_on(careful) -> None:
    who, _ = careful
    client = after_password()
    assert not inside(client)
    assert client.get("/login/code").status_code == 200
    done = client.post("/login/code", {"code": code_now(who)})
    assert (done.status_code, done["Location"]) == (302, "/findings")
    assert inside(client)
    entry = LogEntry.objects.filter(action="signed-in").order_by("-number").first()
    assert (entry.actor, '"second_factor": true' in entry.facts) == ("careful", True)


def test_who_has_no_second_factor_is_asked_for_none(office) -> None:
    User.objects.create_user("careful", password=PASSWORD, role="analyst")
    client = Client(headers={"host": "127.0.0.1"})
    assert client.post("/login", {"username": "careful", "password": PASSWORD})["Location"] == "/"
    assert inside(client)
    assert client.get("/login/code")["Location"] == "/login"


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_off_by_one_step(careful, passed, steps, opens) -> None:
    who, _ = careful
    passed(3 * STEP)
    if opens:
        actions.take(who, code_now(who, steps))
    else:
        assert refused(actions.take, who, code_now(who, steps)) == "factor-code"


def test_a_code_opens_once_and_none_before_it_afterwards(careful, passed) -> None:
    who, _ = careful
    code = code_now(who)
    actions.take(who, f" {code[:3]} {code[3:]} ")
    assert refused(actions.take, who, code) == "factor-code"
    assert refused(actions.take, who, code_now(who, -1)) == "factor-code"
    passed(STEP)
    actions.take(who, "".join(chr(ord(sign) + 0xFEE0) for sign in code_now(who)))


def test_the_code_that_confirmed_it_does_not_open(office, passed) -> None:
    who = User.objects.create_user("careful", password=PASSWORD, role="analyst")
    actions.begin(who)
    code = code_now(who)
    actions.confirm(who, code)
    assert refused(actions.take, who, code) == "factor-code"


def test_wrong_codes_close_the_door_like_wrong_passwords(careful) -> None:
    who, recovery = careful
    client = after_password()
    wrong = [client.post("/login/code", {"code": wrong_code(who)}).status_code for _ in range(CLOSED + 2)]
    assert wrong == [400] * CLOSED + [429] * 2
    assert client.post("/login/code", {"code": code_now(who)}).status_code == 429
    assert client.post("/login/code", {"code": recovery[0]}).status_code == 429
    assert Client(headers={"host": "127.0.0.1"}).post(
        "/login", {"username": "careful", "password": PASSWORD}
    ).status_code == 429  # fmt: skip


def test_a_right_password_forgives_no_wrong_codes(careful) -> None:
    who, _ = careful
    for _ in range(CLOSED):
        assert after_password().post("/login/code", {"code": wrong_code(who)}).status_code == 400
    assert after_password().post("/login/code", {"code": wrong_code(who)}).status_code == 429


@pytest.mark.parametrize(("misses", "opens"), [(codes.MOST_MISSES - 1, True), (codes.MOST_MISSES, False)])
def test_many_wrong_codes_from_many_addresses_leave_the_recovery_codes_alone(careful, misses, opens) -> None:
    who, recovery = careful
    SecondFactor.objects.update(misses=misses)
    if opens:
        actions.take(who, code_now(who))
    else:
        assert refused(actions.take, who, code_now(who)) == "factor-closed"
        actions.take(who, recovery[0])
    assert SecondFactor.objects.get().misses == 0


def test_a_recovery_code_opens_once_however_it_is_written(careful) -> None:
    who, recovery = careful
    assert len(set(recovery)) == codes.CODES
    client = after_password()
    assert client.post("/login/code", {"code": recovery[3].upper().replace("-", " ")}).status_code == 302
    assert inside(client)
    assert refused(actions.take, who, recovery[3]) == "factor-code"
    actions.take(who, recovery[4])
    assert len(SecondFactor.objects.get().recovery) == codes.CODES - 2


def test_neither_secret_nor_codes_are_kept_or_logged_in_the_clear(careful) -> None:
    who, recovery = careful
    secret = codes.opened(actions.factor_of(who))
    kept = "\n".join(str(row) for table in (SecondFactor, LogEntry) for row in table.objects.values())
    assert secret not in kept
    assert not any(one in kept or one.replace("-", "") in kept for one in recovery)


@pytest.mark.parametrize(("seconds", "there"), [(PATIENCE, True), (PATIENCE + 1, False)])
def test_the_password_is_remembered_for_a_while_only(careful, passed, seconds, there) -> None:
    client = after_password()
    passed(seconds)
    assert (client.get("/login/code").status_code == 200) is there


def test_a_new_password_or_a_closed_account_in_between_begins_anew(careful) -> None:
    who, _ = careful
    clients = [after_password(), after_password()]
    who.set_password("another long one")
    who.save()
    assert clients[0].post("/login/code", {"code": code_now(who)})["Location"] == "/login"
    who.set_password(PASSWORD)
    who.is_active = False
    who.save()
    assert clients[1].post("/login/code", {"code": code_now(who)})["Location"] == "/login"


def test_setting_it_up_shows_the_secret_until_it_counts_and_the_recovery_codes_once(signed_in, passed) -> None:
    client, who = signed_in("worker"), user("worker")
    assert "Set it up" in client.get("/account/second-factor").content.decode()
    assert client.post("/account/second-factor", {"do": "begin"}).status_code == 302
    page = client.get("/account/second-factor").content.decode()
    secret = codes.opened(actions.factor_of(who))
    assert secret in page.replace(" ", "")
    assert "<svg" in page
    assert "style=" not in page, "a strict policy refuses it"
    assert client.post("/account/second-factor", {"do": "confirm", "code": "12"}).status_code == 400
    assert actions.factor_of(who).confirmed_at is None
    told = client.post("/account/second-factor", {"do": "confirm", "code": code_now(who)}).content.decode()
    assert told.count("<li><code>") == codes.CODES
    again = client.get("/account/second-factor").content.decode()
    assert secret not in again.replace(" ", "")
    assert "<li><code>" not in again
    assert client.post("/account/second-factor", {"do": "begin"}).status_code == 400, "one that counts stays"


def test_renewing_and_ending_take_a_code(careful, passed) -> None:
    who, recovery = careful
    client = after_password()
    client.post("/login/code", {"code": code_now(who)})
    for deed in ("renew", "end"):
        assert client.post("/account/second-factor", {"do": deed, "code": "nonsense"}).status_code == 400
    passed(STEP)
    told = client.post("/account/second-factor", {"do": "renew", "code": code_now(who)}).content.decode()
    assert told.count("<li><code>") == codes.CODES
    assert refused(actions.take, who, recovery[0]) == "factor-code"
    passed(STEP)
    assert client.post("/account/second-factor", {"do": "end", "code": code_now(who)}).status_code == 302
    assert actions.factor_of(who) is None
    told = LogEntry.objects.filter(subject=f"user/{who.pk}").order_by("number").values_list("action", flat=True)
    assert [one for one in told if "factor" in one or "recovery" in one] == [
        "second-factor-on", "recovery-codes-made", "second-factor-off",
    ]  # fmt: skip


def test_an_administrator_takes_it_away_and_the_log_says_so(careful, signed_in) -> None:
    who, _ = careful
    assert refused(actions.reset, user("analyst"), who.username) == "not-allowed"
    client = signed_in("administrator")
    assert "Take the second factor of careful away" in client.get("/users").content.decode()
    assert client.post("/users", {"do": "reset-factor", "username": "careful"}).status_code == 302
    assert "Take the second factor" not in client.get("/users").content.decode()
    entry = LogEntry.objects.order_by("-number").first()
    assert (entry.action, entry.actor) == ("second-factor-reset", "demo-administrator")
    again = Client(headers={"host": "127.0.0.1"})
    assert again.post("/login", {"username": "careful", "password": PASSWORD})["Location"] == "/"


def test_a_role_that_must_have_one_sees_nothing_before(office, settings_of, passed) -> None:
    settings_of(SECOND_FACTOR=roles_named("administrator, analyst"))
    who = User.objects.create_user("careful", password=PASSWORD, role="analyst")
    User.objects.create_user("other", password=PASSWORD, role="auditor")
    client, other = (Client(headers={"host": "127.0.0.1", "accept-language": "en"}) for _ in range(2))
    client.post("/login", {"username": "careful", "password": PASSWORD})
    other.post("/login", {"username": "other", "password": PASSWORD})
    assert inside(other)
    for address in ("/mine", "/findings", "/tokens", "/registry/person.csv"):
        assert client.get(address)["Location"] == "/account/second-factor", address
    assert client.post("/tokens", {"name": "x"})["Location"] == "/account/second-factor"
    assert "Your role needs a second factor" in client.get("/account/second-factor").content.decode()
    client.post("/account/second-factor", {"do": "begin"})
    assert client.post("/account/second-factor", {"do": "confirm", "code": code_now(who)}).status_code == 200
    assert inside(client)
    passed(STEP)
    assert client.post("/account/second-factor", {"do": "end", "code": code_now(who)}).status_code == 302
    assert not inside(client)


@pytest.fixture
def settings_of(monkeypatch):
    """``settings_of(NAME=value)``: another setting of the office, for one test."""
    from django.conf import settings  # noqa: PLC0415 - not before Django is there

    return lambda **values: [monkeypatch.setattr(settings, name, value) for name, value in values.items()]


def test_roles_are_named_in_words_that_are_roles() -> None:
    assert roles_named("") == frozenset()
    assert roles_named("all") == frozenset(Role)
    assert roles_named("clerk,,analyst ") == {"clerk", "analyst"}
    assert refused(roles_named, "clerk,boss") == "second-factor-role"


def test_where_the_offices_secret_is_another_a_recovery_code_still_opens(careful) -> None:
    who, recovery = careful
    SecondFactor.objects.update(sealed="nothing that was sealed here")
    assert refused(actions.take, who, "123456") == "factor-sealed"
    actions.take(who, recovery[0])
