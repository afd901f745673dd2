"""What a view needs: stated beside it, checked before it, read by the test of every route and role."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from jianfu.office.models import User
from jianfu.office.roles import Right
from jianfu.web.answer import error
from jianfu.web.entering import owes_factor

View = Callable[..., HttpResponseBase]
READ = ("GET", "HEAD")


def needs(right: Right, *, writes: Right | None = None, owing: bool = False) -> Callable[[View], View]:
    """The view is for users with ``right``; with ``writes`` it takes POST too, from those who have that one.

    ``owing``: also for those who have yet to set up the second factor their role takes; other views send them there.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            reading = request.method in READ
            if not reading and (writes is None or request.method != "POST"):
                return HttpResponseNotAllowed([*READ, "POST"] if writes else list(READ))
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not owing and owes_factor(request):
                return redirect("second-factor")
            asked = right if reading else cast(Right, writes)
            if not request.user.may(asked):
                return error(request, "forbidden", 403)
            return view(request, *args, **kwargs)

        guarded.right, guarded.writes = right, writes  # type: ignore[attr-defined]
        return guarded

    return wrap


def public(*methods: str) -> Callable[[View], View]:
    """The view is for everybody; only the methods named."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method not in (*methods, "HEAD"):
                return HttpResponseNotAllowed(methods)
            return view(request, *args, **kwargs)

        guarded.right = guarded.writes = None  # type: ignore[attr-defined]
        return guarded

    return wrap


def user_of(request: HttpRequest) -> User:
    """The signed-in user; views behind ``needs`` have one."""
    return cast(User, request.user)
