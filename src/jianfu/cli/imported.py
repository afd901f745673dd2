"""What an import did, in words and as JSON: rows, quarantine, uncertain headings, notes."""

from collections.abc import Mapping

from jianfu.base.i18n import Translator
from jianfu.dataset.build import ImportSummary
from jianfu.dataset.manifest import Heading
from jianfu.dataset.notes import headings, spoken
from jianfu.report.quarantine import quarantined_rows, shown_value
from jianfu.tables import TABLES

WEIGHTY = ("quality-file-broken-off", "note-sheet-without-table", "note-sheet-hidden", "note-heading-contradicted")
"""Notes of something that was not read; they are told first."""
NONE = "none"
"""What a message shows nothing for."""
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
    silent = [one.name for one in summary.read if not one.rows and not one.quarantined]
    if silent:
        lines.append(say("import-gave-nothing", count=len(silent), files=_listed(silent, say)))
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
    notes = _notes(summary, say)
    if notes:
        lines.append(say("import-notes"))
        lines += [f"  {note}" for note in notes[:SHOWN]]
        lines += _more(len(notes), say)
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
        place = {"file": row["file"], "sheet": row["sheet"] or NONE, "row": row["row"]}
        value = shown_value(row) or NONE
        lines.append(say("import-place", **place, column=named["column"] or NONE, why=why, value=value))
    return lines + _more(len(rows), say)


def _notes(summary: ImportSummary, say: Translator) -> list[str]:
    """What to know, the weightiest first; what is said of several sheets of a file is said once."""
    sheets: dict[tuple[int, str, str], list[str]] = {}
    for note in summary.notes:
        if note.code == "quality-file-unread":
            continue
        said = say(note.code, **spoken(note.facts, say))
        weight = WEIGHTY.index(note.code) if note.code in WEIGHTY else len(WEIGHTY) + note.code.startswith("note-")
        sheets.setdefault((weight, note.file, said), []).append(str(note.facts.get("sheet", "")))
    lines = []
    for (_, file, said), named in sorted(sheets.items()):
        place = " · ".join(filter(None, (file, _listed(sorted(filter(None, named)), say))))
        lines.append(say("quality-in-file", file=place, note=said) if file else said)
    return lines


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


def _listed(names: list[str], say: Translator) -> str:
    shown = [*names[:SHOWN], *(["…"] if len(names) > SHOWN else [])]
    return say("report-list-separator").replace("_", " ").join(shown)


def _more(count: int, say: Translator) -> list[str]:
    return [f"  {say('import-more', count=count - SHOWN)}"] if count > SHOWN else []
