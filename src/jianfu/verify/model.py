"""What a verification says (核验结论). Minutes per working day; low, middle and high are the cases of the constants."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

OUTCOMES = ("improved", "unchanged", "worse", "cannot_tell")
"""改善, 没有变化, 变差, 无法判断."""
DONE = ("done", "not_done", "unknown")
"""已办, 未办, 不明."""


class Amount(NamedTuple):
    """Minutes in three cases."""

    low: float
    middle: float
    high: float

    def __add__(self, other: object) -> "Amount":
        """Case by case."""
        if not isinstance(other, Amount):
            return NotImplemented
        return Amount(self.low + other.low, self.middle + other.middle, self.high + other.high)


NOTHING = Amount(0.0, 0.0, 0.0)


class Reason(NamedTuple):
    """Why nothing can be concluded: a message ``verify-reason-<code>`` and what fills its holes."""

    code: str
    facts: Mapping[str, object]


class Period(NamedTuple):
    """The days the messages of one audit cover."""

    first: date
    last: date
    working_days: int
    holidays: int
    """Days that are public holidays."""
    emergency_days: int
    """Days in a flood season or another time of emergency a county pack names."""

    @property
    def days(self) -> int:
        """All days."""
        return (self.last - self.first).days + 1


class Change(NamedTuple):
    """A figure before and after; the true change lies between ``least`` and ``most`` as far as chance goes."""

    before: Amount
    after: Amount
    least: float
    most: float
    outcome: str


@dataclass(frozen=True)
class Figure:
    """One measure of everybody, of a level, or of what the plan touched; ``change`` is ``None`` under five people."""

    name: str
    people: int | None
    change: Change | None
    outcome: str = "cannot_tell"
    """Told even where the minutes are not."""


@dataclass(frozen=True)
class Checked:
    """What became of one proposal."""

    kind: str
    thing_id: str
    name: str
    unit_id: str | None
    choice: str
    done: str
    change: Change | None
    """Of everything that was to become one; ``None`` where fewer than five people stand behind it."""
    outcome: str


@dataclass(frozen=True)
class Rebound:
    """A way the load came back: a message ``verify-rebound-<code>``; ``minutes`` where they are known."""

    code: str
    facts: Mapping[str, object]
    minutes: float | None = None


@dataclass(frozen=True)
class Verification:
    """The contents of ``verify.json``."""

    jianfu: str
    before: str
    after: str
    """Snapshot ids."""
    plan: bool
    verdict: str
    reasons: tuple[Reason, ...]
    periods: tuple[Period, ...]
    background: float | None
    """How much groups the plan left alone changed, as a share; ``None`` where there are none with messages."""
    figures: tuple[Figure, ...]
    proposals: tuple[Checked, ...]
    rebound: tuple[Rebound, ...]
    silent: tuple[str, ...]
    """Ways of rebound the data can say nothing about: messages ``verify-silent-...``."""
    limits: Mapping[str, float]
