"""The second factor: its code when signing in; setting it up, new recovery codes, taking it away."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from markupsafe import Markup

from jianfu.base.errors import Problem
from jianfu.office import second_factor as codes
from jianfu.office.actions import second_factor as actions
from jianfu.office.models import SecondFactor
from jianfu.office.roles import Right
from jianfu.web.answer import page, status_of
from jianfu.web.entering import PROVEN, awaited, count_wrong, may_try, owes_factor, signed_in
from jianfu.web.guard import needs, public, user_of
from jianfu.web.pages.login.view import locked_out


@public("GET", "POST")
def asked(request: HttpRequest) -> HttpResponse:
    """The code, after the password was right; wrong ones count like wrong passwords."""
    found = awaited(request.session)
    if found is None:
        return redirect("login")
    user, how, onward = found
    problem = None
    if request.method == "POST":
        if not may_try(request, user):
            return locked_out(request)
        try:
            actions.take(user, request.POST.get("code", ""))
        except Problem as refused:
            problem = refused
            count_wrong(request, user)
        else:
            return signed_in(request, user, how=how, onward=onward, proven=True)
    return page(request, "second_factor/code.html", problem=problem, status=status_of(problem))


@needs(Right.ACCOUNT, writes=Right.ACCOUNT, owing=True)
def own(request: HttpRequest) -> HttpResponse:
    """The own second factor; POST sets it up, confirms it, renews the recovery codes, or takes it away."""
    problem, told = None, []
    if request.method == "POST":
        if not may_try(request, user_of(request)):
            return locked_out(request)
        try:
            told = _done(request)
        except Problem as refused:
            problem = refused
            if request.POST.get("code"):
                count_wrong(request, user_of(request))
        else:
            if not told:
                return redirect("second-factor")
    user = user_of(request)
    factor = actions.factor_of(user)
    return page(
        request, "second_factor/own.html", factor=factor, told=told, problem=problem, owing=owes_factor(request),
        must=user.role in settings.SECOND_FACTOR, status=status_of(problem), **_shown(factor),
    )  # fmt: skip


def _done(request: HttpRequest) -> list[str]:
    """Does what the form asks for; the recovery codes it made, if any."""
    user, code = user_of(request), request.POST.get("code", "")
    match request.POST.get("do"):
        case "begin":
            actions.begin(user)
        case "confirm":
            told = actions.confirm(user, code)
            request.session[PROVEN] = True
            return told
        case "renew":
            return actions.renew(user, code)
        case "end":
            actions.end(user, code)
            request.session[PROVEN] = False
    return []


def _shown(factor: SecondFactor | None) -> dict[str, object]:
    """The secret as picture and text, until a code confirmed it and never after."""
    if factor is None or factor.confirmed_at:
        return {"secret": "", "picture": ""}
    secret = codes.opened(factor)
    drawn = segno.make(codes.address_of(factor, secret), error="m").svg_inline(scale=5, light="#fff", svgclass="qr")
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"secret": groups, "picture": Markup(drawn)}  # noqa: S704 - drawn by the library, from quoted text
