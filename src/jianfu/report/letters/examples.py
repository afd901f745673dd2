"""Letters and replies side by side: which are shown, and how they are marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from jianfu.measure.perfunctory.error import PERFUNCTORY_FROM
from jianfu.measure.perfunctory.model import Model, Reason
from jianfu.report.figures.causers import UnitNote
from jianfu.report.letters.marks import Span, letter_pieces, notes_of, reply_pieces, spans_in
from jianfu.report.model import LetterExample, ReasonLine

EXAMPLES_A_KIND = 3
REASONS_SHOWN = 4


@dataclass(frozen=True)
class Replies:
    """Letters, and replies with what was found of them; ``reply``, ``mirror`` and ``probability`` go row by row."""

    letter: pa.Table
    reply: pa.Table
    mirror: pa.Table
    kinds: list[list[str]]
    probability: list[float]
    letter_row: list[int | None]
    """The row of each reply's letter; None where the letter is missing."""


def examples_of(kind: str, replies: Replies, model: Model, units: Mapping[str, UnitNote]) -> list[LetterExample]:
    """The most perfunctory replies of a kind, each from another department as far as there are so many."""
    rows = [row for row, kinds in enumerate(replies.kinds) if kind in kinds and replies.letter_row[row] is not None]
    names = replies.reply["letter_id"].to_pylist() if rows else []
    rows.sort(key=lambda row: (-round(replies.probability[row], 6), names[row], row))
    desks = replies.mirror["unit_id"].to_pylist() if rows else []
    first = {desks[row]: row for row in reversed(rows)}
    rows.sort(key=lambda row: first[desks[row]] != row)
    shown = rows[:EXAMPLES_A_KIND]
    reasons = model.reasons(replies.mirror.take(pa.array(shown, pa.int64()))) if shown else []
    return [
        _example(kind, row, replies, _reasons(told, replies.probability[row]), units)
        for row, told in zip(shown, reasons, strict=True)
    ]


def _reasons(told: Sequence[Reason], probability: float) -> list[ReasonLine]:
    """The strongest reasons that speak the way the probability went."""
    speaking = [one for one in told if (one.moves > 0) == (probability >= PERFUNCTORY_FROM)]
    return [ReasonLine(one.feature, round(one.value, 4), round(one.moves, 2)) for one in speaking[:REASONS_SHOWN]]


def _example(
    kind: str, row: int, replies: Replies, reasons: list[ReasonLine], units: Mapping[str, UnitNote]
) -> LetterExample:
    place = replies.letter_row[row]
    letter = replies.letter.slice(place, 1).to_pylist()[0]
    reply = replies.reply.slice(row, 1).to_pylist()[0]
    found = replies.mirror.slice(row, 1).to_pylist()[0]
    spans = _leading(kind, spans_in(found["spans"]))
    note = units.get(found["unit_id"] or letter["unit_id"] or "")
    return LetterExample(
        letter_id=letter["letter_id"],
        unit=note.name if note else None,
        title=letter["title"] or "",
        received_on=_day(letter["received_at"]),
        replied_on=_day(reply["replied_at"]),
        kinds=replies.kinds[row],
        probability=round(replies.probability[row], 4),
        notes=notes_of(spans),
        reasons=reasons,
        letter=letter_pieces(letter["text"] or "", spans),
        reply=reply_pieces(reply["text"] or "", spans),
    )


def _leading(kind: str, spans: list[Span]) -> list[Span]:
    """The spans of the kind shown first; the others after it."""
    return sorted(spans, key=lambda span: span.kind != kind)


def _day(moment: datetime | None) -> str | None:
    return moment.date().isoformat() if moment else None
