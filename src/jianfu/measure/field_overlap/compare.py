"""Compares forms by what their fields mean: which share fields, and what of each form others hold already."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jianfu.measure.field_overlap.meaning import OTHER
from jianfu.measure.field_overlap.topic import alike

Ints = npt.NDArray[np.int64]
FEWEST_OF_A_MATERIAL = 5
"""Forms with fewer fields are not called the same material; a setting."""

MOST_UNKNOWN = 0.15
"""Of the same material, the share of fields that may be worded otherwise than the word lists know; a setting."""


@dataclass(frozen=True)
class AskedForm:
    """A form as its filler sees it: what it asks for, and who must fill it in."""

    form_id: str
    topic: str
    level: str
    places: tuple[int, ...]
    """Where it is filled in: the place it is issued for, then the places above that."""
    listed: bool
    frequency: str
    meanings: frozenset[str]
    """The keys of what it asks for, formalities left out."""

    @property
    def rank(self) -> tuple[int, bool, int, str]:
        """Of two forms that ask for the same the one from higher up stays, then the listed, then the larger one."""
        return len(self.places), not self.listed, -len(self.meanings), self.form_id


@dataclass(frozen=True)
class Held:
    """What of one form is asked for by forms of the same fillers that rank before it."""

    form: AskedForm
    held: int
    nearest: str | None
    nearest_shared: int
    repeats: str | None


@dataclass(frozen=True)
class Pair:
    """Two forms of the same fillers and how many fields they share."""

    a: AskedForm
    b: AskedForm
    shared: int
    same_material: bool


def compare(forms: Sequence[AskedForm], floor: float) -> tuple[list[Held], list[Pair]]:
    """Each form against those before it, and every pair that shares ``floor`` of the smaller form.

    Only forms of one level whose places lie on one line are filled in by the same people; others are not compared.
    The result does not depend on the order of ``forms``.
    """
    by_level: defaultdict[str, list[AskedForm]] = defaultdict(list)
    for form in forms:
        if form.meanings and form.level:
            by_level[form.level].append(form)
    held: list[Held] = []
    pairs: list[Pair] = []
    for level in sorted(by_level):
        ordered = sorted(by_level[level], key=lambda form: form.rank)
        for more_held, more_pairs in _each(ordered, floor):
            held.append(more_held)
            pairs.extend(more_pairs)
    return held, pairs


def _each(ordered: Sequence[AskedForm], floor: float) -> list[tuple[Held, list[Pair]]]:
    """Goes through the forms of a level by rank and keeps, by place, who asks for what."""
    askers: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    found: list[tuple[Held, list[Pair]]] = []
    sizes = np.asarray([len(form.meanings) for form in ordered], np.int64)
    for at, form in enumerate(ordered):
        places = dict.fromkeys(form.places)
        lists = [
            [one for place in places for one in askers.get((place, meaning), ())] for meaning in sorted(form.meanings)
        ]
        counts = np.bincount(np.asarray([one for ones in lists for one in ones], np.int64), minlength=at)
        near = [int(one) for one in np.flatnonzero(counts >= floor * np.minimum(sizes[:at], sizes[at])) if counts[one]]
        pairs = [_pair(form, ordered[one], int(counts[one])) for one in near]
        nearest = int(np.argmax(counts)) if at and counts.max() else -1
        repeats = min((ordered[one].rank for one in near if is_same_material(form, ordered[one])), default=None)
        found.append(
            (
                Held(
                    form,
                    sum(bool(ones) for ones in lists),
                    ordered[nearest].form_id if nearest >= 0 else None,
                    int(counts[nearest]) if nearest >= 0 else 0,
                    repeats[-1] if repeats else None,
                ),
                pairs,
            )
        )
        for meaning in form.meanings:
            askers[form.places[0], meaning].append(at)
    return found


def _pair(one: AskedForm, other: AskedForm, shared: int) -> Pair:
    a, b = sorted((one, other), key=lambda form: form.form_id)
    return Pair(a, b, shared, is_same_material(one, other))


def is_same_material(one: AskedForm, other: AskedForm) -> bool:
    """The same fields of the same topic as often: what is asked for was reported already.

    A few fields may be worded in ways no word list knows, as long as one is made of the other's characters (林地权属,
    林地产权归属).
    """
    return (
        len(one.meanings) >= FEWEST_OF_A_MATERIAL
        and len(one.meanings) == len(other.meanings)
        and _same_but_for_words(one.meanings, other.meanings)
        and (one.frequency == other.frequency or not one.frequency or not other.frequency)
        and alike(one.topic, other.topic)
    )


def _same_but_for_words(one: frozenset[str], other: frozenset[str]) -> bool:
    rest = sorted(other - one)
    left = sorted(one - other)
    if len(left) > MOST_UNKNOWN * len(one):
        return False
    for meaning in left:
        match = next((each for each in rest if _alike_in_characters(meaning, each)), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def _alike_in_characters(a: str, b: str) -> bool:
    """Two fields no word of ours ends: the shorter one's characters all stand in the longer one."""
    (whose_a, concept_a, matter_a, *more_a), (whose_b, concept_b, matter_b, *more_b) = a.split("|"), b.split("|")
    shorter, longer = sorted((matter_a, matter_b), key=len)
    return concept_a == concept_b == OTHER and (whose_a, more_a) == (whose_b, more_b) and set(shorter) <= set(longer)


def shares(pair: Pair) -> Mapping[str, object]:
    """A pair as its row of ``field_overlap``."""
    return {
        "form_a": pair.a.form_id,
        "form_b": pair.b.form_id,
        "fields_a": len(pair.a.meanings),
        "fields_b": len(pair.b.meanings),
        "shared": pair.shared,
        "share_a": pair.shared / len(pair.a.meanings),
        "share_b": pair.shared / len(pair.b.meanings),
        "same_material": pair.same_material,
    }
