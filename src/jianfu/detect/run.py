"""Runs the rules over snapshot and measures -> findings, and what became of every rule. No rule ends the others."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.base import clock
from jianfu.base.errors import Defect, Problem
from jianfu.base.progress import Progress, Quiet
from jianfu.dataset.snapshot import Snapshot
from jianfu.detect.exemptions import Exemption, Exemptions, covering, expiring, lapsed, notices
from jianfu.detect.finding import FINDING
from jianfu.detect.grouping import Standing, cause_of, muted_by, stable_id
from jianfu.detect.record import RuleOutcome
from jianfu.detect.row_sources import Measured, RowSources
from jianfu.detect.rule import Rule
from jianfu.engine.protocol import Engine, Scalar

RUN_STATUSES = ("trial", "active")
"""Trial rules run and are counted, but their findings are not shown; draft and retired ones do not run."""

Row = dict[str, object]


@dataclass(frozen=True)
class Findings:
    """What detection leaves."""

    table: pa.Table
    """The FINDING table, in order of rule and subject."""
    outcomes: tuple[RuleOutcome, ...]
    """One for every rule that was run, in order of id."""
    lapsed_exemptions: tuple[Mapping[str, object], ...]
    """Exemptions that have lapsed and would have covered an open finding."""
    expiring_exemptions: tuple[Mapping[str, object], ...] = ()
    """Exemptions that hold and will lapse soon."""


@dataclass(frozen=True)
class RuleInputs:
    """What every rule is run with."""

    sources: RowSources
    engine: Engine
    as_of: date


def run_rules(
    rules: Sequence[Rule],
    snapshot: Snapshot,
    measures: Mapping[str, Measured],
    engine: Engine,
    as_of: date,
    progress: Progress | None = None,
) -> Findings:
    """Every active rule over one snapshot; a rule that fails is an outcome of state ``error``, never a crash."""
    progress = progress or Quiet()
    inputs = RuleInputs(RowSources(snapshot, measures), engine, as_of)
    due = sorted((rule for rule in rules if rule.status in RUN_STATUSES), key=lambda rule: rule.id)
    progress.start("detect", len(due))
    results: list[tuple[Rule, RuleOutcome, list[Row]]] = []
    for rule in due:
        began = clock.seconds()
        state, rows, facts = run_rule(rule, inputs)
        seconds = round(clock.seconds() - began, 6)
        outcome = RuleOutcome(
            rule.id, rule.check, rule.limit, state, findings=len(rows), seconds=seconds,
            missing=facts if state == "input_missing" else (), error=facts[0] if state == "error" else "",
        )  # fmt: skip
        results.append((rule, outcome, rows))
        progress.advance()
    progress.finish()
    shown = [(rule, row) for rule, _, rows in results if rule.status == "active" for row in rows]
    exemptions = Exemptions(inputs.sources.rows("exemption"))
    announced = settle(shown, exemptions, as_of)
    table = FINDING.arrow([row for _, row in shown])
    outcomes = tuple(_counted(outcome, rows) for _, outcome, rows in results)
    return Findings(table, outcomes, announced, _expiring(exemptions, shown, inputs))


def write_findings(findings: Findings, folder: Path) -> list[Path]:
    """Writes ``findings.parquet`` and ``findings.json`` into a run folder; the same findings give the same bytes."""
    parquet, listing = folder / "findings.parquet", folder / "findings.json"
    pq.write_table(findings.table, parquet, compression="zstd")
    rows = [{**row, "facts": json.loads(str(row["facts"]))} for row in findings.table.to_pylist()]
    words = json.dumps(rows, ensure_ascii=False, sort_keys=True, indent=1, default=_plain)
    listing.write_text(words + "\n", encoding="utf-8")
    return [parquet, listing]


def run_rule(rule: Rule, inputs: RuleInputs) -> tuple[str, list[Row], tuple[str, ...]]:
    """State, findings, and the missing tables or the error."""
    limits = rule.limits(inputs.as_of)
    if limits is None:
        return "not_applicable", [], ()
    try:
        if missing := inputs.sources.empty(rule.needs):
            return "input_missing", [], missing
        tables = {name: inputs.sources.table(name) for name in rule.query.reads}
        answer = inputs.engine.query(rule.query, tables, {"as_of": inputs.as_of, **limits})
        rows = list(_findings(rule, answer, limits, inputs))
    except Problem as problem:
        words = str(problem.facts.get("words", ""))
        return "error", [], (f"{problem.code} {words}".strip(),)
    return ("fired" if rows else "silent"), rows, ()


def _findings(rule: Rule, answer: pa.Table, limits: Mapping[str, Scalar], inputs: RuleInputs) -> Iterator[Row]:
    found = sorted(answer.to_pylist(), key=lambda row: (row["subject_id"] is not None, row["subject_id"]))
    names = inputs.sources.subject_names(rule.subject) if found else {}
    limit = limits.get(rule.limit_parameter) if rule.limit_parameter else None
    before = None
    for row in found:
        subject = row["subject_id"]
        if subject is None or subject == before:
            raise Defect("rule-subject", rule=rule.id, subject=subject or "")
        before = subject
        extra = {name: value for name, value in row.items() if name not in ("subject_id", "unit_id")}
        yield {
            "finding_id": stable_id("finding", rule.id, subject),
            "rule_id": rule.id,
            "check": rule.check,
            "limit_kind": rule.limit,
            "subject_kind": rule.subject,
            "subject_id": subject,
            "subject_name": names.get(subject, subject),
            "unit_id": row["unit_id"],
            "value": None if row["value"] is None else float(row["value"]),
            "limit_value": float(limit) if isinstance(limit, int | float) else None,
            "facts": _facts({**extra, **limits, **({} if rule.limit_parameter is None else {"limit": limit})}),
            "cause_id": cause_of((rule.subject, subject)),
            "state": "open",
            "as_of": inputs.as_of,
        }


def settle(shown: Iterable[tuple[Rule, Row]], exemptions: Exemptions, as_of: date) -> tuple[Mapping[str, object], ...]:
    """Exempts, then mutes, then names the lapsed exemption of what is still open; in place."""
    shown = list(shown)
    spoken: dict[str, list[Exemption]] = {}
    for rule, row in shown:
        subject, unit = (rule.subject, str(row["subject_id"])), row["unit_id"]
        about = exemptions.of(rule.id, subject, None if unit is None else str(unit)) if rule.exemptions_honoured else []
        spoken[str(row["finding_id"])] = about
        if exemption_id := covering(about, as_of):
            row.update(state="exempted", because=exemption_id)
    standing = [
        Standing(str(row["finding_id"]), rule.id, (rule.subject, str(row["subject_id"])))
        for rule, row in shown if row["state"] == "open"
    ]  # fmt: skip
    muted = muted_by(standing, {rule.id: rule.silences for rule, _ in shown})
    announced: list[tuple[Exemption, str]] = []
    for _, row in shown:
        finding_id = str(row["finding_id"])
        if finding_id in muted:
            row.update(state="muted", because=muted[finding_id])
        elif row["state"] == "open" and (gone := lapsed(spoken[finding_id], as_of)):
            row["lapsed_exemption_id"] = gone.exemption_id
            announced.append((gone, finding_id))
    return notices(announced)


def _expiring(
    exemptions: Exemptions, shown: Iterable[tuple[Rule, Row]], inputs: RuleInputs
) -> tuple[Mapping[str, object], ...]:
    used: dict[str, list[str]] = {}
    for _, row in shown:
        if row["state"] == "exempted":
            used.setdefault(str(row["because"]), []).append(str(row["finding_id"]))

    def name_of(kind: str, subject: str) -> str:
        return inputs.sources.subject_names(kind).get(subject, subject)

    return expiring(exemptions.all(), used, inputs.as_of, name_of)


def _counted(outcome: RuleOutcome, rows: Sequence[Row]) -> RuleOutcome:
    states = [row["state"] for row in rows]
    return replace(outcome, open=states.count("open"), muted=states.count("muted"), exempted=states.count("exempted"))


def _facts(facts: Mapping[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> str:
    """Days and moments in a portable spelling."""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
