"""The data-quality part: what was read, what was set aside and why, which headings were guessed."""

from collections.abc import Mapping, Sequence

from jianfu.dataset.manifest import Manifest
from jianfu.report.model import Cell, FileLine, HeaderLine, NoteLine, Quality, QuarantineExample, QuarantineLine
from jianfu.report.quarantine import shown_value

CERTAIN = 0.95
"""Headings matched with less confidence are listed."""
EXAMPLES = 3

Row = Mapping[str, object]


def make_quality(manifest: Manifest, quarantined: Sequence[Row]) -> Quality:
    """``quarantined`` are the rows set aside: ``file``, ``row``, ``column``, ``value``, ``code``, ``facts``."""
    files = [
        FileLine(
            name=given.name,
            kind=given.kind,
            rows=sum(given.rows.values()),
            quarantined=given.quarantined,
            byte_count=given.byte_count,
            sha256=given.sha256,
        )
        for given in sorted(manifest.inputs, key=lambda given: (given.name, given.sha256))
    ]
    return Quality(
        files=files,
        file_count=len(files),
        row_count=sum(file.rows for file in files),
        quarantined_count=sum(manifest.quarantine.values()),
        table_rows={name: manifest.tables[name].rows for name in sorted(manifest.tables)},
        quarantine=_quarantine(manifest.quarantine, quarantined),
        headers=_headers(manifest),
        notes=_notes(manifest),
    )


def _quarantine(counts: Mapping[str, int], rows: Sequence[Row]) -> list[QuarantineLine]:
    by_code: dict[str, list[Row]] = {}
    for row in sorted(rows, key=_place):
        by_code.setdefault(str(row["code"]), []).append(row)
    lines = []
    for code in sorted(counts, key=lambda code: (-counts[code], code)):
        found = by_code.get(code, [])
        facts = found[0].get("facts") if found else None
        lines.append(
            QuarantineLine(
                code=code,
                facts=_facts(facts) if isinstance(facts, Mapping) else {},
                count=counts[code],
                examples=[_example(row) for row in found[:EXAMPLES]],
            )
        )
    return lines


def _place(row: Row) -> tuple[str, int, str]:
    number = row["row"]
    return str(row["file"]), number if isinstance(number, int) else 0, str(row["column"] or "")


def _example(row: Row) -> QuarantineExample:
    file, number, column = _place(row)
    file = f"{file} · {row['sheet']}" if row.get("sheet") else file
    return QuarantineExample(file=file, row=number, column=column, value=shown_value(row))


def _headers(manifest: Manifest) -> list[HeaderLine]:
    return [
        HeaderLine(heading.file, heading.heading, heading.column, round(heading.confidence, 2))
        for heading in sorted(manifest.headings, key=lambda heading: (heading.file, heading.sheet, heading.heading))
        if heading.how != "mapping" and heading.confidence < CERTAIN
    ]


def _notes(manifest: Manifest) -> list[NoteLine]:
    """Notes that say the same of many files are one line."""
    same: dict[str, NoteLine] = {}
    for note in sorted(manifest.notes, key=lambda note: (note.file, note.code)):
        facts = _facts(note.facts)
        line = same.setdefault(f"{note.code} {sorted(facts.items())}", NoteLine(note.code, facts, []))
        if note.file and note.file not in line.files:
            line.files.append(note.file)
    return [same[key] for key in sorted(same)]


def _facts(facts: Mapping[str, object]) -> dict[str, Cell]:
    return {
        name: value if isinstance(value, str | int | float) else str(value) for name, value in sorted(facts.items())
    }
