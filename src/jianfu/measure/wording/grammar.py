"""The patterns of ``grammar.yaml``, word lists filled in, as the matcher takes them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import yaml

_WORD = re.compile(r"\{([a-z_]+)\}")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")


class FormEntry(msgspec.Struct, forbid_unknown_fields=True):
    """One form as it stands in the file."""

    says: list[str]
    together: list[str] = msgspec.field(default_factory=list, name="with")
    unless: list[str] = []
    blind: list[str] = []
    plain: bool = False
    across: bool = False
    rule: bool = False


class GrammarFile(msgspec.Struct, forbid_unknown_fields=True):
    """The file, key for key."""

    words: dict[str, str]
    opposed: list[str]
    spared: str
    opposed_sentence: list[str]
    opposed_list: list[str]
    rules: list[str]
    kinds: dict[str, list[FormEntry]]
    yields: dict[str, str]


@dataclass(frozen=True)
class Form:
    """One way of wording a kind: RE2 patterns, ``None`` where the form has none."""

    kind: str
    says: str
    together: str | None
    """Must stand in the sentence as well."""
    unless: str | None
    """Must not."""
    blind: str | None
    """Clauses that say so are blanked."""
    plain: bool
    """What opposes the practice is read as well."""
    across: bool
    """Two sentences are read together."""
    rule: bool
    """Only in written rules of groups."""


@dataclass(frozen=True)
class Grammar:
    """All of it."""

    opposed: str
    spared: str
    opposed_sentence: str
    opposed_list: str
    rules: str
    forms: tuple[Form, ...]
    yields: dict[str, str]
    """Kind -> the kind that tells it better."""


@cache
def grammar() -> Grammar:
    """The grammar that ships with the measures; an unknown word list raises KeyError."""
    text = files("jianfu.measure.wording").joinpath("grammar.yaml").read_text(encoding="utf-8")
    file = msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), GrammarFile)
    words: dict[str, str] = {}
    for name, pattern in file.words.items():
        words[name] = _filled(pattern, words)

    def joined(patterns: list[str]) -> str:
        return "|".join(f"(?:{_filled(pattern, words)})" for pattern in patterns)

    def perhaps(patterns: list[str]) -> str | None:
        return joined(patterns) if patterns else None

    forms = tuple(
        Form(
            kind,
            joined(form.says),
            perhaps(form.together),
            perhaps(form.unless),
            perhaps(form.blind),
            form.plain,
            form.across,
            form.rule,
        )
        for kind, entries in file.kinds.items()
        for form in entries
    )
    return Grammar(
        opposed=joined(file.opposed),
        spared=joined([file.spared]),
        opposed_sentence=joined(file.opposed_sentence),
        opposed_list=joined(file.opposed_list),
        rules=joined(file.rules),
        forms=forms,
        yields=file.yields,
    )


def _filled(pattern: str, words: dict[str, str]) -> str:
    """Word lists in place of their names, and groups that capture nothing."""
    filled = _WORD.sub(lambda found: words[found[1]], pattern)
    return _GROUP.sub("(?:", filled)
