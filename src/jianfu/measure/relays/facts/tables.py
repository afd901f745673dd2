"""The words of ``words.yaml`` as the tables the fact kernels read."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import yaml

from jianfu.measure.relays.facts.layout import (
    AS_OF,
    CLASS_SHIFT,
    DUE,
    EVENT,
    HALF_SHIFT,
    HALVES,
    LAST_WEEK,
    NEXT_WEEK,
    REGION,
    RELATIVE_SHIFT,
    RELATIVE_ZERO,
    THIS_WEEK,
    WEEK_SHIFT,
)
from jianfu.measure.relays.facts.purposes import PURPOSE, STANDS_BEFORE
from jianfu.measure.relays.text.addresses import SLASH, part_hash
from jianfu.measure.relays.text.wrapping import fold_units
from jianfu.measure.signals.lexicon import WordTree

DIGIT, NUMERAL, WORD, SUFFIX, STOP, LINK = 1, 2, 4, 8, 16, 1024
UNIT, NOT_DAY, NOT_CLOCK, NOT_WEEKDAY_BEFORE, NOT_WEEKDAY_AFTER = 32, 64, 128, 256, 512
"""What a code unit may begin, end (``SUFFIX``) or forbid."""
TELLS_TIME, TELLS_WEEKDAY, TELLS_DUTY, TELLS_REISSUE, TELLS_NAME = 1, 2, 3, 4, 5
MEANING_SHIFT = 3
"""What a word tells: its sort in the low 3 bits of its meaning, above them a value."""
NAMED = 15
"""Class of a known name without a suffix of the file."""
SUFFIX_UNITS, SUFFIX_CLASS, SUFFIX_WINDOW, SUFFIX_LIMITED = 3, 4, 5, 6
"""Columns of a suffix's row; the first three are its units from the last one backwards, 0 where it is shorter."""
_PURPOSES = {"as_of": AS_OF, "event": EVENT, "due": DUE}
_WEEKS = {"this": THIS_WEEK, "next": NEXT_WEEK, "last": LAST_WEEK}
_NUMERALS = {
    **dict(zip("零一二三四五六七八九十", range(11), strict=True)),
    "〇": 0,
    "两": 2,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    **dict(zip("0123456789", range(10), strict=True)),
}
_CODES = 1 << 16
_SHORTEST_REGION, _REGION_WINDOW = 2, 2


class _Place(msgspec.Struct, forbid_unknown_fields=True):
    kind: int = msgspec.field(name="class")
    window: int
    before: str = ""
    not_before: str = ""
    not_after: str = ""


class _Purpose(msgspec.Struct, forbid_unknown_fields=True):
    before: list[str]
    behind: list[str]


class _Regions(msgspec.Struct, forbid_unknown_fields=True):
    ends: str
    but: list[str] = msgspec.field(name="except")

    def names(self, name: str) -> bool:
        """Whether this is the name of a county, a district or a town as large as one."""
        return len(name) > _SHORTEST_REGION and name[-1] in self.ends and not name.endswith(tuple(self.but))


class FactWords(msgspec.Struct, forbid_unknown_fields=True):
    """The file, key for key."""

    relative: dict[str, int]
    half: dict[str, str]
    both: dict[str, tuple[int, str]]
    week: dict[str, str]
    weekday: list[str]
    not_weekday_before: str
    not_weekday_after: str
    units: str
    not_day: str
    not_clock: str
    duties: dict[str, list[str]]
    proof: list[str]
    reissue: list[str]
    places: dict[str, _Place]
    verbs: list[str]
    stops: str
    purposes: dict[str, _Purpose]
    paperwork: list[str]
    answers: list[str]
    paperwork_bodies: str
    regions: _Regions
    bodies: list[str]
    address_parts: list[str]


