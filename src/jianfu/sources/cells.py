"""Understands one cell of a ledger: dates, numbers, flags and text as people type them."""

import html
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from jianfu.sources.dictionary import dictionary, fold, value_spellings
from jianfu.tables import Column, Kind

CELL_CHARACTERS_LIMIT = 100_000
_DATE = re.compile(r"^(\d{4})\s*(?:年|[-./\\])\s*(\d{1,2})(?!\d)\s*(?:月|[-./\\])?\s*(?:(\d{1,2})(?:[日号]|(?!\d)))?")
_SHORT_DATE = re.compile(r"^(\d{2})年(\d{1,2})月(?:(\d{1,2})[日号]?)?$")
_PACKED_DATE = re.compile(r"^(\d{4})(\d{2})(\d{2})?(?:[ T]?(\d{2})(\d{2})(\d{2})?)?$")
_CLOCK = re.compile(
    r"^(上午|下午|晚上|am|pm)?\s*(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*分?)?"
    r"(?:\s*:?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?\s*(am|pm)?$"
)
_PERIOD = re.compile(r"^(.+?)\s*(?:至|到|~|—+|–|--)\s*(.+)$")
_DASHED_PERIOD = re.compile(r"^(\d{4}[./年]\d{1,2}(?:[./月](?:\d{1,2}日?)?)?)\s*-\s*(.+)$")
_AROUND_UNITS = re.compile(r"\s*([年月日])\s*")
_WEEKDAY = re.compile(r"[(]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)]?")
_NUMBER = re.compile(
    r"^(?:约|近|共|共计|大约|[¥￥$])?([-+]?\d+(?:\.\d+)?)(万|千|百|亿|k|w)?(?:余|多|左右|以上)?[\u4e00-\u9fff/]{0,6}(?:\s*[a-z]{1,8})?$"
)
_SCALES = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "百": 100, "亿": 100_000_000, None: 1}
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]|_x000[Dd]_")
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's day count has no zone
FIRST_YEAR, LAST_YEAR = 1949, 2100

Reader = Callable[[object], object]


class UnreadableCellError(Exception):
    """This cell says nothing the column can hold; ``code`` names the message ``quarantine-<code>``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def reader_of(table: str, column: Column, zone: ZoneInfo, *, heading: str = "") -> Reader:
    """The function that turns a raw cell into a value of this column, null for a blank one."""
    if column.values or column.name == "platform":
        closing = any(word in heading for word in ("解散", "关停", "注销", "办结", "离职", "离任", "停用"))
        return partial(_one_of, spellings=value_spellings(table, column), column=column, closing=closing)
    if column.unit == "share":
        return read_share
    readers: dict[Kind, Reader] = {
        Kind.TEXT: read_text,
        Kind.INTEGER: read_integer,
        Kind.NUMBER: read_number,
        Kind.FLAG: read_flag,
        Kind.DATE: partial(read_date, zone=zone),
        Kind.MOMENT: partial(read_moment, zone=zone),
    }
    return readers[column.kind]


def blank_words() -> frozenset[str]:
    """What people write into a cell that says nothing."""
    return dictionary().words["blank"]


def read_text(cell: object) -> str | None:
    """Text on one line without HTML and control characters; blank words are null."""
    if isinstance(cell, str) and cell.isalnum() and len(cell) < 100:
        return None if cell.casefold() in blank_words() else cell
    text = " ".join(_plain(cell).split())
    return None if text.casefold() in blank_words() else text


def read_long_text(cell: object) -> str | None:
    """Text that may have paragraphs; each line is stripped, empty lines go."""
    lines = (" ".join(line.split()) for line in _plain(cell).splitlines())
    text = "\n".join(line for line in lines if line)
    return None if text.casefold() in blank_words() else text


def read_number(cell: object) -> float | None:
    """``１２人``, ``1,200``, ``3万``, ``约50`` or a number; raises ``UnreadableCellError``."""
    if isinstance(cell, bool):
        raise UnreadableCellError("not-a-number")
    if isinstance(cell, int | float):
        return float(cell)
    text = _half_width(cell).replace(",", "").replace(" ", "").casefold()
    if text in blank_words():
        return None
    match = _NUMBER.match(text)
    if not match:
        raise UnreadableCellError("not-a-number")
    return float(match.group(1)) * _SCALES[match.group(2)]


def read_share(cell: object) -> float | None:
    """``60%``, ``0.6``, or ``60`` under a heading that says it is in percent; 1 is all of it."""
    percent = isinstance(cell, str) and _half_width(cell).endswith("%")
    value = read_number(_half_width(cell).removesuffix("%") if percent else cell)
    return value / 100 if value is not None and (percent or abs(value) > 1) else value


def read_integer(cell: object) -> int | None:
    """A whole number; 12.5 is refused rather than rounded."""
    value = read_number(cell)
    if value is None:
        return None
    if abs(value) >= 2**53 or round(value, 6) != round(value):
        raise UnreadableCellError("not-a-whole-number")
    return round(value)


def read_flag(cell: object) -> bool | None:
    """是/否, √/×, 有/无, Y/N, 已…/未…; raises ``UnreadableCellError``."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        cell = f"{cell:g}"
    text = _half_width(cell).casefold().strip("。.!")
    if text in dictionary().words["false"]:
        return False
    if text in dictionary().words["true"]:
        return True
    if text in blank_words():
        return None
    if text[0] in "未无没不否":
        return False
    if text[0] in "已是有":
        return True
    raise UnreadableCellError("not-a-flag")


