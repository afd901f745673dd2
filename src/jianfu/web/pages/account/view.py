"""The own account: who one is here, and a new password."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jianfu.base.errors import Problem
from jianfu.office.actions.password import change
from jianfu.office.roles import Right
from jianfu.office.selectors.registry import unit_names
from jianfu.web.answer import page, status_of
from jianfu.web.guard import needs, user_of

CHANGED = "password_changed"


@needs(Right.ACCOUNT, writes=Right.ACCOUNT)
def account(request: HttpRequest) -> HttpResponse:
    """What is kept of the user; POST changes the password and ends all sessions but this one."""
    user, problem = user_of(request), None
    if request.method == "POST":
        try:
            update_session_auth_hash(request, change(user, request.POST.dict(), request))
        except Problem as refused:
            problem = refused
        else:
            request.session[CHANGED] = True
            return redirect("account")
    return page(
        request, "account/account.html", problem=problem, changed=request.session.pop(CHANGED, False),
        names=unit_names([user.unit_id]), has_password=user.has_usable_password(), status=status_of(problem),
    )  # fmt: skip
