"""The world as the compiled loops see it: flat arrays, names as bytes ready for JSON."""

import json
from datetime import timedelta
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jianfu.simulate.world import LEVELS, World

DAYS_NAMED = 120
"""Days a text can speak of: the period and its deadlines."""

Bytes = NDArray[np.uint8]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]


class Strings(NamedTuple):
    """Text column: string i is ``text[offset[i]:offset[i + 1]]``, escaped for JSON."""

    text: Bytes
    offset: Int64s


class Stage(NamedTuple):
    """Who can speak where, and what they are called."""

    userid: Strings
    name: Strings
    unit_name: Strings
    room: Strings
    unit_of: Int32s
    """Per person."""
    leads: NDArray[np.bool_]
    """Per person: leader or mid-level."""
    left: NDArray[np.bool_]
    member_from: Int64s
    member: Int32s
    joined_on: Int32s
    group_unit: Int32s
    towns: Int32s
    """Townships in tree order."""
    villages: Int32s
    unit_towns: Int32s
    """(unit, 2): the townships of the unit's county, as a range of ``towns``."""
    unit_villages: Int32s
    """(unit, 2): the villages nearest to the unit, as a range of ``villages``."""
    day_text: Strings
    """9月1日 and so on, from the first day of the period to well past its end."""
    weekday_text: Strings


def strings(column: pa.StringArray) -> Strings:
    """A text column as bytes; only where something must be escaped does it go through Python."""
    filled = column.fill_null("")
    if len(filled) == 0:
        return Strings(np.zeros(0, np.uint8), np.zeros(1, np.int64))
    if pa.compute.any(pa.compute.match_substring_regex(filled, r'["\\\x00-\x1f]')).as_py():
        filled = pa.array([json.dumps(text, ensure_ascii=False)[1:-1] for text in filled.to_pylist()], pa.string())
    _, offsets, text = pa.concat_arrays([filled]).buffers()
    offset = np.frombuffer(offsets, np.int32, len(filled) + 1, offset=filled.offset * 4).astype(np.int64)
    return Strings(np.frombuffer(text, np.uint8) if text else np.zeros(0, np.uint8), offset)


def _ranges(world: World, level: str, within: Int32s) -> tuple[Int32s, Int32s]:
    """Units of a level, and for each unit the run of them that lies in the subtree of ``within[unit]``."""
    units = world.units
    chosen = np.flatnonzero(units.level == LEVELS.index(level)).astype(np.int32)
    bounds = np.stack(
        [np.searchsorted(chosen, within), np.searchsorted(chosen, units.subtree_to[within])], axis=1
    ).astype(np.int32)
    return chosen, bounds


def _county_of(world: World) -> Int32s:
    """Per unit: the unit whose subtree is its county (itself for a city or province)."""
    units = world.units
    top = np.arange(len(units), dtype=np.int32)
    for _ in range(len(LEVELS)):
        parent = units.parent[top]
        climbs = (parent >= 0) & (units.county[np.maximum(parent, 0)] == units.county) & (units.county >= 0)
        top = np.where(climbs, parent, top).astype(np.int32)
    return top


def _days(world: World) -> tuple[Strings, Strings]:
    first = world.settings.period.first_day
    days = [first + timedelta(days=number) for number in range(DAYS_NAMED)]
    dates = pa.array([f"{day.month}月{day.day}日" for day in days], pa.string())
    return strings(dates), strings(pa.array(["周" + "一二三四五六日"[day.weekday()] for day in days], pa.string()))


def set_stage(world: World) -> Stage:
    """The arrays for a whole world; shared by every day and shard."""
    units, people, groups, members = world.units, world.people, world.groups, world.memberships
    county = _county_of(world)
    towns, unit_towns = _ranges(world, "township", county)
    parent_town = np.where(units.level == LEVELS.index("village"), units.parent, np.arange(len(units)))
    has_own = units.subtree_to[parent_town] > parent_town + 1
    villages, unit_villages = _ranges(world, "village", np.where(has_own, parent_town, county).astype(np.int32))
    day_text, weekday_text = _days(world)
    return Stage(
        userid=strings(people.userid),
        name=strings(people.name),
        unit_name=strings(units.name),
        room=strings(groups.room_id),
        unit_of=people.unit.astype(np.int32),
        leads=people.post <= 1,
        left=people.left,
        member_from=members.offset.astype(np.int64),
        member=members.person.astype(np.int32),
        joined_on=members.joined_on.astype(np.int32),
        group_unit=groups.unit.astype(np.int32),
        towns=towns,
        villages=villages,
        unit_towns=unit_towns,
        unit_villages=unit_villages,
        day_text=day_text,
        weekday_text=weekday_text,
    )
