"""Document -> workbook with five sheets: about, burden, findings, evidence, data quality."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

from jianfu.base.i18n import Translator, translator
from jianfu.report.model import Document
from jianfu.report.wording import Wording
from jianfu.report.xlsx.burden import write_burden
from jianfu.report.xlsx.findings import write_evidence, write_findings
from jianfu.report.xlsx.quality import write_quality
from jianfu.report.xlsx.sheet import Sheet, Styles

FONT = {"zh-Hans": "微软雅黑", "en": "Calibri"}


def write_workbook(document: Document, *, language: str, out: Path) -> None:
    """Writes the workbook; the same document gives the same bytes."""
    say, wording = translator(language), Wording(language)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(out), options) as book:
        made_on = datetime.combine(date.fromisoformat(document.scope.as_of), time())
        book.set_properties({"title": say("report-title"), "created": made_on})
        styles = _styles(book, FONT[language])

        def sheet(name: str, widths: Sequence[float]) -> Sheet:
            return Sheet(book.add_worksheet(say(f"report-sheet-{name}")), styles, widths)

        _write_about(document, sheet("about", (44, 60, 60)), say, wording)
        write_burden(document.burden, sheet("burden", (28, 16, *[14] * 9)), say, wording)
        _write_long(document, sheet, say, wording)
        write_quality(document, sheet("quality", (36, 24, 18, 14, 44)), say, wording)


def _write_long(
    document: Document, sheet: Callable[[str, Sequence[float]], Sheet], say: Translator, wording: Wording
) -> None:
    """The two sheets that grow with the findings."""
    widths = (22, 12, 24, 12, 10, 34, 28, 60, 10, 14, 50, 50, 50, 26, 26)
    write_findings(document, sheet("findings", widths), say, wording)
    write_evidence(document, sheet("evidence", (24, 24, 30, 26, 18, *[18] * 60)), say, wording)


def _styles(book: xlsxwriter.Workbook, font: str) -> Styles:
    plain = {"font_name": font, "font_size": 10, "valign": "top"}
    return Styles(
        title=book.add_format({"font_name": font, "font_size": 14, "bold": True}),
        heading=book.add_format({**plain, "bold": True, "bg_color": "#E7F0EF", "bottom": 1, "text_wrap": True}),
        text=book.add_format({**plain, "text_wrap": True}),
        whole=book.add_format({**plain, "num_format": "#,##0"}),
        number=book.add_format({**plain, "num_format": "#,##0.0##"}),
        share=book.add_format({**plain, "num_format": "0.0%"}),
    )


def _write_about(document: Document, sheet: Sheet, say: Translator, wording: Wording) -> None:
    scope = document.scope
    sheet.title(say("report-title"))
    sheet.row([say("report-as-of", day=scope.as_of), say("report-leads")])
    if scope.first_day and scope.last_day:
        sheet.row([None, say("report-period", first=scope.first_day, last=scope.last_day)])
    counts = {
        name: wording.number(count)
        for name, count in (
            ("units", scope.units), ("people", scope.people), ("groups", scope.groups), ("messages", scope.messages)
        )
    }  # fmt: skip
    sheet.row([None, say("report-scope", **counts)])
    sheet.title(say("report-col-limit-kind"))
    for kind in ("exact", "exact_local", "setting"):
        sheet.row([say(f"report-limit-{kind}"), say(f"report-limit-meaning-{kind}")])
    sheet.title(say("report-is-not"))
    for point in ("verdict", "ranking", "count", "clock", "reading"):
        sheet.row([None, say(f"report-is-not-{point}")])
    not_run = [rule for rule in document.rules if rule.state in ("input_missing", "not_applicable", "error")]
    sheet.title(say("report-not-run", count=len(not_run)))
    for rule in not_run:
        sheet.row([say.pick(rule.title), wording.why_not_run(rule)])
    sheet.title(say("report-constants-caption"))
    for line in document.constants:
        values = " / ".join(wording.number(value) for value in (line.low, line.middle, line.high) if value is not None)
        sheet.row([say.pick(line.title), f"{values} {wording.unit(line.unit)}", say.pick(line.source)])
