"""A deadline as its words say it, before it is known when they were sent."""

from dataclasses import dataclass
from enum import StrEnum


class DayKind(StrEnum):
    """How a day is named; ``Day.first`` and on mean what stands behind each."""

    SHIFT = "shift"
    """Days from the day of sending: 明天 1."""
    DATE = "date"
    """Year (0: none), month, day: 9月25日."""
    MONTH_DAY = "month_day"
    """Months from that of sending (-1: none said), day: 25日, 下月5日."""
    WEEKDAY = "weekday"
    """Weeks from that of sending (-1: none said), weekday 1 to 7: 本周五."""
    WEEK_END = "week_end"
    """Weeks from that of sending: 本周内."""
    MONTH_END = "month_end"
    """Months from that of sending, or -1 and the month: 月底, 9月底."""
    QUARTER_END = "quarter_end"
    """Quarter (0: that of sending): 三季度末."""
    YEAR_END = "year_end"
    """Years from that of sending: 年底."""
    LUNAR = "lunar"
    """Lunar month, day: 腊月二十三."""
    EVE = "eve"
    """Solar month and day, or -1 and lunar month and day, of a festival: the last working day before it, 国庆节前."""


class Half(StrEnum):
    """Part of the day a clock time is said in."""

    NONE = ""
    DAWN = "dawn"
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Unit(StrEnum):
    """What a span of time is counted in."""

    MINUTE = "minute"
    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"


@dataclass(frozen=True)
class Day:
    """A named day."""

    kind: DayKind
    first: int = 0
    second: int = 0
    third: int = 0


@dataclass(frozen=True)
class Clock:
    """A time of the day as it is said; ``exact``: in figures with a colon, which are read by 24 hours."""

    hour: int
    minute: int = 0
    half: Half = Half.NONE
    exact: bool = False


@dataclass(frozen=True)
class Span:
    """So much time from the moment of sending."""

    amount: int
    unit: Unit


@dataclass(frozen=True)
class When:
    """A deadline: a span, or a day and a time of it, of which one may be unsaid. ``open``: before work begins."""

    day: Day | None = None
    clock: Clock | None = None
    span: Span | None = None
    opens: bool = False
    """Said by the beginning of work (上班前)."""
    closes: bool = False
    """Said by the end of work (下班前), or no time is said."""
