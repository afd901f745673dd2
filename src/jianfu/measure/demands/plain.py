"""A text made plain before it is read: one width, no spaces inside Chinese, numerals as numbers, quotations blanked."""

import re
import unicodedata

_SPACE = re.compile(r"[ \t\u3000\u200b\ufeff]+")
_NARROW = re.compile(r"(?<=\d) (?=\d)")
_QUOTED = re.compile(r"[“\"『']([^“”\"『』'\n]{1,24})[”\"』']")
_TOKEN = re.compile(r"收到|已收到|已阅|阅|知悉|已知悉|已读|1|\+1|好的|OK|ok")
"""What people are asked to type, quotation marks or not: 请回复“收到”."""
BLANK = "□"
"""Stands for a short quotation: words somebody mentions, not words that ask."""
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "伍": 5,
}
_PLACES = {"十": 10, "拾": 10, "百": 100}
_SCORES = {"廿": 20, "卅": 30}


def plain(text: str) -> str:
    """The text in one width (NFKC), without spaces but for one between two digits, short quotations blanked."""
    wide = _SPACE.sub(" ", unicodedata.normalize("NFKC", text))
    close = _NARROW.sub("\0", wide).replace(" ", "").replace("\0", " ") if " " in wide else wide
    return _QUOTED.sub(lambda found: found[1] if _TOKEN.fullmatch(found[1]) else BLANK, close)


def quotations(text: str) -> list[str]:
    """The short quotations in a text that ``plain`` blanks."""
    return [each[1] for each in _QUOTED.finditer(text) if not _TOKEN.fullmatch(each[1])]


def numeral(text: str) -> int | None:
    """The number a run of digits or Chinese numerals says (二十五, 廿五, 二〇二六); ``None`` where it says none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) > 1 and all(character in _DIGITS for character in text):
        exact = all(character in "零〇一二三四五六七八九" for character in text) and len(text) == 4
        return int("".join(str(_DIGITS[character]) for character in text)) if exact else None
    whole, last = 0, None
    for character in text:
        if character in _SCORES:
            whole += _SCORES[character]
        elif character in _PLACES:
            whole += (1 if last is None else last) * _PLACES[character]
            last = None
        elif character in _DIGITS and (last is None or last == 0):
            last = _DIGITS[character]
        else:
            return None
    return whole + (last or 0) if text else None
