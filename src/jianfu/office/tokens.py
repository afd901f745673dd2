"""What a token of the API looks like, and whose it is (接口令牌的核验)."""

import hashlib
import secrets
from hmac import compare_digest

from jianfu.base import clock
from jianfu.office.models import ApiToken, User
from jianfu.office.roles import Right

PREFIX = "jianfu"
"""Lets people, and programs that search for leaked secrets, see what such a text is."""


def draw() -> tuple[str, str]:
    """A new token and its key: ``jianfu_<key>_<secret>``, 256 random bits in the secret."""
    key = secrets.token_hex(6)
    return f"{PREFIX}_{key}_{secrets.token_urlsafe(32)}", key


def digest(token: str) -> str:
    """What is kept of a token. It is random and long, so that no slow hash is needed to withstand guessing."""
    return hashlib.sha256(token.encode()).hexdigest()


def _key(token: str) -> str:
    """The key of a text in the shape of a token, else empty; what no database may hold, a NUL say, has no key."""
    prefix, _, rest = token.partition("_")
    return rest.partition("_")[0] if prefix == PREFIX and token.isprintable() else ""


def known_key(token: str) -> str:
    """The key in a text that claims to be a token, where there is such a token; else empty."""
    key = _key(token)
    return key if key and ApiToken.objects.filter(key=key).exists() else ""


def owner(token: str) -> User | None:
    """The user a live token stands for, held to the token's rights; else nobody."""
    key = _key(token)
    if not key:
        return None
    found = ApiToken.objects.select_related("user").filter(key=key)
    held = found.filter(revoked_at=None, expires_at__gt=clock.now(), user__is_active=True).first()
    if held is None or not compare_digest(held.digest, digest(token)):
        return None
    if held.used_on != (today := clock.today()):
        ApiToken.objects.filter(pk=held.pk).update(used_on=today)
    user: User = held.user
    user.held_to = frozenset(right for right in Right if right.value in held.rights)
    return user
