"""The apps of the made-up county: who runs which, what it can do, when it was launched and filed."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.settings import AppSettings, limits, read_record
from jianfu.simulate.world import KINDS, LEVELS, Int32s, World
from jianfu.tables.identity import app_id

FORBIDDEN = ("check_in", "points_ranking", "online_time")
ORDINARY = (
    "form", "notice", "chat", "learning", "inspection", "approval", "query", "map", "video",
    "payment", "ledger", "statistics",
)  # fmt: skip
DRAWS = 60
"""Tries at a set of functions unlike all others."""
STEMS = ("一点通", "在线", "助手", "云办", "e站", "掌上办", "智管", "随手报")


@dataclass
class App:
    """One app."""

    unit: int
    name: str
    audience: str
    launched_on: date
    filed_on: date | None
    filed: bool
    number_shown: bool | None
    complaint_function: bool
    last_updated_on: date
    enrolled: int
    monthly: int
    active: bool
    functions: tuple[str, ...]
    reasons: dict[str, str]
    """Forbidden function -> recorded exemption."""
    app_id: str
    closed_on: date | None = None


def sketch_apps(world: World) -> list[App]:
    """All apps, in order of sponsoring unit."""
    rng = stream(world.seed, "apps")
    owners, audiences = _sponsors(world, rng)
    count = len(owners)
    functions = _function_sets(rng, count, clean=world.clean)
    dates = _dates(rng, count, world)
    names, codes = world.units.name.to_pylist(), world.units.code.to_pylist()
    complaint = deal(rng, count, [0.84, 0.10, 0.06])
    shown = deal(rng, count, [0.88, 0.12])
    apps: list[App] = []
    used: dict[int, int] = {}
    for row in range(len(functions)):
        unit = int(owners[row])
        nth = used.get(unit, 0)
        used[unit] = nth + 1
        name = f"{names[unit]}{STEMS[(unit + nth) % len(STEMS)]}"
        launched, filed_on, active = dates[row]
        has_complaint = bool(complaint[row] == 0 or world.clean)
        listed = functions[row] + (("complaint",) if complaint[row] != 1 or world.clean else ())
        # The display duty is about internal apps; those for the public that hide their number are look-alikes.
        shows = bool(shown[row] == 0) and audiences[row] != "public"
        enrolled, monthly, updated = _use(rng, row, launched, world)
        apps.append(
            App(
                unit=unit,
                name=name,
                audience=audiences[row],
                launched_on=launched,
                filed_on=filed_on,
                filed=filed_on is not None,
                number_shown=None if filed_on is None else shows or world.clean,
                complaint_function=has_complaint,
                last_updated_on=updated,
                enrolled=enrolled,
                monthly=monthly,
                active=active,
                functions=listed,
                reasons=_reasons(rng, listed, clean=world.clean),
                app_id=app_id(codes[unit], name),
            )
        )
    return apps


def _sponsors(world: World, rng: Rng) -> tuple[Int32s, list[str]]:
    """Sponsoring unit and audience of each app: at most one facing the grassroots per department, but for some."""
    units, wish = world.units, read_record(AppSettings, "apps")
    staffed = units.people_to > units.people_from
    departments = np.flatnonzero((units.level == LEVELS.index("county")) & staffed)
    keep = departments[deal(rng, len(departments), [wish.department_share, 1 - wish.department_share]) == 0]
    second = deal(rng, len(keep), [wish.second_app_share, 1 - wish.second_app_share]) == 0
    townships = np.flatnonzero(units.level == LEVELS.index("township"))
    built = townships[: 0 if world.clean else max(1, round(len(townships) * wish.township_share))]
    owners, audiences = [], []
    for nth, unit in enumerate(keep.tolist()):
        owners.append(unit)
        audiences.append(("grassroots", "internal", "grassroots", "public")[nth % 4])
        if second[nth]:
            government = units.kind[unit] == KINDS.index("government")
            owners.append(unit)
            audiences.append("internal" if world.clean and not government else "grassroots")
    for nth, unit in enumerate(built.tolist()):
        owners.append(unit)
        audiences.append("public" if nth % 4 == 3 else "internal")
    most = wish.most
    step = max(1, -(-len(owners) // most))
    return np.asarray(owners[::step], dtype=np.int32), audiences[::step]


def _function_sets(rng: Rng, count: int, *, clean: bool) -> list[tuple[str, ...]]:
    """Function classes of each app, no two alike past the limit but for planted pairs.

    Where classes run out, a clean county has fewer apps, any other one more pairs that do the same.
    """
    wish = read_record(AppSettings, "apps")
    forbidden = deal(rng, count, [wish.forbidden_share, 1 - wish.forbidden_share]) == 0
    taken = np.zeros((count, len(ORDINARY) + len(FORBIDDEN) + 1), dtype=np.int16)
    sets: list[tuple[str, ...]] = []
    for row in range(count):
        extra = int(rng.integers(0, 3))
        for _ in range(DRAWS):
            chosen = rng.permutation(len(ORDINARY))[: int(rng.integers(wish.fewest_functions, wish.most_functions + 1))]
            vector = np.zeros(taken.shape[1], dtype=np.int16)
            vector[[*chosen, -1]] = 1
            vector[len(ORDINARY) + extra] = forbidden[row]
            shared = taken[:row] @ vector
            union = taken[:row].sum(axis=1) + vector.sum() - shared
            if not row or float((shared / union).max()) < limits().overlap:
                break
        else:
            if clean:
                break
        taken[row] = vector
        extras = (FORBIDDEN[extra],) if forbidden[row] else ()
        sets.append(tuple(ORDINARY[place] for place in sorted(chosen.tolist())) + extras)
    if not clean:
        _plant_overlaps(sets)
    return sets


def _plant_overlaps(sets: list[tuple[str, ...]]) -> None:
    """Every ninth app copies the functions of the one before it; one pair stands exactly at the limit."""
    for row in range(5, len(sets), 9):
        sets[row] = sets[row - 1]
    if len(sets) > 12:
        sets[10] = ORDINARY[:6]
        sets[11] = ORDINARY[:9]


def _dates(rng: Rng, count: int, world: World) -> list[tuple[date, date | None, bool]]:
    """Launch, filing and whether still active: on, before and after each limit of the 2026 Measures."""
    kind = deal(rng, count, [0.40, 0.08, 0.06, 0.10, 0.12, 0.07, 0.06, 0.05, 0.06])
    if world.clean:
        kind = np.where(np.isin(kind, [2, 3, 5, 6]), 0, kind)
    found: list[tuple[date, date | None, bool]] = []
    for code in kind.tolist():
        old = limits().measures_from - timedelta(days=int(rng.integers(1, 1800)))
        new = limits().measures_from + timedelta(days=int(rng.integers(0, 200)))
        soon = int(rng.integers(1, 90))
        found.append(
            {
                0: (old, date(2026, 3, 3) + timedelta(days=soon), True),
                1: (old, limits().existing_until, True),
                2: (old, limits().existing_until + timedelta(days=1), True),
                3: (old, None, True),
                4: (new, new - timedelta(days=soon % 30), True),
                5: (new, None, True),
                6: (new, new + timedelta(days=1 + soon % 20), True),
                7: (limits().measures_from - timedelta(days=1), limits().existing_until - timedelta(days=3), True),
                8: (old, None, False),
            }[code]
        )
    return found


def _use(rng: Rng, row: int, launched: date, world: World) -> tuple[int, int, date]:
    """Enrolled and monthly users, and the last update: mostly well, some exactly at a limit, some past it."""
    as_of = world.as_of
    enrolled = 5 * int(np.clip(rng.lognormal(np.log(80), 0.8), 4, 1200))
    share = float(rng.uniform(0.35, 0.9))
    kind = row % 10
    monthly = round(enrolled * share)
    if kind == 3:
        monthly = enrolled // 5
    elif kind == 6 and not world.clean:
        monthly = enrolled // 5 - 1
    elif kind == 8:
        enrolled, monthly = limits().fewest_enrolled - 1, 1
    idle = int(rng.integers(0, 50))
    if row % 7 == 2:
        idle = limits().app_stale_days
    elif row % 7 == 5 and not world.clean:
        idle = limits().app_stale_days + 1 if row % 2 else int(rng.integers(limits().app_stale_days + 2, 400))
    return enrolled, monthly, max(launched, as_of - timedelta(days=idle))


def _reasons(rng: Rng, functions: tuple[str, ...], *, clean: bool) -> dict[str, str]:
    share = 1.0 if clean else read_record(AppSettings, "apps").exempt_share
    return {
        name: ("安保", "应急")[int(rng.integers(0, 2))]
        for name in functions
        if name in FORBIDDEN and float(rng.random()) < share
    }
