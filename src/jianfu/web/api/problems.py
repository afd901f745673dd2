"""Errors as RFC 9457 has them (application/problem+json), in the language of the request."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, JsonResponse
from ninja import Schema

from jianfu.base.errors import Problem
from jianfu.base.i18n import translator
from jianfu.web.answer import language_of, status_of

MEDIA_TYPE = "application/problem+json"
KINDS = {
    400: "refused", 401: "token", 403: "forbidden", 404: "missing", 405: "method", 413: "large", 422: "unfit",
    429: "locked", 500: "broken", 503: "away",
}  # fmt: skip
"""Status -> ``office-error-<kind>``, for what has no code of its own."""


class Unfit(Schema):
    """One part of a request that does not fit its description."""

    where: str
    why: str


class ProblemTold(Schema):
    """What went wrong: ``type`` is for programs, ``title`` and ``detail`` are for people."""

    type: str
    title: str
    status: int
    detail: str
    unfit: list[Unfit] = []


def told(request: HttpRequest, problem: Problem) -> JsonResponse:
    """A problem of ours; its code is the end of ``type``."""
    say, status = translator(language_of(request)), status_of(problem)
    body = {
        "type": f"urn:jianfu:problem:{problem.code}", "title": say("office-error-problem"), "status": status,
        "detail": say.problem(problem), "unfit": [],
    }  # fmt: skip
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def plain(
    request: HttpRequest,
    status: int,
    *,
    unfit: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """An error that is told by its status alone."""
    say, kind = translator(language_of(request)), KINDS.get(status, "refused" if status < 500 else "broken")
    body = {
        "type": f"urn:jianfu:problem:{kind}", "title": say(f"office-error-{kind}"), "status": status,
        "detail": say(f"office-error-{kind}-do"), "unfit": list(unfit),
    }  # fmt: skip
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))
