"""A label as it is written on a form -> its bare words, and what stood in brackets: unit, period, whose, options."""

import re
import unicodedata
from dataclasses import dataclass

from jianfu.measure.field_overlap.lexicon import lexicon

_LIST_NUMBER = re.compile(
    r"^[\s*＊★]*(?:[①-⑳⑴-⒛㈠-㈩Ⅰ-Ⅹ]+|[(（]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]|\d{1,3}\s*(?:[.．](?!\d)|[、)）:：])"
    r"|[一二三四五六七八九十]{1,3}\s*[、.．]|第[一二三四五六七八九十\d]+[项条]\s*[、:：]?)\s*"
)
_BRACKET = re.compile(r"[(\[【〔〈《「{]([^()\[\]【】〔〕〈〉《》「」{}]*)[)\]】〕〉》」}]")
_BLANKS = re.compile(r"[\s*_…＊★☆◆●√□☑:;,。“”\"'·‘’`~^]+")
_ASKING = re.compile(r"^(?:请)?(?:填写|输入|选择|提供|上传)(?:您的|你的)?|^(?:您的|你的)")
_UNIT_NOTE = re.compile(r"^(?:计量)?单位[:：]?(.+)$")
_OPTIONS = re.compile(r"^(?:是[/、或]?否|有[/、或]?无|[yY][/、]?[nN]|1是[02]否|是1否0)$")
_SIGNED = re.compile(r"盖章|公章|签字|签名|签章|手印")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?|[1-9]\d?月(?:份)?(?!\d)")
NOTE_CHARACTERS = 6
"""A longer note in brackets is an instruction."""


@dataclass(frozen=True)
class BareLabel:
    """The words of a label without its trimmings."""

    text: str
    unit: str
    """Kind of unit, such as ``area``; empty where the label states none."""
    told: tuple[str, ...]
    """Short notes in brackets that qualify the field: 户主, 本月, 耕地."""
    options: bool
    """是/否 stands beside it."""
    signed: bool
    """To be stamped or signed."""


def bare_label(label: str) -> BareLabel:
    """Full width, list numbers, blanks, stars and notes taken off; what brackets say kept apart."""
    text = unicodedata.normalize("NFKC", _without_numbers(label))
    text = _without_numbers(text)
    unit, options, signed = "", False, False
    told: list[str] = []
    while match := _BRACKET.search(text):
        note = _BLANKS.sub("", match.group(1))
        text = text[: match.start()] + text[match.end() :]
        stated = _unit_of(note)
        if stated:
            unit = unit or stated
        elif _OPTIONS.match(note):
            options = True
        elif _SIGNED.search(note):
            signed = True
        elif _qualifies(note):
            told.append(note)
    words = _BLANKS.sub("", text)
    words, behind = _cut_unit(words)
    words = _ASKING.sub("", words).strip("/-—|.\\") or words
    return BareLabel(words, unit or behind, tuple(told), options, signed)


def _without_numbers(label: str) -> str:
    while (shorter := _LIST_NUMBER.sub("", label, count=1)) != label:
        label = shorter
    return label


def _unit_of(note: str) -> str:
    units = lexicon().units
    named = _UNIT_NOTE.match(note)
    word = (named.group(1) if named else note).strip().lstrip("/")
    return units.get(word, units.get(word.split("/")[0], "") if "/" in word else "")


def _cut_unit(words: str) -> tuple[str, str]:
    """``面积/亩`` and ``面积:亩``: the unit behind a stroke."""
    front, stroke, behind = words.rpartition("/")
    unit = lexicon().units.get(behind, "") if stroke and front else ""
    return (front, unit) if unit else (words, "")


def _qualifies(note: str) -> bool:
    if not note or len(note) > NOTE_CHARACTERS:
        return False
    known = lexicon()
    if note in known.entities or any(word in note for word, _ in known.periods):
        return True
    return not note.startswith(known.notes) and not re.search(r"[\d√/]", note)


def without_year(text: str) -> str:
    """A year or month by number taken off: which one is no part of what is asked."""
    return _YEAR.sub("", text)
