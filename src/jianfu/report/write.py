"""Writes the report in the format asked for."""

from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.report.html.rendering import render_html
from jianfu.report.json import encode_document
from jianfu.report.model import Document
from jianfu.report.pdf.typeset import render_pdf
from jianfu.report.xlsx.workbook import write_workbook

FORMATS = ("html", "xlsx", "json", "pdf")


def write_report(document: Document, *, form: str, language: str, out: Path) -> Path:
    """Writes ``out`` in one of ``FORMATS`` and one language (``zh-Hans`` or ``en``; JSON holds both) and names it.

    Raises ``UserProblem`` ``report-format``, ``report-unwritable``; ``report-font`` for a PDF without a Chinese font.
    """
    if form not in FORMATS:
        raise UserProblem("report-format", format=form, known=", ".join(FORMATS))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if form == "html":
            out.write_text(render_html(document, language), encoding="utf-8", newline="\n")
        elif form == "json":
            out.write_bytes(encode_document(document))
        elif form == "xlsx":
            write_workbook(document, language=language, out=out)
        else:
            out.write_bytes(render_pdf(document, language))
    except OSError as cause:
        raise UserProblem("report-unwritable", path=out, reason=cause.strerror or str(cause)) from cause
    return out
