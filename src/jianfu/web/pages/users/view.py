"""Users: who may sign in, with which role and for which unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jianfu.base.errors import Problem
from jianfu.office.actions import second_factor
from jianfu.office.actions import users as actions
from jianfu.office.models import User
from jianfu.office.roles import RIGHTS, Right, Role
from jianfu.office.selectors.registry import unit_names
from jianfu.web.answer import page, status_of
from jianfu.web.guard import needs, user_of
from jianfu.web.pages.paging import paged


@needs(Right.USERS, writes=Right.USERS)
def users(request: HttpRequest) -> HttpResponse:
    """All users; POST makes one, changes one, or takes a second factor away."""
    problem = None
    if request.method == "POST":
        try:
            if request.POST.get("do") == "reset-factor":
                second_factor.reset(user_of(request), request.POST.get("username", ""))
            else:
                actions.save(user_of(request), request.POST.dict())
        except Problem as refused:
            problem = refused
        else:
            return redirect("users")
    chosen = User.objects.filter(username=request.GET.get("user", "")).first()
    rows = paged(request, User.objects.select_related("second_factor").order_by("username"))
    return page(request, "users/list.html", rows=rows, roles=list(Role), rights=RIGHTS, problem=problem,
                chosen=chosen, names=unit_names([row.unit_id for row in (*rows, *filter(None, [chosen]))]),
                status=status_of(problem))  # fmt: skip
