"""Writes blank ledgers: one sheet for each table, headings in both languages, drop-downs, an example, notes."""

from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import Translator
from jianfu.base.spreadsheet import safe_cell
from jianfu.sources.dictionary import LEDGER_TABLES, value_spellings
from jianfu.sources.examples import EXAMPLES
from jianfu.sources.shaping import column_of
from jianfu.sources.template_columns import TEMPLATE_COLUMNS, TemplateColumn
from jianfu.tables import TABLES, Kind
from jianfu.tables.words import unit_of

BLANK_ROWS = 500
HEADING_ROW = 2
EXAMPLE_ROW = 3
"""0-based; blank rows follow."""
DROP_DOWN_CHARACTERS = 255
"""A list longer than this cannot be written into the validation itself."""
FLAG_WORDS = ["是", "否"]


def write_template(path: Path, language: str) -> None:
    """A workbook of blank ledgers that this package reads back with full confidence.

    Headings stand in Chinese and English; notes and the cover are in ``language`` (``zh-Hans`` or ``en``). Raises
    ``UserProblem`` where a file is there already, which may have been filled in, or the place cannot be written to.
    """
    say = Translator(language)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("xb")
    except OSError as cause:
        if path.exists():
            raise UserProblem("output-exists", path=path) from cause
        raise UserProblem("output-unwritable", path=path, reason=cause.strerror or str(cause)) from cause
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with stream, xlsxwriter.Workbook(stream, options) as book:
        formats = {
            "title": book.add_format({"bold": True, "font_size": 16, "font_color": "#1f3a5f"}),
            "heading": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "vcenter",
                    "align": "center",
                    "bg_color": "#dde7f0",
                    "border": 1,
                    "border_color": "#9db4c8",
                }
            ),
            "example": book.add_format({"italic": True, "font_color": "#7a7a7a", "bg_color": "#f4f4f4"}),
            "note": book.add_format({"font_color": "#555555"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "text": book.add_format({"num_format": "@"}),
        }
        _write_cover(book.add_worksheet(say("template-readme")), say, formats)
        for table in LEDGER_TABLES:
            sheet = book.add_worksheet(TABLES[table].zh if language != "en" else TABLES[table].en)
            _write_ledger(sheet, table, say, formats)


def _write_cover(sheet: Worksheet, say: Translator, formats: dict[str, Format]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 100)
    sheet.write_string(1, 1, say("template-readme-title"), formats["title"])
    lines = [say(f"template-readme-{line}") for line in ("fill", "dates", "own", "persons")]
    lines += ["", say("template-readme-sheets")]
    lines += [f"{TABLES[table].zh}  {TABLES[table].en}" for table in LEDGER_TABLES]
    for row, line in enumerate(lines, 3):
        sheet.write_string(row, 1, line, formats["note"])


def _write_ledger(sheet: Worksheet, table: str, say: Translator, formats: dict[str, Format]) -> None:
    columns = TEMPLATE_COLUMNS[table]
    sheet.write_string(0, 0, f"{TABLES[table].zh}  {TABLES[table].en}", formats["title"])
    sheet.write_string(1, 0, say("template-example-row"), formats["note"])
    sheet.set_row(HEADING_ROW, 34)
    sheet.freeze_panes(HEADING_ROW + 1, 2)
    _write_heading(sheet, 0, "序号\nNo.", formats)
    sheet.set_column(0, 0, 8)
    sheet.write_string(EXAMPLE_ROW, 0, say("template-example"), formats["example"])
    for at, column in enumerate(columns, 1):
        _write_heading(sheet, at, f"{column.zh}\n{column.en}", formats)
        example = EXAMPLES[table].get(column.name, "")
        sheet.write_string(EXAMPLE_ROW, at, safe_cell(example), formats["example"])
        sheet.set_column(at, at, max(12, 2 * len(column.zh) + 2, len(column.en) + 2), _format(table, column, formats))
        _write_help(sheet, at, table, column, say)
        _validate(sheet, at, table, column, say)


def _write_heading(sheet: Worksheet, column: int, text: str, formats: dict[str, Format]) -> None:
    sheet.write_string(HEADING_ROW, column, text, formats["heading"])


def _format(table: str, column: TemplateColumn, formats: dict[str, Format]) -> Format | None:
    kind = column_of(table, column.name).kind
    return {Kind.DATE: formats["date"], Kind.MOMENT: formats["moment"], Kind.TEXT: formats["text"]}.get(kind)


def _write_help(sheet: Worksheet, at: int, table: str, column: TemplateColumn, say: Translator) -> None:
    """A comment on the heading: what the cells may hold."""
    described = column_of(table, column.name)
    parts = []
    if choices := drop_down(table, column.name):
        parts.append(say("template-column-values", values="、".join(choices)))
    elif described.kind in (Kind.DATE, Kind.MOMENT):
        parts.append(say("template-column-date"))
    elif described.kind in (Kind.INTEGER, Kind.NUMBER):
        parts.append(say("template-column-number"))
    if described.unit:
        parts.append(say("template-column-unit", unit=unit_of(described, say)))
    if parts:
        sheet.write_comment(HEADING_ROW, at, "\n".join(parts))


def _validate(sheet: Worksheet, at: int, table: str, column: TemplateColumn, say: Translator) -> None:
    choices = drop_down(table, column.name)
    if choices and len(",".join(choices)) <= DROP_DOWN_CHARACTERS:
        sheet.data_validation(
            EXAMPLE_ROW + 1, at, EXAMPLE_ROW + BLANK_ROWS, at,
            {"validate": "list", "source": choices, "error_title": say("template-invalid-title"),
             "error_message": say("template-invalid-value")},
        )  # fmt: skip


def drop_down(table: str, column: str) -> list[str]:
    """The values offered: the first Chinese spelling of each value a column knows; 是 and 否 for flags."""
    described = column_of(table, column)
    if described.kind == Kind.FLAG:
        return FLAG_WORDS
    if not described.values and column != "platform":
        return []
    words: dict[str, str] = {}
    for spelling, value in value_spellings(table, described).items():
        if not spelling.isascii():
            words.setdefault(value, spelling.replace("qq", "QQ"))
    wanted = described.values or _PLATFORMS[table]
    return [words.get(value, value) for value in wanted]


_PLATFORMS = {
    "work_group": ("wechat", "wecom", "qq", "dingtalk", "feishu", "other"),
    "account": ("wechat", "weibo", "douyin", "toutiao", "kuaishou", "video", "website", "mini_program", "other"),
}
