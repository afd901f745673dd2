"""The moment a deadline means, given when its words were sent and on which days people work."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from jianfu.measure.demands.lunar import next_lunar_day
from jianfu.measure.demands.when import Clock, Day, DayKind, Half, Span, Unit, When
from jianfu.measure.demands.working_time import WorkingTime

_AFTERNOON_FROM, _AFTERNOON_UNTIL = 1, 6
"""Hours said without 上午 or 下午 that are taken for the afternoon: notices keep office hours."""
_FAR = 183
"""A date without a year that lies further back, in days, is the next year's."""


@dataclass(frozen=True)
class Resolver:
    """Turns deadlines into moments by one working calendar."""

    working: WorkingTime

    def due(self, when: When, sent: datetime) -> datetime | None:
        """The last moment; ``None`` where the words leave it open, or mean one that is past."""
        if when.span:
            return self._after(when.span, sent)
        day = self._day(when.day, sent.date()) if when.day else sent.date()
        if day is None:
            return None
        due = self._at(when, day, sent) if when.clock else self._edge(day, opens=when.opens)
        return due if due and due > sent else None

    def _edge(self, day: date, *, opens: bool) -> datetime:
        """When work begins or ends on a day."""
        minute = self.working.begins if opens else self.working.ends
        return datetime.combine(day, time()) + timedelta(minutes=minute)

    def _after(self, span: Span, sent: datetime) -> datetime | None:
        if span.unit is Unit.MINUTE:
            return sent + timedelta(minutes=span.amount)
        if span.unit is Unit.DAY:
            day: date | None = sent.date() + timedelta(span.amount)
        elif span.unit is Unit.WORKDAY:
            day = self.working.workday_after(sent.date(), span.amount)
        else:
            day = _in_months(sent.date(), span.amount)
        return self._edge(day, opens=False) if day else None

    def _at(self, when: When, day: date, sent: datetime) -> datetime | None:
        clock = when.clock
        hour = _hour_of(clock) if clock else None
        if clock is None or hour is None:
            return None
        due = datetime.combine(day, time()) + timedelta(hours=hour, minutes=clock.minute)
        same_day = when.day is None or (when.day.kind is DayKind.SHIFT and when.day.first == 0)
        told_twice = clock.half is Half.NONE and not clock.exact and hour < 12 and same_day
        if due <= sent and told_twice:
            due += timedelta(hours=12)  # 8点前 said at four in the afternoon is eight in the evening
        return due

    def _day(self, day: Day, sent: date) -> date | None:
        found: date | None
        match day.kind:
            case DayKind.SHIFT:
                found = sent + timedelta(day.first)
            case DayKind.DATE:
                found = _dated(day, sent)
            case DayKind.MONTH_DAY:
                found = _of_month(day, sent)
            case DayKind.WEEKDAY:
                found = _weekday(day, sent)
            case DayKind.WEEK_END:
                monday = sent - timedelta(sent.weekday()) + timedelta(7 * day.first)
                found = self.working.last_workday(monday, monday + timedelta(6))
            case DayKind.LUNAR:
                found = next_lunar_day(sent, day.first, day.second)
            case DayKind.EVE:
                found = self._eve(day, sent)
            case _:
                found = _period_end(day, sent)
        return found

    def _eve(self, day: Day, sent: date) -> date | None:
        """The last working day before a festival."""
        if day.first < 0:
            feast = next_lunar_day(sent + timedelta(1), day.second, day.third)
        else:
            feast = date(sent.year, day.first, day.second)
            feast = feast if feast > sent else date(sent.year + 1, day.first, day.second)
        return self.working.last_workday(sent, feast - timedelta(1)) if feast else None


def _hour_of(clock: Clock) -> int | None:
    """The hour by 24 hours; ``None`` where the part of the day contradicts it or leaves it open."""
    hour = clock.hour
    match clock.half:
        case Half.NONE:
            afternoon = not clock.exact and _AFTERNOON_FROM <= hour <= _AFTERNOON_UNTIL
            return None if hour == 0 else hour + 12 * afternoon
        case Half.DAWN:
            return hour if hour <= 6 else None
        case Half.MORNING:
            return hour if 5 <= hour <= 12 else None
        case Half.NOON:
            return hour if 11 <= hour <= 14 else hour + 12 if 1 <= hour <= 2 else None
        case Half.AFTERNOON:
            return hour if 12 <= hour <= 19 else hour + 12 if 1 <= hour <= 7 else None
        case _:
            return 24 if hour in (12, 24) else hour if 17 <= hour < 24 else hour + 12 if 5 <= hour < 12 else None


def _in_months(day: date, months: int) -> date:
    """The same day so many months on, or the last one of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _made(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _dated(day: Day, sent: date) -> date | None:
    if day.first > 0:
        return _made(day.first, day.second, day.third)
    found = _made(sent.year + (day.first < 0), day.second, day.third)
    if day.first == 0 and found and (sent - found).days > _FAR:
        found = _made(sent.year + 1, day.second, day.third)
    return found


def _of_month(day: Day, sent: date) -> date | None:
    """25日: this month's, or where that is past the next one's."""
    first = _in_months(sent.replace(day=1), max(day.first, 0))
    if day.first < 0 and day.second < sent.day:
        first = _in_months(first, 1)
    return _made(first.year, first.month, day.second)


def _weekday(day: Day, sent: date) -> date:
    monday = sent - timedelta(sent.weekday())
    found = monday + timedelta(7 * max(day.first, 0) + day.second - 1)
    return found + timedelta(7) if day.first < 0 and found < sent else found


def _period_end(day: Day, sent: date) -> date | None:
    """The last day of a month, quarter or year."""
    if day.kind is DayKind.YEAR_END:
        return date(sent.year + day.first, 12, 31)
    year, month = sent.year, sent.month
    if day.kind is DayKind.QUARTER_END:
        month = 3 * (day.first or (month + 2) // 3)
    elif day.first < 0:
        month = day.second
    else:
        month += day.first
    if month < sent.month and (day.kind is DayKind.QUARTER_END or day.first < 0):
        year += 1
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])
