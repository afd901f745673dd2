"""Names of places by the word they end with, in letters and in replies, and whether the letter knows them."""

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import yaml

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.reply_mirror.lexicon import Bits, Lexicon, build_lexicon
from jianfu.measure.reply_mirror.reading import BREAK, Codes, Ints, Texts

KINDS = ("road", "estate", "school", "hospital", "market", "village", "counter", "building")
GROUPS = (0, 1, 1, 1, 1, 2, 3, 4)
"""Kinds that take each other's place: a letter about one is not answered about another."""
LONGEST = 6
"""Characters before the ending."""
NAME = 2
"""So many of them tell a name from others; what stands further left may be no part of it."""


class Names(NamedTuple):
    """One entry a name, in order of texts."""

    row: Ints
    begin: Ints
    end: Ints
    kind: Ints
    """Place in ``KINDS``."""
    key: Ints
    """Hash of the kind, the last characters before the ending, and the ending."""
    ending: Ints
    """Where the ending begins."""


@cache
def grammar() -> Lexicon:
    """The words of ``names.yaml``."""
    data = files("jianfu.measure.reply_mirror").joinpath("names.yaml").read_text(encoding="utf-8")
    return build_lexicon(msgspec.convert(yaml.safe_load(data), dict[str, list[str]]))


def find_names(texts: Texts, covered: Bits) -> Names:
    """All names in all texts; ``covered`` by the grammar."""
    words = grammar()
    ends = np.array([words.bits(kind) for kind in KINDS], np.uint32)
    most = int(np.count_nonzero(covered & np.uint32(words.bits(*KINDS)))) + 1
    found = np.zeros((6, most), np.int64)
    stops = (words.bits("boundary", "admin"), words.bits("generic"), words.bits("no_ending"))
    size = _find(texts, covered, ends, stops, found)
    return Names(*(column[:size].copy() for column in found))


@kernel
def _find(texts: Texts, covered: Bits, ends: Bits, stops: tuple[int, int, int], found: npt.NDArray[np.int64]) -> int:
    size = 0
    for row in range(len(texts.starts) - 1):
        first, last = texts.starts[row], texts.starts[row + 1]
        before = first
        for at in range(first, last):
            for kind in range(len(ends)):
                if covered[at] & ends[kind] == 0 or covered[at] & stops[2]:
                    continue
                if _goes_on(texts, covered, (at, last), ends[kind] | stops[1], stops[2]):
                    continue
                ending = _ending(texts, covered, (before, at), ends[kind] | stops[1])
                begin = _begin(texts, covered, (before, ending, kind == len(ends) - 1), stops[0])
                if ending - begin < (1 if kind == len(ends) - 1 else NAME):
                    continue
                found[0, size], found[1, size], found[2, size], found[3, size] = row, begin, at + 1, kind
                found[4, size], found[5, size] = _key(texts.codes, begin, ending, at + 1, kind), ending
                size += 1
                before = at + 1
                break
    return size


@inlined
def _goes_on(texts: Texts, covered: Bits, where: tuple[int, int], mask: int, never: int) -> Any:
    """Whether the word a character belongs to runs on."""
    at, last = where
    if at + 1 >= last or texts.marks[at] & BREAK:
        return False
    return covered[at + 1] & mask != 0 and covered[at + 1] & never == 0


@inlined
def _ending(texts: Texts, covered: Bits, where: tuple[int, int], mask: int) -> Any:
    """Where the ending of a name begins, with the words that name nothing before it."""
    before, ending = where
    while ending > before and covered[ending - 1] & mask and texts.marks[ending - 1] & BREAK == 0:
        ending -= 1
    return ending


@inlined
def _begin(texts: Texts, covered: Bits, where: tuple[int, int, bool], stops: int) -> Any:
    """Where the name begins whose ending begins at a place."""
    before, ending, numbered = where
    begin = ending
    while begin > before and ending - begin < LONGEST and texts.marks[begin - 1] & BREAK == 0:
        code = texts.codes[begin - 1]
        digit = 48 <= code <= 57
        if digit != numbered or (not numbered and (code < 0x590 or covered[begin - 1] & stops)):
            break
        begin -= 1
    return begin


@inlined
def _key(codes: Codes, begin: int, ending: int, end: int, kind: int) -> Any:
    mixed = np.int64(kind + 1)
    start = begin if kind == len(KINDS) - 1 else max(begin, ending - NAME)
    for at in range(start, end):
        mixed = mixed * 1000003 + np.int64(codes[at])
    return mixed


def in_letter(names: Names, replies: Texts, letters: Texts, letter_of: Ints) -> npt.NDArray[np.bool_]:
    """Whether the letter holds the name: its own characters with the ending, or three of its own characters."""
    held = np.zeros(len(names.row), np.bool_)
    _held(names, replies, letters, letter_of, held)
    return held


