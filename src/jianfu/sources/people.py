"""Raw references to persons: by user id, by name in a unit, and citizens by what they sign with."""

import re
import unicodedata
from functools import lru_cache

from jianfu.sources.dictionary import dictionary, fold

PLATFORM_OF_USER_IDS = "wecom"
"""User ids in ledgers are those of the office platform unless they say otherwise."""

CITIZEN = "citizen:"
SHORTEST_PHONE, LONGEST_PHONE = 7, 11
_UNNAMED = re.compile(
    r"匿名|不愿|不详|保密|未留|^[㐀-鿿]{1,2}(?:先生|女士|小姐|某+|同志|师傅|老师)$|^(?:网友|网民|市民|群众|居民)$"
)
"""Writers one cannot tell from one another."""

_KNOWN_PREFIX = re.compile(r"^(wecom|wechat|qq|dingtalk|feishu|slack|mattermost|name):")
_CHINESE = re.compile(r"[㐀-鿿]")
_SPACED_NAME = re.compile(r"^([㐀-鿿])\s+([㐀-鿿])(?=$|\W)")
_CUT = re.compile(r"[\s(（\[【/、,，;；:：|+\d]")
_TITLED = re.compile(
    r"^([㐀-鿿]{2,3}?)(?:同志|[副代]?(?:书记|主任|局长|镇长|乡长|县长|科长|股长|站长|所长|部长|院长|校长|队长|主席|会长|经理)|委员|干事|老师)$"
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


def citizen_reference(user: object, phone: object) -> str | None:
    """``citizen:<telephone>``, else ``citizen:<name or user name>``; nobody where both leave the writer unnamed."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", str(phone))) if phone is not None else ""
    if len(digits) >= SHORTEST_PHONE:
        return f"{CITIZEN}{digits[-LONGEST_PHONE:]}"
    name = unicodedata.normalize("NFKC", str(user)).strip() if user is not None else ""
    if not fold(name) or name.casefold() in dictionary().words["blank"] or _UNNAMED.search(name):
        return None
    return f"{CITIZEN}{' '.join(name.split())}"


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


def _reference_part(cell: object) -> str:
    """Unit or name inside a reference: on one line, without the colon that separates its parts."""
    return " ".join(str(cell).split()).replace(":", "：") if cell is not None else ""
