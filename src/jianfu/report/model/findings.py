"""Rules and findings as the report's data: one cause, one notice."""

from dataclasses import dataclass

from jianfu.report.model.cell import Both, Cell


@dataclass(frozen=True)
class SourceLine:
    """A document a rule rests on."""

    title: Both
    number: str
    article: Both
    words: Both
    issuer: Both
    issued: str
    confidence: str
    confirmed: bool
    address: str


@dataclass(frozen=True)
class ParameterLine:
    """A limit in force on ``as_of``: its value and where it comes from."""

    name: str
    title: Both
    unit: str
    value: Cell
    since: str | None
    origin: Both
    """Document and article, or why this default."""


@dataclass(frozen=True)
class RuleCard:
    """A rule as the report shows it, with what became of it in this run."""

    rule_id: str
    check: int
    title: Both
    limit_kind: str
    subject: str
    status: str
    state: str
    sources: list[SourceLine]
    parameters: list[ParameterLine]
    limit_parameter: str | None
    exemptions_honoured: bool
    remedy: Both
    dispute: Both
    missing: list[str]
    """The tables that hold no rows, where the state is ``input_missing``."""
    open_count: int
    muted_count: int
    exempted_count: int


@dataclass(frozen=True)
class Evidence:
    """Rows of one table that a finding rests on, at most a few; ``row_count`` says how many there are."""

    table: str
    rows: list[list[Cell]]
    row_count: int


@dataclass(frozen=True)
class FindingLine:
    """One finding of a notice."""

    finding_id: str
    rule_id: str
    subject_id: str
    state: str
    message: Both
    value: Cell
    limit: Cell
    because: str | None
    lapsed_exemption: str | None
    evidence: list[Evidence]


@dataclass(frozen=True)
class Notice:
    """Everything with one cause: one subject, one unit that answers for it, the findings about it."""

    notice_id: str
    rule_id: str
    """The finding that leads; the notice stands under its rule."""
    subject_kind: str
    subject_id: str
    subject: str
    unit_id: str | None
    unit: str | None
    open: list[FindingLine]
    muted: list[FindingLine]


@dataclass(frozen=True)
class ExemptedLine:
    """A finding covered by a valid exemption."""

    finding: FindingLine
    subject: str
    unit: str | None
    reason: str | None
    until: str | None


@dataclass(frozen=True)
class LapsedLine:
    """An exemption that no longer holds."""

    exemption_id: str
    subject: str
    reason: str | None
    until: str | None
    findings: int


@dataclass(frozen=True)
class ExpiringLine:
    """An exemption that holds now and will lapse soon."""

    subject: str
    until: str
    findings: int


@dataclass(frozen=True)
class ColumnCard:
    """A column of an evidence table. ``coded``: its values are words of ours and are shown translated."""

    name: str
    title: Both
    unit: str
    kind: str
    coded: bool


@dataclass(frozen=True)
class TableCard:
    """A table evidence rows come from, without its person and free-text columns."""

    title: Both
    columns: list[ColumnCard]


@dataclass(frozen=True)
class Counts:
    """How many notices and findings there are, by kind of limit."""

    notices: int
    open: int
    muted: int
    exempted: int
    lapsed: int
    exact: int
    exact_local: int
    setting: int
