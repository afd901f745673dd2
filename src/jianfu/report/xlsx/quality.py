"""The data-quality sheet: files, quarantine with examples, guessed headings, notes."""

from jianfu.base.i18n import Translator
from jianfu.report.model import Document
from jianfu.report.wording import Wording
from jianfu.report.xlsx.sheet import Sheet


def write_quality(document: Document, sheet: Sheet, say: Translator, wording: Wording) -> None:
    """Four small tables below one another."""
    quality = document.quality
    sheet.title(say("report-files"))
    sheet.heading([*(say(f"report-col-{name}") for name in ("file", "kind", "rows", "quarantined")), "SHA-256"])
    for file in quality.files:
        sheet.row([file.name, wording.source_kind(file.kind), file.rows, file.quarantined, file.sha256])
    sheet.title(say("report-quarantine"))
    for line in quality.quarantine:
        sheet.row([wording.quarantine(line), None, line.count])
        for example in line.examples:
            place = say("report-place", file=example.file, row=example.row)
            sheet.row([None, place, wording.column_name(example.column), None, example.value])
    sheet.title(say("report-headers"))
    sheet.heading([say(f"report-col-{name}") for name in ("file", "header", "column", "confidence")])
    for header in quality.headers:
        read_as = wording.column_name(header.column) if header.column else say("report-unused")
        confidence = header.confidence if header.column else None
        sheet.row([header.file, header.header, read_as, confidence], shares=frozenset({3}))
    sheet.title(say("report-notes"))
    for note in wording.notes(quality.notes):
        sheet.row([note.words, wording.separator().join(note.files)])
