"""Letters and replies as far as the day of the audit knows them, in one order for every step that goes row by row."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.dataset.snapshot import Snapshot


def letters_until(snapshot: Snapshot, as_of: date) -> pa.Table:
    """Letters received up to ``as_of`` or on an unknown day, in key order."""
    return _until(snapshot.read("letter"), "received_at", as_of)


def replies_until(snapshot: Snapshot, as_of: date) -> pa.Table:
    """Replies given up to ``as_of`` or on an unknown day, in key order."""
    return _until(snapshot.read("reply"), "replied_at", as_of)


def _until(rows: pa.Table, column: str, as_of: date) -> pa.Table:
    day = rows[column].cast(pa.date32())
    return rows.filter(pc.fill_null(pc.less_equal(day, pa.scalar(as_of, pa.date32())), True)).combine_chunks()
