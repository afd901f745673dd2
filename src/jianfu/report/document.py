"""Run folder, snapshot and rules -> the report as data. The only place besides the measures where figures arise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.dataset.snapshot import Snapshot
from jianfu.detect.load import READABLE
from jianfu.detect.pack import Pack
from jianfu.detect.record import RunRecord, read_record
from jianfu.detect.rule import Evidence as EvidencePlace
from jianfu.detect.rule import Rule
from jianfu.measure.burden.constants import Constants, default_constants
from jianfu.measure.catalogue import MEASURES
from jianfu.measure.letter_rows import letters_until, replies_until
from jianfu.measure.perfunctory.model import shipped_model
from jianfu.report.evidence import cell, collect, table_card
from jianfu.report.letters.picture import letters_picture
from jianfu.report.method import constant_lines
from jianfu.report.model import Counts, Document, Evidence, ExemptedLine, LapsedLine, Notice, RuleCard, Scope, TableCard
from jianfu.report.names import ids_in, names_in, unit_notes
from jianfu.report.notices import Context, RuleWords, make_exempted, make_expiring, make_lapsed, make_notices
from jianfu.report.picture import burden_picture
from jianfu.report.quality import make_quality
from jianfu.report.quarantine import quarantined_rows
from jianfu.report.rule_cards import both, rule_cards
from jianfu.tables import TABLES
from jianfu.tables.column import Table
from jianfu.tables.letter import LETTER

Row = Mapping[str, object]
PEOPLE_COLUMNS = frozenset(
    column.name for table in READABLE.values() for column in table.columns if column.unit == "person"
)


@dataclass(frozen=True)
class RunFolder:
    """The artefacts of the earlier steps, as they stand in RUN."""

    folder: Path

    def findings(self) -> list[Row]:
        """All findings in key order."""
        rows: list[Row] = pq.read_table(self.folder / "findings.parquet").to_pylist()
        return sorted(rows, key=lambda row: (str(row["rule_id"]), str(row["subject_id"])))

    def measure_files(self, name: str) -> list[Path]:
        """The Parquet files of a measure; none where it was not computed."""
        path = self.folder / "measures" / f"{name}.parquet"
        if path.is_dir():
            return sorted(path.glob("*.parquet"))
        return [path] if path.is_file() else []

    def measure(self, table: Table) -> pa.Table:
        """A measure in memory, empty where it was not computed."""
        pieces = [
            pq.read_table(path, columns=list(table.names), partitioning=None).cast(table.schema)
            for path in self.measure_files(table.name)
        ]
        return pa.concat_tables(pieces) if pieces else table.arrow()


def make_document(run_folder: Path, snapshot: Snapshot, pack: Pack, constants: Constants | None = None) -> Document:
    """The whole report as data: the same run gives the same document, whatever the day and the machine."""
    rules = pack.rules
    run = RunFolder(run_folder)
    record = read_record(run_folder)
    findings = run.findings()
    units = unit_notes(snapshot)
    evidence = _evidence(run, snapshot, rules, findings)
    exemptions = _exemptions(snapshot)
    context = Context(
        rules={rule.id: RuleWords(both(rule.message), rule.evidence, _unit(rule)) for rule in rules},
        unit_names={unit_id: note.name for unit_id, note in units.items()},
        people_facts=PEOPLE_COLUMNS,
        evidence=evidence,
        exemptions=exemptions,
    )
    notices = make_notices(findings, context)
    exempted = make_exempted(findings, context)
    lapsed = make_lapsed(findings, [str(lapsed["exemption_id"]) for lapsed in record.lapsed_exemptions], context)
    cards = rule_cards(rules, pack.citations, {outcome.id: outcome for outcome in record.rules}, record.as_of)
    wanted = ids_in(evidence.values()) | {str(row["subject_id"]) for row in findings}
    return Document(
        scope=_scope(record, snapshot),
        counts=_counts(notices, exempted, lapsed, cards),
        burden=burden_picture(run.measure, snapshot, units),
        rules=cards,
        notices=notices,
        exempted=exempted,
        lapsed=lapsed,
        tables=_table_cards(evidence),
        names=names_in(snapshot, wanted),
        quality=make_quality(snapshot.manifest, quarantined_rows(snapshot)),
        constants=constant_lines(constants or default_constants()),
        expiring=make_expiring(record.expiring_exemptions),
        letters=letters_picture(_letter_tables(run, snapshot, record), shipped_model(), units),
    )


def _unit(rule: Rule) -> str:
    limit = rule.parameters.get(rule.limit_parameter or "")
    return limit.unit if limit else ""


def _letter_tables(run: RunFolder, snapshot: Snapshot, record: RunRecord) -> dict[str, pa.Table]:
    """What the part about letters is made of; a run in which they were not mirrored has nothing to say about them."""
    names = ("letter_delay", "letter_repeat", "reply_mirror", "perfunctory")
    tables = {name: run.measure(MEASURES[name]) for name in names}
    mirrored = bool(run.measure_files("reply_mirror"))
    return {
        **tables,
        "letter": letters_until(snapshot, record.as_of) if mirrored else LETTER.arrow(),
        "reply": replies_until(snapshot, record.as_of),
        "finding": pq.read_table(run.folder / "findings.parquet", columns=["rule_id", "subject_id"]),
    }


def _scope(record: RunRecord, snapshot: Snapshot) -> Scope:
    return Scope(
        as_of=record.as_of.isoformat(),
        first_day=snapshot.first_day.isoformat() if snapshot.first_day else None,
        last_day=snapshot.last_day.isoformat() if snapshot.last_day else None,
        zone=snapshot.zone,
        version=record.jianfu,
        snapshot_id=snapshot.snapshot_id,
        packs=list(record.packs),
        units=snapshot.rows("unit"),
        people=snapshot.rows("person"),
        groups=snapshot.rows("work_group"),
        messages=snapshot.rows("message"),
    )


def _counts(
    notices: Sequence[Notice], exempted: Sequence[ExemptedLine], lapsed: Sequence[LapsedLine], cards: Sequence[RuleCard]
) -> Counts:
    by_kind = {
        kind: sum(card.open_count for card in cards if card.limit_kind == kind)
        for kind in ("exact", "exact_local", "setting")
    }
    return Counts(
        notices=len(notices),
        open=sum(by_kind.values()),
        muted=sum(card.muted_count for card in cards),
        exempted=len(exempted),
        lapsed=len(lapsed),
        exact=by_kind["exact"],
        exact_local=by_kind["exact_local"],
        setting=by_kind["setting"],
    )


def _evidence(
    run: RunFolder, snapshot: Snapshot, rules: Sequence[Rule], findings: Sequence[Row]
) -> dict[EvidencePlace, dict[str, Evidence]]:
    """One pass per table and match column, for all the open findings whose rules name it."""
    subjects: dict[str, list[str]] = {}
    for row in findings:
        if row["state"] == "open":
            subjects.setdefault(str(row["rule_id"]), []).append(str(row["subject_id"]))
    wanted: dict[EvidencePlace, set[str]] = {}
    for rule in rules:
        for place in rule.evidence:
            wanted.setdefault(place, set()).update(subjects.get(rule.id, ()))
    found = {}
    for place in sorted(wanted, key=lambda place: (place.table, place.match)):
        table = READABLE[place.table]
        files = snapshot.files(place.table) if place.table in TABLES else run.measure_files(place.table)
        found[place] = collect(place, table=table, files=files, subjects=wanted[place])
    return found


def _table_cards(evidence: Mapping[EvidencePlace, Mapping[str, Evidence]]) -> dict[str, TableCard]:
    names = sorted({place.table for place, found in evidence.items() if found})
    return {name: table_card(READABLE[name]) for name in names}


def _exemptions(snapshot: Snapshot) -> dict[str, Row]:
    return {
        row["exemption_id"]: {name: cell(value) for name, value in row.items()}
        for row in snapshot.read("exemption").to_pylist()
    }
