"""How like two purposes (用途) are, from 0 to 1: topics they speak of, or their words where no topic is known."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import yaml

from jianfu.measure.naming.core import core_names, fold_name
from jianfu.measure.naming.name_similarity import core_similarities

Floats = npt.NDArray[np.float64]
MOST_TEXTS = 1 << 17


class _Book(NamedTuple):
    """Folded word -> topic, folded word -> season; topics that many kinds of work have, which count half."""

    topics: dict[str, str]
    seasons: dict[str, str]
    generic: frozenset[str]


def similarity(a: str, b: str) -> float:
    """How like two purposes are; nan where one of them says nothing."""
    return float(similarities([a], [b])[0])


def similarities(a: Sequence[str | None], b: Sequence[str | None], units: Iterable[str] = ()) -> Floats:
    """The purposes of each place: topics both name / topics either names,
    topics of many kinds of work (training, publicity, duty) by half; where one names none, as names are compared.

    nan where a purpose is missing or says nothing. ``units``: names of units, to be left out of account.
    """
    units = tuple(units)
    cores_a, cores_b = core_names(a, units), core_names(b, units)
    found = core_similarities(cores_a, cores_b)
    for row, (one, other) in enumerate(zip(cores_a, cores_b, strict=True)):
        if not one or not other:
            found[row] = np.nan
        elif one != other and (first := topics_of(one)) and (second := topics_of(other)):
            found[row] = _weight(first & second) / _weight(first | second)
    return found


@lru_cache(maxsize=MOST_TEXTS)
def topics_of(text: str) -> frozenset[str]:
    """The topics a purpose or name speaks of; a word inside a longer one that is found does not count."""
    return _found(text, _book().topics)


@lru_cache(maxsize=MOST_TEXTS)
def seasons_of(text: str) -> frozenset[str]:
    """The seasons a purpose or name is tied to."""
    return _found(text, _book().seasons)


def _weight(topics: frozenset[str]) -> float:
    generic = _book().generic
    return sum(0.5 if topic in generic else 1.0 for topic in topics)


def _found(text: str, book: dict[str, str]) -> frozenset[str]:
    folded = fold_name(text)
    places = [(folded.find(word), len(word), topic) for word, topic in book.items() if word in folded]
    return frozenset(
        topic
        for at, length, topic in places
        if not any(first <= at and at + length <= first + long and long > length for first, long, _ in places)
    )


@cache
def _book() -> _Book:
    text = files("jianfu.measure").joinpath("naming", "topics.yaml").read_text(encoding="utf-8")
    found = yaml.load(text, Loader=yaml.CSafeLoader)
    return _Book(_by_word(found["topics"]), _by_word(found["seasons"]), frozenset(found["generic"]))


def _by_word(lists: dict[str, list[object]]) -> dict[str, str]:
    return {fold_name(str(word)): topic for topic, words in lists.items() for word in words}
