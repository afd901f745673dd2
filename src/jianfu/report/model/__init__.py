"""The report as data: what ``report.json`` holds and every renderer reads. Ids, numbers and ``{zh, en}`` texts."""

from dataclasses import dataclass, field

from jianfu.report.model.burden import (
    BearerRow,
    BurdenPicture,
    CauserRow,
    ComponentRow,
    FlowEnd,
    FlowRow,
    Headline,
    HollowGroup,
    HourCell,
    Range,
    RelayChange,
    RelayNode,
    RelayTree,
)
from jianfu.report.model.cell import Both, Cell
from jianfu.report.model.findings import (
    ColumnCard,
    Counts,
    Evidence,
    ExemptedLine,
    ExpiringLine,
    FindingLine,
    LapsedLine,
    Notice,
    ParameterLine,
    RuleCard,
    SourceLine,
    TableCard,
)
from jianfu.report.model.letters import (
    ClusterRow,
    DelayRow,
    DepartmentRow,
    KindRow,
    LetterExample,
    LettersDocument,
    LettersPicture,
    LettersScope,
    ModelNote,
    Piece,
    ReasonLine,
    SatisfactionRow,
    SpanNote,
)
from jianfu.report.model.quality import (
    ConstantLine,
    FileLine,
    HeaderLine,
    NoteLine,
    Quality,
    QuarantineExample,
    QuarantineLine,
)

__all__ = [
    "BearerRow",
    "Both",
    "BurdenPicture",
    "CauserRow",
    "Cell",
    "ClusterRow",
    "ColumnCard",
    "ComponentRow",
    "ConstantLine",
    "Counts",
    "DelayRow",
    "DepartmentRow",
    "Document",
    "Evidence",
    "ExemptedLine",
    "ExpiringLine",
    "FileLine",
    "FindingLine",
    "FlowEnd",
    "FlowRow",
    "HeaderLine",
    "Headline",
    "HollowGroup",
    "HourCell",
    "KindRow",
    "LapsedLine",
    "LetterExample",
    "LettersDocument",
    "LettersPicture",
    "LettersScope",
    "ModelNote",
    "NoteLine",
    "Notice",
    "ParameterLine",
    "Piece",
    "Quality",
    "QuarantineExample",
    "QuarantineLine",
    "Range",
    "ReasonLine",
    "RelayChange",
    "RelayNode",
    "RelayTree",
    "RuleCard",
    "SatisfactionRow",
    "Scope",
    "SourceLine",
    "SpanNote",
    "TableCard",
]


@dataclass(frozen=True)
class Scope:
    """What the report covers. ``first_day`` and ``last_day`` are ISO days of the events in the data."""

    as_of: str
    first_day: str | None
    last_day: str | None
    zone: str
    version: str
    snapshot_id: str
    packs: list[str]
    units: int
    people: int | None
    groups: int
    messages: int


@dataclass(frozen=True)
class Document:
    """The whole report."""

    scope: Scope
    counts: Counts
    burden: BurdenPicture
    rules: list[RuleCard]
    notices: list[Notice]
    exempted: list[ExemptedLine]
    lapsed: list[LapsedLine]
    tables: dict[str, TableCard]
    names: dict[str, str]
    """Names of the units, groups, apps ... whose ids stand in evidence rows."""
    quality: Quality
    constants: list[ConstantLine]
    letters: LettersPicture | None = None
    """None where the data holds no letter."""
    expiring: list[ExpiringLine] = field(default_factory=list)
