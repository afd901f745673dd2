"""Takes out of citizens' letters what points at them: numbers, and the name they sign with."""

import re
import unicodedata

MASK = "＊＊＊"
SHORTEST_NAME = 2
SHORTEST_USER = 4

_DATE = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_NUMBERS = (
    rf"(?!{_DATE})[1-9]\d{{5}}{_DATE}\d{{3}}[\dXx]",
    # The old identity number, of fifteen digits.
    rf"(?!{_DATE})[1-9]\d{{5}}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}",
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}",
    r"[(]?0\d{2,3}[)]?[- ]?[2-8]\d{6,7}(?:-\d{1,6})?",
    # A bank card; what begins with a date is the number of a ticket or document.
    rf"(?!{_DATE})[3-6]\d{{3}}(?:[ -]?\d{{4}}){{3}}(?:[ -]?\d{{1,3}})?",
)
_WITHIN = r"(?<![0-9A-Za-z])(?:{})(?![0-9A-Za-z])"
_NUMBER = re.compile(_WITHIN.format("|".join(_NUMBERS)))
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_PLATE = re.compile(
    rf"{_PROVINCE}[A-HJ-NP-Z][·. ]?"
    r"(?=[0-9A-HJ-NP-Z]{0,5}\d)[0-9A-HJ-NP-Z]{5,6}(?![0-9A-Za-z])"
)
_TOLD = re.compile(
    r"((?:电话|手机|座机|联系方式|微信号?|QQ号?|扣扣|tel)(?:号码|号)?[是为:： ]{0,3})"
    r"(?!(?:400|800)[ -]?\d{3}[ -]?\d{4})(\d[\d -]{5,14}\d)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
"""A number behind a word that says it is somebody's."""
_PASSPORT = re.compile(r"(护照(?:号码|号)?[是为:： ]{0,3})([A-Z]{1,2}\d{7,8})(?![0-9A-Za-z])")
_ROOM = re.compile(r"\d+(?:栋|幢|座|号楼|单元|号院|号门|号)?[-－]?\d*(?:单元)?[-－]?\d{3,4}(?:室|房|号房)")

_WORTH_A_LOOK = re.compile(rf"\d(?:[ ()（）\-－—–]?\d){{4}}|[@＠]|{_PROVINCE}[A-ZＡ-Ｚ]")
"""What every number masked here holds; most letters hold none of it."""


def without_private_numbers(text: str | None) -> str | None:
    """The text with telephone, identity, passport, card and plate numbers and e-mail addresses masked.

    Dates, amounts and numbers of documents and tickets stay. Digits in full width count as digits.
    """
    if not text or not _WORTH_A_LOOK.search(text):
        return text
    narrow = _narrowed(text)
    for pattern in (_NUMBER, _MAIL, _PLATE):
        text, narrow = _masked(text, narrow, pattern, 0)
    for pattern in (_TOLD, _PASSPORT):
        text, narrow = _masked(text, narrow, pattern, 2)
    return text


def without_own_name(text: str | None, writer: object) -> str | None:
    """The text without the name or user name its writer goes by."""
    name = unicodedata.normalize("NFKC", str(writer)).strip() if writer is not None else ""
    shortest = SHORTEST_USER if name.isascii() else SHORTEST_NAME
    if not text or len(name) < shortest or (name.isdecimal() and len(name) < SHORTEST_USER):
        return text
    return text.replace(name, MASK)


def without_room(place: str | None) -> str | None:
    """A place without the room somebody lives in."""
    return _ROOM.sub("", place).strip() or None if place else place


def _narrowed(text: str) -> str:
    """The text with digits, letters and marks in half width; every character keeps its place."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2014: 0x2D, 0x2013: 0x2D}


def _masked(text: str, narrow: str, pattern: re.Pattern[str], group: int) -> tuple[str, str]:
    """Both texts with what the pattern's group finds in the narrow one masked."""
    if not pattern.search(narrow):
        return text, narrow
    wide: list[str] = []
    at = 0
    for match in pattern.finditer(narrow):
        wide += [text[at : match.start(group)], MASK]
        at = match.end(group)
    masked = "".join([*wide, text[at:]])
    return masked, _narrowed(masked)
