"""Members of groups as the kernels take them, and the stretches of days in which they stay the same."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel
from jianfu.measure.roster import Roster

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Members(NamedTuple):
    """The members of all groups, as in the roster."""

    start: Longs
    person: Ints
    first: Ints
    until: Ints
    class_of: Ints
    """Of a person."""
    unit_of: Ints
    """Of a class."""
    rank_of: Ints
    """Of a class: its level and post."""


def members_of(roster: Roster) -> Members:
    """The members as the kernels take them."""
    return Members(
        roster.member_start,
        roster.member_person,
        roster.member_from,
        roster.member_until,
        roster.person_class,
        roster.class_unit,
        roster.class_rank,
    )


@kernel
def find_stretches(first_day: int, last_day: int, members: Members, span: tuple[int, int], stretches: Longs) -> int:
    """Writes for each day of a group's messages the stretch it belongs to, and returns how many there are.

    ``span``: where the group's members stand; ``stretches``: room for all days from ``first_day`` on.
    """
    for day in range(last_day - first_day + 1):
        stretches[day] = 0
    for at in range(span[0], span[1]):
        for day in (members.first[at], members.until[at]):
            if first_day < day <= last_day:
                stretches[day - first_day] = 1
    for day in range(1, last_day - first_day + 1):
        stretches[day] += stretches[day - 1]
    return int(stretches[last_day - first_day]) + 1
