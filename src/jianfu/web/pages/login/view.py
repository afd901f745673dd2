"""Signing in and out; choosing language and size of type."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from jianfu.base.i18n import LANGUAGES
from jianfu.office.models import User
from jianfu.web.answer import error, page
from jianfu.web.entering import HOW, enter
from jianfu.web.guard import public, user_of
from jianfu.web.middleware import COOKIE

TYPE = "jianfu_type"
YEAR = timedelta(days=365)


@public("GET", "POST")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The login page; of the demo, with its accounts."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = AuthenticationForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return enter(request, form.get_user(), how="password", onward=next_page(request))
    demo = list(User.objects.filter(is_demo=True, is_active=True).order_by("pk")) if settings.DEMO else []
    return page(
        request,
        "login/login.html",
        form=form,
        demo=demo,
        next=next_page(request),
        refused=request.method == "POST",
        provider=settings.PROVIDER,
        left="left" in request.GET,
    )


@public("POST")
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in as an offered account of the demo; elsewhere there is no such thing."""
    if not settings.DEMO:
        return error(request, "missing", 404)
    user = User.objects.filter(is_demo=True, is_active=True, username=request.POST.get("username", "")).first()
    if user is None:
        return redirect("login")
    return enter(request, user, how="demo", onward=settings.LOGIN_REDIRECT_URL)


@public("POST")
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    provided = request.session.get(HOW) == "provider"
    logout(request)
    return redirect(f"{reverse('login')}?left=1" if provided and settings.PROVIDER else "login")


@public("POST")
def speak(request: HttpRequest) -> HttpResponse:
    """Keeps the language, and the size of type, asked for."""
    response = redirect(next_page(request))
    if (language := request.POST.get("language")) in LANGUAGES:
        _keep(response, COOKIE, str(language))
        if request.user.is_authenticated:
            User.objects.filter(pk=user_of(request).pk).update(language=language)
    if (size := request.POST.get("type")) in ("large", "normal"):
        _keep(response, TYPE, str(size))
    return response


def locked_out(request: HttpRequest, *_arguments: object, **_named: object) -> HttpResponse:
    """Too many wrong passwords."""
    return error(request, "locked", 429)


def _keep(response: HttpResponseRedirect, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE)


def next_page(request: HttpRequest) -> str:
    """Where to go afterwards: an address of ours, else the first page."""
    wished = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wished, {request.get_host()}, require_https=request.is_secure())
    return wished if safe else "/"
