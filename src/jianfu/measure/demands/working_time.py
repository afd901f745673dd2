"""Working hours between two moments, by the calendar of working days and the hours of the office."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from jianfu.measure.inputs import DAY_MICROSECONDS, EPOCH, day_number

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MINUTE_MICROSECONDS = 60_000_000
_LONGEST_SEARCH = 400
"""Days."""


@dataclass(frozen=True)
class WorkingTime:
    """Days count from 1970-01-01, hours of the office in minutes of the day; the midday break counts as work."""

    is_working: Callable[[Longs], Flags]
    begins: int
    ends: int

    def hours_between(self, begin: Longs, end: Longs) -> npt.NDArray[np.float64]:
        """Working hours from each moment to the other, both in microseconds from 1970-01-01; no less than 0."""
        if not len(begin):
            return np.zeros(0)
        first = int(min(begin.min(), end.min()) // DAY_MICROSECONDS)
        last = int(max(begin.max(), end.max()) // DAY_MICROSECONDS)
        works = self.is_working(np.arange(first, last + 1))
        before = np.concatenate([[0], np.cumsum(works)])

        def worked(moment: Longs) -> Longs:
            """Minutes worked from the first day on."""
            day = moment // DAY_MICROSECONDS - first
            minute = moment // MINUTE_MICROSECONDS % 1440
            today = np.clip(minute, self.begins, self.ends) - self.begins
            return np.asarray(before[day] * (self.ends - self.begins) + works[day] * today, np.int64)

        return np.asarray(np.maximum(worked(end) - worked(begin), 0) / 60)

    def workday_after(self, day: date, count: int) -> date | None:
        """The ``count``-th working day after a day; ``None`` beyond what is worth looking for."""
        days = day_number(day) + 1 + np.arange(_LONGEST_SEARCH)
        found = days[self.is_working(days)]
        return EPOCH + timedelta(int(found[count - 1])) if 1 <= count <= len(found) else None

    def last_workday(self, first: date, last: date) -> date | None:
        """The last working day from one day to another, both included; ``None`` where nobody works."""
        days = np.arange(day_number(first), day_number(last) + 1)
        found = days[self.is_working(days)]
        return EPOCH + timedelta(int(found[-1])) if len(found) else None
