"""The language of a request, the end of a session, and problems told in words."""

from collections.abc import Callable
from urllib.parse import unquote

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from jianfu.base import clock
from jianfu.base.errors import Problem
from jianfu.base.i18n import LANGUAGES, language_of, translator
from jianfu.web.answer import error, page, status_of
from jianfu.web.api.problems import MEDIA_TYPE, plain

API = "/api/"
COOKIE = "jianfu_language"
BEGAN, SEEN = "began", "seen"
IDLE = 3600
"""Seconds without a request after which one must sign in again."""
LONGEST = 8 * 3600
"""Seconds after which one must sign in again in any case: a working day."""
NOTED = 60
"""Seconds between two notes of the last request: a session is not written by every page."""
Answer = Callable[[HttpRequest], HttpResponse]


class Speaking:
    """Every request speaks the language its user chose, else the browser's, else Chinese."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sets ``request.language`` and ``request.say``."""
        language = _wished(request)
        request.language, request.say = language, translator(language)  # type: ignore[attr-defined]
        with translation.override("en" if language == "en" else "zh-hans"):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        response.headers["Vary"] = "Cookie, Accept-Language"
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class Leaving:
    """Ends a session nobody has used for ``IDLE``, or that is older than ``LONGEST``, whatever its cookie says."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Signs out first, so that the page asked for is answered as to a stranger."""
        if SESSION_KEY in request.session:
            now = int(clock.now().timestamp())
            began, seen = (request.session.get(name, now) for name in (BEGAN, SEEN))
            if now - seen > IDLE or now - began > LONGEST:
                logout(request)
            elif BEGAN not in request.session or now - seen >= NOTED:
                request.session[BEGAN], request.session[SEEN] = began, now
        return self.get_response(request)


class Plainly:
    """Whatever goes wrong under the API's address, in Django or before it, is told to a program and not as a page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuses what no database takes; answers errors the API has not told itself."""
        if "\x00" in unquote(request.META.get("QUERY_STRING", "")) or "\x00" in request.path:
            return plain(request, 400) if request.path.startswith(API) else error(request, "refused", 400)
        response = self.get_response(request)
        if not request.path.startswith(API) or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        kept = {name: response.headers[name] for name in ("Allow", "Retry-After") if name in response.headers}
        return plain(request, response.status_code, headers=kept)


class Telling:
    """Says no to forms nobody can have filled in; a ``Problem`` a view let through becomes a page that says it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes on; ``process_exception`` does the work."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_given: object) -> HttpResponse | None:
        """Refuses forms with what no database takes; the token they need has been checked before."""
        if request.method != "POST" or request.path.startswith(API):
            return None
        strange = any("\x00" in one for name, values in request.POST.lists() for one in (name, *values))
        return error(request, "refused", 400) if strange else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a problem; everything else goes on to Django."""
        if not isinstance(exception, Problem):
            return None
        return page(request, "errors/problem.html", status=status_of(exception), problem=exception)


def _wished(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(COOKIE)
    if chosen in LANGUAGES:
        return str(chosen)
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.language:
        return str(user.language)
    return language_of(request.headers.get("Accept-Language"), {})
