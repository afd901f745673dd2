"""Owners and members who should not be (群主与成员): owners and people about to leave, planted, and the truth."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from jianfu.simulate.chance import deal, stream
from jianfu.simulate.settings import Settings
from jianfu.simulate.world import (
    LEVELS,
    NOT_LISTED,
    PLATFORMS,
    POSTS,
    Flags,
    Groups,
    Int32s,
    Label,
    Memberships,
    People,
    Units,
    World,
)

LEAVES_SOON = 0.01
"""Of the people in office: the roster already states the day they will leave."""
LOW_SHARE = 0.05
UNNAMED_SHARE = 0.15
"""Of the groups on platforms without an archive, whose owner only the ledger can name."""


def announce_leavers(people: People, settings: Settings, seed: int) -> People:
    """Some people in office have a day of leaving that is still to come."""
    rng = stream(seed, "standing")
    soon = (rng.random(len(people)) < LEAVES_SOON) & ~people.left
    days = np.datetime64(settings.period.as_of, "D") + rng.integers(1, 90, len(people)).astype("timedelta64[D]")
    return replace(people, left_on=np.where(soon, days, people.left_on))


def choose_owners(
    units: Units, people: People, groups: Groups, memberships: Memberships, seed: int, *, clean: bool
) -> Groups:
    """Hands some groups to ordinary staff, and leaves some owners out of the ledger."""
    if clean:
        return groups
    rng = stream(seed, "standing")
    rng.random(2 * len(people))
    owner: Int32s = groups.owner.copy()
    low = deal(rng, len(groups), [LOW_SHARE, 1 - LOW_SHARE]) == 0
    staff = people.post == POSTS.index("staff")
    for row in np.flatnonzero(low & (units.level[groups.unit] < LEVELS.index("village"))).tolist():
        own = np.arange(units.people_from[groups.unit[row]], units.people_to[groups.unit[row]], dtype=np.int32)
        listed = memberships.person[memberships.offset[row] : memberships.offset[row + 1]]
        able = own[staff[own] & ~people.left[own] & (np.isin(own, listed) | (len(listed) == 0))]
        if len(able):
            owner[row] = able[int(rng.integers(0, len(able)))]
    elsewhere = groups.platform != PLATFORMS.index("wecom")
    unnamed = elsewhere & (deal(rng, len(groups), [UNNAMED_SHARE, 1 - UNNAMED_SHARE]) == 0)
    return replace(groups, owner=np.where(unnamed, NOT_LISTED, owner).astype(np.int32))


def label_standing(world: World) -> Iterator[Label]:
    """Truth of group-owner-absent, group-owner-rank and leaver-in-group."""
    groups, people = world.groups, world.people
    active = np.isnat(groups.dissolved_on)
    blank = groups.owner == NOT_LISTED
    kept = np.bincount(groups.unit[active], minlength=len(world.units))
    named = np.bincount(groups.unit[active & ~blank], minlength=len(world.units))
    unnamed = blank & (2 * named >= kept)[groups.unit] & (named > 0)[groups.unit]
    gone = unnamed | (~blank & people.left[groups.owner])
    soon = ~np.isnat(people.left_on) & ~people.left
    looks = (gone & ~active) | (~blank & soon[groups.owner]) | blank
    why = "dissolved, leaves later, or in a ledger that names no owners"
    yield from _spell(world, "group-owner-absent", gone & active, looks, why)
    ordinary = np.isin(people.post[groups.owner], [POSTS.index("staff"), POSTS.index("grid_worker")]) & ~gone & ~blank
    village = world.units.level[groups.unit] == LEVELS.index("village")
    asked = ordinary & ~village & active & ~world.valid_exemption()
    yield from _spell(world, "group-owner-rank", asked, ordinary, "village, dissolved or exempt")
    listed = np.repeat(np.arange(len(groups)), np.diff(world.memberships.offset))
    other = world.memberships.person != groups.owner[listed]
    leavers = _any(listed[other & people.left[world.memberships.person]], len(groups))
    leaving = _any(listed[soon[world.memberships.person]], len(groups))
    yield from _spell(world, "leaver-in-group", leavers & active, leavers | leaving, "dissolved, or leaves later")


def _any(rows: np.ndarray, count: int) -> Flags:
    found: Flags = np.bincount(rows, minlength=count) > 0
    return found


def _spell(world: World, rule: str, real: Flags, looks: Flags, why: str) -> Iterator[Label]:
    ids = world.groups.group_id.to_pylist()
    for row in np.flatnonzero(real | looks).tolist():
        yield Label(rule, "group", ids[row], bool(real[row]), "planted" if real[row] else why)
