"""What a rule is once loaded: its sources, dated limits, checked query, words and cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from jianfu.engine.protocol import CheckedQuery, Scalar
from jianfu.tables.column import Kind

Words = Mapping[str, str]
"""The same text in ``zh`` and ``en``."""

STATUSES = ("draft", "trial", "active", "retired")
EXEMPTIONS = ("honoured", "not_honoured")


@dataclass(frozen=True)
class Source:
    """Where a rule or a limit comes from: a document of the citation register, its article, what it says."""

    document: str
    article: str
    words: Words | None = None


@dataclass(frozen=True)
class DatedValue:
    """A limit from a day on, with its source; ``setting`` says why where the number is our proposal."""

    start: date
    value: Scalar
    source: Source | None
    setting: str | Words | None = None


@dataclass(frozen=True)
class Parameter:
    """A limit of a rule, with its unit and the values it had over time."""

    name: str
    unit: str
    words: Words
    kind: Kind
    values: tuple[DatedValue, ...]

    def at(self, as_of: date) -> DatedValue | None:
        """The value in force on a day; ``None`` before the first and where no text gives one."""
        held = [value for value in self.values if value.start <= as_of]
        return held[-1] if held else None


@dataclass(frozen=True)
class Evidence:
    """Rows of ``table`` whose ``match`` column equals the subject's id show the finding."""

    table: str
    match: str


@dataclass(frozen=True)
class Case:
    """A small world and what the rule must find in it: what it fires on, or that it stays silent."""

    name: Words
    as_of: date
    parameters: Mapping[str, Scalar]
    tables: Mapping[str, pa.Table]
    expect: tuple[Mapping[str, Scalar], ...]


@dataclass(frozen=True)
class Rule:
    """A rule as its file states it; see ARCHITECTURE.md for the file."""

    id: str
    check: int
    title: Words
    status: str
    limit: str
    subject: str
    sources: tuple[Source, ...]
    parameters: Mapping[str, Parameter]
    limit_parameter: str | None
    exemptions_honoured: bool
    reads: tuple[str, ...]
    needs: tuple[str, ...]
    query: CheckedQuery
    message: Words
    remedy: Words
    dispute: Words
    evidence: tuple[Evidence, ...]
    silences: tuple[str, ...]
    cases: tuple[Case, ...]

    def limits(self, as_of: date) -> dict[str, Scalar] | None:
        """The limits in force on a day; ``None`` where one of them has no value, so the rule does not apply."""
        held = {name: parameter.at(as_of) for name, parameter in self.parameters.items()}
        if any(value is None for value in held.values()):
            return None
        return {name: value.value for name, value in held.items() if value is not None}
