"""What is planted in the groups: dates at, before and past each limit, approvals, exemptions, chain replies."""

from dataclasses import dataclass

import numpy as np

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.groups import Sketch
from jianfu.simulate.settings import Settings, limits
from jianfu.simulate.world import PLATFORMS, SILENT_LIVES, Days, Flags, Int8s, life_code

NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Planting:
    """The dated and flagged columns of the groups."""

    created_on: Days
    task_start_on: Days
    task_end_on: Days
    dissolved_on: Days
    approved: Flags
    filed: Flags
    filed_on: Days
    last_active_on: Days
    exempt_from: Days
    exempt_until: Days
    exempt_reason: Int8s
    chain_rounds_per_week: Int8s
    demands_chain: Flags


def plant(sketch: Sketch, settings: Settings, seed: int, *, clean: bool) -> Planting:
    """Dates and flags of every group."""
    rng = stream(seed, "planting")
    as_of = np.datetime64(settings.period.as_of, "D")
    count = len(sketch.unit)
    planted = settings.planted
    approved = (rng.random(count) >= planted.unapproved_share) | clean
    filed = (rng.random(count) >= planted.unfiled_share) | clean
    created = _created(rng, sketch, approved, settings)
    task_start, task_end, dissolved = _tasks(rng, sketch, created, as_of, clean=clean)
    exempt_from, exempt_until, reason = _exemptions(rng, sketch, settings, clean=clean)
    valid = exempt_until >= as_of
    rounds, demands = _chains(rng, sketch, valid, settings, clean=clean)
    created, last_active = _silences(rng, sketch, created, valid, settings, clean=clean)
    task_start = np.where(np.isnat(task_start), task_start, np.minimum(np.fmax(task_start, created), as_of))
    filed_on = np.where(filed, np.minimum(created + _days(rng, 1, 20, count), as_of), NEVER)
    return Planting(
        created, task_start, task_end, dissolved, approved, filed, filed_on, last_active,
        exempt_from, exempt_until, reason, rounds, demands,
    )  # fmt: skip


def _days(rng: Rng, low: int, high: int, count: int) -> np.ndarray:
    return rng.integers(low, high + 1, count).astype("timedelta64[D]")


def _created(rng: Rng, sketch: Sketch, approved: Flags, settings: Settings) -> Days:
    """Fixed groups since 2019, temporary ones within the year; all before the period.

    Of those nobody approved, some were made on the very day approval became a duty, some the day before.
    """
    first = np.datetime64(settings.period.first_day, "D")
    count = len(sketch.unit)
    age = np.where(sketch.temporary, rng.integers(230, 420, count), rng.integers(230, 2700, count))
    edge = deal(rng, count, [0.15, 0.15, 0.70])
    created = first - age.astype("timedelta64[D]")
    at_edge = ~approved & (edge < 2) & ~sketch.temporary
    return np.where(at_edge, np.datetime64(limits().approval_since) - edge.astype("timedelta64[D]"), created)


def _tasks(rng: Rng, sketch: Sketch, created: Days, as_of: np.datetime64, *, clean: bool) -> tuple[Days, Days, Days]:
    """Task start and end of temporary groups, and when groups were dissolved."""
    count = len(created)
    gone = sketch.life == life_code("dissolved")
    # running; ended within the limit; exactly at it; one day past; long past; no end stated
    kind = deal(rng, count, [0.52, 0.08, 0.07, 0.09, 0.17, 0.07])
    if clean:
        kind = np.where(kind >= 3, 0, kind)
    since = np.select(
        [kind == 0, kind == 1, kind == 2, kind == 3],
        [
            -rng.integers(1, 120, count),
            rng.integers(0, limits().overdue_days, count),
            limits().overdue_days,
            limits().overdue_days + 1,
        ],
        rng.integers(limits().overdue_days + 2, 200, count),
    )
    end = as_of - since.astype("timedelta64[D]")
    ended_long_ago = as_of - _days(rng, 45, 220, count)
    end = np.where(gone, ended_long_ago, end)
    end = np.where(sketch.temporary & ((kind != 5) | gone), end, NEVER)
    start = np.where(sketch.temporary, created + _days(rng, 0, 5, count), NEVER)
    late = rng.integers(0, 13, count).astype("timedelta64[D]")
    dissolved = np.where(sketch.temporary, ended_long_ago + late, ended_long_ago)
    return start, end, np.where(gone, dissolved, NEVER)


