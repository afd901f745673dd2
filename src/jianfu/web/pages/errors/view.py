"""Pages for what went wrong."""

import sys

from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from jianfu.web.answer import error


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """There is no such page, or it is out of the user's scope: the two look the same."""
    return error(request, "missing", 404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """What was asked makes no sense: a host we do not answer for, a request too large."""
    return error(request, "refused", 400)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The form was too old, or not ours."""
    return error(request, "stale", 403)


def broken(request: HttpRequest) -> HttpResponse:
    """A defect of ours, or a database that does not answer; neither page may ask it who is there."""
    request.user = AnonymousUser()
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return error(request, "away", 503)
    return error(request, "broken", 500)
