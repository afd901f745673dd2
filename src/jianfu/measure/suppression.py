"""No figure over fewer than five people: replaced, and so is any neighbour it could be got from by subtraction."""

from collections.abc import Sequence

SMALLEST_SHOWN = 5
"""People a figure must be over to be shown."""
SUPPRESSED = "<5"
"""Stands where a figure over fewer than five people was."""


def is_small(people: int | None) -> bool:
    """Whether a figure over so many people must not be shown; nobody at all is no secret, an unknown number is."""
    return people is None or 0 < people < SMALLEST_SHOWN


def hidden_parts(people: Sequence[int | None]) -> set[int]:
    """Which parts of a published total must be hidden.

    ``people`` counts the people behind each part, and nobody is in two. Small parts are hidden; then, as long as what
    is hidden could be got by subtraction and would be over fewer than five people, or is a single part, the
    smallest part still shown is hidden too (first one wins a tie). All parts hidden is a possible answer.
    """
    hidden = {index for index, count in enumerate(people) if is_small(count)}
    if not hidden:
        return hidden
    shown = sorted((count or 0, index) for index, count in enumerate(people) if index not in hidden and count)
    for _, index in shown:
        if len(hidden) > 1 and sum(people[index] or 0 for index in hidden) >= SMALLEST_SHOWN:
            break
        hidden.add(index)
    return hidden
