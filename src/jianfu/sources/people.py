"""Raw references to persons, and what of private persons is taken out of text before it goes on."""

import re
import unicodedata
from functools import lru_cache

from jianfu.sources.dictionary import dictionary, fold

PLATFORM_OF_USER_IDS = "wecom"
"""User ids in ledgers are those of the office platform unless they say otherwise."""
MASK = "＊＊＊"

_KNOWN_PREFIX = re.compile(r"^(wecom|wechat|qq|dingtalk|feishu|slack|mattermost|name):")
_CHINESE = re.compile(r"[㐀-鿿]")
_SPACED_NAME = re.compile(r"^([㐀-鿿])\s+([㐀-鿿])(?=$|\W)")
_CUT = re.compile(r"[\s(（\[【/、,，;；:：|+\d]")
_TITLED = re.compile(
    r"^([㐀-鿿]{2,3}?)(?:同志|[副代]?(?:书记|主任|局长|镇长|乡长|县长|科长|股长|站长|所长|部长|院长|校长|队长|主席|会长|经理)|委员|干事|老师)$"
)
_PRIVATE = re.compile(
    r"(?<![\dA-Za-z])(?:"
    r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"  # identity number
    r"|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"  # mobile phone
    r"|0\d{2,3}[-－ ]\d{7,8}"  # landline
    r"|\d{16,19}"  # bank card
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
    r")(?![\dA-Za-z])"
)


def user_reference(user: object) -> str | None:
    """``wecom:<user id>``; an id that names its platform is kept as it is."""
    text = unicodedata.normalize("NFKC", str(user)).strip() if user is not None else ""
    if not text:
        return None
    return text if _KNOWN_PREFIX.match(text) else f"{PLATFORM_OF_USER_IDS}:{text}"


def name_reference(unit: object, name: object) -> str | None:
    """``name:<unit>:<name>`` of a person named in a ledger, title and telephone left out."""
    person = person_name(name)
    return f"name:{_reference_part(unit)}:{person}" if person else None


def person_reference(user: object, unit: object, name: object) -> str | None:
    """By user id, else by name in a unit; Chinese characters under a heading for user ids are a name."""
    if user is not None and _CHINESE.search(str(user)):
        return name_reference(unit, user)
    return user_reference(user) or name_reference(unit, name)


def thing_reference(unit: object, name: object) -> str | None:
    """``name:<unit>:<name>`` of a group, app or form told by its name."""
    return f"name:{_reference_part(unit)}:{_reference_part(name)}" if name else None


def person_name(cell: object) -> str:
    """The name alone out of ``张三（副局长）``, ``张　三``, ``李四 13800000000``; empty where there is none."""
    return _person_name(str(cell)) if cell is not None else ""


@lru_cache(maxsize=100_000)
def _person_name(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell).strip()
    text = _SPACED_NAME.sub(r"\1\2", text)
    first = _CUT.split(text, maxsplit=1)[0] if re.match(r"[㐀-鿿]", text) else text
    titled = _TITLED.match(first)
    name = titled.group(1) if titled else first
    return "" if name.casefold() in dictionary().words["blank"] or not fold(name) else name


def without_private_numbers(text: str | None) -> str | None:
    """Text with telephone, identity and card numbers and e-mail addresses masked."""
    return _PRIVATE.sub(MASK, text) if text else text


def _reference_part(cell: object) -> str:
    """Unit or name inside a reference: on one line, without the colon that separates its parts."""
    return " ".join(str(cell).split()).replace(":", "：") if cell is not None else ""
