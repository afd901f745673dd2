"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse

from jianfu.web.answer import page


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """There is no such page, or it is out of the user's scope: the two look the same."""
    return page(request, "errors/missing.html", status=404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """What was asked makes no sense: a host we do not answer for, a request too large."""
    return page(request, "errors/refused.html", status=400)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The form was too old, or not ours."""
    return page(request, "errors/stale.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """A defect of ours."""
    return page(request, "errors/broken.html", status=500)
