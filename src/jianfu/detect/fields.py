"""Reads typed values out of a parsed pack file; what is missing or odd becomes a fault, never a default."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jianfu.detect.faults import Faults
from jianfu.detect.rule import DatedValue, Source, Words

LONGEST_KEY = 60
"""So much of a key is told where it is wrong."""
_NO_SPACE = re.compile(r"[a-z][a-z0-9_-]*")


class Fields:
    """One mapping of a file. Every getter gives a usable value and notes a fault where there was none."""

    def __init__(self, content: object, faults: Faults, key: str = "") -> None:
        self.faults = faults
        self.key = key
        self.content: Mapping[str, Any] = content if isinstance(content, dict) else {}
        if not isinstance(content, dict):
            self._fault("", "pack-field-kind", wanted="mapping")

    def only(self, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        """Notes every missing and every unknown key."""
        wanted, known = list(required), {*required, *optional}
        for name in wanted:
            if name not in self.content:
                self._fault(name, "pack-key-missing")
        for name in self.content:
            if name not in known:
                self._fault(str(name), "pack-key-unknown", known=", ".join(sorted(known)))

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self.content.get(name)
        if name in self.content and not (isinstance(value, str) and value.strip()):
            self._fault(name, "pack-field-kind", wanted="text")
        return value if isinstance(value, str) else ""

    def name(self, name: str) -> str:
        """An id: lower-case Latin letters, digits, hyphens, underscores."""
        value = self.text(name)
        if value and not _NO_SPACE.fullmatch(value):
            self._fault(name, "pack-field-kind", wanted="id")
        return value

    def one_of(self, name: str, allowed: Sequence[str]) -> str:
        """One of a few words."""
        value = self.content.get(name)
        if name in self.content and value not in allowed:
            self._fault(name, "pack-field-value", wanted=", ".join(allowed), found=str(value)[:40])
        return str(value) if value in allowed else allowed[0]

    def integer(self, name: str) -> int:
        """A whole number."""
        value = self.content.get(name)
        if name in self.content and (not isinstance(value, int) or isinstance(value, bool)):
            self._fault(name, "pack-field-kind", wanted="integer")
        return value if isinstance(value, int) else 0

    def day(self, name: str) -> date:
        """A date."""
        value = self.content.get(name)
        if name in self.content and type(value) is not date:
            self._fault(name, "pack-field-kind", wanted="date")
        return value if type(value) is date else date.min

    def words(self, name: str) -> Words:
        """A text in both languages."""
        value = self.content.get(name)
        if name not in self.content:
            return {"zh": "", "en": ""}
        pair = value if isinstance(value, dict) else {}
        for language in ("zh", "en"):
            if not (isinstance(pair.get(language), str) and pair[language].strip()):
                self._fault(f"{name}.{language}", "pack-language-missing", language=language)
        for extra in sorted(str(each) for each in pair if each not in ("zh", "en")):
            self._fault(f"{name}.{extra}", "pack-key-unknown", known="en, zh")
        return {language: str(pair.get(language, "")) for language in ("zh", "en")}

    def names(self, name: str) -> tuple[str, ...]:
        """A list of ids."""
        value = self.content.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._fault(name, "pack-field-kind", wanted="list of ids")
            return ()
        if len(set(value)) != len(value):
            self._fault(name, "pack-field-twice")
        return tuple(value)

    def items(self, name: str) -> list["Fields"]:
        """A list of mappings."""
        value = self.content.get(name, [])
        if not isinstance(value, list):
            self._fault(name, "pack-field-kind", wanted="list")
            return []
        return [Fields(each, self.faults, self._dotted(f"{name}[{index + 1}]")) for index, each in enumerate(value)]

    def inside(self, name: str) -> "Fields":
        """A mapping in this one."""
        return Fields(self.content.get(name, {}), self.faults, self._dotted(name))

    def fault(self, name: str, code: str, **facts: object) -> None:
        """Notes a fault at a key of this mapping."""
        self._fault(name, code, **facts)

    def _fault(self, name: str, code: str, **facts: object) -> None:
        self.faults.add(self._dotted(name), code, **facts)

    def _dotted(self, name: str) -> str:
        return ".".join(part for part in (self.key, name[:LONGEST_KEY]) if part) or "."


def read_source(fields: Fields, citations: Iterable[str], *, with_words: bool) -> Source:
    """A reference to the citation register; ``with_words``: the words relied on must be there too."""
    fields.only(("document", "article", "words") if with_words else ("document", "article"), ("words",))
    document = fields.text("document")
    if document and document not in set(citations):
        fields.fault("document", "citation-unknown", document=document)
    return Source(document, fields.text("article"), fields.words("words") if "words" in fields.content else None)


def read_values(fields: Fields, citations: Iterable[str], *, settings_allowed: bool) -> tuple[DatedValue, ...]:
    """The dated values of a parameter, oldest first; each with its source, or why it is a setting of ours."""
    values: list[DatedValue] = []
    for item in fields.items("values"):
        item.only(("from", "value", "source"))
        start, value = item.day("from"), item.content.get("value")
        if not isinstance(value, str | int | float | date):
            item.fault("value", "pack-field-kind", wanted="number, text or date")
        given = item.inside("source")
        if "setting" in given.content:
            given.only(("setting",))
            if not settings_allowed:
                given.fault("setting", "threshold-source")
            setting = given.content["setting"]
            reason = given.text("setting") if isinstance(setting, str) else given.words("setting")
            values.append(DatedValue(start, value, None, reason))
        else:
            values.append(DatedValue(start, value, read_source(given, citations, with_words=False)))
    starts = [value.start for value in values]
    if starts != sorted(set(starts)):
        fields.fault("values", "threshold-order")
    return tuple(values)
