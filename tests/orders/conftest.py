"""A plan of three units with a restricted group, a merge across units, a small group and a temporary one."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jianfu.dataset.manifest import Manifest, StoredFile, StoredTable, write_manifest
from jianfu.plan.folder import Plan, PlanRecord, open_plan, write_plan_record, write_tables
from jianfu.plan.tables import CERTIFICATE
from jianfu.tables import TABLES

AS_OF = date(2026, 9, 30)
SECRET = "专案工作群"

UNITS = [
    {"unit_id": "U1", "name": "县水利局", "level": "county"},
    {"unit_id": "U2", "name": "县应急局", "level": "county"},
    {"unit_id": "U3", "name": "东河镇", "level": "township"},
]


def proposal(thing: str, name: str, unit: str, choice: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "kind": "group", "thing_id": thing, "name": name, "unit_id": unit, "choice": choice,
        "reason": {"merge": "same-work-group", "dissolve": "no-duty", "temporary": "needs-an-end"}.get(choice, "carries-a-duty"),
        "people": 6, "moved": 0, "load": 1.0, "minutes_back": 0.0, "worst_tenth_back": 0.0,
    }  # fmt: skip
    return {**row, **more}


PROPOSALS = [
    proposal("g1", "防汛值班群", "U1", "merge", target_id="g2", moved=2, minutes_back=12.34),
    proposal("g2", "防汛工作群", "U2", "keep", reason="takes-in-others"),
    proposal("g3", "旧项目群", "U1", "dissolve", people=3, minutes_back=7.77),
    proposal("g4", SECRET, "U1", "keep", protected="restricted", reason="protected-restricted"),
    proposal("g5", "普查群", "U3", "temporary"),
    proposal("g6", "政务值守群", "U3", "keep"),
]
MEMBERS = {"g1": ("p1", "p2", "p3"), "g2": ("p3", "p4"), "g3": ("p1",), "g5": ("p4",)}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    snapshot = tmp_path / "snapshot"
    snapshot.mkdir()
    people = [{"person_id": f"p{at}", "unit_id": "U3", "post": "staff", "state": "active"} for at in range(1, 5)]
    rows = {
        "unit": UNITS,
        "person": people,
        "membership": [{"group_id": group, "person_id": one, "role": "member"} for group, some in MEMBERS.items() for one in some],
    }  # fmt: skip
    stored = {}
    for name, some in rows.items():
        file = f"{name}.parquet"
        pq.write_table(TABLES[name].arrow([dict(one) for one in some]), snapshot / file)
        stored[name] = StoredTable(len(some), (StoredFile(file, len(some), ""),))
    write_manifest(Manifest("made-up-snapshot", "Asia/Shanghai", "", stored), snapshot)
    folder = tmp_path / "plan"
    folder.mkdir()
    write_tables(folder, [], PROPOSALS, CERTIFICATE.arrow())
    record = PlanRecord(
        jianfu="0", run="../run", snapshot="../snapshot", snapshot_id="made-up-snapshot", as_of=AS_OF, seed=1,
        status="optimal", objective=1.0, bound=1.0, gap=0.0, changes=3, moved=2, minutes_before=10.0,
        minutes_after=8.0, worst_tenth_before=2.0, worst_tenth_after=1.0, weights={"objection_days": 9.0},
    )  # fmt: skip
    write_plan_record(record, folder)
    return open_plan(folder)
