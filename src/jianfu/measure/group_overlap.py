"""Pairs of groups that share members (成员重合): Jaccard and containment, every pair past the floor, exact."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.compiled import kernel
from jianfu.measure.inputs import MeasureInput, day_number
from jianfu.measure.roster import Roster
from jianfu.tables.column import Table, integer, number, text

TABLE = Table(
    name="group_overlap",
    zh="群成员重合",
    en="Member overlap",
    key=("group_a", "group_b"),
    columns=(
        text("group_a", "群组甲", "Group a", note=("编号较小的一个", "the smaller id of the two")),
        text("group_b", "群组乙", "Group b"),
        integer("members_a", "甲成员数", "Members of a", unit="person"),
        integer("members_b", "乙成员数", "Members of b", unit="person"),
        integer("shared", "共同成员数", "Shared members", unit="person"),
        number(
            "jaccard",
            "重合度",
            "Jaccard",
            note=(
                "共同成员数 / 两群成员合计（每人只计一次）",
                "shared members / members of either group, each counted once",
            ),
        ),
        number(
            "containment",
            "包含度",
            "Containment",
            note=("共同成员数 / 较小群的成员数", "shared members / members of the smaller group"),
        ),
    ),
)

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class _Sets(NamedTuple):
    """Members of groups and groups of people, both as one list with starts."""

    member_start: Longs
    member: Ints
    group_start: Longs
    group: Ints
    """Groups of a person, in order."""


def compute_group_overlap(given: MeasureInput, roster: Roster) -> pa.Table:
    """``TABLE``: pairs of living groups whose Jaccard or containment reaches the floor, by members on ``as_of``."""
    sets = _sets(given, roster)
    floor = given.constants.settings["overlap_floor"].value
    pairs = np.zeros((1 << 16, 3), np.int32)
    first, found, done = 0, 0, False
    shared, met = (np.zeros(len(sets.member_start), np.int32) for _ in range(2))
    while not done:
        first, found = _pairs(sets, floor, first, pairs, (found, shared, met))
        done = first == len(sets.member_start) - 1
        if not done:
            pairs = np.concatenate([pairs, np.zeros_like(pairs)])
    pairs = pairs[:found]
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    size = np.diff(sets.member_start)
    a, b, both = pairs[:, 0], pairs[:, 1], pairs[:, 2].astype(np.int64)
    return pa.table(
        [
            roster.groups.take(pa.array(a)),
            roster.groups.take(pa.array(b)),
            size[a],
            size[b],
            both,
            both / (size[a] + size[b] - both),
            both / np.minimum(size[a], size[b]),
        ],
        schema=TABLE.schema,
    )


def _sets(given: MeasureInput, roster: Roster) -> _Sets:
    """Members on ``as_of`` of groups that are not dissolved and large enough to compare."""
    today = day_number(given.as_of)
    group = np.repeat(np.arange(len(roster.groups), dtype=np.int32), np.diff(roster.member_start))
    inside = (roster.member_from <= today) & (today < roster.member_until)
    ledger = given.snapshot.read("work_group", ["group_id", "state"])
    dissolved = ledger.filter(pc.fill_null(pc.equal(ledger["state"], "dissolved"), False))["group_id"]
    gone = np.zeros(len(roster.groups), np.bool_)
    gone[pc.index_in(dissolved, roster.groups).to_numpy()] = True
    size = np.bincount(group[inside], minlength=len(roster.groups))
    inside &= ~gone[group] & (size >= given.constants.whole("overlap_members"))[group]
    group, person = group[inside], roster.member_person[inside]
    by_person = np.lexsort((group, person))
    return _Sets(
        np.searchsorted(group, np.arange(len(roster.groups) + 1)).astype(np.int64),
        person,
        np.searchsorted(person[by_person], np.arange(len(roster.people) + 1)).astype(np.int64),
        group[by_person],
    )


@kernel
def _pairs(sets: _Sets, floor: float, first: int, pairs: Ints, so_far: tuple[int, Ints, Ints]) -> tuple[int, int]:
    """Counts shared members of each group with all later ones, from ``first`` on, until ``pairs`` may not hold more.

    Returns the next group to look at and the number of pairs found so far.
    """
    groups = len(sets.member_start) - 1
    found, shared, met = so_far
    for a in range(first, groups):
        count = 0
        for place in range(sets.member_start[a], sets.member_start[a + 1]):
            person = sets.member[place]
            at = sets.group_start[person + 1] - 1
            while at >= sets.group_start[person] and sets.group[at] > a:
                b = sets.group[at]
                if shared[b] == 0:
                    met[count] = b
                    count += 1
                shared[b] += 1
                at -= 1
        if found + count > len(pairs):
            for at in range(count):
                shared[met[at]] = 0
            return a, found
        size_a = sets.member_start[a + 1] - sets.member_start[a]
        for at in range(count):
            b = met[at]
            both = shared[b]
            shared[b] = 0
            size_b = sets.member_start[b + 1] - sets.member_start[b]
            if both >= floor * (size_a + size_b - both) or both >= floor * min(size_a, size_b):
                pairs[found, 0], pairs[found, 1], pairs[found, 2] = a, b, both
                found += 1
    return groups, found
