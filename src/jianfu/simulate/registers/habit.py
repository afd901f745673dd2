"""What an office is used to: how it heads columns, writes days, flags and numbers, and what it puts around a table."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from jianfu.simulate.chance import Rng

Cell = str | int | float | bool | date | datetime | None

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
DATE_STYLES = ("chinese", "dots", "slashes", "dashes", "serial", "cell")
"""2026年3月1日, 2026.3.1, 2026/3/1, 2026-03-01, the bare number 46082, a real date cell."""
FLAG_STYLES = (("是", "否"), ("√", "×"), ("有", "无"), ("Y", "N"), ("1", "0"), ("是 ", "否"))
EXCEL_DAY_ZERO = date(1899, 12, 30)
FILE_KINDS = ("xlsx", "csv-gb18030", "csv-utf8")


@dataclass(frozen=True)
class Habit:
    """The habits of one office. Absence of a value is written ``nothing``."""

    spelling: int
    title_rows: int
    two_row_header: bool
    date_style: str
    flag_style: int
    full_width: bool
    people_suffix: str
    trailing_space: bool
    nothing: str
    notes_below: bool
    blank_rows: bool
    hidden_sheet: bool
    cover_sheet: bool
    file_kind: str
    joins_period: bool = False
    """Start and end of a task stand in one column (任务起止)."""
    drops_county: bool = False
    """The county's own offices are written without 县: 水利局."""


PLAIN = Habit(0, 0, False, "dashes", 0, False, "", False, "", False, False, False, False, "xlsx")
"""A tidy export, as systems write it."""


def draw_habit(rng: Rng) -> Habit:
    """The habits of one office."""
    chance = rng.random(10)
    kind = int(np.searchsorted([0.84, 0.93], chance[0]))
    csv = kind > 0
    return Habit(
        spelling=int(rng.integers(0, 6)),
        title_rows=int(rng.integers(0, 3)),
        two_row_header=bool(chance[1] < 0.2) and not csv,
        date_style=DATE_STYLES[int(rng.integers(0, 4 if csv else 6))],
        flag_style=int(rng.integers(0, len(FLAG_STYLES))),
        full_width=bool(chance[2] < 0.2),
        people_suffix="人" if chance[3] < 0.3 else "",
        trailing_space=bool(chance[4] < 0.2),
        nothing=("", "", "—", "无", "/")[int(rng.integers(0, 5))],
        notes_below=bool(chance[5] < 0.5),
        blank_rows=bool(chance[6] < 0.25),
        hidden_sheet=bool(chance[7] < 0.2) and not csv,
        cover_sheet=bool(chance[7] > 0.8) and not csv,
        file_kind=FILE_KINDS[kind],
        joins_period=bool(chance[8] < 0.15),
        drops_county=bool(chance[9] < 0.08),
    )


def write_cells(values: list[Cell], kind: str, habit: Habit) -> list[Cell]:
    """One column's values as this office writes them; ``kind`` as in headings.yaml."""
    # 无 stands for “no” in a column of flags: what nobody stated is left empty there.
    nothing = "" if kind == "flag" else habit.nothing
    return [nothing if value is None else _WRITERS[kind](value, habit) for value in values]


def _text(value: Cell, habit: Habit) -> Cell:
    text = str(value)
    return f"{text}  " if habit.trailing_space else text


def _day(value: Cell, habit: Habit) -> Cell:
    if not isinstance(value, date):
        return str(value)
    text = {
        "chinese": f"{value.year}年{value.month}月{value.day}日",
        "dots": f"{value.year}.{value.month}.{value.day}",
        "slashes": f"{value.year}/{value.month}/{value.day}",
        "dashes": value.isoformat(),
    }.get(habit.date_style)
    if text is None:
        return (value - EXCEL_DAY_ZERO).days if habit.date_style == "serial" else value
    return text.translate(FULL_WIDTH) if habit.full_width else text


def _moment(value: Cell, habit: Habit) -> Cell:
    if not isinstance(value, datetime):
        return str(value)
    if habit.date_style == "slashes":
        return f"{value.year}/{value.month}/{value.day} {value.hour}:{value:%M:%S}"
    return f"{value:%Y-%m-%d %H:%M:%S}"


def _people(value: Cell, habit: Habit) -> Cell:
    if not habit.people_suffix and not habit.full_width:
        return value
    text = f"{value}{habit.people_suffix}"
    return text.translate(FULL_WIDTH) if habit.full_width else text


def _number(value: Cell, habit: Habit) -> Cell:
    return str(value).translate(FULL_WIDTH) if habit.full_width and isinstance(value, int) else value


def _flag(value: Cell, habit: Habit) -> Cell:
    return FLAG_STYLES[habit.flag_style][0 if value else 1]


_WRITERS = {"text": _text, "date": _day, "moment": _moment, "people": _people, "number": _number, "flag": _flag}
