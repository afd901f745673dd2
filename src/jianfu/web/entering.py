"""Coming in: from a right password, or a provider's word, by way of the second factor where there is one."""

from typing import cast

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from jianfu.base import clock
from jianfu.office import log
from jianfu.office.actions.second_factor import factor_of
from jianfu.office.models import User

AWAITED, PROVEN, HOW = "awaited", "second_factor", "how"
PATIENCE = 300
"""Seconds between the first factor and the second."""


def enter(request: HttpRequest, user: User, *, how: str, onward: str) -> HttpResponse:
    """Signs in whoever has proven to be ``user``, or asks for the second factor first; ``onward``: where to go then."""
    factor = factor_of(user)
    if factor is None or factor.confirmed_at is None:
        return signed_in(request, user, how=how, onward=onward)
    request.session.cycle_key()
    request.session[AWAITED] = {
        "user": user.pk, "proof": user.get_session_auth_hash(), "how": how, "onward": onward,
        "at": int(clock.now().timestamp()),
    }  # fmt: skip
    return redirect("code")


def awaited(session: SessionBase) -> tuple[User, str, str] | None:
    """Who has yet to give a code, how they came, and where they want to go; nobody after a while."""
    told = session.get(AWAITED)
    if not told or clock.now().timestamp() - told["at"] > PATIENCE:
        return None
    user = User.objects.filter(pk=told["user"], is_active=True).first()
    if user is None or not constant_time_compare(told["proof"], user.get_session_auth_hash()):
        return None
    return user, told["how"], told["onward"]


def signed_in(request: HttpRequest, user: User, *, how: str, onward: str, proven: bool = False) -> HttpResponse:
    """Begins the session; ``proven``: by the second factor too."""
    request.session.pop(AWAITED, None)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[PROVEN], request.session[HOW] = proven, how
    log.append("signed-in", f"user/{user.pk}", actor=user.username, how=how, second_factor=proven)
    return redirect(onward)


def owes_factor(request: HttpRequest) -> bool:
    """Whether the office asks the role for a second factor this session was not opened with."""
    return cast(User, request.user).role in settings.SECOND_FACTOR and not request.session.get(PROVEN)


def may_try(request: HttpRequest, user: User) -> bool:
    """Whether the login guard still takes codes for the user from this address."""
    return bool(AxesProxyHandler.is_allowed(request, {"username": user.username}))


def count_wrong(request: HttpRequest, user: User) -> None:
    """Tells the login guard of a wrong code, which counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": user.username}, request=request)
