"""The words of form fields (words.yaml), ready for looking up from the end of a label."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Concept:
    """What a field asks for; ``unit`` is the one a value has where the label states none."""

    name: str
    kind: str
    unit: str


@dataclass(frozen=True)
class Entity:
    """Of whom; ``leads`` words may stand before a field of any concept."""

    name: str
    leads: bool
    formal: bool


@dataclass(frozen=True)
class Lexicon:
    """Every list of words.yaml by the word."""

    concepts: dict[str, Concept]
    longest: int
    """Characters of the longest word of a concept."""
    entities: dict[str, Entity]
    leading: tuple[str, ...]
    """Words of entities that may open any label, the longest first."""
    units: dict[str, str]
    periods: tuple[tuple[str, str], ...]
    """(word, period), the longest word first."""
    matters: tuple[tuple[str, str], ...]
    generic: re.Pattern[str]
    shapes: re.Pattern[str]
    topic_noise: re.Pattern[str]
    notes: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The words, read once."""
    text = files("jianfu.measure.field_overlap").joinpath("words.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=yaml.CSafeLoader)
    concepts = {
        word: Concept(entry.get("as", name), entry["kind"], entry.get("unit", ""))
        for name, entry in raw["concepts"].items()
        for word in entry["words"]
    }
    entities = {
        word: Entity(name, bool(entry.get("person")), bool(entry.get("formal")))
        for name, entry in raw["entities"].items()
        for word in entry["words"]
    }
    return Lexicon(
        concepts=concepts,
        longest=max(map(len, concepts)),
        entities=entities,
        leading=_longest_first(word for word, entity in entities.items() if entity.leads),
        units={word: unit for unit, words in raw["units"].items() for word in words},
        periods=_pairs(raw["periods"]),
        matters=_pairs(raw["matters"]),
        generic=_any_of(raw["generic"]),
        shapes=re.compile(f"(?:{_any_of(raw['shapes']).pattern})+$"),
        topic_noise=_any_of(raw["topic_noise"]),
        notes=tuple(raw["notes"]),
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _pairs(lists: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    meant = {word: name for name, words in lists.items() for word in words}
    return tuple((word, meant[word]) for word in _longest_first(meant))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _longest_first(words))))
