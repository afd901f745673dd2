"""The world as the compiled loops see it: few flat arrays (every array a loop is given costs time to compile)."""

import json
from datetime import timedelta
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jianfu.simulate.world import LEVELS, LIVES, World

DAYS_NAMED = 120
"""Days a text can speak of: the period and its deadlines."""
TAKES_NO_NOTICES = ("ack_only", "show_off", "flood")

Bytes = NDArray[np.uint8]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]

USERID, PERSON, UNIT_NAME, ROOM, DATE, WEEKDAY = range(6)
"""The columns of ``Names``."""
TOWNS, VILLAGES, GROUPS = 0, 2, 4
"""Where in a row of ``Cast.units`` the run of each begins; its end stands beside it."""


class Names(NamedTuple):
    """All text columns in one, escaped for JSON: string i of column c is number ``base[c] + i``."""

    text: Bytes
    offset: Int64s
    base: Int64s


class Cast(NamedTuple):
    """Who can speak where."""

    unit_of: Int32s
    """Per person; ``-1 - unit`` of those who have left."""
    member_from: Int64s
    """Per group, and one past the last."""
    members: Int32s
    """(membership, 2): person, day of joining since 1970-01-01."""
    group_unit: Int32s
    units: Int32s
    """(unit, 6): runs in ``lists``: townships of its county, villages nearest to it, its groups for notices."""
    lists: Int32s
    """Townships, villages, groups, one list after the other."""


def escaped(column: pa.StringArray) -> pa.LargeStringArray:
    """Text without nulls, escaped for JSON; only where something must be escaped does it go through Python."""
    filled = column.fill_null("").cast(pa.large_string())
    if pc.any(pc.match_substring_regex(filled, r'["\\\x00-\x1f]')).as_py():
        texts = [json.dumps(text, ensure_ascii=False)[1:-1] for text in filled.to_pylist()]
        filled = pa.array(texts, pa.large_string())
    return filled


def set_names(world: World) -> Names:
    """Everything that has a name, and the days."""
    first = world.settings.period.first_day
    days = [first + timedelta(days=number) for number in range(DAYS_NAMED)]
    columns = (
        world.people.userid,
        world.people.name,
        world.units.name,
        world.groups.room_id,
        pa.array([f"{day.month}月{day.day}日" for day in days], pa.string()),
        pa.array(["周" + "一二三四五六日"[day.weekday()] for day in days], pa.string()),
    )
    joined = pa.concat_arrays([escaped(column) for column in columns])
    _, offset, text = joined.buffers()
    base = np.cumsum([0, *(len(column) for column in columns[:-1])]).astype(np.int64)
    return Names(np.frombuffer(text, np.uint8), np.frombuffer(offset, np.int64, len(joined) + 1), base)


def _runs(world: World, level: str, within: Int32s) -> tuple[Int32s, Int32s]:
    """Units of a level, and for each unit the run of them that lies in the subtree of ``within[unit]``."""
    units = world.units
    chosen = np.flatnonzero(units.level == LEVELS.index(level)).astype(np.int32)
    bounds = [np.searchsorted(chosen, within), np.searchsorted(chosen, units.subtree_to[within])]
    return chosen, np.stack(bounds, axis=1).astype(np.int32)


def _county_of(world: World) -> Int32s:
    """Per unit: the unit whose subtree is its county (itself for a city or province)."""
    units = world.units
    top = np.arange(len(units), dtype=np.int32)
    for _ in range(len(LEVELS)):
        parent = units.parent[top]
        climbs = (parent >= 0) & (units.county[np.maximum(parent, 0)] == units.county) & (units.county >= 0)
        top = np.where(climbs, parent, top).astype(np.int32)
    return top


def _groups_for_notices(world: World) -> tuple[Int32s, Int32s]:
    """The groups a notice can go to, by owning unit, and the run of each unit."""
    closed = [LIVES.index(name) for name in TAKES_NO_NOTICES]
    chosen = np.flatnonzero(world.talking() & ~np.isin(world.groups.life, closed)).astype(np.int32)
    owner = world.groups.unit[chosen]
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(len(world.units) + 1)).astype(np.int32)
    return chosen[order], np.stack([bounds[:-1], bounds[1:]], axis=1)


def set_cast(world: World) -> Cast:
    """The arrays for a whole world; shared by every day and shard."""
    units, people, members = world.units, world.people, world.memberships
    county = _county_of(world)
    is_village = units.level == LEVELS.index("village")
    nearest = np.where(is_village, units.parent, np.arange(len(units))).astype(np.int32)
    nearest = np.where(units.subtree_to[nearest] > nearest + 1, nearest, county).astype(np.int32)
    towns, town_runs = _runs(world, "township", county)
    villages, village_runs = _runs(world, "village", nearest)
    groups, group_runs = _groups_for_notices(world)
    runs = [town_runs, village_runs + len(towns), group_runs + len(towns) + len(villages)]
    return Cast(
        unit_of=np.where(people.left, -1 - people.unit, people.unit).astype(np.int32),
        member_from=members.offset.astype(np.int64),
        members=np.stack([members.person, members.joined_on], axis=1).astype(np.int32),
        group_unit=world.groups.unit.astype(np.int32),
        units=np.concatenate(runs, axis=1).astype(np.int32),
        lists=np.concatenate([towns, villages, groups]),
    )
