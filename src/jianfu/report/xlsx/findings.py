"""The two sheets that grow: every finding with its rule, and every evidence row kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from jianfu.base.i18n import Translator
from jianfu.measure.suppression import SUPPRESSED
from jianfu.report.model import Cell, ColumnCard, Document, ExemptedLine, FindingLine, Notice, RuleCard
from jianfu.report.wording import Wording
from jianfu.report.xlsx.sheet import Sheet

FINDING_COLUMNS = (
    "notice", "state", "rule", "limit-kind", "subject-kind", "subject", "unit", "message", "value", "limit", "source",
    "remedy", "dispute", "because", "finding",
)  # fmt: skip
EVIDENCE_COLUMNS = ("finding", "rule", "subject", "unit", "table")


@dataclass(frozen=True)
class Placed:
    """A finding with what it stands under."""

    finding: FindingLine
    notice_id: str
    subject_kind: str
    subject: str
    unit: str | None


def write_findings(document: Document, sheet: Sheet, say: Translator, wording: Wording) -> None:
    """One row a finding: open ones notice by notice with those they cover, then exempted ones."""
    rules = {rule.rule_id: rule for rule in document.rules}
    sheet.table([say(f"report-col-{name}") for name in FINDING_COLUMNS])
    for placed in _placed(document):
        if sheet.full:
            break
        sheet.row(_finding(placed, rules[placed.finding.rule_id], say, wording))
    sheet.close_table()


def write_evidence(document: Document, sheet: Sheet, say: Translator, wording: Wording) -> None:
    """One row an evidence row; a column for every column of any evidence table."""
    rules = {rule.rule_id: rule for rule in document.rules}
    columns: dict[str, ColumnCard] = {
        column.title["zh"]: column for _, card in sorted(document.tables.items()) for column in card.columns
    }
    places = {name: len(EVIDENCE_COLUMNS) + position for position, name in enumerate(columns)}
    titles = [wording.heading(column) for column in columns.values()]
    sheet.table([*(say(f"report-col-{name}") for name in EVIDENCE_COLUMNS), *titles])
    for placed in _placed(document):
        head = [placed.finding.finding_id, say.pick(rules[placed.finding.rule_id].title), placed.subject, placed.unit]
        for evidence in placed.finding.evidence:
            card = document.tables[evidence.table]
            for row in evidence.rows:
                if sheet.full:
                    break
                cells: list[Cell] = [*head, say.pick(card.title), *[None] * len(columns)]
                for column, value in zip(card.columns, row, strict=True):
                    cells[places[column.title["zh"]]] = _evidence_cell(value, column, document.names, wording)
                sheet.row(cells)
    sheet.close_table()


def _placed(document: Document) -> Iterator[Placed]:
    for notice in document.notices:
        for finding in (*notice.open, *notice.muted):
            yield _under(notice, finding)
    for line in document.exempted:
        yield _exempt(line, document)


def _under(notice: Notice, finding: FindingLine) -> Placed:
    return Placed(finding, notice.notice_id, notice.subject_kind, notice.subject, notice.unit)


def _exempt(line: ExemptedLine, document: Document) -> Placed:
    kinds = {rule.rule_id: rule.subject for rule in document.rules}
    return Placed(line.finding, "", kinds[line.finding.rule_id], line.subject, line.unit)


def _finding(placed: Placed, rule: RuleCard, say: Translator, wording: Wording) -> list[Cell]:
    finding = placed.finding
    sources = "\n".join(f"{say.pick(source.title)} {say.pick(source.article)}".strip() for source in rule.sources)
    return [
        placed.notice_id,
        say(f"report-finding-{finding.state}"),
        say.pick(rule.title),
        say(f"report-limit-{rule.limit_kind}"),
        wording.word(placed.subject_kind),
        placed.subject,
        placed.unit,
        say.pick(finding.message),
        finding.value,
        finding.limit,
        sources,
        say.pick(rule.remedy),
        say.pick(rule.dispute),
        finding.because or finding.lapsed_exemption,
        finding.finding_id,
    ]


def _evidence_cell(value: Cell, column: ColumnCard, names: dict[str, str], wording: Wording) -> Cell:
    if isinstance(value, bool):
        return wording.flag(value)
    if not isinstance(value, str):
        return value
    if value == SUPPRESSED:
        return wording.fewer()
    return wording.word(value) if column.coded else names.get(value, value)
