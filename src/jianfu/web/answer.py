"""Rendering a page in the language of its request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from markupsafe import Markup

from jianfu.base.errors import Problem


def page(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """A template of ``web/pages`` with ``context``; ``request`` and the form token are there in every one."""
    return render(request, template, context, using=language_of(request), status=status)


def piece(template: str, language: str, **context: object) -> Markup:
    """A part of a page that is the same for everybody, and may be kept."""
    return Markup(render_to_string(template, context, using=language))  # noqa: S704 - the template escapes


def error(request: HttpRequest, what: str, status: int) -> HttpResponse:
    """The page that says what went wrong (``office-error-<what>``) and what to do."""
    return page(request, "errors/error.html", status=status, what=what)


STATUS = {
    **dict.fromkeys(("not-allowed", "case-not-yours", "proposal-not-yours", "token-not-yours"), 403),
    **dict.fromkeys(("case-moved", "import-moved", "import-overtaken", "import-not-last", "audit-running"), 409),
    **dict.fromkeys(("plan-running", "plan-overtaken", "plan-not-certified", "plan-replay-refused"), 409),
    **dict.fromkeys(("plan-other-approved", "proposal-moved"), 409),
    **dict.fromkeys(("oidc-refused", "oidc-unknown"), 403),
    "oidc-away": 503,
    **dict.fromkeys(("upload-too-many", "upload-too-large"), 413),
}
"""Problem -> the status it is told with; 400 where none is named."""


def status_of(problem: Problem | None) -> int:
    """The status of an answer that says what went wrong, or that nothing did."""
    return 200 if problem is None else STATUS.get(problem.code, 400)


def language_of(request: HttpRequest) -> str:
    """The language the middleware chose; Chinese where something failed before it."""
    return str(getattr(request, "language", "zh-Hans"))
