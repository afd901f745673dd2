"""Why a thing is to become what the plan says (处置说明), as facts; ``explain_words`` puts them into sentences."""

from dataclasses import dataclass
from typing import NamedTuple


class Gain(NamedTuple):
    """What people of a level and post get back together per working day; minutes below zero are added.

    Everything but level and post is ``None`` where fewer than five people stand behind it.
    """

    level: str
    post: str
    people: int | None
    low: float | None
    middle: float | None
    high: float | None


class Risk(NamedTuple):
    """What could go wrong: a message ``plan-risk-<code>``, and the number in it (of people or duties)."""

    code: str
    number: int = 0


class Flip(NamedTuple):
    """What would change the answer: a message ``plan-flip-<code>``.

    At the latest where the setting is ``at`` instead of ``now`` the plan would be another: with ``choice`` for this
    thing it would cost less. Another choice still, or another plan elsewhere, may come earlier.
    """

    code: str
    now: float | None
    at: float | None
    choice: str
    target_id: str | None


@dataclass(frozen=True)
class Explanation:
    """Of one proposal."""

    kind: str
    thing_id: str
    together: tuple[str, ...]
    """Ids of all things that become one with it, itself too; the gains are of all of them."""
    people: int | None
    """Whom the change concerns; ``None`` under five."""
    gains: tuple[Gain, ...]
    """Empty where nothing changes for anybody."""
    upkeep_back: float
    """Minutes a day its keeper no longer spends."""
    runner_up_minutes: float | None
    """Minutes a day, everybody together, that the runner-up costs more; ``None`` without one."""
    runner_up_worst: float | None
    """Of which those of the most burdened tenth."""
    runner_up_moved: int | None
    """People the runner-up would bring into another group more (or fewer)."""
    risks: tuple[Risk, ...]
    flips: tuple[Flip, ...]
