"""The working calendar of the data's period: public holidays and make-up workdays of mainland China."""

from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
from chinese_calendar import constants

from jianfu.tables.calendar import CALENDAR

DAYS_BEFORE = 400
DAYS_AFTER = 60
CHINESE_ZONES = frozenset(
    {"Asia/Shanghai", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", "Asia/Urumqi", "Asia/Kashgar", "PRC"}
)
"""Zones under the State Council's holiday notices; elsewhere Saturdays and Sundays are all we know of."""
SATURDAY = 6
WORKED = ("workday", "makeup_workday")


@dataclass(frozen=True)
class Period:
    """The days a calendar covers, both included."""

    first: date
    last: date


def period_of(first_day: date, last_day: date) -> Period:
    """400 days before the first event (letters wait long) to 60 days after the last."""
    return Period(first_day - timedelta(DAYS_BEFORE), last_day + timedelta(DAYS_AFTER))


def calendar_rows(period: Period, *, zone: str) -> pa.Table:
    """One ``CALENDAR`` row a day; working days are numbered from the first row."""
    chinese = zone in CHINESE_ZONES
    rows: list[dict[str, object]] = []
    workday_number = 0
    for offset in range((period.last - period.first).days + 1):
        day = period.first + timedelta(offset)
        kind = _kind(day, chinese=chinese)
        working = kind in WORKED
        workday_number += working
        rows.append({"day": day, "kind": kind, "working": working, "workday_number": workday_number})
    return CALENDAR.arrow(rows)


def is_working_day(day: date, *, zone: str = "Asia/Shanghai") -> bool:
    """Whether offices work on a day; years whose holidays are not published yet know weekends alone."""
    return _kind(day, chinese=zone in CHINESE_ZONES) in WORKED


def _kind(day: date, *, chinese: bool) -> str:
    weekend = day.isoweekday() >= SATURDAY
    if chinese and day in constants.holidays:
        return "holiday"
    if chinese and weekend and day in constants.workdays:
        return "makeup_workday"
    return "weekend" if weekend else "workday"


def known_until(zone: str) -> date | None:
    """The last day whose holidays are known: the end of the last published year; ``None`` outside China."""
    return date(max(constants.holidays).year, 12, 31) if zone in CHINESE_ZONES else None
