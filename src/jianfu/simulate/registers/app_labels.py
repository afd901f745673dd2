"""The truth about apps."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from jianfu.simulate.registers.app_sketch import FORBIDDEN, App
from jianfu.simulate.settings import limits
from jianfu.simulate.world import KINDS, LEVELS, Label, World


def label_apps(world: World, apps: list[App]) -> Iterator[Label]:
    """Real findings and look-alikes of every rule about apps."""
    yield from _label_overlaps(apps)
    yield from _label_departments(world, apps)
    for app in apps:
        for rule, real, looks, why in _judge(world, app):
            if real or looks:
                yield Label(rule, "app", app.app_id, bool(real), "planted" if real else why)


def _judge(world: World, app: App) -> Iterator[tuple[str, bool, bool, str]]:
    """Rule, whether the finding is real, whether it looks like one, and why it is none."""
    internal = app.active and app.audience != "public"
    hidden, below = app.number_shown is False, _below(world, app)
    idle, stale = _idle_days(world, app), limits().app_stale_days
    yield "app-unfiled", internal and _unfiled(app), _near_filing(app), "filed in time, closed, or for the public"
    yield "app-number-hidden", internal and hidden, hidden, "closed or for the public"
    yield "app-below-county", internal and below, True, "built at county level, or for the public"
    yield "app-forbidden-function", internal and _forbidden(app), _checks_in(app), "security or emergency, recorded"
    yield "app-no-complaint", internal and _mute(app), not app.complaint_function, "listed among its functions"
    yield "app-stale", app.active and idle > stale, idle >= stale, "exactly two months, or closed"
    yield "app-idle", app.active and _little_used(world, app), _hardly_used(app), "exactly a fifth, too few, or new"


def _unfiled(app: App) -> bool:
    due = app.launched_on if app.launched_on >= limits().measures_from else limits().existing_until
    return app.filed_on is None or app.filed_on > due


def _near_filing(app: App) -> bool:
    due = app.launched_on if app.launched_on >= limits().measures_from else limits().existing_until
    return app.filed_on is None or abs((app.filed_on - due).days) <= 3 or _unfiled(app)


def _below(world: World, app: App) -> bool:
    return bool(world.units.level[app.unit] >= LEVELS.index("township"))


def _checks_in(app: App) -> bool:
    return any(name in FORBIDDEN for name in app.functions)


def _forbidden(app: App) -> bool:
    return any(name in FORBIDDEN and name not in app.reasons for name in app.functions)


def _mute(app: App) -> bool:
    return not app.complaint_function and "complaint" not in app.functions


def _idle_days(world: World, app: App) -> int:
    return (world.as_of - max(app.last_updated_on, app.launched_on)).days


def _hardly_used(app: App) -> bool:
    return app.monthly <= app.enrolled * limits().idle_share


def _little_used(world: World, app: App) -> bool:
    settled = world.as_of - app.launched_on > timedelta(days=limits().settling_days)
    return app.enrolled >= limits().fewest_enrolled and app.monthly / app.enrolled < limits().idle_share and settled


def _label_departments(world: World, apps: list[App]) -> Iterator[Label]:
    """More than one app facing the grassroots, by department; a government's own office is none."""
    facing = Counter(app.unit for app in apps if app.audience == "grassroots" and app.active)
    owned = Counter(app.unit for app in apps)
    codes = world.units.code.to_pylist()
    for unit in sorted(owned):
        if owned[unit] > 1:
            department = world.units.kind[unit] != KINDS.index("government")
            county = world.units.level[unit] <= LEVELS.index("county")
            real = facing[unit] > 1 and bool(department) and bool(county)
            yield Label("app-per-department", "unit", codes[unit], real, f"{facing[unit]} of {owned[unit]} apps")


def _label_overlaps(apps: list[App]) -> Iterator[Label]:
    """The later of two apps that do the same is a finding; the earlier one, or a pair just short of it, is not."""
    places = {name: 1 << nth for nth, name in enumerate(sorted({name for app in apps for name in app.functions}))}
    masks = [sum(places[name] for name in set(app.functions)) for app in apps]
    alive = [app.active and app.audience != "public" for app in apps]
    real, looks = set(), set()
    for row, mask in enumerate(masks):
        for other in range(row):
            share = (mask & masks[other]).bit_count() / (mask | masks[other]).bit_count()
            if share < limits().overlap - 0.1:
                continue
            later, earlier = sorted((row, other), key=lambda at: (apps[at].launched_on, apps[at].app_id), reverse=True)
            looks |= {later, earlier}
            if share >= limits().overlap and alive[row] and alive[other]:
                real.add(later)
    for row in sorted(looks):
        yield Label(
            "app-function-overlap",
            "app",
            apps[row].app_id,
            row in real,
            "planted"
            if row in real
            else "the first of the two, not in use, for the public, or just short of the limit",
        )
