"""What every measure is handed, and the period it speaks of."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from jianfu.dataset.snapshot import Snapshot
from jianfu.measure.burden.constants import Constants, default_constants

if TYPE_CHECKING:
    from jianfu.engine.protocol import Engine

EPOCH = date(1970, 1, 1)
DAY_MICROSECONDS = 86_400_000_000


@dataclass(frozen=True)
class MeasureInput:
    """A snapshot seen on one day: nothing later than ``as_of`` is counted."""

    snapshot: Snapshot
    engine: "Engine"
    as_of: date
    constants: Constants = field(default_factory=default_constants)
    slice_rows: int = 1_000_000
    """About so many messages are handed to a worker at once."""


@dataclass(frozen=True)
class Period:
    """The days the messages cover, both included, as day numbers from 1970-01-01, and how many of them work."""

    first: int
    last: int
    working_days: int

    @property
    def first_day(self) -> date:
        """The first day."""
        return EPOCH + timedelta(self.first)

    @property
    def last_day(self) -> date:
        """The last day."""
        return EPOCH + timedelta(self.last)


def day_number(day: date) -> int:
    """Days from 1970-01-01."""
    return (day - EPOCH).days
