"""The words letters and answers are made of: the files matters/*.yaml and phrases.yaml, read once."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from jianfu.simulate.letters.dice import Dice


@dataclass(frozen=True)
class Topic:
    """One matter in general; every text may have slots for the facts of a case."""

    name: str
    area: str
    desk: str
    kinds: tuple[str, ...]
    question: bool
    """Many ask the same, and one answer serves them all."""
    titles: tuple[str, ...]
    told: tuple[str, ...]
    more: tuple[str, ...]
    want: tuple[str, ...]
    found: tuple[str, ...]
    law: tuple[str, ...]
    done: tuple[str, ...]
    next: tuple[str, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in order of name."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(files("jianfu.simulate.letters").joinpath("matters").iterdir(), key=lambda item: item.name):
        if file.name.endswith(".yaml") and file.name != "places.yaml":
            found |= yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(_topic(name, found[name]) for name in sorted(found))


def _topic(name: str, entry: dict[str, Any]) -> Topic:
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    return Topic(name=name, area=entry["area"], desk=entry["desk"], question=entry.get("question", False), **lists)


@cache
def places() -> dict[str, Any]:
    """Name parts, kinds and spots of places; names of companies."""
    return _document("matters", "places.yaml")


@cache
def phrases() -> dict[str, Any]:
    """The words around a matter."""
    return _document("phrases.yaml")


def _document(*path: str) -> dict[str, Any]:
    text = files("jianfu.simulate.letters").joinpath(*path).read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return document


def place_count(area: str) -> int:
    """How many different places an area has."""
    known = places()
    return len(known["first"]) * len(known["second"]) * len(known["kinds"][area])


def place_name(area: str, number: int) -> str:
    """The ``number``-th place of an area; neighbours in number look nothing alike."""
    known = places()
    kinds, first, second = known["kinds"][area], known["first"], known["second"]
    number = number * 3889 % place_count(area)
    number, at = divmod(number, len(first))
    number, kind = divmod(number, len(kinds))
    return f"{first[at]}{second[number % len(second)]}{kinds[kind]}"


def spot_name(area: str, dice: Dice) -> str:
    """A spot within a place."""
    spot: str = dice.pick(places()["spots"][area])
    return spot.format(n=dice.between(2, 9), m=dice.between(10, 60))
