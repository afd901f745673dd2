"""Findings grouped for the report: one cause, one notice, under the rule of its leading finding."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jianfu.detect.finding import LIMIT_KINDS
from jianfu.detect.rule import Evidence as EvidencePlace
from jianfu.measure.suppression import SUPPRESSED, is_small
from jianfu.report.model import Both, Cell, Evidence, ExemptedLine, ExpiringLine, FindingLine, LapsedLine, Notice

Row = Mapping[str, object]


@dataclass(frozen=True)
class RuleWords:
    """What turns a finding of one rule into words: its message and where its evidence stands."""

    message: Both
    evidence: tuple[EvidencePlace, ...]
    unit: str = ""
    """What its value and its limit are counted in."""

    @property
    def counts_people(self) -> bool:
        """Whether its value is a number of people."""
        return self.unit == "person"


@dataclass(frozen=True)
class Context:
    """What findings refer to."""

    rules: Mapping[str, RuleWords]
    unit_names: Mapping[str, str]
    people_facts: frozenset[str]
    """Names of holes that count people."""
    evidence: Mapping[EvidencePlace, Mapping[str, Evidence]] = field(default_factory=dict)
    exemptions: Mapping[str, Row] = field(default_factory=dict)


def make_notices(findings: Sequence[Row], context: Context) -> list[Notice]:
    """One notice per cause that has an open finding, in the order of rules and, in each, of distance from the limit."""
    causes: dict[str, list[Row]] = {}
    for row in findings:
        if row["state"] in ("open", "muted"):
            causes.setdefault(str(row["cause_id"]), []).append(row)
    notices: list[tuple[tuple[object, ...], Notice]] = []
    for cause_id, rows in causes.items():
        opened = sorted((row for row in rows if row["state"] == "open"), key=_leading)
        if opened:
            muted = sorted((row for row in rows if row["state"] == "muted"), key=_leading)
            notices.append((_position(opened[0]), _notice(cause_id, opened, muted, context=context)))
    return [notice for _, notice in sorted(notices, key=lambda pair: pair[0])]


def make_exempted(findings: Iterable[Row], context: Context) -> list[ExemptedLine]:
    """Findings a valid exemption covers, each with the reason and the last day it holds."""
    lines = []
    for row in findings:
        if row["state"] == "exempted":
            exemption = context.exemptions.get(str(row["because"]), {})
            lines.append(
                ExemptedLine(
                    finding=_line(row, context, with_evidence=False),
                    subject=_subject(row),
                    unit=context.unit_names.get(str(row["unit_id"])),
                    reason=_text(exemption.get("reason")),
                    until=_text(exemption.get("until_on")),
                )
            )
    return sorted(lines, key=lambda line: (line.finding.rule_id, line.finding.finding_id))


def make_lapsed(findings: Iterable[Row], announced: Iterable[str], context: Context) -> list[LapsedLine]:
    """Exemptions that no longer hold, from the run's notices and from the findings they used to cover."""
    subjects: dict[str, list[str]] = {exemption_id: [] for exemption_id in announced}
    for row in findings:
        if row["lapsed_exemption_id"]:
            subjects.setdefault(str(row["lapsed_exemption_id"]), []).append(_subject(row))
    lines = []
    for exemption_id in sorted(subjects):
        exemption = context.exemptions.get(exemption_id, {})
        names = subjects[exemption_id]
        lines.append(
            LapsedLine(
                exemption_id=exemption_id,
                subject=names[0] if names else str(exemption.get("subject_id") or exemption_id),
                reason=_text(exemption.get("reason")),
                until=_text(exemption.get("until_on")),
                findings=len(names),
            )
        )
    return lines


def make_expiring(announced: Iterable[Row]) -> list[ExpiringLine]:
    """Exemptions that will lapse soon, the soonest first."""
    lines = [
        ExpiringLine(str(row["subject_name"]), str(row["until_on"]), len(_listed(row["findings"]))) for row in announced
    ]
    return sorted(lines, key=lambda line: (line.until, line.subject))


