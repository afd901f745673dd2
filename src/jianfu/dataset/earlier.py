"""What an earlier snapshot brings into the next one: one more input beside the new files."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.dataset.intake import Intake
from jianfu.dataset.snapshot import PARTED, Snapshot

KEPT = "kept"
"""Folder of a snapshot for what only the next import needs."""
UNLISTED = "groups_without_members.parquet"
"""Groups whose members were taken from who wrote: taken anew each time."""
STATED = "groups_in_ledgers.parquet"
"""Groups that ledgers state members of: these statements are settled anew each time."""
EXPORTED = "membership_exported.parquet"
"""What exports state about the members of those."""
QUARANTINE = "quarantine.parquet"
BATCH_ROWS = 262_144


def carry_over(earlier: Snapshot, intake: Intake) -> None:
    """Adds all an earlier snapshot holds; of files read again in this import, what was read now alone counts."""
    again = set(intake.inputs)
    for one in earlier.manifest.inputs:
        intake.inputs.setdefault(one.sha256, one)
    intake.headings.extend(one for one in earlier.manifest.headings if one.sha256 not in again)
    intake.notes.carry(earlier.manifest.notes, without=again)
    intake.statements.carry(earlier.folder, without=again)
    set_aside = _read(earlier.folder / QUARANTINE)
    intake.quarantine.extend(row for row in set_aside.to_pylist() if row["sha256"] not in again)
    intake.pseudonyms.trust(earlier.read("person", ["person_id"])["person_id"].to_pylist())
    for table in PARTED:
        for rows in _rows(earlier, table):
            if table == "message":
                intake.sent.widen(rows["sent_at"])
            intake.spool.add(table, rows)


def _rows(earlier: Snapshot, table: str) -> Iterator[pa.Table]:
    """The rows of a parted table; memberships without those that are settled anew."""
    kept = earlier.folder / KEPT
    left_out = pa.concat_tables([_read(kept / UNLISTED), _read(kept / STATED)])["group_id"].combine_chunks()
    for path in earlier.files(table):
        try:
            for batch in pq.ParquetFile(path).iter_batches(BATCH_ROWS):
                rows = pa.Table.from_batches([batch])
                if table == "membership":
                    again = pc.is_in(rows["group_id"].cast(pa.string()), value_set=left_out)
                    rows = rows.filter(pc.invert(again))
                yield rows
        except (OSError, pa.ArrowInvalid) as cause:
            raise UserProblem("dataset-unreadable", path=path) from cause
    if table == "membership":
        yield _read(kept / EXPORTED)


def _read(path: Path) -> pa.Table:
    try:
        return pq.read_table(path, partitioning=None)
    except (OSError, pa.ArrowInvalid) as cause:
        raise UserProblem("dataset-unreadable", path=path) from cause