@kernel
def _held(names: Names, replies: Texts, letters: Texts, letter_of: Ints, held: npt.NDArray[np.bool_]) -> None:
    for number in range(len(names.row)):
        letter = letter_of[names.row[number]]
        if letter < 0:
            held[number] = True
            continue
        begin, ending, end = names.begin[number], names.ending[number], names.end[number]
        near = max(begin, ending - NAME)
        held[number] = _holds(letters, letter, replies.codes, near, end)
        if not held[number] and ending - begin > NAME:
            held[number] = _holds(letters, letter, replies.codes, ending - NAME - 1, ending)


@inlined
def _holds(letters: Texts, letter: int, codes: Codes, begin: int, end: int) -> bool:
    """Whether a letter holds some characters."""
    for at in range(letters.starts[letter], letters.starts[letter + 1] - (end - begin) + 1):
        same = True
        for inside in range(end - begin):
            if letters.codes[at + inside] != codes[begin + inside]:
                same = False
                break
        if same:
            return True
    return False


def misspelt(names: Names, replies: Texts, own: Names, letters: Texts, letter_of: Ints) -> npt.NDArray[np.bool_]:
    """Whether a name shares most characters with a name of the same kind in the letter: a slip, no other place."""
    slips = np.zeros(len(names.row), np.bool_)
    starts = np.searchsorted(own.row, np.arange(len(letters.starts)))
    _misspelt((names, replies.codes), (own, letters.codes), starts, letter_of, slips)
    return slips


@kernel
def _misspelt(
    told: tuple[Names, Codes], own: tuple[Names, Codes], starts: Ints, letter_of: Ints, slips: npt.NDArray[np.bool_]
) -> None:
    names, codes = told
    others, other_codes = own
    for number in range(len(names.row)):
        letter = letter_of[names.row[number]]
        if letter < 0 or names.kind[number] == len(KINDS) - 1:
            continue
        begin, end = max(names.begin[number], names.ending[number] - NAME - 1), names.ending[number]
        for other in range(starts[letter], starts[letter + 1]):
            if others.kind[other] != names.kind[number]:
                continue
            shared = 0
            for at in range(begin, end):
                for against in range(others.begin[other], others.ending[other]):
                    if codes[at] == other_codes[against]:
                        shared += 1
                        break
            if 2 * shared > end - begin:
                slips[number] = True


def located(names: Names, texts: Texts, covered: Bits) -> npt.NDArray[np.bool_]:
    """Names with a certain ending, right after a word that leads to a place."""
    words = grammar()
    before = np.maximum(names.begin - 1, texts.starts[names.row])
    led = covered[before] & np.uint32(words.bits("locative"))
    return np.asarray((led != 0) & ~_vague(names, covered) & (before < names.begin))


def _vague(names: Names, covered: Bits) -> npt.NDArray[np.bool_]:
    """Names that end in nothing but a word that ends many; the site (工地) of a power station is no such one."""
    words = grammar()
    vague = np.uint32(words.bits("vague"))
    firm = ((covered & np.uint32(words.bits(*KINDS))) != 0) & ((covered & vague) == 0)
    before = np.concatenate([[0], np.cumsum(firm)])
    return np.asarray(((covered[names.end - 1] & vague) != 0) & (before[names.end] == before[names.ending]))


def claimed(names: Names, texts: Texts, covered: Bits) -> npt.NDArray[np.bool_]:
    """Names a reply says the citizen is at."""
    before = np.maximum(names.begin - 1, texts.starts[names.row])
    said = covered[before] & np.uint32(grammar().bits("claimed"))
    return np.asarray((said != 0) & (before < names.begin))


def delimited(names: Names, texts: Texts, covered: Bits) -> npt.NDArray[np.bool_]:
    """Names whose beginning is certain: at the beginning of a clause, or after a word no name runs over."""
    words = grammar()
    before = np.maximum(names.begin - 1, texts.starts[names.row])
    open_here = (before == names.begin) | ((texts.marks[before] & BREAK) > 0)
    stopped = (covered[before] & np.uint32(words.bits("boundary", "admin"))) != 0
    return np.asarray((open_here | stopped) & ~_vague(names, covered))


def mentions_part(own: Names, letters: Texts, replies: Texts, letter_of: Ints) -> npt.NDArray[np.bool_]:
    """Replies that hold two neighbouring characters of a name in their letter: the same place in other words."""
    mentioned = np.zeros(len(letter_of), np.bool_)
    starts = np.searchsorted(own.row, np.arange(len(letters.starts)))
    _mention(own, letters.codes, replies, (starts, letter_of), mentioned)
    return mentioned


@kernel
def _mention(
    own: Names, codes: Codes, replies: Texts, where: tuple[Ints, Ints], mentioned: npt.NDArray[np.bool_]
) -> None:
    starts, letter_of = where
    for row in range(len(letter_of)):
        letter = letter_of[row]
        if letter < 0:
            continue
        for name in range(starts[letter], starts[letter + 1]):
            if own.kind[name] == len(KINDS) - 1:
                continue
            for at in range(max(own.begin[name], own.ending[name] - LONGEST + 2), own.ending[name] - 1):
                for place in range(replies.starts[row], replies.starts[row + 1] - 1):
                    if replies.codes[place] == codes[at] and replies.codes[place + 1] == codes[at + 1]:
                        mentioned[row] = True
                        break
