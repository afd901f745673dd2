"""Making and revoking tokens of the API (签发与吊销接口令牌)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.office import log
from jianfu.office.models import ApiToken, User
from jianfu.office.roles import Right
from jianfu.office.tokens import digest, draw

LONGEST_DAYS = 365
MOST = 20
"""Live tokens of one user."""
LONGEST_NAME = 80
NOT_FOR_TOKENS = frozenset({Right.TOKENS, Right.ACCOUNT, Right.USERS})
"""Rights no operation of the API takes: nothing could be done with them."""


def delegable(user: User) -> list[Right]:
    """The rights a user may give to a token: the own ones the API has a use for."""
    return [right for right in Right if right not in NOT_FOR_TOKENS and user.may(right)]


def make(by: User, name: str, rights: Iterable[str], days: int) -> tuple[ApiToken, str]:
    """A token for the user's own programs, and its text, which is not kept.

    Raises ``UserProblem``: ``not-allowed``, ``token-name``, ``token-rights`` for none or for one the user lacks,
    ``token-days``, ``token-many``.
    """
    if not by.may(Right.TOKENS):
        raise UserProblem("not-allowed")
    name, wished = name.strip(), set(rights)
    now = clock.now()
    if not name or len(name) > LONGEST_NAME:
        raise UserProblem("token-name", most=LONGEST_NAME)
    if not wished or not wished <= {right.value for right in delegable(by)}:
        raise UserProblem("token-rights")
    if not 1 <= days <= LONGEST_DAYS:
        raise UserProblem("token-days", most=LONGEST_DAYS)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        live = ApiToken.objects.filter(user=by, revoked_at=None, expires_at__gt=now)
        if live.count() >= MOST:
            raise UserProblem("token-many", most=MOST)
        if live.filter(name=name).exists():
            raise UserProblem("token-name", most=LONGEST_NAME)
        text, key = draw()
        token = ApiToken.objects.create(
            user=by, name=name, key=key, digest=digest(text), rights=sorted(wished), made_at=now,
            expires_at=now + timedelta(days=days),
        )  # fmt: skip
        log.append("token-made", f"token/{token.pk}", actor=by.username, rights=token.rights, days=days)
    return token, text


def revoke(by: User, number: int) -> ApiToken:
    """Ends a token at once: one's own, or anybody's for who keeps the users. ``UserProblem`` ``token-not-yours``."""
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().filter(pk=number).first()
        if token is None or not by.may(Right.TOKENS) or not (token.user_id == by.pk or by.may(Right.USERS)):
            raise UserProblem("token-not-yours")
        if token.revoked_at is None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            log.append("token-revoked", f"token/{token.pk}", actor=by.username)
    return token
