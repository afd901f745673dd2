"""Small snapshots written straight from rows, for the tests of the measures."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.dataset.manifest import Manifest, StoredFile, StoredTable, write_manifest
from jianfu.dataset.snapshot import PARTED, Snapshot, open_snapshot
from jianfu.engine.duckdb import DuckdbEngine
from jianfu.measure.burden.constants import Constants, default_constants
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.run import compute_all
from jianfu.tables import TABLES

Rows = Sequence[Mapping[str, object]]

MONDAY = date(2026, 9, 7)
HOLIDAY = date(2026, 9, 25)
_folders = itertools.count()


def workdays(first: date, days: int) -> list[dict[str, object]]:
    """A calendar in which Monday to Friday work, but for one holiday."""
    rows, number = [], 0
    for offset in range(days):
        day = first + timedelta(offset)
        working = day.isoweekday() < 6 and day != HOLIDAY
        number += working
        kind = "workday" if working else ("holiday" if day == HOLIDAY else "weekend")
        rows.append({"day": day, "kind": kind, "working": working, "workday_number": number})
    return rows


def make_snapshot(root: Path, tables: Mapping[str, Rows], *, parts: int = 2, row_group: int = 3) -> Snapshot:
    """A snapshot folder of these rows; parted tables are split by group, in key order."""
    folder = root / f"snapshot-{next(_folders)}"
    stored = {}
    tables = {"calendar": workdays(date(2026, 8, 1), 90), **tables}
    for name, rows in tables.items():
        table = TABLES[name]
        ordered = table.arrow([dict(row) for row in rows]).sort_by([(key, "ascending") for key in table.key])
        files = []
        for number, piece in enumerate(_split(ordered, tables, parts) if name in PARTED else [ordered]):
            path = Path(name, f"part-{number:04}.parquet") if name in PARTED else Path(f"{name}.parquet")
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(_coded(piece) if name == "message" else piece, folder / path, row_group_size=row_group)
            files.append(StoredFile(path.as_posix(), piece.num_rows, ""))
        stored[name] = StoredTable(ordered.num_rows, tuple(files))
    write_manifest(Manifest("test", "Asia/Shanghai", "", stored), folder)
    return open_snapshot(folder)


def _coded(messages: pa.Table) -> pa.Table:
    """Group, sender and kind as dictionary columns, as the dataset writes them."""
    coded = {name: messages[name].dictionary_encode() for name in ("group_id", "sender_id", "kind")}
    return pa.table({name: coded.get(name, messages[name]) for name in messages.column_names})


def _split(table: pa.Table, tables: Mapping[str, Rows], parts: int) -> list[pa.Table]:
    groups = sorted({str(row["group_id"]) for name in PARTED for row in tables.get(name, ())})
    part_of = {group: number % parts for number, group in enumerate(groups)}
    place = pa.array([part_of[group] for group in table["group_id"].to_pylist()], pa.int64())
    return [table.filter(pa.compute.equal(place, number)) for number in range(parts)]


def measure(
    root: Path,
    tables: Mapping[str, Rows],
    *,
    as_of: date = date(2026, 9, 30),
    constants: Constants | None = None,
    parts: int = 2,
    slice_rows: int = 5,
) -> dict[str, list[dict[str, object]]]:
    """Every measure of these rows, as lists of rows."""
    snapshot = make_snapshot(root, tables, parts=parts)
    engine = DuckdbEngine(threads=2)
    given = MeasureInput(snapshot, engine, as_of, constants or default_constants(), slice_rows)
    found = compute_all(given)
    engine.close()
    return {name: table.to_pylist() for name, table in found.items()}


def at(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """A wall-clock moment of September 2026."""
    return datetime.combine(date(2026, 9, day), time(hour, minute, second))


def message(group: str, moment: datetime, sender: str | None, text: str | None, **more: object) -> dict[str, object]:
    """One message row; the id tells where and when it was sent."""
    row: dict[str, object] = {
        "group_id": group,
        "sent_at": moment,
        "message_id": f"{group}-{moment:%m%d%H%M%S}-{sender}",
        "sender_id": sender,
        "kind": "text",
        "text": text,
        "char_count": len(text or ""),
    }
    return {**row, **more}
