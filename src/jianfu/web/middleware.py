"""The language of a request, and problems told in words."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from jianfu.base.errors import Problem
from jianfu.base.i18n import LANGUAGES, language_of, translator
from jianfu.web.answer import page, status_of

COOKIE = "jianfu_language"
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


class Telling:
    """A ``Problem`` a view let through becomes a page that says it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes on; ``process_exception`` does the work."""
        return self.get_response(request)

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
