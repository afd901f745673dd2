"""Changing the own password (修改本人密码)."""

from collections.abc import Mapping

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from jianfu.base.errors import UserProblem
from jianfu.office import log
from jianfu.office.models import User
from jianfu.office.passwords import give
from jianfu.office.roles import Right


def change(by: User, stated: Mapping[str, str], request: HttpRequest) -> User:
    """A new password for the user who asks: ``current``, ``new`` and ``again``; sessions opened before it end.

    ``request``: a wrong current password counts against the same number of guesses as signing in does.

    Raises ``UserProblem``: ``not-allowed``, ``password-none`` for an account that has none to change,
    ``password-twice`` where the two differ, ``password-current`` where the present one is not right,
    ``password-same`` where nothing would change, ``user-password`` with the reasons.
    """
    current, new = stated.get("current", ""), stated.get("new", "")
    if not by.may(Right.ACCOUNT):
        raise UserProblem("not-allowed")
    if not by.has_usable_password():
        raise UserProblem("password-none")
    if new != stated.get("again", ""):
        raise UserProblem("password-twice")
    if authenticate(request, username=by.username, password=current) is None:
        raise UserProblem("password-current")
    if new == current:
        raise UserProblem("password-same")
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=by.pk)
        give(user, new)
        user.save(update_fields=["password"])
        log.append("password-changed", f"user/{user.pk}", actor=user.username)
    return user
