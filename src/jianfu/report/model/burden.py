"""The first part of the report as data: who bears, who causes, when and by what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """A figure in its low, middle and high case."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class BearerRow:
    """Minutes per person and working day of one level, or of one post in it. All figures are null when suppressed."""

    level: str
    post: str | None
    people: int | None = None
    minutes: Range | None = None
    median: float | None = None
    p90: float | None = None
    off_hours: float | None = None
    avoidable: float | None = None
    groups_median: float | None = None
    suppressed: bool = False


@dataclass(frozen=True)
class Headline:
    """Minutes per person and working day over everybody, and the two parts of it that matter most."""

    people: int
    minutes: Range
    off_hours: float
    off_hours_share: float
    avoidable: float
    avoidable_share: float
    total_hours: Range
    """Over the whole period."""
    heaviest: BearerRow | None
    """The level that bears most, where there are several."""


@dataclass(frozen=True)
class CauserRow:
    """One issuing unit's bill in hours over the period, middle case. ``unit_id`` null: all units not named."""

    unit_id: str | None
    name: str | None
    level: str | None
    unit_count: int
    hours: Range
    to_others: float
    copies: float
    off_hours: float
    share: float
    messages: int | None


@dataclass(frozen=True)
class ComponentRow:
    """What the minutes go to; minutes per person and working day by bearing level, in the order of ``levels``."""

    component: str
    avoidable: bool
    hours: float
    share: float
    off_hours_share: float
    by_level: list[float | None]


@dataclass(frozen=True)
class FlowRow:
    """Hours a level of causing units puts on a level of bearers."""

    causer_level: str
    bearer_level: str
    hours: float


@dataclass(frozen=True)
class FlowEnd:
    """All the hours a level causes (``side`` ``causer``) or bears (``bearer``)."""

    side: str
    level: str
    hours: float


@dataclass(frozen=True)
class HourCell:
    """Messages in one hour of one weekday (1 is Monday) over the period."""

    weekday: int
    hour: int
    messages: int
    off_hours: int


@dataclass(frozen=True)
class RelayChange:
    """A fact copies changed: ``kind`` number, deadline, place or duty; ``way`` earlier, later, more ..."""

    kind: str
    way: str
    before: str
    after: str
    copies: int


@dataclass(frozen=True)
class RelayNode:
    """The copies of one level below another. ``delay``: median minutes after the message each was made from."""

    level: str
    copies: int
    units: int
    groups: int
    delay: float | None
    relations: dict[str, int]
    changes: list[RelayChange]
    more_changes: int
    below: list["RelayNode"]


@dataclass(frozen=True)
class RelayTree:
    """One notice passed on again and again: who sent it first, what the copies cost, how it spread."""

    excerpt: str | None
    unit: str | None
    first_at: str
    messages: int
    groups: int
    hands: int
    readers: int
    rereadings: int
    changed: int
    hours: Range
    root: RelayNode


@dataclass(frozen=True)
class HollowGroup:
    """A group most of whose messages are acknowledgements (“收到”)."""

    group: str
    unit: str | None
    messages: int
    acknowledgements: int
    share: float
    useful_share: float | None


@dataclass(frozen=True)
class BurdenPicture:
    """The first part of the report. Everything is null or empty where the data holds no burden."""

    headline: Headline | None
    bearers: list[BearerRow]
    causers: list[CauserRow]
    levels: list[str]
    """The levels the component columns stand for."""
    components: list[ComponentRow]
    flows: list[FlowRow]
    flow_ends: list[FlowEnd]
    evenings: list[HourCell]
    evening_share: float | None
    relays: list[RelayTree]
    hollow_groups: list[HollowGroup]
