"""Working days of the made-up county (工作日), and how long a kind of letter may wait."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar
import numpy as np

from jianfu.simulate.settings import limits

FIRST_CALENDAR_DAY = date(2019, 9, 1)
LAST_CALENDAR_DAY = date(2026, 12, 31)


@cache
def working_days() -> tuple[np.ndarray, np.ndarray]:
    """For each day since FIRST_CALENDAR_DAY the working days up to and including it; and the days that work."""
    span = (LAST_CALENDAR_DAY - FIRST_CALENDAR_DAY).days + 1
    works = np.asarray([chinese_calendar.is_workday(FIRST_CALENDAR_DAY + timedelta(days=day)) for day in range(span)])
    return np.cumsum(works), np.flatnonzero(works)


def day_after_waiting(received: date, waited: int) -> date:
    """The last working day a letter may be answered on so that it waited ``waited`` working days."""
    number, works = working_days()
    if not waited:
        return received
    until = int(number[(received - FIRST_CALENDAR_DAY).days]) + waited
    return FIRST_CALENDAR_DAY + timedelta(days=int(works[until - 1]))


def waited_days(received: date, until: date) -> int:
    """Working days in (received, until]."""
    number, _ = working_days()
    return int(number[(until - FIRST_CALENDAR_DAY).days] - number[(received - FIRST_CALENDAR_DAY).days])


def allowed_days(kind: str) -> int | None:
    """Working days a kind of letter may wait; ``None`` where no limit is set."""
    if kind in ("consult", "help"):
        return limits().short_working_days
    return limits().long_working_days if kind in ("complaint", "advice", "petition") else None
