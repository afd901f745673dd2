"""A finished audit as the plan reads it: snapshot, measures and findings, nothing computed again."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.dataset.snapshot import Snapshot, open_snapshot
from jianfu.detect.finding import FINDING
from jianfu.detect.record import RunRecord, read_record
from jianfu.measure.catalogue import MEASURES

MIDDLE = "minutes_middle"


@dataclass(frozen=True)
class AuditedRun:
    """One audit by its folder."""

    folder: Path
    record: RunRecord

    @cached_property
    def snapshot(self) -> Snapshot:
        """The snapshot that was audited; raises ``UserProblem`` where it has been moved away."""
        return open_snapshot(self.folder / self.record.snapshot)

    @property
    def as_of(self) -> date:
        """The day the audit judged on."""
        return self.record.as_of

    def measure(self, name: str) -> pa.Table:
        """The table a measure left, empty where it was not computed.

        Raises ``UserProblem`` where an earlier version of the program made it with other columns.
        """
        path = self.folder / "measures" / f"{name}.parquet"
        if not path.is_file():
            return MEASURES[name].arrow()
        try:
            return pq.read_table(path).cast(MEASURES[name].schema)
        except ValueError as cause:
            raise UserProblem("plan-run-older", path=path) from cause

    @cached_property
    def findings(self) -> pa.Table:
        """Open findings: those muted by another one too, since they are as true; exempted ones not."""
        found = pq.read_table(self.folder / "findings.parquet").cast(FINDING.schema)
        return found.filter(pc.is_in(found["state"], pa.array(["open", "muted"])))

    def subjects(self, *rules: str) -> frozenset[str]:
        """The ids these rules found."""
        rows = self.findings.filter(pc.is_in(self.findings["rule_id"], pa.array(rules)))
        return frozenset(rows["subject_id"].to_pylist())

    @cached_property
    def working_days(self) -> int:
        """Working days the messages cover; one where there are none."""
        activity = self.measure("group_activity")
        if not activity.num_rows:
            return 1
        first = pc.min(activity["first_message_at"]).as_py().date()
        last = min(pc.max(activity["last_message_at"]).as_py().date(), self.as_of)
        calendar = self.snapshot.read("calendar", ["day", "working"])
        known = dict(zip(calendar["day"].to_pylist(), calendar["working"].to_pylist(), strict=True))
        days = (first + timedelta(at) for at in range((last - first).days + 1))
        return max(1, sum(bool(known.get(day, day.isoweekday() <= 5)) for day in days))

    def group_minutes(self) -> pa.Table:
        """``group_id``, all minutes of the group per working day and those that reading alone takes."""
        rows = self.measure("burden_group")
        reading = pc.is_in(rows["component"], pa.array(["reading", "rereading"]))
        rows = rows.append_column("reading", pc.if_else(reading, rows[MIDDLE], 0.0))
        summed = rows.group_by("group_id").aggregate([(MIDDLE, "sum"), ("reading", "sum")])
        return pa.table(
            {
                "group_id": summed["group_id"],
                "minutes": pc.divide(summed[f"{MIDDLE}_sum"], float(self.working_days)),
                "reading": pc.divide(summed["reading_sum"], float(self.working_days)),
            }
        )


def open_audited(folder: Path) -> AuditedRun:
    """Opens a run folder; raises ``UserProblem`` where it is none."""
    return AuditedRun(folder, read_record(folder))


def place_in(known: list[str] | tuple[str, ...], wanted: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """The place of each id in ``known``; -1 where it is not there."""
    found = pc.fill_null(pc.index_in(wanted, pa.array(known, pa.string())), -1)
    return np.asarray(
        found.to_numpy(zero_copy_only=False) if isinstance(found, pa.Array) else found.to_numpy(), np.int64
    )
