"""How things are named and numbered everywhere: one spelling of a name, one id of a thing.

An id a file gives is kept (folded to half width, outer white space cut). Where no file gives one, the id is
``<prefix>-`` and 12 hex digits of the xxh3-128 hash of the cleaned parts: stable, readable, the same on every
machine and in every order of reading.
"""

import unicodedata
from datetime import date

import xxhash

_SEPARATOR = "\x1f"
_DROPPED = frozenset("PZC")
"""First letters of the Unicode categories that carry no name: punctuation, separators, control."""


def clean_name(text: str | None) -> str:
    """One spelling of a name (名称归一): width, case, spaces and punctuation do not tell names apart.

    NFKC, case folded, white space (U+3000 too), punctuation and invisible characters dropped; between two
    Latin letters or digits a run of them becomes one space, so that 第1-2组 and 第12组 stay apart.
    Applying it twice changes nothing. ``None`` gives the empty text.
    """
    spelling = text or ""
    while (folded := _folded(spelling)) != spelling:
        spelling = folded
    return spelling


def _folded(text: str) -> str:
    """One pass of folding; dropping a character can bring others together, so ``clean_name`` repeats it."""
    kept: list[str] = []
    gap = False
    for character in unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()):
        if unicodedata.category(character)[0] in _DROPPED:
            gap = True
            continue
        if gap and kept and _is_word(kept[-1]) and _is_word(character):
            kept.append(" ")
        kept.append(character)
        gap = False
    return "".join(kept)


def _is_word(character: str) -> bool:
    """A Latin letter or digit, where a gap may tell two names apart."""
    return character.isascii() and character.isalnum()


def given_id(text: str | None) -> str | None:
    """An id as a file states it, in half width without outer white space; ``None`` where it states none."""
    folded = unicodedata.normalize("NFKC", text).strip() if text else ""
    return folded or None


def derived_id(prefix: str, *parts: str | None) -> str:
    """``<prefix>-`` and 12 hex digits of the cleaned parts; a part of punctuation alone counts as written."""
    cleaned = (clean_name(part) or (part or "").strip() for part in parts)
    spelled = _SEPARATOR.join(cleaned).encode("utf-8", "surrogatepass")
    return f"{prefix}-{xxhash.xxh3_128_hexdigest(spelled)[:12]}"


def unit_id(code: str | None, name: str | None) -> str:
    """A unit's id: its code, else derived from its name."""
    return given_id(code) or derived_id("unit", name)


def group_id(platform_id: str | None, unit: str | None, name: str | None, platform: str | None) -> str:
    """A work group's id: the platform's room id, else derived from the owner unit's *id*, name, platform."""
    return given_id(platform_id) or derived_id("group", unit, name, platform)


def app_id(unit: str | None, name: str | None, *, given: str | None = None) -> str:
    """An app's id: the one given, else derived from the sponsoring unit's *id* and the name."""
    return given_id(given) or derived_id("app", unit, name)


def account_id(platform: str | None, name: str | None, *, given: str | None = None) -> str:
    """An official account's id: the one given, else derived from platform and name."""
    return given_id(given) or derived_id("account", platform, name)


def form_id(unit: str | None, name: str | None, *, given: str | None = None) -> str:
    """A form's id: the one given, else derived from the issuing unit's *id* and the name."""
    return given_id(given) or derived_id("form", unit, name)


def letter_id(number: str | None, *, unit: str | None = None, received: str = "", title: str = "") -> str:
    """A letter's id: its number, else derived from unit id, the moment received (ISO text) and the title."""
    return given_id(number) or derived_id("letter", unit, received, title)


def duty_id(number: str | None, *, unit: str | None, post: str | None, name: str | None) -> str:
    """A duty's id: the one given, else derived from unit id, post and name."""
    return given_id(number) or derived_id("duty", unit, post, name)


def exemption_id(
    number: str | None, *, subject: str | None, rule: str | None, from_on: date | None, until_on: date | None
) -> str:
    """An exemption's id: the one given, else derived from subject id, rule and its two days."""
    return given_id(number) or derived_id(
        "exemption",
        subject,
        rule,
        from_on.isoformat() if from_on else "",
        until_on.isoformat() if until_on else "",
    )
