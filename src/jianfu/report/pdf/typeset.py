"""Document -> PDF bytes, set in Chinese type found on this machine."""

import json
from datetime import UTC, date, datetime, time
from importlib.resources import files

import typst

from jianfu.base.errors import Defect, UserProblem
from jianfu.report.model import Document
from jianfu.report.pdf.sheet import pdf_sheet

CHINESE_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "HarmonyOS Sans SC",
    "MiSans", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei",
)  # fmt: skip
"""Families that hold simplified Chinese, the best first."""


def render_pdf(document: Document, language: str) -> bytes:
    """The report as a tagged PDF; the same document and fonts give the same bytes.

    Raises ``UserProblem`` ``report-font`` where the machine has no Chinese font: its text would silently be missing.
    """
    family = chinese_font(typst.Fonts().families())
    made_on = datetime.combine(date.fromisoformat(document.scope.as_of), time(), UTC)
    sheet = json.dumps(pdf_sheet(document, language), ensure_ascii=False)
    try:
        pdf = typst.compile(
            files("jianfu.report.pdf").joinpath("report.typ").read_bytes(),
            format="pdf",
            sys_inputs={"sheet": sheet, "font": family, "lang": language[:2]},
            timestamp=int(made_on.timestamp()),
        )
    except typst.TypstError as cause:
        raise Defect("report-pdf", reason=str(cause)) from cause
    if not isinstance(pdf, bytes):
        raise Defect("report-pdf", reason="no output")
    return pdf


def chinese_font(families: list[str]) -> str:
    """The best Chinese family among those the machine has; raises ``UserProblem`` ``report-font``."""
    for family in CHINESE_FONTS:
        if family in families:
            return family
    raise UserProblem("report-font")
