"""The day a moment of a text means, counted from the day the text was sent."""

from typing import Any

import numpy as np

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.facts.layout import (
    DATE_FIELDS,
    DAY_BITS,
    DAY_SHIFT,
    FIRST_YEAR,
    LAST_WEEK,
    MONTH_BITS,
    MONTH_SHIFT,
    NEXT_WEEK,
    RELATIVE_BITS,
    RELATIVE_SHIFT,
    RELATIVE_ZERO,
    WEEK_BITS,
    WEEK_SHIFT,
    WEEKDAY_BITS,
    WEEKDAY_SHIFT,
    YEAR_BITS,
    YEAR_SHIFT,
)

UNKNOWN = -1
"""Of a day: not told, or not to be told without the day of sending."""
SOME_YEAR_DAY = 20_454
"""1 January 2026: dates of texts sent at an unknown time are counted as if sent then, which keeps their order."""
_DAYS_IN_400_YEARS = 146_097
_EPOCH = 719_468
_THURSDAY = 3
"""1 January 1970, Monday being 0."""


@lean_kernel
def day_number(year: int, month: int, day: int) -> Any:
    """Days from 1 January 1970 to a date of the Gregorian calendar."""
    shifted = np.int64(year) - (1 if month <= 2 else 0)
    of_era = shifted % 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return shifted // 400 * _DAYS_IN_400_YEARS + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _EPOCH


@lean_kernel
def year_and_month(day: Any) -> tuple[Any, Any]:
    """The year and month a day number lies in."""
    shifted = np.int64(day) + _EPOCH
    of_era = shifted % _DAYS_IN_400_YEARS
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    late = 1 if month >= 10 else 0
    return shifted // _DAYS_IN_400_YEARS * 400 + year + late, month + 3 - 12 * late


@lean_kernel
def day_meant(moment: int, sent: int) -> Any:
    """The day number a moment means in a text sent on day ``sent``; ``UNKNOWN`` where it tells none."""
    found = np.int64(UNKNOWN)
    relative = moment >> RELATIVE_SHIFT & RELATIVE_BITS
    weekday = moment >> WEEKDAY_SHIFT & WEEKDAY_BITS
    if moment & DATE_FIELDS:
        base = np.int64(sent if sent >= 0 else SOME_YEAR_DAY)
        year, month = year_and_month(base)
        told = moment >> MONTH_SHIFT & MONTH_BITS
        day = moment >> DAY_SHIFT & DAY_BITS
        if moment >> YEAR_SHIFT & YEAR_BITS:
            found = day_number((moment >> YEAR_SHIFT & YEAR_BITS) + FIRST_YEAR, told, day)
        elif told:
            found = day_number(year, told, day)
            if sent >= 0 and found < base - 183:
                found = day_number(year + 1, told, day)
            elif sent >= 0 and found > base + 183:
                found = day_number(year - 1, told, day)
        else:
            found = day_number(year, month, day)
            if sent >= 0 and found < base - 15:
                found = day_number(year + month // 12, month % 12 + 1, day)
    elif relative and sent >= 0:
        found = np.int64(sent) + relative - RELATIVE_ZERO
    elif weekday and sent >= 0:
        week = moment >> WEEK_SHIFT & WEEK_BITS
        since_monday = (np.int64(sent) + _THURSDAY) % 7
        found = np.int64(sent) - since_monday + weekday - 1
        if week == NEXT_WEEK:
            found += 7
        elif week == LAST_WEEK:
            found -= 7
        elif week == 0 and found < sent:
            found += 7
    return found
