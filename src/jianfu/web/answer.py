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


def status_of(problem: Problem | None) -> int:
    """The status of a page that says what went wrong, or that nothing did."""
    if problem is None:
        return 200
    return 403 if problem.code in ("not-allowed", "case-not-yours", "proposal-not-yours") else 400


def language_of(request: HttpRequest) -> str:
    """The language the middleware chose; Chinese where something failed before it."""
    return str(getattr(request, "language", "zh-Hans"))
