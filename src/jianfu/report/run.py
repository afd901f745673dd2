"""A finished run as it stands in its folder: what the library hands out and later steps start from."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.dataset.snapshot import Snapshot, open_snapshot
from jianfu.detect.finding import FINDING
from jianfu.detect.record import RunRecord, read_record
from jianfu.measure.catalogue import MEASURES
from jianfu.report.document import RunFolder
from jianfu.report.json import read_document
from jianfu.report.model import Document
from jianfu.report.write import write_report


@dataclass(frozen=True)
class Run:
    """One audit, read from its folder; nothing is computed again."""

    folder: Path
    record: RunRecord

    @cached_property
    def findings(self) -> pa.Table:
        """All findings: one row a rule and subject, columns of ``FINDING``; ``state`` open, muted or exempted."""
        return pq.read_table(self.folder / "findings.parquet").cast(FINDING.schema)

    def measure(self, name: str) -> pa.Table:
        """The table a measure left; raises ``UserProblem`` for an unknown name.

        ``burden_person`` holds pseudonyms and is for that person alone.
        """
        if name not in MEASURES:
            raise UserProblem("measure-unknown", measure=name, known=", ".join(MEASURES))
        return RunFolder(self.folder).measure(MEASURES[name])

    @cached_property
    def document(self) -> Document:
        """The report as data."""
        return read_document(self.folder)

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that was audited; raises ``UserProblem`` where it has been moved away."""
        return open_snapshot(self.folder / self.record.snapshot)

    def counts(self) -> dict[str, int]:
        """Findings by state, and ``notices``: open findings with one cause make one."""
        states = Counter(self.findings.column("state").to_pylist())
        causes = {
            cause
            for cause, state in zip(
                self.findings.column("cause_id").to_pylist(), self.findings.column("state").to_pylist(), strict=True
            )
            if state == "open"
        }
        return {**{state: states[state] for state in ("open", "muted", "exempted")}, "notices": len(causes)}

    def open_findings(self) -> list[tuple[str, str]]:
        """Rule and kind of limit of every open finding."""
        rows = self.findings.select(["rule_id", "limit_kind", "state"]).to_pylist()
        return [(row["rule_id"], row["limit_kind"]) for row in rows if row["state"] == "open"]

    def write_report(self, *, form: str, language: str = "zh-Hans", out: Path | None = None) -> Path:
        """The report as ``html``, ``xlsx``, ``json`` or ``pdf`` in one language; by default into the run folder."""
        return write_report(self.document, form=form, language=language, out=out or self.folder / f"report.{form}")


def open_run(folder: Path | str) -> Run:
    """Opens a run folder; raises ``UserProblem`` where it is none."""
    folder = Path(folder)
    return Run(folder, read_record(folder))
