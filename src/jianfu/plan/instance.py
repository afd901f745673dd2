"""What a plan is made from (方案输入): things with their people and minutes, duties with their carriers, limits.

Numbers instead of names, as the kernels and the solver take them. A *thing* is a work group, an official account, an
app or a form; its *people* are those who bear it. ``load`` is minutes per person and working day, middle case.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.plan.weights import Weights

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

KINDS = ("group", "account", "app", "form")
CHOICES = ("keep", "merge", "dissolve", "temporary", "screen", "embed", "stop")
"""保留, 并入, 解散, 设为临时并定期限, 改为工作台播报, 嵌入, 停用. ``merge`` and ``embed`` name a target."""
KEEP, MERGE, DISSOLVE, TEMPORARY, SCREEN, EMBED, STOP = range(len(CHOICES))
PROTECTIONS = ("", "exempt", "restricted", "members_unknown", "seasonal", "citizens")
"""Why a thing is left as it is: 豁免, 限制范围, 成员不明, 季节性, 群众在内."""


class Rows(NamedTuple):
    """Rows of numbers of different lengths: row ``r`` is ``item[start[r]:start[r + 1]]``, ascending."""

    start: Longs
    item: Ints

    def row(self, at: int) -> Ints:
        """One row."""
        return self.item[self.start[at] : self.start[at + 1]]

    @property
    def sizes(self) -> Longs:
        """How long each row is."""
        return np.diff(self.start)

    def __len__(self) -> int:
        return len(self.start) - 1


def rows_of(row: npt.ArrayLike, item: npt.ArrayLike, count: int) -> Rows:
    """Pairs as rows; a pair given twice stands once."""
    key = np.asarray(row, np.int64)
    value = np.asarray(item, np.int64)
    width = int(value.max(initial=0)) + 1
    both = np.unique(key * width + value)
    start = np.searchsorted(both // width, np.arange(count + 1)).astype(np.int64)
    return Rows(start, (both % width).astype(np.int32))


@dataclass(frozen=True)
class Things:
    """One entry per group, account, app and form that is in use, in order of kind and id."""

    kind: Ints
    """Place in ``KINDS``."""
    thing_id: tuple[str, ...]
    name: tuple[str, ...]
    unit: Ints
    """Place in ``Instance.units``; -1 where it is not known."""
    people: Rows
    load: Floats
    """Minutes per person and working day, what is read and answered."""
    reading: Floats
    """The part of ``load`` that stays when it becomes an entry of the worker's screen."""
    open_cost: Floats
    """Minutes per person and working day for having one thing more."""
    upkeep: Floats
    """Minutes per working day of whoever keeps it; in the total, in nobody's own minutes."""
    cap: Ints
    """Most people it can hold."""
    protected: Ints
    """Place in ``PROTECTIONS``; above 0 it is left as it is."""
    may_end: Flags
    """Evidence allows to dissolve (group) or stop (account, app, form) it, as far as duties allow."""
    must_end: Flags
    """Temporary without an end: kept only with one (``temporary``)."""
    may_screen: Flags
    """Can become an entry of the worker's screen."""

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True)
class Duties:
    """Who must be reached with what (职责)."""

    duty_id: tuple[str, ...]
    within_hours: Floats
    restricted: Flags
    carriers: Rows
    """Duty -> things that carry it today."""
    needed: Rows
    """Duty -> people who must be reached."""

    def __len__(self) -> int:
        return len(self.duty_id)


class Pairs(NamedTuple):
    """Things that may become one, ``a < b``; one array each."""

    a: Ints
    b: Ints
    copied_a: Floats
    """The share of a's load that says what b says already."""
    copied_b: Floats
    alike: Floats
    """How like their purposes are, 0 to 1."""
    embeds: Flags
    """The target has to take over something it has not got (``embed``)."""


class UnitLimits(NamedTuple):
    """Most groups a unit may keep, where a county pack sets a limit."""

    unit: Ints
    most: Ints


@dataclass(frozen=True)
class Instance:
    """All a plan is made from."""

    as_of: date
    snapshot_id: str
    units: tuple[str, ...]
    people: tuple[str, ...]
    """Pseudonyms in order."""
    burden: Floats
    """Everybody's minutes per working day today, all things together."""
    things: Things
    duties: Duties
    pairs: Pairs
    limits: UnitLimits
    weights: Weights

    @property
    def worst(self) -> int:
        """How many people the most burdened tenth is: at least one where there is anybody."""
        return -(-len(self.people) // 10)


def no_limits() -> UnitLimits:
    """No unit has a limit."""
    return UnitLimits(np.zeros(0, np.int32), np.zeros(0, np.int32))
