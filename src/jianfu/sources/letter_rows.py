"""Letters and their replies out of one row (来信与答复): writers become references, numbers and names are masked."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from jianfu.sources.dictionary import fold, value_spellings
from jianfu.sources.ledger_rows import LedgerRows, Shaped, Values
from jianfu.sources.masking import without_own_name, without_private_numbers, without_room
from jianfu.sources.people import citizen_reference, thing_reference
from jianfu.tables import TABLES
from jianfu.tables.identity import letter_id

TOLD_BY = ("title", "text", "received_at")
"""A sheet with none of these speaks of replies alone."""
_CHANNEL = re.compile(r"[㐀-鿿]{0,6}?(?:信箱|留言板)|12345|热线|信访|来访")


def channel_of(*words: str) -> str | None:
    """The way letters came, where file, sheet or title names it: 县长信箱, 12345, 领导留言板."""
    found = next((match for text in words if (match := _CHANNEL.search(text))), None)
    return found.group() if found else None


def shape_letters(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    """The letter, where the row says more of it than its number, and its reply, where the row has one."""
    writers = rows.column("asker")
    for name in ("title", "text"):
        if name in out:
            out[name] = _masked(out[name], writers)
    if "place" in out:
        out["place"] = [without_room(without_private_numbers(place)) for place in out["place"]]  # type: ignore[arg-type]
    if "asker" in rows.columns or "asker_phone" in rows.columns:
        phones = rows.column("asker_phone")
        out["asker_id"] = [citizen_reference(*writer) for writer in zip(writers, phones, strict=True)]
    if "account_id" in rows.columns or "account_name" in rows.columns:
        out["account_id"] = _accounts(rows)
    out["letter_id"] = _numbers(rows)
    if out.keys() - {"letter_id", "unit_id"}:
        yield "letter", dict(out), rows.numbers
    yield from _replies(rows, out["letter_id"])


def _accounts(rows: LedgerRows) -> Values:
    """The account a comment was left on: its id, else ``name:<platform>:<name>``."""
    spelled = value_spellings("account", TABLES["account"].column("platform"))
    return [
        own or thing_reference(spelled.get(fold(str(platform)), platform) if platform else None, name)
        for own, platform, name in zip(
            *(rows.column(column) for column in ("account_id", "account_platform", "account_name")), strict=True
        )
    ]


def _masked(texts: Values, writers: Values) -> Values:
    return [
        without_own_name(without_private_numbers(text), writer)  # type: ignore[arg-type]
        for text, writer in zip(texts, writers, strict=True)
    ]


def _numbers(rows: LedgerRows) -> Values:
    """The number a row gives, else one derived from unit, moment and title."""
    names = ("letter_id", "unit_id", "received_at", "title", "text")
    return [
        number or letter_id(None, unit=_words(unit), received=_words(received), title=_words(title or text))
        for number, unit, received, title, text in zip(*(rows.column(name) for name in names), strict=True)
    ]


def _replies(rows: LedgerRows, letters: Values) -> Iterator[Shaped]:
    texts = _masked(rows.column("reply_text"), rows.column("asker"))
    moments = _moments(rows, texts)
    given = [at for at, (text, moment) in enumerate(zip(texts, moments, strict=True)) if text or moment]
    if not given:
        return
    units = rows.column("unit_id")
    reply_units = rows.columns.get("reply_unit") or units
    shaped: dict[str, Values] = {
        "letter_id": [letters[at] for at in given],
        "replied_at": [moments[at] for at in given],
        "text": [texts[at] for at in given],
        "unit_id": [reply_units[at] or units[at] for at in given],
    }
    yield "reply", shaped, [rows.numbers[at] for at in given]


def _moments(rows: LedgerRows, texts: Values) -> Values:
    """When each reply was given; a sheet that only says when a letter was closed means the reply by that.

    Where a sheet has a column for the reply and leaves it blank, a letter that was closed was not answered.
    """
    if "replied_at" in rows.columns:
        return rows.column("replied_at")
    closed = rows.column("closed_at")
    if "reply_text" not in rows.columns:
        return closed
    return [moment if text else None for moment, text in zip(closed, texts, strict=True)]


def _words(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value or "")
