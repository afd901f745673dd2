"""The pictures of a plan as data (方案图): what is given back, what more changes would give, who shares whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jianfu.report.model.burden import Range


@dataclass(frozen=True)
class GivenBackRow:
    """Minutes per person and working day of one level. All figures are null when suppressed."""

    level: str
    people: int | None = None
    before: Range | None = None
    back: Range | None = None
    suppressed: bool = False


@dataclass(frozen=True)
class ParetoRow:
    """The best plan with so many changes: minutes a working day it gives back."""

    changes: int
    moved: int
    minutes_back: float
    """Everybody together."""
    worst_tenth_back: float
    """One person of the most burdened tenth."""
    chosen: bool = False


@dataclass(frozen=True)
class Tie:
    """Two groups of a knot, by their numbers in it, and the share of their members who are in both."""

    a: int
    b: int
    share: float


@dataclass(frozen=True)
class KnotGroup:
    """A group of a knot."""

    number: int
    group_id: str
    name: str
    unit_id: str | None
    unit: str | None
    people: int | None
    """Null where it is fewer than five or not known."""
    choice: str
    target: int | None = None
    """Number of the group it goes into, where that is in the knot."""


@dataclass(frozen=True)
class Knot:
    """Groups that share people, one with the next; ``left_out``: how many smaller ones are not drawn."""

    groups: Sequence[KnotGroup]
    before: Sequence[Tie]
    after: Sequence[Tie]
    left_out: int = 0


@dataclass(frozen=True)
class Overlap:
    """Who shares whom, before and after."""

    floor: float
    """Two groups are tied where at least this share of their members is in both."""
    ties_before: int
    ties_after: int
    groups_before: int
    """Groups with at least one tie."""
    groups_after: int
    knots: Sequence[Knot] = ()
    """Those the plan changes first, then by how much they share; the first of ``knot_count``."""
    knot_count: int = 0


@dataclass(frozen=True)
class PlanScope:
    """What the plan was made from."""

    as_of: str
    snapshot_id: str
    version: str


@dataclass(frozen=True)
class PlanPicture:
    """A plan's figures and pictures. Minutes per working day."""

    scope: PlanScope
    status: str
    gap: float
    changes: int
    moved: int
    minutes_before: float
    minutes_after: float
    worst_tenth_before: float
    worst_tenth_after: float
    choices: Mapping[str, int]
    given_back: Sequence[GivenBackRow]
    pareto: Sequence[ParetoRow]
    overlap: Overlap
    duties: Mapping[str, int] = field(default_factory=dict)
    """Protected, of these proposed from evidence, and those of the ledger nothing carries."""
