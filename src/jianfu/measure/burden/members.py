"""Members of groups as the kernels take them, and the stretches of days in which they stay the same."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.compiled import inlined
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


@inlined
def find_stretches(first_day: int, last_day: int, members: Members, first: int, end: int) -> Longs:
    """For each day of a group's messages the stretch it belongs to."""
    stretches = np.zeros(last_day - first_day + 1, np.int64)
    for at in range(first, end):
        for day in (members.first[at], members.until[at]):
            if first_day < day <= last_day:
                stretches[day - first_day] = 1
    for day in range(1, len(stretches)):
        stretches[day] += stretches[day - 1]
    return stretches
