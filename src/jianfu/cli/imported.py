"""What an import did, in words and as JSON: rows, quarantine, uncertain headings, notes."""

from collections.abc import Mapping

from jianfu.base.i18n import Translator
from jianfu.dataset.build import ImportSummary
from jianfu.dataset.manifest import Heading
from jianfu.dataset.notes import headings, words
from jianfu.report.quarantine import quarantined_rows
from jianfu.tables import TABLES

SHOWN = 12
"""So many uncertain headings and notes are printed; all of them stand in the manifest and the report."""


def summary_facts(summary: ImportSummary) -> dict[str, object]:
    """The summary as plain data."""
    return {
        "snapshot_id": summary.snapshot.snapshot_id,
        "changed": summary.changed,
        "files": [
            {"name": one.name, "kind": one.kind, "rows": dict(one.rows), "quarantined": one.quarantined}
            for one in summary.read
        ],
        "skipped": list(summary.skipped),
        "unread": [{"problem": problem.code, **problem.facts} for problem in summary.unread],
        "rows": dict(summary.rows),
        "duplicates": dict(summary.duplicates),
        "quarantine": dict(summary.quarantine),
        "unsure_headings": [
            {
                "file": one.file, "sheet": one.sheet, "heading": one.heading, "table": one.table, "column": one.column,
                "confidence": round(one.confidence, 3),
            }
            for one in summary.unsure
        ],
        "notes": [{"code": note.code, "file": note.file, **note.facts} for note in summary.notes],
    }  # fmt: skip


def summary_words(summary: ImportSummary, facts: Mapping[str, object], say: Translator) -> str:
    """The summary for a person: what was read, what is in quarantine, what to look at."""
    lines = [say("import-read", files=len(summary.read), skipped=len(summary.skipped))]
    lines += [f"  {_title(name, say)}: {rows:,}" for name, rows in summary.rows.items()]
    if summary.unread:
        lines.append(say("import-unread", count=len(summary.unread)))
        lines += [f"  {say.problem(problem)}" for problem in summary.unread[:SHOWN]]
        lines += _more(len(summary.unread), say)
    repeated = sum(summary.duplicates.values())
    if repeated:
        lines.append(say("import-duplicates", count=repeated))
    if summary.quarantine:
        lines.append(say("import-quarantine", count=sum(summary.quarantine.values())))
        lines += [f"  {line}" for line in _quarantine_lines(summary, say)]
    else:
        lines.append(say("import-no-quarantine"))
    if summary.unsure:
        lines.append(say("import-unsure", count=len(summary.unsure)))
        lines += [f"  {_heading_line(one, say)}" for one in summary.unsure[:SHOWN]]
        lines += _more(len(summary.unsure), say)
    if summary.notes:
        lines.append(say("import-notes"))
        lines += [f"  {words(note, say)}" for note in summary.notes[:SHOWN]]
        lines += _more(len(summary.notes), say)
    lines.append(say("import-done", **{name: facts[name] for name in ("dataset", "seconds")}))
    return "\n".join(lines)


def _title(table: str, say: Translator) -> str:
    return say.pick({"zh": TABLES[table].zh, "en": TABLES[table].en})


def _quarantine_lines(summary: ImportSummary, say: Translator) -> list[str]:
    """The first few places: file, row, column and why."""
    rows = quarantined_rows(summary.snapshot)
    lines = []
    for row in rows[:SHOWN]:
        named = headings({"table": str(row["table"]), "column": str(row["column"])}, say)
        facts = row["facts"] if isinstance(row["facts"], Mapping) else {}
        why = say(f"quarantine-{row['code']}", **facts)
        lines.append(say("import-place", file=row["file"], row=row["row"], column=named["column"], why=why))
    return lines + _more(len(rows), say)


def _heading_line(one: Heading, say: Translator) -> str:
    named = headings({"table": one.table, "column": one.column}, say)
    if not one.column:
        return say("import-heading-unused", file=one.file, heading=one.heading)
    return say(
        "import-heading",
        file=one.file,
        heading=one.heading,
        column=named["column"],
        percent=round(one.confidence * 100),
    )


def _more(count: int, say: Translator) -> list[str]:
    return [f"  {say('import-more', count=count - SHOWN)}"] if count > SHOWN else []
