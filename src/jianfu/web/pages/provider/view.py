"""Signing in by a provider: to it, back from it, and ending its session too. Without settings there is none."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jianfu.base.errors import UserProblem
from jianfu.office.selectors.users import known
from jianfu.web.entering import enter
from jianfu.web.guard import public
from jianfu.web.pages.login.view import next_page
from jianfu.web.provider import Provider

ONWARD = "onward"


@public("GET")
def there(request: HttpRequest) -> HttpResponse:
    """To the provider."""
    from jianfu.web.provided import sent_to  # noqa: PLC0415 - loaded where a provider is asked: it takes a second

    provider = _provider()
    request.session[ONWARD] = next_page(request)
    return sent_to(provider, request, request.build_absolute_uri(reverse("oidc-back")))


@public("GET")
def back(request: HttpRequest) -> HttpResponse:
    """From the provider: only people the office knows come in, with the rights they have here."""
    from jianfu.web.provided import username_told  # noqa: PLC0415

    provider = _provider()
    onward = request.session.pop(ONWARD, "/")
    user = known(username_told(provider, request))
    if user is None:
        raise UserProblem("oidc-unknown", name=provider.name)
    return enter(request, user, how="provider", onward=onward)


@public("GET")
def end(request: HttpRequest) -> HttpResponse:
    """Ends the session at the provider; the one here has ended before."""
    from jianfu.web.provided import farewell  # noqa: PLC0415

    return redirect(farewell(_provider(), request.build_absolute_uri(reverse("login"))))


def _provider() -> Provider:
    provider: Provider | None = settings.PROVIDER
    if provider is None:
        raise Http404
    return provider
