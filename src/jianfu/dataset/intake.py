"""Takes readings apart: big tables into the spool, small ones into statements, the rest onto lists."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.errors import SourceProblem
from jianfu.base.progress import Progress
from jianfu.dataset.manifest import Fact, Heading, Input
from jianfu.dataset.notes import Notes
from jianfu.dataset.pseudonym import Pseudonyms
from jianfu.dataset.snapshot import PARTED
from jianfu.dataset.spool import Spool
from jianfu.dataset.statements import Statements
from jianfu.sources.batch import ROW, Batch, HeaderMatch, Note, Quarantined, Reading, SourceFile
from jianfu.tables import TABLES

NEEDED = {"message": ("group_id", "sent_at", "message_id"), "membership": ("group_id", "person_id")}
"""Columns without which a row of a parted table says nothing."""

LISTED = 10_000
"""So many rows in quarantine are listed for each file and code; all of them are counted."""
QUARANTINE = pa.schema(
    [
        ("file", pa.string()), ("sha256", pa.string()), ("sheet", pa.string()), ("row", pa.int64()),
        ("table", pa.string()), ("column", pa.string()), ("value", pa.string()), ("code", pa.string()),
        ("facts", pa.string()), ("row_kept", pa.bool_()),
    ]
)  # fmt: skip
"""One row or cell that could not be read; ``facts`` is a JSON object."""


@dataclass
class Span:
    """The earliest and latest moment messages were sent at."""

    first: datetime | None = None
    last: datetime | None = None

    def widen(self, moments: pa.ChunkedArray) -> None:
        """Takes more moments in."""
        extremes = pc.min_max(moments).as_py()
        if extremes["min"] is not None:
            self.first = min(self.first or extremes["min"], extremes["min"])
            self.last = max(self.last or extremes["max"], extremes["max"])


@dataclass
class Intake:
    """Everything the files of one import gave."""

    pseudonyms: Pseudonyms
    spool: Spool
    statements: Statements
    notes: Notes
    inputs: dict[str, Input] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    quarantine: list[dict[str, object]] = field(default_factory=list)
    sent: Span = field(default_factory=Span)
    _codes: Counter[str] = field(default_factory=Counter)
    """Of the file being read: rows and cells in quarantine, by code."""

    def take(self, reading: Reading, progress: Progress) -> None:
        """Reads one file to its end; a file that breaks off keeps what was read, with a note."""
        file = reading.file
        rows: Counter[str] = Counter()
        self._codes = Counter()
        try:
            for piece in reading.batches:
                match piece:
                    case Batch():
                        progress.advance(piece.rows.num_rows)
                        rows[piece.table] += self._take_batch(file, piece)
                    case Quarantined():
                        self._set_aside(file, piece)
                    case HeaderMatch():
                        self.headings.append(_heading(file, piece))
                    case Note():
                        facts = {**piece.facts, **({"sheet": piece.sheet} if piece.sheet else {})}
                        self.notes.about_file(file, f"note-{piece.code}", plain_facts(facts))
        except SourceProblem as problem:
            self.notes.about_file(
                file, "quality-file-broken-off", plain_facts({**problem.facts, "problem": problem.code})
            )
        self.inputs[file.sha256] = Input(
            file.name, file.sha256, file.byte_count, file.kind, dict(sorted(rows.items())),
            self._codes.total(), dict(sorted(self._codes.items())),
        )  # fmt: skip

    def _take_batch(self, file: SourceFile, batch: Batch) -> int:
        """Stores a batch; returns how many of its rows could be used."""
        if batch.table not in PARTED:
            self.statements.add(file, batch)
            return int(batch.rows.num_rows)
        rows = self._with_key(file, batch)
        used = int(rows.num_rows)
        if batch.table == "membership":
            named = pc.fill_null(pc.starts_with(rows["group_id"].cast(pa.string()), "name:"), False)
            self.statements.add(file, Batch("membership", rows.filter(named), batch.sheet))
            rows = rows.filter(pc.invert(named))
        if batch.table == "message":
            self.sent.widen(rows["sent_at"])
        self.spool.add(batch.table, rows)
        return used

    def _with_key(self, file: SourceFile, batch: Batch) -> pa.Table:
        rows = batch.rows
        for name in NEEDED.get(batch.table, ()):
            if name not in rows.column_names:
                rows = rows.append_column(name, pa.nulls(rows.num_rows, TABLES[batch.table].schema.field(name).type))
            if rows[name].null_count:
                missing = pc.is_null(rows[name])
                for row in rows.filter(missing)[ROW].to_pylist():
                    self._set_aside(file, Quarantined(row, name, "", "key-missing", table=batch.table))
                rows = rows.filter(pc.invert(missing))
        return rows

    def _set_aside(self, file: SourceFile, cell: Quarantined) -> None:
        self._codes[cell.code] += 1
        if self._codes[cell.code] > LISTED:
            return
        facts = json.dumps(plain_facts(cell.facts), ensure_ascii=False, sort_keys=True)
        self.quarantine.append(
            {
                "file": file.name, "sha256": file.sha256, "sheet": cell.sheet, "row": cell.row, "table": cell.table,
                "column": cell.column, "value": cell.value, "code": cell.code, "facts": facts,
                "row_kept": cell.row_kept,
            }
        )  # fmt: skip


def _heading(file: SourceFile, match: HeaderMatch) -> Heading:
    return Heading(
        file.name, match.sheet, match.heading, match.table, match.column, match.confidence, match.how, file.sha256
    )


def plain_facts(facts: Mapping[str, object]) -> dict[str, Fact]:
    """Facts as JSON can carry them: numbers stay, days and moments in ISO form, the rest as text."""
    return {name: _plain(facts[name]) for name in sorted(facts)}


def _plain(fact: object) -> Fact:
    if isinstance(fact, int | float | str):
        return fact
    return fact.isoformat() if isinstance(fact, date) else str(fact)
