"""No figure over fewer than five people: replaced, and so is any neighbour it could be got from by subtraction.

The one place that decides it. What is hidden is decided once for a whole table of an audit, by numbers of people and
names alone: every report, page, export and answer of the API shows a part of that one table, so that no two of them can
be subtracted to give more than the table itself does. Never decide it anew for a filtered part.
"""

from collections.abc import Callable, Iterable, Mapping

SMALLEST_SHOWN = 5
"""People a figure must be over to be shown."""
SUPPRESSED = "<5"
"""Stands where a figure over fewer than five people was."""


def is_small(people: int | None) -> bool:
    """Whether a figure over so many people must not be shown; nobody at all is no secret, an unknown number is."""
    return people is None or 0 < people < SMALLEST_SHOWN


def hidden_parts(people: Mapping[str, int | None]) -> frozenset[str]:
    """Which parts of a published total must be hidden; nobody is in two parts.

    ``people``: part -> the people behind it. Small parts are hidden; then, as long as what is hidden could be got by
    subtraction and would be over fewer than five people, or is a single part, the smallest part still shown is hidden
    too, the first by name of two as small: so that every table with the same people hides the same parts. All parts
    hidden is a possible answer.
    """
    return _hidden(people, sum)


def hidden_among_shared(people: Mapping[str, int | None]) -> frozenset[str]:
    """The same where one person may stand in several parts: of what is hidden only the widest part is sure."""
    return _hidden(people, lambda counts: max(counts, default=0))


def _hidden(people: Mapping[str, int | None], together: Callable[[Iterable[int]], int]) -> frozenset[str]:
    hidden = {name for name, count in people.items() if is_small(count)}
    if not hidden:
        return frozenset()
    shown = sorted((count, name) for name, count in people.items() if name not in hidden and count)
    for _, name in shown:
        if len(hidden) > 1 and together(people[one] or 0 for one in hidden) >= SMALLEST_SHOWN:
            break
        hidden.add(name)
    return frozenset(hidden)
