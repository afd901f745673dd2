"""Two amounts -> improved, unchanged, worse or cannot tell (判断规则), with all that chance may have made."""

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from jianfu.verify.model import Amount, Change


class Measured(NamedTuple):
    """An amount of one audit: what is counted for certain, what messages made, and how much those vary by chance."""

    load: Amount
    """From messages."""
    fixed: float
    """Openings and upkeep: counted, not sampled."""
    error: float
    """Relative standard error of ``load``, from its working days."""

    @property
    def amount(self) -> Amount:
        """Both together."""
        return Amount(*(case + self.fixed for case in self.load))


def outcome_of(before: float, least: float, most: float, margin: float) -> str:
    """The outcome of a change that lies between ``least`` and ``most``; up to ``margin`` (a share) counts as none."""
    limit = margin * abs(before)
    if most < -limit:
        return "improved"
    if least > limit:
        return "worse"
    return "unchanged" if least >= -limit and most <= limit else "cannot_tell"


def compare(before: Measured, after: Measured, limits: Mapping[str, float], drift: float = 0.0) -> Change:
    """The change with its uncertainty.

    ``drift``: by how much (a share) all else changed; how much of the change that explains nobody knows, so the range
    reaches from none of it to all of it. Every case of the constants and chance widen it further.
    """
    ends: list[float] = []
    for case in range(3):
        change = after.amount[case] - before.amount[case]
        chance = limits["errors"] * sqrt(
            (before.load[case] * before.error) ** 2 + (after.load[case] * after.error) ** 2
        )
        for explained in (0.0, before.load[case] * drift):
            ends += [change - explained - chance, change - explained + chance]
    least, most = min(ends), max(ends)
    # ten decimals: what adding floats in another order leaves must not decide at a limit
    least, most = round(least, 10), round(most, 10)
    return Change(
        before.amount, after.amount, least, most, outcome_of(before.amount.middle, least, most, limits["margin"])
    )
