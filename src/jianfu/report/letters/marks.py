"""Texts cut into pieces along the spans of the mirror, so that a page can mark them without a script."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jianfu.measure.reply_mirror import KINDS
from jianfu.report.model import Piece, SpanNote

LONGEST = 4_000
"""Characters of a text that are shown."""
_BREAKS = re.compile(r"[^\S\n]*\n\s*")
_GAPS = re.compile(r"[^\S\n]+")


@dataclass(frozen=True)
class Span:
    """One finding of the mirror: where it stands in the reply and, if it does, in the letter."""

    kind: str
    reply: tuple[int, int]
    letter: tuple[int, int] | None
    note: str


def spans_in(text: str) -> list[Span]:
    """The spans as the mirror wrote them."""
    found: list[dict[str, Any]] = json.loads(text or "[]")
    return [
        Span(one["kind"], (one["reply"][0], one["reply"][1]), _pair(one["letter"]), str(one["note"] or ""))
        for one in found
    ]


def reply_pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """The reply with its marks."""
    return _pieces(text, [(span.reply, span.kind) for span in spans])


def letter_pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """The letter with what the reply took from it, or asks for although it is there."""
    return _pieces(text, [(span.letter, span.kind) for span in spans if span.letter])


def notes_of(spans: Sequence[Span]) -> list[SpanNote]:
    """What the marks mean, each said once."""
    pairs = dict.fromkeys((span.kind, span.note) for span in spans)
    return [SpanNote(kind, note.partition(":")[0], note.partition(":")[2]) for kind, note in pairs]


def _pieces(text: str, marks: Sequence[tuple[tuple[int, int], str]]) -> list[Piece]:
    """Where marks overlap, the kind that weighs most shows."""
    shown = text[:LONGEST]
    kinds = [""] * len(shown)
    for (begin, end), kind in sorted(marks, key=lambda mark: -_weight(mark[1])):
        stretch = range(max(begin, 0), min(end, len(shown)))
        kinds[stretch.start : stretch.stop] = [kind] * len(stretch)
    pieces: list[Piece] = []
    begin = 0
    for place in range(1, len(shown) + 1):
        if place == len(shown) or kinds[place] != kinds[begin]:
            pieces.append(Piece(_tidy(shown[begin:place]), kinds[begin]))
            begin = place
    return [*pieces, Piece("…", "")] if len(text) > LONGEST else pieces


def _weight(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _tidy(text: str) -> str:
    return _GAPS.sub(" ", _BREAKS.sub("\n", text))


def _pair(value: Any) -> tuple[int, int] | None:
    return (int(value[0]), int(value[1])) if value else None