def _listed(found: object) -> list[object]:
    return list(found) if isinstance(found, list | tuple) else []


def _notice(cause_id: str, opened: Sequence[Row], muted: Sequence[Row], *, context: Context) -> Notice:
    lead = opened[0]
    return Notice(
        notice_id=cause_id,
        rule_id=str(lead["rule_id"]),
        subject_kind=str(lead["subject_kind"]),
        subject_id=str(lead["subject_id"]),
        subject=_subject(lead),
        unit_id=_text(lead["unit_id"]),
        unit=context.unit_names.get(str(lead["unit_id"])),
        open=[_line(row, context) for row in opened],
        muted=[_line(row, context, with_evidence=False) for row in muted],
    )


def _line(row: Row, context: Context, *, with_evidence: bool = True) -> FindingLine:
    words = context.rules[str(row["rule_id"])]
    people = context.people_facts | ({"value"} if words.counts_people else frozenset())
    facts = _facts(row, people, words.unit)
    value = _plain(row["value"])
    small = words.counts_people and isinstance(value, int | float) and is_small(int(value))
    return FindingLine(
        finding_id=str(row["finding_id"]),
        rule_id=str(row["rule_id"]),
        subject_id=str(row["subject_id"]),
        state=str(row["state"]),
        message={language: fill(text, facts) for language, text in sorted(words.message.items())},
        value=SUPPRESSED if small else value,
        limit=_plain(row["limit_value"]),
        because=_text(row["because"]),
        lapsed_exemption=_text(row["lapsed_exemption_id"]),
        evidence=_evidence(row, words, context) if with_evidence else [],
    )


def _evidence(row: Row, words: RuleWords, context: Context) -> list[Evidence]:
    subject = str(row["subject_id"])
    found = (context.evidence.get(place, {}).get(subject) for place in words.evidence)
    return [evidence for evidence in found if evidence]


def _facts(row: Row, people_facts: frozenset[str], unit: str) -> dict[str, str]:
    stated = json.loads(str(row["facts"])) if row["facts"] else {}
    facts = {"subject": _subject(row), "value": row["value"], "limit": row["limit_value"], **stated}
    return {
        name: SUPPRESSED
        if name in people_facts and isinstance(fact, int | float) and is_small(int(fact))
        else in_words(fact, unit if name in ("value", "limit") else "")
        for name, fact in facts.items()
    }


def fill(text: str, facts: Mapping[str, str]) -> str:
    """A rule's message with its named holes filled; a fact never becomes part of the pattern."""
    return text.format_map(facts)


def in_words(fact: object, unit: str = "") -> str:
    """A fact as a message shows it: whole numbers plain, others to two decimals without trailing zeros, a share as a
    percentage to one."""
    if unit == "share" and isinstance(fact, int | float):
        return f"{in_words(round(100.0 * fact, 1))}%"
    if isinstance(fact, bool) or fact is None:
        return "—" if fact is None else str(fact).lower()
    if isinstance(fact, float):
        return f"{fact:.2f}".rstrip("0").rstrip(".")
    return str(fact)


def _leading(row: Row) -> tuple[object, ...]:
    kind = str(row["limit_kind"])
    return (
        LIMIT_KINDS.index(kind) if kind in LIMIT_KINDS else len(LIMIT_KINDS),
        row["check"],
        row["rule_id"],
        row["subject_id"],
    )


def _position(row: Row) -> tuple[object, ...]:
    value, limit, weight = _plain(row["value"]), _plain(row["limit_value"]), _leading(row)[0]
    distance = 0.0
    if isinstance(value, int | float):
        distance = abs(value - limit) / abs(limit) if isinstance(limit, int | float) and limit else abs(value)
    return weight, row["check"], row["rule_id"], -round(distance, 6), row["subject_id"], row["cause_id"]


def _subject(row: Row) -> str:
    return str(row["subject_name"] or row["subject_id"])


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _plain(value: object) -> Cell:
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 4)
    return value if isinstance(value, int | str) else None
