"""Cheap draws of single things out of a seeded stream: letters need some fifty each."""

from collections.abc import Sequence
from typing import TypeVar

from jianfu.simulate.chance import Rng

Thing = TypeVar("Thing")
BLOCK = 1 << 14


class Dice:
    """Draws one by one from blocks of uniform numbers."""

    def __init__(self, rng: Rng) -> None:
        self._rng = rng
        self._drawn: list[float] = []

    def share(self) -> float:
        """A number in [0, 1)."""
        if not self._drawn:
            self._drawn = self._rng.random(BLOCK).tolist()
        return self._drawn.pop()

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of ``things``, each as likely."""
        return things[int(self.share() * len(things))]

    def some(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """``count`` different ones of ``things``, or all of them, in random order."""
        left = list(things)
        return [left.pop(int(self.share() * len(left))) for _ in range(min(count, len(left)))]

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.share() * (high - low + 1))

    def happens(self, chance: float) -> bool:
        """True with this chance."""
        return self.share() < chance
