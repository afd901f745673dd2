"""An order as data (整合通知): what one unit is asked to do, by when, with what to say and whom to bring along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from jianfu.plan.explained import Explanation


class Mover(NamedTuple):
    """Somebody to be brought into the target; the dataset knows a pseudonym, never a name."""

    person_id: str
    unit: str
    post: str | None
    role: str | None


@dataclass(frozen=True)
class Item:
    """One thing the unit is to change, or to keep because others come into it."""

    kind: str
    thing_id: str
    name: str
    choice: str
    reason: str
    target: str | None
    """Name of what it goes into."""
    target_unit: str | None
    """Whose that is, where it is another unit's."""
    takes_in: tuple[str, ...]
    """Names of what comes into it."""
    people: int
    minutes_back: float | None
    """Per working day; ``None`` where fewer than five people stand behind it."""
    moved: int
    days: int | None
    """Days from the issue of the order; ``None`` where nothing is to be done."""
    movers: tuple[Mover, ...] = ()
    why: Explanation | None = None
    """``None`` where an earlier version made the plan."""
    proposal: Mapping[str, object] = field(default_factory=dict)
    """The row of the plan it comes from."""


class Kept(NamedTuple):
    """A thing that stays as it is."""

    kind: str
    name: str
    reason: str


@dataclass(frozen=True)
class Order:
    """All one unit is asked to do."""

    unit_id: str | None
    """``None``: things of which nobody knows the owner."""
    unit: str
    as_of: date
    snapshot_id: str
    items: tuple[Item, ...]
    kept: tuple[Kept, ...]
    unnamed: int
    """Things that stay and are not named on paper, because what is said there is for some alone."""
    objection_days: int
    names: Mapping[str, str] = field(default_factory=dict)
    """Of things by id, as far as the explanations name them."""
