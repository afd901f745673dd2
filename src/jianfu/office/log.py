"""Writing and checking the append-only log (操作日志).

Entry ``n`` carries SHA-256 over its own fields and the hash of entry ``n - 1``. Whoever holds a head (number and hash)
can later tell whether anything up to it was altered, left out or put in; what is cut off after it only a newer head
shows.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from jianfu.base import clock
from jianfu.office.models import LogEntry

SYSTEM = "system"
NOTHING = "0" * 64
"""What the first entry follows."""
_LOCK = 0x6A69616E6675


@dataclass(frozen=True)
class Head:
    """The last entry: what a third party holds."""

    number: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """Whether the log is whole: ``broken`` is the first entry that is not what it was, ``None`` where all are."""

    head: Head
    broken: int | None


def append(action: str, subject: str, *, actor: str = SYSTEM, **facts: object) -> LogEntry:
    """Adds one entry, in the caller's transaction; ``facts`` are numbers, codes and ids, no personal data."""
    with transaction.atomic():
        _wait_for_turn()
        last = LogEntry.objects.order_by("-number").first()
        entry = LogEntry(
            number=last.number + 1 if last else 1, at=clock.now().isoformat(timespec="milliseconds"), actor=actor,
            action=action, subject=subject, facts=json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str),
            previous=last.hash if last else NOTHING,
        )  # fmt: skip
        entry.hash = digest(entry)
        entry.save(force_insert=True)
    return entry


def digest(entry: LogEntry) -> str:
    """SHA-256 over everything the entry says and the hash it follows."""
    told = [entry.number, entry.at, entry.actor, entry.action, entry.subject, entry.facts, entry.previous]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def fingerprint(words: str) -> str:
    """What stands in the log for words a person wrote: they can be proven, and are not told."""
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def head() -> Head:
    """The last entry's number and hash; 0 and zeros where there is none."""
    last = LogEntry.objects.order_by("-number").first()
    return Head(last.number, last.hash) if last else Head(0, NOTHING)


def verify(held: Iterable[Head] = ()) -> Verdict:
    """Walks the whole log; ``held`` are heads somebody kept, which must still stand in it."""
    kept = {one.number: one.hash for one in held}
    previous, number = NOTHING, 0
    for entry in LogEntry.objects.order_by("number").iterator():
        number += 1
        sound = entry.number == number and entry.previous == previous and entry.hash == digest(entry)
        if not sound or kept.pop(number, entry.hash) != entry.hash:
            return Verdict(Head(number - 1, previous), number)
        previous = entry.hash
    lost = min((one for one in kept if one), default=None)
    return Verdict(Head(number, previous), lost)


def _wait_for_turn() -> None:
    """One writer at a time: SQLite's transactions see to it themselves (``IMMEDIATE``)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
