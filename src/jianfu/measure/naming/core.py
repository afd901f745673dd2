"""What in a name tells what a group, app or account is for (名称核心): 青山县水利局2026年防汛工作二群 -> 防汛."""

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import opencc
import yaml

from jianfu.measure.signals.folding import fold_character

LEAST_LEFT = 2
"""Characters that must remain for something to be stripped: a name is never stripped to nothing."""
LONGEST = 64
"""Characters of a name that are looked at."""
COUNTY = re.compile("^[^省市县区旗]{1,6}(?:省|市|县|自治县|旗|区)")


class _Patterns(NamedTuple):
    year: re.Pattern[str]
    digit_in_word: re.Pattern[str]
    tail: re.Pattern[str]
    place: re.Pattern[str]
    office: re.Pattern[str]
    ordinal: re.Pattern[str]


class Stripper:
    """Strips names of one data set; ``units`` are the names of its units, whose forms are known exactly.

    A core is a key for comparing, not a text to be shown: look-alike characters stand for one another in it.
    """

    def __init__(self, units: Iterable[str] = ()) -> None:
        """``units`` in any spelling; without them unit names are recognised by their endings alone."""
        self._units = frozenset(form for unit in units for form in _forms(fold_name(unit)))
        self._longest = max(map(len, self._units), default=0)

    def core(self, name: str) -> str:
        """The folded name without unit, year, number and kind; the folded name itself where nothing else is left."""
        patterns = _patterns()
        folded = fold_name(name)
        text = _stripped(patterns.tail, _stripped(patterns.year, folded))
        return self._without_unit(text, patterns)

    def _without_unit(self, text: str, patterns: _Patterns) -> str:
        for length in range(min(self._longest, len(text) - LEAST_LEFT), 0, -1):
            if text[:length] in self._units:
                return self._without_unit(text[length:], patterns)
        text = _stripped(patterns.office, _stripped(patterns.place, text))
        return _stripped(patterns.ordinal, text)


def fold_name(name: str) -> str:
    """One spelling: width, case, simplified characters, look-alikes (形近字); no symbols, marks or emoji."""
    folded = "".join(map(_folded, name[: 4 * LONGEST]))[:LONGEST]
    return _patterns().digit_in_word.sub(lambda match: "o" if match.group() == "0" else "l", folded)


def core_names(names: Collection[str | None], units: Iterable[str] = ()) -> list[str]:
    """``Stripper.core`` of each name; nothing for a missing one. About 10 microseconds a name, each spelling once."""
    stripper = Stripper(units)
    known = {name: stripper.core(name) for name in set(names) if name}
    return [known.get(name or "", "") for name in names]


def codes_of(texts: Collection[str]) -> tuple[np.ndarray[Any, np.dtype[np.int64]], np.ndarray[Any, np.dtype[np.int32]]]:
    """Code points of all texts in one row, and where each text starts: text ``i`` is ``starts[i]:starts[i + 1]``."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.int32)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]), codes


def _stripped(pattern: re.Pattern[str], text: str) -> str:
    shorter = pattern.sub("", text)
    return shorter if len(shorter) >= LEAST_LEFT else text


def _forms(unit: str) -> set[str]:
    """How a unit's name is written: in full, without its county, without 县; a township without 镇."""
    forms = {unit, COUNTY.sub("", unit), re.sub("^[省市县区]", "", unit)}
    for form in tuple(forms):
        forms.add(re.sub("(?:镇|乡|街道)(?:人民政府|党委政府|政府)?$", "", form))
        forms.add(re.sub("人民政府$|政府$", "", form))
    return {form for form in forms if len(form) >= LEAST_LEFT}


@cache
def _folded(character: str) -> str:
    plain = _simplifier().convert(fold_character(character))
    plain = plain if plain.isalnum() else ""
    return _look_alikes().get(plain, plain)


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _words() -> dict[str, Any]:
    text = files("jianfu.measure").joinpath("naming", "words.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@cache
def _look_alikes() -> dict[str, str]:
    return {character.lower(): line[0] for line in _words()["look_alike"] for character in line}


@cache
def _patterns() -> _Patterns:
    """The expressions of ``words.yaml``, for folded names."""
    words = {key: [_spelled(word) for word in value] for key, value in _words().items() if key != "look_alike"}
    numeral = f"[{''.join(words['numerals'])}]"
    counted = f"第?{numeral}{{1,3}}(?:{_any(words['counted'])})"
    tail = f"(?:{counted}|{_any([*words['kinds'], *words['made_for']])}|(?<!{numeral}){numeral}{{1,2}}(?!{numeral}))+$"
    place = (
        "^(?:[^省市县乡城农全]{1,5}(?:省|市|县|自治县|旗))*(?:[^镇乡城农全各]{2,4}(?:镇|乡|街道)(?!村))?"
        "(?:[^村乡城农全各驻]{2,4}(?:村|社区)(?!干部))?"
    )
    return _Patterns(
        year=re.compile("(?:20)?[0-9]{2}年度?|二[零〇][零〇一二三四五六七八九]{2}年度?|^20[0-9]{2}|20[0-9]{2}$"),
        digit_in_word=re.compile("(?<=[a-z])[01]|[01](?=[a-z])"),
        tail=re.compile(tail),
        place=re.compile(place),
        ordinal=re.compile(f"^{counted}"),
        office=re.compile(f"^县?.{{1,8}}?(?:{_any(words['offices'])})(?!长|域|势|限|部)"),
    )


def _spelled(word: str) -> str:
    return "".join(map(_folded, word))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
