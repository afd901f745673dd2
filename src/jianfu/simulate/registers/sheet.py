"""Writes one register as one file, the way one office is used to; the same bytes for the same content.

Workbooks are .xlsx only: nothing we depend on writes the old .xls.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import xlsxwriter
import yaml

from jianfu.simulate.registers.habit import Cell, Habit, write_cells

MADE_ON = datetime(2026, 9, 30, 9, 0, 0, tzinfo=UTC)
"""Stands in every workbook's properties; the real time would make two runs differ."""
NOTES = ("注：1. 本表由各单位填报，一式两份。", "    2. 统计口径截至2026年9月30日。")
SIGNATURES = ("填表人：（签名）", "审核人：（签名）", "单位（盖章）：", "填报日期：2026年9月30日")


@dataclass(frozen=True)
class Register:
    """One table to be written: the kind of register, its title, and columns by key; all of one length."""

    kind: str
    title: str
    columns: Mapping[str, Sequence[Cell]]

    @property
    def row_count(self) -> int:
        """Rows of the table."""
        return len(next(iter(self.columns.values())))


@dataclass(frozen=True)
class Heading:
    """One column of a kind of register."""

    kind: str
    spellings: tuple[str, ...]


@cache
def headings(kind: str) -> dict[str, Heading]:
    """The columns of a kind of register, in order."""
    text = files("jianfu.simulate").joinpath("registers", "headings.yaml").read_text(encoding="utf-8")
    found = yaml.load(text, Loader=yaml.CSafeLoader)[kind]
    return {key: Heading(entry["kind"], tuple(entry["spellings"])) for key, entry in found.items()}


def write_register(folder: Path, name: str, register: Register, habit: Habit) -> Path:
    """Writes ``folder/name`` with the ending the office's habit asks for, and says where."""
    known = headings(register.kind)
    heads = [known[key].spellings[habit.spelling % len(known[key].spellings)] for key in register.columns]
    columns = [write_cells(list(values), known[key].kind, habit) for key, values in register.columns.items()]
    folder.mkdir(parents=True, exist_ok=True)
    if habit.file_kind == "xlsx":
        path = folder / f"{name}.xlsx"
        _write_workbook(path, register, habit, (heads, columns))
    else:
        path = folder / f"{name}.csv"
        _write_csv(path, register, habit, (heads, columns))
    return path


def _write_csv(path: Path, register: Register, habit: Habit, table: tuple[list[str], list[list[Cell]]]) -> None:
    heads, columns = table
    encoding = "gb18030" if habit.file_kind == "csv-gb18030" else "utf-8-sig"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        if habit.title_rows:
            writer.writerow([register.title])
        writer.writerow(heads)
        for row in zip(*columns, strict=True):
            writer.writerow([value.isoformat() if isinstance(value, date) else value for value in row])
        if habit.notes_below:
            writer.writerow([])
            writer.writerow([NOTES[0]])


def _write_workbook(path: Path, register: Register, habit: Habit, table: tuple[list[str], list[list[Cell]]]) -> None:
    heads, columns = table
    options = {"constant_memory": register.row_count > 5000, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": MADE_ON.replace(tzinfo=None), "author": "某县"})
    if habit.cover_sheet:
        cover = book.add_worksheet("封面")
        cover.write_string(3, 1, register.title)
        cover.write_string(5, 1, "填报单位：          （盖章）")
    sheet = book.add_worksheet("Sheet1" if habit.spelling % 2 else register.title[:28])
    for column, head in enumerate(heads):
        sheet.set_column(column, column, _width(head))
    top = _write_top(book, sheet, register, habit, heads)
    below = _write_body(book, sheet, columns, top, habit)
    if habit.notes_below:
        _write_bottom(sheet, below + 1, len(heads))
    if habit.hidden_sheet:
        hidden = book.add_worksheet("下拉选项")
        for row, word in enumerate(("是", "否", "固定", "临时", "微信", "企业微信")):
            hidden.write_string(row, 0, word)
        hidden.hide()
    sheet.activate()
    sheet.set_first_sheet()
    book.close()


def _width(head: str) -> int:
    """A column's width in characters: names want room."""
    return 32 if "名" in head else max(12, 2 * len(head) + 2)


def _write_top(
    book: xlsxwriter.Workbook,
    sheet: "xlsxwriter.worksheet.Worksheet",
    register: Register,
    habit: Habit,
    heads: list[str],
) -> int:
    """Title rows and header; the row the body starts at."""
    centred = book.add_format({"align": "center", "bold": True})
    row = 0
    last = len(heads) - 1
    if habit.title_rows >= 1:
        sheet.merge_range(row, 0, row, last, register.title, centred)
        row += 1
    if habit.title_rows >= 2:
        sheet.merge_range(row, 0, row, last, "填报单位（盖章）：                 填报日期：2026年9月30日")
        row += 1
    if not habit.two_row_header or last < 5:
        sheet.write_row(row, 0, heads, centred)
        return row + 1
    middle = last // 2
    sheet.merge_range(row, 0, row, middle, "基本情况", centred)
    sheet.merge_range(row, middle + 1, row, last, "管理情况", centred)
    sheet.write_row(row + 1, 0, heads, centred)
    return row + 2


def _write_body(
    book: xlsxwriter.Workbook,
    sheet: "xlsxwriter.worksheet.Worksheet",
    columns: list[list[Cell]],
    top: int,
    habit: Habit,
) -> int:
    """The rows of the table; the row below them."""
    as_day = book.add_format({"num_format": "yyyy-mm-dd"})
    write_string, write_number = sheet.write_string, sheet.write_number
    blank_every = 17 if habit.blank_rows and len(columns[0]) <= 5000 else 0
    row = top
    for number, cells in enumerate(zip(*columns, strict=True), start=1):
        for column, value in enumerate(cells):
            if isinstance(value, str):
                if value:
                    write_string(row, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, as_day)
            elif value is not None:
                write_number(row, column, value)
        row += 2 if blank_every and number % blank_every == 0 else 1
    return row


def _write_bottom(sheet: "xlsxwriter.worksheet.Worksheet", row: int, width: int) -> None:
    for offset, note in enumerate(NOTES):
        sheet.write_string(row + offset, 0, note)
    for number, signature in enumerate(SIGNATURES):
        sheet.write_string(row + len(NOTES) + 1, min(number * 2, width - 1), signature)
