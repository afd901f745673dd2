"""Letters and replies as the report's data: departments and kinds, never persons; small counts are hidden."""

from dataclasses import dataclass

from jianfu.measure.perfunctory.error import Bin
from jianfu.report.model.cell import Cell


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``mark`` is the kind of fault it shows, empty for none."""

    text: str
    mark: str


@dataclass(frozen=True)
class SpanNote:
    """What one marked stretch means: ``code`` is put into words, ``detail`` is the name or number it speaks of."""

    kind: str
    code: str
    detail: str


@dataclass(frozen=True)
class ReasonLine:
    """A feature of a reply, its value, and by how many log-odds it moves the probability (up is worse)."""

    feature: str
    value: float
    moves: float


@dataclass(frozen=True)
class LetterExample:
    """A letter and a reply side by side."""

    letter_id: str
    unit: str | None
    title: str
    received_on: str | None
    replied_on: str | None
    kinds: list[str]
    probability: float
    notes: list[SpanNote]
    reasons: list[ReasonLine]
    letter: list[Piece]
    reply: list[Piece]


@dataclass(frozen=True)
class KindRow:
    """Replies of one kind, with a few examples."""

    kind: str
    replies: int
    share: float | None
    examples: list[LetterExample]


@dataclass(frozen=True)
class DepartmentRow:
    """One department, or all that are too small to stand alone (``unit_id`` empty). ``kinds`` as in the picture."""

    unit_id: str | None
    unit: str | None
    unit_count: int
    letters: int
    replies: int
    perfunctory: Cell
    late: Cell
    unanswered: Cell
    kinds: list[Cell]


@dataclass(frozen=True)
class SatisfactionRow:
    """What citizens said of the replies: of those we call perfunctory, or of the others."""

    perfunctory: bool
    rated: Cell
    satisfied: Cell
    share: float | None


@dataclass(frozen=True)
class ClusterRow:
    """Replies in the same words. ``finding``: under different questions; else one answer to one question."""

    cluster_id: str
    replies: int
    units: int
    unit: str | None
    finding: bool
    first_on: str | None
    last_on: str | None
    excerpt: str


@dataclass(frozen=True)
class DelayRow:
    """One state of letters (``answered``, ``late``, ``overdue`` ...) and how many are in it."""

    state: str
    letters: int
    share: float | None


@dataclass(frozen=True)
class ModelNote:
    """What the probability rests on, and how far it can be trusted."""

    trained_on: str
    replies: int
    perfunctory: int
    folds: int
    brier: float
    brier_base: float
    auc: float
    calibration: float
    reliability: list[Bin]


@dataclass(frozen=True)
class LettersPicture:
    """Everything the report says about letters."""

    letters: int
    replies: int
    perfunctory: int
    perfunctory_share: float | None
    copied: int
    """Replies copied from the letter or from other replies."""
    waiting: int
    """Letters without an answer that are past a deadline or three months old."""
    kind_names: list[str]
    kinds: list[KindRow]
    departments: list[DepartmentRow]
    delays: list[DelayRow]
    satisfaction: list[SatisfactionRow]
    clusters: list[ClusterRow]
    cluster_count: int
    model: ModelNote


@dataclass(frozen=True)
class LettersScope:
    """What a page about letters alone covers."""

    as_of: str
    version: str
    snapshot_id: str
    packs: list[str]
    unreadable: int
    """Rows and cells of letters and replies that could not be read."""


@dataclass(frozen=True)
class LettersDocument:
    """The page of an audit of letters alone."""

    scope: LettersScope
    letters: LettersPicture | None
