"""The same county some weeks later, its plan carried out in the tables; on wish with the load back another way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.dataset.manifest import StoredFile, StoredTable, write_manifest
from jianfu.dataset.snapshot import PARTED, Snapshot
from jianfu.plan.folder import Plan
from jianfu.tables import TABLES

WEEKS = timedelta(weeks=6)
"""From September to mid October and on: neither period is mostly holidays."""
Row = dict[str, object]


def later_county(snapshot: Snapshot, plan: Plan, out: Path, *, back: bool = False, undone: bool = False) -> Path:
    """A snapshot folder: messages moved on by six weeks, groups as the plan has them.

    ``back``: every group that goes stands up again under another name, with the same people and messages.
    ``undone``: nothing was carried out.
    """
    fates = {} if undone else {(row["kind"], row["thing_id"]): row for row in plan.proposals.to_pylist()}
    after = snapshot.last_day + WEEKS
    rows = {name: snapshot.read(name).to_pylist() for name in TABLES if name != "photo"}
    gone = {
        one: row for (kind, one), row in fates.items() if kind == "group" and row["choice"] in ("merge", "dissolve")
    }
    _close(rows, fates, plan.record.as_of + timedelta(5), after)
    old = [row for row in rows["membership"] if row["group_id"] in gone]
    moved = [row for row in rows["message"] if row["group_id"] in gone]
    rows["message"] = [*(row for row in rows["message"] if row["group_id"] not in gone), *_passed_on(moved, gone)]
    rows["membership"] = _members(rows["membership"], gone)
    if back:
        _come_back(rows, gone, old, moved)
    for row in rows["message"]:
        row["sent_at"] = row["sent_at"] + WEEKS  # type: ignore[operator]
    return _written(snapshot, rows, out, after)


def _close(rows: dict[str, list[Row]], fates: dict[tuple[str, str], Row], on: date, after: date) -> None:
    for kind, table, day in (
        ("group", "work_group", "dissolved_on"),
        ("account", "account", "closed_on"),
        ("app", "app", ""),
    ):
        for row in rows[table]:
            choice = fates.get((kind, str(row[f"{kind}_id"])), {}).get("choice", "keep")
            if choice == "temporary":
                row["task_end_on"] = after + timedelta(90)
            elif choice != "keep":
                row["state"] = "dissolved" if kind == "group" else "closed"
                row.update({day: on} if day else {})


def _passed_on(moved: list[Row], gone: dict[str, Row]) -> list[Row]:
    """What was said in a merged group is said in its target, but for the quarter that said the same twice."""
    kept = [row for at, row in enumerate(moved) if gone[str(row["group_id"])]["choice"] == "merge" and at % 4]
    return [{**row, "group_id": gone[str(row["group_id"])]["target_id"]} for row in kept]


def _members(members: list[Row], gone: dict[str, Row]) -> list[Row]:
    found = {(str(row["group_id"]), str(row["person_id"])): row for row in members if row["group_id"] not in gone}
    for row in members:
        target = gone.get(str(row["group_id"]), {}).get("target_id")
        if target:
            found.setdefault((str(target), str(row["person_id"])), {**row, "group_id": target})
    return list(found.values())


def _come_back(rows: dict[str, list[Row]], gone: dict[str, Row], members: list[Row], messages: list[Row]) -> None:
    unit = {str(row["group_id"]): row["unit_id"] for row in rows["work_group"]}
    rows["work_group"] += [
        {"group_id": f"new-{one}", "name": f"小圈子{at}", "unit_id": unit[one], "state": "active", "approved": False}
        for at, one in enumerate(sorted(gone))
    ]
    rows["membership"] += [{**row, "group_id": f"new-{row['group_id']}"} for row in members]
    again = [{**row, "group_id": f"new-{row['group_id']}", "message_id": f"n{row['message_id']}"} for row in messages]
    rows["message"] += again


def _written(snapshot: Snapshot, rows: dict[str, list[Row]], out: Path, last: date) -> Path:
    stored = {}
    for name, some in rows.items():
        table = TABLES[name]
        made = table.arrow(some).sort_by([(key, "ascending") for key in table.key])
        if name == "message":
            made = _coded(made, lambda column: column.dictionary_encode())
        file = Path(name, "part-0000.parquet") if name in PARTED else Path(f"{name}.parquet")
        (out / file).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(made, out / file)
        stored[name] = StoredTable(made.num_rows, (StoredFile(file.as_posix(), made.num_rows, ""),))
    manifest = replace(snapshot.manifest, snapshot_id="later", tables=stored, last_day=last)
    write_manifest(manifest, out)
    return out


def _coded(messages: pa.Table, encode: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> pa.Table:
    coded = {name: encode(messages[name]) for name in ("group_id", "sender_id", "kind")}
    return pa.table({name: coded.get(name, messages[name]) for name in messages.column_names})
