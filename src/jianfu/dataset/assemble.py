"""Intake -> a finished snapshot folder: small tables settled, big ones in parts, calendar, provenance, manifest."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.base.progress import Progress
from jianfu.dataset.calendar import Period, calendar_rows, known_until, period_of
from jianfu.dataset.doubts import note_doubts
from jianfu.dataset.earlier import EXPORTED, KEPT, QUARANTINE, STATED, UNLISTED
from jianfu.dataset.intake import QUARANTINE as QUARANTINE_SCHEMA
from jianfu.dataset.intake import Intake
from jianfu.dataset.manifest import Heading, Manifest, StoredTable, write_manifest
from jianfu.dataset.partition import STATED as STATED_MEMBERS
from jianfu.dataset.partition import Partition, PartWriter
from jianfu.dataset.parts import Names, Vocabulary
from jianfu.dataset.settle import Settled, settle
from jianfu.dataset.snapshot import PARTED
from jianfu.dataset.spool import part_count
from jianfu.dataset.store import stored_file
from jianfu.tables import TABLES

ZSTD_LEVEL = 3
BEYOND = timedelta(days=31)
"""A letter dated later than this after the last message is a slip of the pen, not the last day."""
LONGEST = timedelta(days=20 * 366)
ID_DIGITS = 16


def assemble(intake: Intake, folder: Path, *, zone: str, key_check: str, progress: Progress) -> tuple[Manifest, str]:
    """Writes the snapshot into ``folder`` (empty); returns its manifest and the name it should be known by."""
    spool, notes = intake.spool, intake.notes
    progress.start("settle")
    spool.close()
    settled = settle(
        intake.statements, intake.pseudonyms, notes, groups=list(spool.groups.texts), persons=list(spool.persons.texts)
    )
    note_doubts(settled.tables, notes)
    spool.add("membership", settled.memberships, under=STATED_MEMBERS)
    spool.close()
    progress.finish()
    final_persons = [*settled.persons, *spool.persons.texts[len(settled.persons) :]]
    vocabulary = Vocabulary(Names.of(spool.groups.texts), Names.of(final_persons), Names.of(spool.words.texts))
    partition = PartWriter(spool, vocabulary, folder, _count_parts(intake)).write_all(progress)
    notes.count("membership-derived", len(partition.unlisted))
    first, last = _days(intake, settled)
    stored = {**_store_small(settled, folder), **partition.tables}
    period = _calendar(first, last, zone, intake)
    stored["calendar"] = _store("calendar", calendar_rows(period, zone=zone) if period else None, folder)
    duplicates = _duplicates(intake, settled, partition)
    for table, count in sorted(duplicates.items()):
        notes.count("duplicates", count, table=table)
    _store_beside(intake, settled, partition, folder)
    manifest = Manifest(
        snapshot_id=_content_id(stored, zone), zone=zone, key_check=key_check, tables=dict(sorted(stored.items())),
        inputs=tuple(sorted(intake.inputs.values(), key=lambda one: (one.name, one.sha256))),
        headings=tuple(sorted(intake.headings, key=_place)),
        notes=notes.all(),
        quarantine=_quarantine(intake),
        duplicates=duplicates, first_day=first, last_day=last,
        calendar_first=period.first if period else None, calendar_last=period.last if period else None,
    )  # fmt: skip
    written = write_manifest(manifest, folder).read_bytes()
    return manifest, f"{manifest.snapshot_id}-{hashlib.sha256(written).hexdigest()[:8]}"


def _count_parts(intake: Intake) -> int:
    """By the rows the files gave, so that adding files one by one ends with the same parts as all at once."""
    return part_count(max(sum(one.rows.get(table, 0) for one in intake.inputs.values()) for table in PARTED))


def _store_small(settled: Settled, folder: Path) -> dict[str, StoredTable]:
    return {name: _store(name, rows, folder) for name, rows in settled.tables.items()}


def _store(name: str, rows: pa.Table | None, folder: Path) -> StoredTable:
    rows = TABLES[name].schema.empty_table() if rows is None else rows
    path = folder / f"{name}.parquet"
    _write(rows, path)
    return StoredTable(rows.num_rows, (stored_file(path, folder, rows.num_rows),))


def _write(rows: pa.Table, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    pq.write_table(rows, path, compression="zstd", compression_level=ZSTD_LEVEL)


def _store_beside(intake: Intake, settled: Settled, partition: Partition, folder: Path) -> None:
    """What is no table: statements, provenance, quarantine, and what only the next import needs."""
    intake.statements.write(folder)
    for name, rows in settled.origins.items():
        _write(rows, folder / "provenance" / f"{name}.parquet")
    order = [(name, "ascending") for name in QUARANTINE_SCHEMA.names]
    _write(pa.Table.from_pylist(intake.quarantine, QUARANTINE_SCHEMA).sort_by(order), folder / QUARANTINE)
    _write(pa.table({"group_id": partition.unlisted}), folder / KEPT / UNLISTED)
    stated = pc.unique(settled.memberships["group_id"]).sort()
    _write(pa.table({"group_id": stated}), folder / KEPT / STATED)
    _write(partition.exported, folder / KEPT / EXPORTED)


def _duplicates(intake: Intake, settled: Settled, partition: Partition) -> Mapping[str, int]:
    """Rows the files gave beyond the rows there are."""
    counts = {name: count for name, count in settled.duplicates.items() if count}
    for table in PARTED:
        given = sum(one.rows.get(table, 0) for one in intake.inputs.values())
        derived = partition.derived_members if table == "membership" else 0
        if more := given - (partition.tables[table].rows - derived):
            counts[table] = more
    return dict(sorted(counts.items()))


def _days(intake: Intake, settled: Settled) -> tuple[date | None, date | None]:
    """First and last day of messages, letters and replies; else the latest day a ledger speaks of."""
    days = {
        moment.date()
        for table, column in (("letter", "received_at"), ("reply", "replied_at"))
        for moment in pc.unique(settled.tables[table][column]).to_pylist()
        if moment
    }
    if intake.sent.first and intake.sent.last:
        late = {day for day in days if day > intake.sent.last.date() + BEYOND}
        intake.notes.count("days-beyond-archive", len(late))
        days = days - late | {intake.sent.first.date(), intake.sent.last.date()}
    if days:
        return max(min(days), max(days) - LONGEST), max(days)
    latest = _latest_ledger_day(settled)
    if latest:
        intake.notes.add("last-day-from-ledgers", day=latest.isoformat())
    return latest, latest


def _latest_ledger_day(settled: Settled) -> date | None:
    columns = (("work_group", "last_active_on"), ("account", "last_post_on"), ("app", "last_updated_on"))
    found = [pc.max(settled.tables[table][column]).as_py() for table, column in columns]
    return max((day for day in found if day), default=None)


def _calendar(first: date | None, last: date | None, zone: str, intake: Intake) -> Period | None:
    if first is None or last is None:
        return None
    period = period_of(first, last)
    known = known_until(zone)
    if known is None:
        intake.notes.add("calendar-weekends-only", zone=zone)
    elif known < period.last:
        intake.notes.add("calendar-short", known=known.isoformat(), until=period.last.isoformat())
    return period


def _quarantine(intake: Intake) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for one in intake.inputs.values():
        counts.update(one.quarantine)
    return dict(sorted(counts.items()))


def _place(one: Heading) -> tuple[str, ...]:
    return one.file, one.sha256, one.sheet, one.table, one.column, one.heading


def _content_id(stored: Mapping[str, StoredTable], zone: str) -> str:
    digest = hashlib.sha256(f"jianfu snapshot 1\n{zone}\n".encode())
    for name in sorted(stored):
        for file in stored[name].files:
            digest.update(f"{file.path} {file.sha256}\n".encode())
    return digest.hexdigest()[:ID_DIGITS]
