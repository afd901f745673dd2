"""What the settled tables say that cannot be meant: told as quality notes, never put right by guessing."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.dataset.notes import Notes
from jianfu.tables import TABLES

IN_ORDER = (
    ("work_group", "task_start_on", "task_end_on", "name"),
    ("work_group", "created_on", "dissolved_on", "name"),
    ("account", "opened_on", "closed_on", "name"),
    ("exemption", "from_on", "until_on", "subject"),
)
"""Table, the earlier day, the later one, and the column that names the entry."""


def note_doubts(tables: Mapping[str, pa.Table], notes: Notes) -> None:
    """Days in the wrong order, replies before their letters, exemptions that cannot be honoured."""
    exemptions = _with_subjects(tables)
    for table, earlier, later, name in IN_ORDER:
        rows = exemptions if table == "exemption" else tables[table]
        _note(notes, "days-reversed", rows.filter(pc.less(rows[later], rows[earlier])), name, table=table, column=later)
    received = tables["letter"].select(["letter_id", "received_at"])
    answered = tables["reply"].select(["letter_id", "replied_at"]).join(received, "letter_id", join_type="inner")
    early = answered.filter(pc.less(answered["replied_at"], answered["received_at"]))
    _note(notes, "days-reversed", early, "letter_id", table="reply", column="replied_at")
    whole = pc.and_(pc.fill_null(exemptions["approved"], False), pc.is_valid(exemptions["reason"]))
    whole = pc.and_(whole, pc.is_valid(exemptions["until_on"]))
    _note(notes, "exemptions-incomplete", exemptions.filter(pc.invert(whole)), "subject")


def _with_subjects(tables: Mapping[str, pa.Table]) -> pa.Table:
    """The exemptions with the name of what they exempt in a column ``subject``; its id where nothing names it."""
    names = {
        row[key]: row["name"]
        for table in ("unit", "work_group", "app", "account", "form")
        for key in TABLES[table].key
        for row in tables[table].select([key, "name"]).to_pylist()
    }
    rows = tables["exemption"]
    subjects = [names.get(subject) or subject for subject in rows["subject_id"].to_pylist()]
    return rows.append_column("subject", pa.array(subjects, pa.string()))


def _note(notes: Notes, code: str, rows: pa.Table, name: str, **facts: str) -> None:
    notes.about_names(code, [text or "—" for text in rows[name].to_pylist()], **facts)