class FactTables(NamedTuple):
    """What the fact kernels read."""

    marks: npt.NDArray[np.uint16]
    """Code unit -> bits."""
    numerals: npt.NDArray[np.int32]
    """Code unit -> the value of a digit or Chinese numeral."""
    symbols: npt.NDArray[np.uint16]
    """Code unit -> its symbol in the tree of words; 0: in no word."""
    following: npt.NDArray[np.int32]
    """Node and symbol -> node; 0: no word goes on."""
    meanings: npt.NDArray[np.int64]
    """Node -> what the word that ends there tells; 0: nothing."""
    suffixes: npt.NDArray[np.int32]
    """One row a suffix, those of one last unit together, longer ones first."""
    suffix_from: npt.NDArray[np.int32]
    """Code unit -> the first row of the suffixes it ends."""
    neighbours: npt.NDArray[np.uint32]
    """[0] may end a name, [1] may not, [2] may not follow: code unit -> bit of each row."""
    verbs: npt.NDArray[np.int64]
    """Words of two units no name ends in, packed as a name is."""
    purposes: npt.NDArray[np.int32]
    """One row a word beside a moment, see ``purposes``."""
    aside: npt.NDArray[np.uint64]
    """Names of parts of an address that do not tell what it is, see ``addresses``."""