def _exemptions(rng: Rng, sketch: Sketch, settings: Settings, *, clean: bool) -> tuple[Days, Days, Int8s]:
    """Emergency groups carry an exemption; of some it has lapsed before the period."""
    count = len(sketch.unit)
    first = np.datetime64(settings.period.first_day, "D")
    last = np.datetime64(settings.period.last_day, "D")
    flood = sketch.life == life_code("flood")
    asleep = sketch.life == life_code("asleep")
    carries = flood | (asleep & (rng.random(count) < 0.5))
    lapsed = carries & (deal(rng, count, [0.72, 0.28]) == 1) & (not clean)
    start = first - _days(rng, 95, 140, count)
    until = np.where(lapsed, first - _days(rng, 1, 20, count), last + _days(rng, 0, 45, count))
    reason = np.where(carries, np.where(rng.random(count) < 0.2, 0, 1), -1).astype(np.int8)
    return np.where(carries, start, NEVER), np.where(carries, until, NEVER), reason


def _chains(rng: Rng, sketch: Sketch, valid: Flags, settings: Settings, *, clean: bool) -> tuple[Int8s, Flags]:
    """How many chain-reply rounds a week each talking group runs, and whether any of them is demanded."""
    count = len(sketch.unit)
    planted = settings.planted
    talks = sketch.platform == PLATFORMS.index("wecom")
    talks &= ~np.isin(sketch.life, [life_code(name) for name in (*SILENT_LIVES, "quiet")])
    flood = (sketch.life == life_code("flood")) & talks
    ordinary = talks & ~flood
    rest = 1 - planted.chain_frequent_share - planted.chain_at_limit_share - planted.demands_chain_share
    kind = deal(
        rng, count, [rest, planted.chain_frequent_share, planted.chain_at_limit_share, planted.demands_chain_share]
    )
    rounds = np.select(
        [flood, ordinary & (kind == 1) & (not clean), ordinary & (kind == 2), ordinary & (kind == 3)],
        [rng.integers(3, 7, count), rng.integers(3, 6, count), limits().chains_per_week, 1],
        np.where(ordinary & (rng.random(count) < 0.15), 1, 0),
    ).astype(np.int8)
    half = rng.random(count) < 0.5
    demands = (ordinary & (kind == 3)) | (ordinary & (kind == 1) & half) | flood
    return rounds, demands & (valid | (not clean))


def _silences(
    rng: Rng, sketch: Sketch, created: Days, valid: Flags, settings: Settings, *, clean: bool
) -> tuple[Days, Days]:
    """When each group was created (moved where it has no message yet) and last active, as the census says."""
    count = len(created)
    as_of = np.datetime64(settings.period.as_of, "D")
    kind = deal(rng, count, [0.25, 0.35, 0.20, 0.20])
    zombie, asleep, gone = (sketch.life == life_code(name) for name in ("zombie", "asleep", "dissolved"))
    wecom = sketch.platform == PLATFORMS.index("wecom")
    long_ago = rng.integers(limits().zombie_group_days + 2, 400, count)
    idle = np.select(
        [
            zombie & (kind == 0),
            zombie,
            asleep & valid & (not clean),
            asleep & (kind == 0),
            asleep & (kind == 1) & (not clean),
        ],
        [limits().zombie_group_days + 1, long_ago, long_ago, limits().zombie_group_days, long_ago],
        np.where(asleep, rng.integers(40, limits().zombie_group_days, count), rng.integers(0, 25, count)),
    )
    silent = zombie | asleep | gone
    behind = ~silent & wecom & (rng.random(count) < settings.planted.stale_census_share)
    idle = np.where(behind, rng.integers(100, 300, count), idle)
    last = as_of - idle.astype("timedelta64[D]")
    last = np.where(gone, created + _days(rng, 10, 60, count), last)
    before = np.minimum(created, last - _days(rng, 30, 200, count))
    unused = asleep & ~valid & (kind == 3)
    before = np.where(unused, as_of - _days(rng, 10, limits().zombie_group_days - 1, count), before)
    stated = ~unused & (silent | behind | ~wecom | (rng.random(count) < 0.7))
    return before, np.where(stated, last, NEVER)
