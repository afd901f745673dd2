"""What every operation says of itself: the right it takes, what it gives, the errors it may answer with."""

from collections.abc import Callable
from typing import Any, cast

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from jianfu.office import tokens
from jianfu.office.models import User
from jianfu.office.roles import Right
from jianfu.web.api.problems import ProblemTold

ALWAYS = (400, 401, 403, 422, 429)
NOBODY = "api-token"
"""The name wrong tokens of no known key are counted under: they close the door on no one's real token."""


class Token(HttpBearer):
    """``Authorization: Bearer <token>``, of a user who has the right and gave it to the token."""

    def __init__(self, right: Right) -> None:
        super().__init__()
        self.right = right
        self.takes: frozenset[str] = frozenset()
        """The names the query of its operation may have: a filter misspelt must not give everything."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The user; nobody for a wrong token. 429 after too many wrong ones, 403 without the right, else 422."""
        key = tokens.known_key(token)
        credentials = {"username": f"{NOBODY} {key}".strip()}
        AxesProxyHandler.update_request(request)
        if not AxesProxyHandler.is_allowed(request, credentials):
            raise HttpError(429, "")
        user = tokens.owner(token)
        if user is None:
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            return None
        if not user.may(self.right):
            raise HttpError(403, "")
        if unknown := sorted(request.GET.keys() - self.takes):
            raise ValidationError([{"loc": ("query", name), "msg": "unknown"} for name in unknown])
        request.user = user
        return user


def asks(right: Right, gives: Any, *, also: tuple[int, ...] = (), status: int = 200) -> dict[str, Any]:
    """The keyword arguments of an operation; ``also``: errors beside those every operation may answer with."""
    errors = dict.fromkeys(sorted({*ALWAYS, *also}), ProblemTold)
    return {"auth": Token(right), "response": {status: gives, **errors}, "openapi_extra": {"x-right": right.value}}


def asker(request: HttpRequest) -> User:
    """The user whose token the request came with."""
    return cast(User, request.user)


View = Callable[..., Any]