def read_date(cell: object, *, zone: ZoneInfo) -> date | None:
    """The day of a moment as ``read_moment`` understands it."""
    moment = read_moment(cell, zone=zone)
    return None if moment is None else moment.date()


def read_moment(cell: object, *, zone: ZoneInfo) -> datetime | None:
    """A wall-clock moment; a day alone is its midnight, a month alone its first day.

    Understands 2026年3月1日, 2026.3.1, 2026/3/1 9:05:03, 20260301, 2026年3月, spreadsheet day counts, ISO with an
    offset (told in ``zone``) and real dates. Raises ``UnreadableCellError``.
    """
    if isinstance(cell, datetime):
        moment: datetime | None = cell
    elif isinstance(cell, date):
        moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001  wall-clock
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        moment = _moment_from_number(float(cell))
    elif isinstance(cell, time | timedelta | bool):
        raise UnreadableCellError("not-a-date")
    else:
        moment = _moment_from_text(_half_width(cell), zone)
    if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UnreadableCellError("date-out-of-range")
    return moment


def read_period(cell: object, *, zone: ZoneInfo) -> tuple[date | None, date | None] | None:
    """First and last day of ``2026.3.1-2026.9.30``, ``2026年3月1日至9月30日``, ``3月起长期``; null for a blank cell."""
    if not isinstance(cell, str):
        return None if cell is None else (read_date(cell, zone=zone), None)
    text = _half_width(cell)
    if text.casefold() in blank_words() or text.casefold() in dictionary().words["open_ended"]:
        return None
    match = _DASHED_PERIOD.match(text) or _PERIOD.match(text)
    if not match:
        return read_date(text, zone=zone), None
    first, last = match.group(1), match.group(2).removeprefix("起")
    if re.match(r"\d{1,2}[月./]\d{1,2}日?$", last):
        last = f"{first[:4]}.{last.replace('月', '.').rstrip('日')}"
    return read_date(first, zone=zone), read_date(last, zone=zone)


def _moment_from_number(number: float) -> datetime:
    if 20_000 <= number < 80_000:
        # Rounded to the second: day fractions are binary.
        return _EXCEL_DAY_ZERO + timedelta(seconds=round(number * 86_400))
    packed = _PACKED_DATE.match(str(int(number))) if number == int(number) and number > 0 else None
    if packed:
        return _built(packed.groups())
    raise UnreadableCellError("not-a-date")


def _moment_from_text(text: str, zone: ZoneInfo) -> datetime | None:
    text = _AROUND_UNITS.sub(r"\1", text)
    folded = text.casefold()
    if folded in blank_words() or folded in dictionary().words["open_ended"]:
        return None
    packed = _PACKED_DATE.match(text)
    if packed:
        return _built(packed.groups())
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _moment_from_number(float(text))
    if re.match(r"\d{4}-\d\d-\d\dT", text):
        return _iso(text, zone)
    short = _SHORT_DATE.match(text)
    if short:
        return _built(("20" + short.group(1), *short.groups()[1:]))
    match = _DATE.match(text)
    if not match:
        raise UnreadableCellError("not-a-date")
    rest = _WEEKDAY.sub("", folded[match.end() :]).strip(" ,t")
    clock = _CLOCK.match(rest) if rest else None
    if rest and not clock:
        raise UnreadableCellError("not-a-date")
    hour, minute, second = _clock_numbers(clock) if clock else (None, None, None)
    return _built((*match.groups(), hour, minute, second))


def _clock_numbers(clock: re.Match[str]) -> tuple[str, str | None, str | None]:
    before, hour, minute, second, after = clock.groups()
    half = before or after
    if half in ("下午", "晚上", "pm") and int(hour) < 12:
        hour = str(int(hour) + 12)
    if half in ("上午", "am") and int(hour) == 12:
        hour = "0"
    return hour, minute, second


def _iso(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnreadableCellError("not-a-date") from error
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment


def _built(parts: tuple[str | None, ...]) -> datetime:
    year, month, day, hour, minute, second = (*parts, None, None, None)[:6]
    try:
        return datetime(  # noqa: DTZ001  wall-clock
            int(year or 0), int(month or 0), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0)
        )
    except ValueError as error:
        raise UnreadableCellError("not-a-date") from error


def _one_of(cell: object, *, spellings: dict[str, str], column: Column, closing: bool) -> str | None:
    text = _half_width(cell)
    folded = fold(text)
    found = spellings.get(folded)
    if found is None and column.name == "state" and text in ("是", "否", "√", "×"):
        return column.values[1] if closing == (text in ("是", "√")) else column.values[0]
    if found is None and folded and text.casefold() not in blank_words():
        longest = sorted((word for word in spellings if word in folded), key=lambda word: (-len(word), word))
        found = spellings[longest[0]] if longest else None
        if found is None and "other" in (column.values or ("other",)):
            return "other"
        if found is None:
            raise UnreadableCellError("not-a-known-value")
    return found


def _plain(cell: object) -> str:
    """A cell as text without HTML, control characters and escapes."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell == int(cell) and abs(cell) < 2**53:
        return str(int(cell))
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    text = str(cell)
    if len(text) > CELL_CHARACTERS_LIMIT:
        raise UnreadableCellError("cell-too-long")
    if "�" in text:
        raise UnreadableCellError("cell-undecodable")
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub("\n", text))
    return _CONTROL.sub("", text)


def _half_width(cell: object) -> str:
    return " ".join(unicodedata.normalize("NFKC", _plain(cell)).split())
