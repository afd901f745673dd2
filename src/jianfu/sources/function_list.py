"""Reads lists written into one cell: the functions of an app, the fields of a form."""

import re
from collections.abc import Iterator

from jianfu.sources.dictionary import fold, value_spellings
from jianfu.tables import TABLES
from jianfu.tables.app_function import FUNCTIONS

FORBIDDEN = FUNCTIONS[:3]
_LIST_SEPARATOR = re.compile(r"(?:[、,，;；\n|]+|(?<=[㐀-鿿])/(?=[㐀-鿿]))(?![^（(]*[)）])")
_NUMBERING = re.compile(r"^\s*[（(]?\d{1,2}[)）.、．]\s*")
_REMARK = re.compile(r"[（(]([^）)]*)[)）]\s*$")


def pieces_of(text: object) -> list[str]:
    """The entries of a list such as ``1.姓名、2.身份证号``, without their numbers."""
    pieces = (_NUMBERING.sub("", piece).strip() for piece in _LIST_SEPARATOR.split(str(text))) if text else ()
    return [piece for piece in pieces if piece]


def functions_in(text: object, reason: object) -> Iterator[tuple[str, str, str | None]]:
    """Kind, name and exemption of each function in a list such as ``打卡签到（应急）、通知``."""
    kinds = value_spellings("app_function", TABLES["app_function"].column("function"))
    for piece in pieces_of(text):
        remark = _REMARK.search(piece)
        name = piece[: remark.start()].strip() if remark else piece
        if not name:
            continue
        kind = matching(kinds, name) or "other"
        exemption = reason_in(remark.group(1)) if remark else None
        yield kind, name, exemption or (reason_in(reason) if kind in FORBIDDEN else None)


def matching(spellings: dict[str, str], text: str) -> str | None:
    """The value of the longest known spelling that occurs in the text."""
    folded = fold(text)
    if folded in spellings:
        return spellings[folded]
    found = sorted((word for word in spellings if word in folded), key=lambda word: (-len(word), word))
    return spellings[found[0]] if found else None


def reason_in(text: object) -> str | None:
    """The exemption reason (安保, 应急) a text names."""
    reasons = value_spellings("app_function", TABLES["app_function"].column("exemption_reason"))
    return matching(reasons, str(text)) if text else None
