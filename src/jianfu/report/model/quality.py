"""What was read, set aside and guessed, and the constants used, as the report's data."""

from dataclasses import dataclass

from jianfu.report.model.cell import Both, Cell


@dataclass(frozen=True)
class FileLine:
    """An input file and what came of it."""

    name: str
    kind: str
    rows: int
    quarantined: int
    byte_count: int
    sha256: str


@dataclass(frozen=True)
class QuarantineExample:
    """Where one row in quarantine stands. ``value`` is null where it may name a person."""

    file: str
    row: int
    column: str
    value: str | None


@dataclass(frozen=True)
class QuarantineLine:
    """Rows set aside for one reason."""

    code: str
    facts: dict[str, Cell]
    count: int
    examples: list[QuarantineExample]


@dataclass(frozen=True)
class HeaderLine:
    """A column heading that was matched without certainty."""

    file: str
    header: str
    column: str
    confidence: float


@dataclass(frozen=True)
class NoteLine:
    """Something the import noticed about some files: a message id of the locale and its facts."""

    code: str
    facts: dict[str, Cell]
    files: list[str]


@dataclass(frozen=True)
class Quality:
    """What was read, what was set aside and what was guessed."""

    files: list[FileLine]
    file_count: int
    row_count: int
    quarantined_count: int
    table_rows: dict[str, int]
    quarantine: list[QuarantineLine]
    headers: list[HeaderLine]
    notes: list[NoteLine]


@dataclass(frozen=True)
class ConstantLine:
    """A constant of a measure, with its source."""

    name: str
    title: Both
    unit: str
    low: float | None
    middle: float | None
    high: float | None
    source: Both
    assumption: bool