@cache
def fact_words() -> FactWords:
    """The words that ship with the measure."""
    data = files("jianfu.measure.relays.facts").joinpath("words.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(data), FactWords)


def fact_tables(names: Iterable[str] = ()) -> FactTables:
    """The tables, with names of places and bodies known beforehand (村名、单位名) read as they stand."""
    words = fact_words()
    known = _apart({*words.bodies, *names}, words)
    meanings = {
        **_meanings(words),
        **{name: TELLS_NAME | _name_value(name, words) << MEANING_SHIFT for name in known if len(name) > 1},
    }
    folded = {fold_units(word).tobytes().decode("utf-16-le"): meaning for word, meaning in meanings.items()}
    symbols, following, ends = _tree({word: meaning for word, meaning in folded.items() if word})
    suffixes, suffix_from, neighbours = _suffixes(words.places)
    return FactTables(
        marks=_marks(words, folded),
        numerals=_numerals(),
        symbols=symbols,
        following=following,
        meanings=ends,
        suffixes=suffixes,
        suffix_from=suffix_from,
        neighbours=neighbours,
        verbs=np.array([_packed(word, 0, 2) for word in words.verbs], np.int64),
        purposes=_purposes(words.purposes),
        aside=_aside(words.address_parts),
    )


def _meanings(words: FactWords) -> dict[str, int]:
    """Word -> what it tells."""
    times = {word: days + RELATIVE_ZERO << RELATIVE_SHIFT for word, days in words.relative.items()}
    times |= {word: HALVES[half] << HALF_SHIFT for word, half in words.half.items()}
    times |= {
        word: days + RELATIVE_ZERO << RELATIVE_SHIFT | HALVES[half] << HALF_SHIFT
        for word, (days, half) in words.both.items()
    }
    weeks = {word: _WEEKS[week] << WEEK_SHIFT for word, week in words.week.items()} | dict.fromkeys(words.weekday, 0)
    duties = {word: number for number, phrases in enumerate(words.duties.values(), 1) for word in phrases}
    return {
        **{word: TELLS_TIME | value << MEANING_SHIFT for word, value in times.items()},
        **{word: TELLS_WEEKDAY | value << MEANING_SHIFT for word, value in weeks.items()},
        **{word: TELLS_DUTY | number << MEANING_SHIFT for word, number in duties.items()},
        **dict.fromkeys(words.reissue, TELLS_REISSUE | 1 << MEANING_SHIFT),
    }


def _apart(names: set[str], words: FactWords) -> list[str]:
    """Names of bodies and places, that of the region in front of them (清河县) apart: texts give it or leave it out."""
    regions = {name for name in names if words.regions.names(name)}
    kept = {next((name[cut:] for cut in range(2, len(name)) if name[:cut] in regions), name) for name in names}
    return sorted(kept | regions)


def _name_value(name: str, words: FactWords) -> int:
    """The value of a known name: as its suffix would have been read, or its last three units."""
    if words.regions.names(name):
        return _packed(name[:-1], REGION, _REGION_WINDOW)
    suffix = next((end for end in sorted(words.places, key=len, reverse=True) if name.endswith(end)), "")
    stem = name.removesuffix(suffix) or name
    kind, window = (words.places[suffix].kind, words.places[suffix].window) if suffix else (NAMED, 3)
    return _packed(stem, kind, window)


def _packed(stem: str, kind: int, window: int) -> int:
    value = kind << CLASS_SHIFT
    for place, unit in enumerate(reversed(fold_units(stem)[-window:].tolist())):
        value |= unit << 16 * place
    return value


def _tree(
    words: dict[str, int],
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Symbols, steps and meanings of a tree of words."""
    symbols = np.zeros(_CODES, np.uint16)
    for number, character in enumerate(sorted({character for word in words for character in word}), 1):
        symbols[ord(character)] = number
    tree = WordTree(symbols)
    for word, meaning in sorted(words.items()):
        tree.add(word, 0, meaning)
    following = np.maximum(tree.plain(int(symbols.max()) + 1), 0)
    return symbols, following, np.array([marks[0] for marks in tree.marks], np.int64)


def _suffixes(
    places: dict[str, _Place],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint32]]:
    """Rows of suffixes, the first row by last unit, and what may stand beside each."""
    order = sorted(places, key=lambda suffix: (suffix[-1], -len(suffix), suffix))
    rows = np.zeros((len(order) + 1, SUFFIX_LIMITED + 1), np.int32)
    first = np.zeros(_CODES, np.int32)
    neighbours = np.zeros((3, _CODES), np.uint32)
    for row, suffix in reversed(list(enumerate(order))):
        place = places[suffix]
        rows[row, : len(suffix)] = fold_units(suffix)[::-1]
        rows[row, SUFFIX_UNITS:] = (len(suffix), place.kind, place.window, bool(place.before))
        first[rows[row, 0]] = row
        for sort, units in enumerate((place.before, place.not_before, place.not_after)):
            neighbours[sort, fold_units(units)] |= np.uint32(1 << row)
    return rows, first, neighbours


def _purposes(words: dict[str, _Purpose]) -> npt.NDArray[np.int32]:
    """The table of ``purposes``."""
    told = [
        (word, before, _PURPOSES[name])
        for name, purpose in words.items()
        for before, listed in ((1, purpose.before), (0, purpose.behind))
        for word in listed
    ]
    rows = np.zeros((len(told), PURPOSE + 1), np.int32)
    for row, (word, before, purpose) in zip(rows, told, strict=True):
        units = fold_units(word)
        row[: len(units)] = units
        row[STANDS_BEFORE], row[PURPOSE] = before, purpose
    return rows


def _aside(parts: list[str]) -> npt.NDArray[np.uint64]:
    """The hashes of parts of an address."""
    units = [np.array([ord(unit) for unit in part], np.uint16) for part in sorted(parts)]
    return np.array([part_hash(part, 0, len(part)) for part in units], np.uint64)


def _marks(words: FactWords, tree: dict[str, int]) -> npt.NDArray[np.uint16]:
    """Code unit -> bits of all it may be."""
    marks = np.zeros(_CODES, np.uint16)
    sorts = {
        DIGIT: "0123456789",
        NUMERAL: "".join(character for character in _NUMERALS if not character.isascii()),
        WORD: "".join(word[0] for word in tree if word),
        SUFFIX: "".join(suffix[-1] for suffix in words.places),
        STOP: words.stops,
        LINK: chr(SLASH),
        UNIT: words.units,
        NOT_DAY: words.not_day,
        NOT_CLOCK: words.not_clock,
        NOT_WEEKDAY_BEFORE: words.not_weekday_before,
        NOT_WEEKDAY_AFTER: words.not_weekday_after,
    }
    for bit, characters in sorts.items():
        for unit in {ord(character) for character in characters}:
            marks[unit] |= bit
    return marks


def _numerals() -> npt.NDArray[np.int32]:
    values = np.zeros(_CODES, np.int32)
    for character, value in _NUMERALS.items():
        values[ord(character)] = value
    return values
