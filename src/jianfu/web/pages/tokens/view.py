"""Tokens of the API: making one, whose text is shown this once, and revoking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jianfu.base import clock
from jianfu.base.errors import Problem, UserProblem
from jianfu.office.actions import tokens as actions
from jianfu.office.roles import Right
from jianfu.office.selectors import tokens
from jianfu.web.answer import page, status_of
from jianfu.web.guard import needs, user_of
from jianfu.web.pages.paging import paged

DAYS = (30, 90, 180, 365)


@needs(Right.TOKENS, writes=Right.TOKENS)
def listed(request: HttpRequest) -> HttpResponse:
    """The user's tokens; POST makes one or revokes one."""
    user, problem, made = user_of(request), None, ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "revoke":
                actions.revoke(user, _number(request, "token", "token-not-yours"))
                return redirect("tokens")
            days = _number(request, "days", "token-days", most=actions.LONGEST_DAYS)
            _, made = actions.make(user, request.POST.get("name", ""), request.POST.getlist("right"), days)
        except Problem as refused:
            problem = refused
    rows = paged(request, tokens.listed(user))
    return page(request, "tokens/list.html", rows=rows, problem=problem, made=made, days=DAYS, now=clock.now(),
                rights=actions.delegable(user), status=status_of(problem))  # fmt: skip


def _number(request: HttpRequest, name: str, code: str, **facts: object) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UserProblem(code, **facts)
    return int(text)
