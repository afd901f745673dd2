"""A plausible small run, written straight from the table schemas: snapshot, measures, findings, run.json."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
from report_findings import findings
from report_letters import letters, replies
from report_measures import measures
from report_notices import copies_sent, moment
from report_rows import AS_OF, Rows, groups, people, units

from jianfu.dataset.manifest import Heading, Input, Manifest, QualityNote, StoredFile, StoredTable, write_manifest
from jianfu.dataset.snapshot import Snapshot, open_snapshot
from jianfu.detect.finding import FINDING
from jianfu.detect.load import READABLE, load_packs
from jianfu.detect.pack import Pack
from jianfu.detect.record import RuleOutcome, RunRecord, write_record
from jianfu.measure import hour_of_week
from jianfu.report.document import make_document
from jianfu.report.model import Document
from jianfu.tables import TABLES


@dataclass(frozen=True)
class Run:
    """A run folder and what was used to make it."""

    folder: Path
    snapshot: Snapshot = field(repr=False)
    pack: Pack = field(repr=False)

    def document(self) -> Document:
        return make_document(self.folder, self.snapshot, self.pack)


def outcomes(pack: Pack, rows: Rows) -> tuple[RuleOutcome, ...]:
    found = []
    for rule in pack.rules:
        states = [row["state"] for row in rows if row["rule_id"] == rule.id]
        missing = ("letter",) if rule.id.startswith("letter") else ("account",) if rule.id.startswith("account") else ()
        state = (
            "fired"
            if states
            else "input_missing"
            if missing
            else "not_applicable"
            if rule.limit == "exact_local"
            else "silent"
        )
        found.append(
            RuleOutcome(
                rule.id,
                rule.check,
                rule.limit,
                state,
                len(states),
                states.count("open"),
                states.count("muted"),
                states.count("exempted"),
                0.01,
                missing if state == "input_missing" else (),
            )
        )
    return tuple(found)


def write_snapshot(folder: Path, shuffled: bool) -> Snapshot:
    tables = {
        "unit": units(), "person": people(), "work_group": groups(), "letter": letters(), "reply": replies(),
        "message": [{"group_id": f"g{n:03d}", "sent_at": moment(9, 3 + n, 17, 40), "message_id": f"m{n}", "sender_id": "p-county-staff-000", "kind": "text", "text": f"各乡镇、各部门：请于今日18时前报送第{n}期专项整治工作台账及佐证照片，联系电话13800001234，逾期通报。", "char_count": 52} for n in range(6)] + copies_sent(),
        "exemption": [
            {"exemption_id": "x1", "subject_kind": "group", "subject_id": "g018", "reason": "emergency", "approved": True, "from_on": date(2026, 6, 1), "until_on": date(2026, 12, 31)},
            {"exemption_id": "x2", "subject_kind": "group", "subject_id": "g004", "reason": "security", "approved": True, "from_on": date(2026, 1, 1), "until_on": date(2026, 8, 31)},
        ],
    }  # fmt: skip
    stored = {}
    for name, rows in tables.items():
        table = TABLES[name].arrow(rows)
        table = table.sort_by(
            [(column, "descending" if shuffled and name != "message" else "ascending") for column in TABLES[name].key]
        )
        path = folder / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, path)
        stored[name] = StoredTable(
            table.num_rows, (StoredFile(path.name, table.num_rows, hashlib.sha256(name.encode()).hexdigest()),)
        )
    inputs = (
        Input("工作群台账.xlsx", "a" * 64, 48_211, "ledger", {"work_group": 60}, 2),
        Input("会话存档-2026-09.jsonl.gz", "b" * 64, 9_120_000, "wecom", {"message": 41_230}, 0),
    )
    headings = (
        Heading("工作群台账.xlsx", "Sheet1", "群主姓名职务", "work_group", "owner_id", 0.71, "similar"),
        Heading("工作群台账.xlsx", "Sheet1", "经费来源", "work_group", "", 0.0, "unused"),
        Heading("工作群台账.xlsx", "Sheet1", "群名称", "work_group", "name", 1.0, "same"),
    )
    write_manifest(
        Manifest(
            "5f0c2a9d8e7b41c3",
            "Asia/Shanghai",
            "k",
            stored,
            inputs if not shuffled else inputs[::-1],
            headings if not shuffled else headings[::-1],
            (QualityNote("made-up-note", {"count": 3}, "工作群台账.xlsx"),),
            {"date-unreadable": 2},
            {},
            date(2026, 9, 1),
            AS_OF,
        ),
        folder,
    )
    return open_snapshot(folder)


def write_run(base: Path, *, shuffled: bool = False) -> Run:
    """The run, its rows written in another order where ``shuffled``."""
    pack = load_packs()
    snapshot = write_snapshot(base / "snapshot", shuffled)
    folder = base / "run"
    (folder / "measures").mkdir(parents=True)
    for name, rows in measures().items():
        table = hour_of_week.TABLE if name == "hour_of_week" else READABLE[name]
        direction = "descending" if shuffled else "ascending"
        pq.write_table(
            table.arrow(rows).sort_by([(key, direction) for key in table.key]), folder / "measures" / f"{name}.parquet"
        )
    rows = findings()
    pq.write_table(FINDING.arrow(rows[::-1] if shuffled else rows), folder / "findings.parquet")
    lapsed = ({"exemption_id": "x2", "subject_id": "g004"},)
    write_record(
        RunRecord(
            "0.1.0",
            AS_OF,
            "duckdb",
            str(base),
            snapshot.snapshot_id,
            ("national",),
            (),
            outcomes(pack, rows),
            lapsed,
            steps={"measure": 2.5 if shuffled else 1.5},
        ),
        folder,
    )
    return Run(folder, snapshot, pack)
