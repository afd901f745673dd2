"""The evidence of each finding (证据): which characters of the reply, and of the letter where it is about both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.reply_mirror.copying import copied_runs
from jianfu.measure.reply_mirror.evidence import Evidence
from jianfu.measure.reply_mirror.numbers import Measured
from jianfu.measure.reply_mirror.phrases import Phrase
from jianfu.measure.reply_mirror.roles import BODY, RECEIPT, ROLES, Flags

Span = tuple[int, int]


class Objection(NamedTuple):
    """What a reader would object to, and where; offsets count characters of the stored texts."""

    kind: str
    reply: Span
    letter: Span | None
    note: str
    """A code: what was found, see ``KINDS`` and the wording in the report."""


def objections_of(
    evidence: Evidence,
    measured: Measured,
    kinds: Mapping[str, Flags],
    phrases: Mapping[str, Iterable[Phrase]],
    title_length: npt.NDArray[np.int64],
) -> dict[int, list[Objection]]:
    """Row of a reply -> its objections; every kind of every reply has at least one."""
    found: dict[int, list[Objection]] = defaultdict(list)
    at = _Places(evidence, title_length)
    for kind, some in phrases.items():
        for phrase in some:
            if kinds[kind][phrase.row]:
                found[phrase.row].append(Objection(kind, at.reply(phrase.begin, phrase.end), None, phrase.note))
    for row in np.flatnonzero(kinds["copied_letter"]):
        found[int(row)].extend(_copies(evidence, int(row), at))
    for kind, note, flags in _by_clause(evidence, measured):
        for row in np.flatnonzero(kinds[kind]):
            found[int(row)].extend(_stretches(evidence, int(row), (kind, note), flags, at))
    return found


def courtesies(evidence: Evidence, row: int) -> list[tuple[str, Span]]:
    """The stretches set aside as courtesy before anything is judged: role and characters of the reply."""
    clauses, at = evidence.clauses, _Places(evidence, np.zeros(0, np.int64))
    first, last = np.searchsorted(clauses.row, [row, row + 1])
    return [
        (ROLES[evidence.roles.role[number]], at.reply(int(clauses.begin[number]), int(clauses.end[number])))
        for number in range(first, last)
        if evidence.roles.role[number] != BODY
    ]


class _Places:
    """Folded characters back to characters of the stored texts."""

    def __init__(self, evidence: Evidence, title_length: npt.NDArray[np.int64]) -> None:
        self.evidence = evidence
        self.title_length = title_length

    def reply(self, begin: int, end: int) -> Span:
        place = self.evidence.replies.place
        return int(place[begin]), int(place[end - 1]) + 1

    def letter(self, letter: int, begin: int, end: int) -> Span | None:
        """In the letter's own text; None where the stretch stands in its title."""
        first = self.evidence.letters.starts[letter]
        place, shift = self.evidence.letters.place, int(self.title_length[letter])
        start, stop = int(place[first + begin]) - shift, int(place[first + end - 1]) + 1 - shift
        return (start, stop) if start >= 0 else None


def _copies(evidence: Evidence, row: int, at: _Places) -> list[Objection]:
    letter = int(evidence.letter_of[row])
    first, last = evidence.replies.starts[row], evidence.replies.starts[row + 1]
    begin, end = evidence.letters.starts[letter], evidence.letters.starts[letter + 1]
    reply = evidence.replies.codes[first:last], evidence.replies.marks[first:last]
    runs = copied_runs(*reply, evidence.letters.codes[begin:end])
    return [
        Objection(
            "copied_letter",
            at.reply(int(first + run[0]), int(first + run[1])),
            at.letter(letter, int(run[2]), int(run[3])),
            "copied",
        )
        for run in runs
    ]


def _by_clause(evidence: Evidence, measured: Measured) -> list[tuple[str, str, Any]]:
    """Kinds whose evidence is whole clauses, their note, and the clauses."""
    body = evidence.roles.role == BODY
    return [
        ("copied_reply", "cluster", body),
        ("template", "stock", body),
        ("forwarded", "forwarded", evidence.roles.forwarding | (evidence.roles.role == RECEIPT)),
        ("off_point", "matter", body & ~evidence.roles.forwarding & ~measured.stock),
    ]


def _stretches(evidence: Evidence, row: int, said: tuple[str, str], flags: Flags, at: _Places) -> list[Objection]:
    """Neighbouring flagged clauses as one stretch each; the whole text, if any, where none is flagged."""
    kind, note = said
    clauses = evidence.clauses
    first, last = np.searchsorted(clauses.row, [row, row + 1])
    found: list[Objection] = []
    begin = -1
    for number in range(first, last + 1):
        if number < last and flags[number]:
            begin = int(clauses.begin[number]) if begin < 0 else begin
        elif begin >= 0:
            found.append(Objection(kind, at.reply(begin, int(clauses.end[number - 1])), None, note))
            begin = -1
    if not found:
        whole = at.reply(int(clauses.begin[first]), int(clauses.end[last - 1])) if last > first else (0, 0)
        found.append(Objection(kind, whole, None, "empty"))
    return found
