"""Two languages, zh-Hans and en: Fluent messages read from ``locale/<language>/*.ftl``.

No compile step, named holes only. A test holds both languages to the same messages and holes.
"""

import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from jianfu.base.errors import Defect, Problem

LANGUAGES = ("zh-Hans", "en")
_MESSAGE = re.compile(r"^([a-zA-Z][\w-]*) *=", re.M)
"""The line a message begins with; those it goes on in are indented, or hold a closing brace."""


class Translator:
    """Puts message ids into words of one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise Defect("language-unknown", language=language)
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        self._messages: dict[str, str] = {}
        for resource in sorted((files("jianfu") / "locale" / language).iterdir(), key=lambda entry: entry.name):
            if resource.name.endswith(".ftl"):
                self._messages |= _messages(resource.read_text(encoding="utf-8"))

    def __call__(self, message_id: str, **facts: object) -> str:
        """The message in this language; raises ``Defect`` for an unknown id or a missing hole."""
        if not self.knows(message_id):
            raise Defect("message-unknown", message=message_id, language=self.language)
        pattern = self._bundle.get_message(message_id).value
        if pattern is None:
            raise Defect("message-empty", message=message_id, language=self.language)
        words, errors = self._bundle.format_pattern(pattern, {name: _plain(fact) for name, fact in facts.items()})
        if errors:
            raise Defect("message-holes", message=message_id, language=self.language, errors=str(errors))
        return str(words)

    def knows(self, message_id: str) -> bool:
        """Whether there is such a message, for codes that come with the data and may have no words."""
        if not self._bundle.has_message(message_id):
            # two thousand are there, and a command asks for a hundred: each is parsed when it is asked for
            self._bundle.add_resource(FluentResource(self._messages.get(message_id, "")))
        return bool(self._bundle.has_message(message_id))

    def problem(self, problem: Problem) -> str:
        """A problem in words."""
        return self(f"problem-{problem.code}", **problem.facts)

    def pick(self, both: Mapping[str, str]) -> str:
        """The text of this language out of a ``{zh, en}`` pair as rules and tables carry them."""
        return both["en" if self.language == "en" else "zh"]


def _messages(text: str) -> dict[str, str]:
    """The messages of a Fluent file by id, each as it is written there."""
    begins = list(_MESSAGE.finditer(text))
    ends = [*(begin.start() for begin in begins[1:]), len(text)]
    return {begin[1]: text[begin.start() : end] for begin, end in zip(begins, ends, strict=True)}


def _plain(fact: object) -> object:
    """Fluent formats numbers by locale; everything else goes in as text."""
    return fact if isinstance(fact, int | float | str) and not isinstance(fact, bool) else str(fact)


@cache
def translator(language: str) -> Translator:
    """The translator of one language, made once."""
    return Translator(language)


def language_of(wish: str | None, environment: Mapping[str, str] | None = None) -> str:
    """The language asked for (``zh``, ``en``, ``zh_CN.UTF-8`` ...), else that of the locale, else Chinese.

    Jianfu is made for county offices in China; a machine without a locale (``C``) therefore speaks Chinese.
    """
    environment = os.environ if environment is None else environment
    candidates = (wish, *(environment.get(name) for name in ("JIANFU_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    for candidate in candidates:
        if candidate and candidate[:2].lower() in ("zh", "en"):
            return "en" if candidate[:2].lower() == "en" else "zh-Hans"
    return "zh-Hans"
