"""Who is in which group: members drawn in proportion to how sociable they are, without replacement, in chunks."""

from dataclasses import dataclass

import numpy as np

from jianfu.simulate.chance import stream, uniform_by_counter
from jianfu.simulate.settings import Settings
from jianfu.simulate.world import LEVELS, Days, Flags, Floats, Int8s, Int32s, Int64s, Memberships, People, Units

CHUNK_GROUPS = 20_000
"""Groups drawn at a time: about two million memberships, which bounds the memory of a province."""


@dataclass(frozen=True)
class Draw:
    """What drawing the members needs to know of the groups, one row per group."""

    unit: Int32s
    owner: Int32s
    audience: Int8s
    size: Int32s
    created_on: Days
    twin_of: Int32s
    member_list: Flags
    """The platform gives one out."""


def pools(units: Units, unit: Int32s, audience: Int8s) -> tuple[Int32s, Int32s]:
    """The run of people each group may draw from."""
    town = np.where(units.level[unit] == LEVELS.index("village"), units.parent[unit], unit)
    # A department's audience 1 has no villages below it: its own people.
    root = units.parent[town]
    first = np.select(
        [audience == 0, audience == 1], [units.people_from[unit], units.people_from[town]], units.people_from[root]
    )
    last = np.select(
        [audience == 0, audience == 1],
        [units.people_to[unit], units.subtree_people_to[town]],
        units.subtree_people_to[root],
    )
    return first.astype(np.int32), last.astype(np.int32)


def draw_members(units: Units, people: People, draw: Draw, settings: Settings, seed: int) -> Memberships:
    """The memberships of all groups; sizes come out a little below ``draw.size`` where a pool is small."""
    rng = stream(seed, "members")
    keys = rng.integers(0, 2**63, len(draw.unit), dtype=np.uint64)
    weight = np.concatenate([[0.0], np.cumsum(people.sociability)])
    found = [
        _draw_chunk(units, draw, settings, keys, weight, np.arange(start, min(start + CHUNK_GROUPS, len(keys))))
        for start in range(0, len(keys), CHUNK_GROUPS)
    ]
    group = np.concatenate([part[0] for part in found])
    person = np.concatenate([part[1] for part in found])
    keep = _within_cap(person, settings.people.most_groups, len(people), draw.owner[group] == person)
    group, person = group[keep], person[keep]
    offset = np.zeros(len(keys) + 1, dtype=np.int64)
    np.cumsum(np.bincount(group, minlength=len(keys)), out=offset[1:])
    return Memberships(offset, person, _joined(draw, keys, group, person, settings))


def _draw_chunk(
    units: Units, draw: Draw, settings: Settings, keys: np.ndarray, weight: Floats, chunk: Int64s
) -> tuple[Int32s, Int32s]:
    """Group and person of every membership of some groups, sorted, each pair once."""
    chunk = chunk[draw.member_list[chunk]]
    unit, size = draw.unit[chunk], draw.size[chunk]
    first, last = pools(units, unit, draw.audience[chunk])
    home_first, home_last = units.people_from[unit], units.people_to[unit]
    home = np.where(
        draw.audience[chunk] == 0,
        size,
        np.minimum(np.rint(size * settings.groups.home_share).astype(np.int32) + 2, home_last - home_first),
    )
    key = np.where(draw.twin_of[chunk] >= 0, keys[draw.twin_of[chunk]], keys[chunk])
    near = _stratified(key, home, weight[home_first], weight[home_last], 0)
    gap_from = weight[home_first] - weight[first]
    gap = weight[home_last] - weight[home_first]
    away = _stratified(key, np.maximum(size - home, 0), weight[first], weight[last] - gap, 1 << 20)
    rank = np.repeat(np.arange(len(chunk)), np.maximum(size - home, 0))
    away += np.where(away - weight[first][rank] >= gap_from[rank], gap[rank], 0.0)
    near_rank = np.repeat(np.arange(len(chunk)), home)
    ranks = np.concatenate([near_rank, rank])
    place = np.searchsorted(weight, np.concatenate([near, away]), side="right") - 1
    place = np.clip(place, 0, len(weight) - 2)
    place, ranks = _drop_from_twins(draw, settings, keys, chunk, (place, ranks))
    pairs = np.unique(
        np.concatenate([ranks * len(weight) + place, np.arange(len(chunk)) * len(weight) + draw.owner[chunk]])
    )
    return chunk[pairs // len(weight)].astype(np.int32), (pairs % len(weight)).astype(np.int32)


def _stratified(key: np.ndarray, size: Int32s, low: Floats, high: Floats, salt: int) -> Floats:
    """``size`` points in [low, high) per group, one in each of ``size`` equal strips."""
    group = np.repeat(np.arange(len(size)), size)
    strip = np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
    chance = uniform_by_counter(key[group], (strip + salt).astype(np.uint64))
    points: Floats = low[group] + (high - low)[group] * (strip + chance) / size[group]
    return points


def _drop_from_twins(
    draw: Draw, settings: Settings, keys: np.ndarray, chunk: Int64s, drawn: tuple[Int64s, Int64s]
) -> tuple[Int64s, Int64s]:
    place, ranks = drawn
    twin = draw.twin_of[chunk][ranks] >= 0
    chance = uniform_by_counter(keys[chunk][ranks], place.astype(np.uint64) + np.uint64(1 << 40))
    keep = ~twin | (chance >= settings.groups.twin_drop)
    return place[keep], ranks[keep]


def _within_cap(person: Int32s, most: int, people: int, owner: Flags) -> Flags:
    """Nobody is in more groups than ``most``; the later ones go, groups the person owns stay."""
    over = np.bincount(person, minlength=people) > most
    keep = np.ones(len(person), dtype=bool)
    rows = np.flatnonzero(over[person] & ~owner)
    rows = rows[np.argsort(person[rows], kind="stable")]
    start = np.flatnonzero(np.r_[True, person[rows][1:] != person[rows][:-1]]) if len(rows) else rows
    nth = np.arange(len(rows)) - np.repeat(start, np.diff(np.r_[start, len(rows)]))
    owned = np.bincount(person[owner], minlength=people)
    keep[rows[nth >= most - owned[person[rows]]]] = False
    return keep


def _joined(draw: Draw, keys: np.ndarray, group: Int32s, person: Int32s, settings: Settings) -> Int32s:
    """The day each member joined: most with the group, the rest between then and the period, a few in it."""
    chance = uniform_by_counter(keys[group], person.astype(np.uint64) + np.uint64(1 << 41))
    first = np.datetime64(settings.period.first_day).astype("datetime64[D]").astype(np.int64)
    last = np.datetime64(settings.period.last_day).astype("datetime64[D]").astype(np.int64)
    created = draw.created_on.astype("datetime64[D]").astype(np.int64)[group]
    share = settings.groups.joined_in_period_share
    later = created + np.maximum(first - created, 0) * np.clip((chance - 0.6) / 0.4, 0, 1)
    inside = np.maximum(created, first + (last - first) * chance / share)
    joined: Int32s = np.where(chance < share, inside, np.maximum(later, created)).astype(np.int32)
    return joined
