"""Apps closed before others of their unit came, or worked on still: what came back, and what only seems so."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.registers.app_sketch import FORBIDDEN, ORDINARY, STEMS, App
from jianfu.simulate.settings import limits
from jianfu.simulate.world import Label, World
from jianfu.tables.identity import app_id

KINDS = ("returned", "works_on", "taken_over", "long_ago", "other_work", "none")
SHARES = (0.15, 0.05, 0.06, 0.06, 0.06, 0.62)
CLEAN = (0, 0, 1, 1, 1, 6)
OLD_NAMES = ("{}旧版", "{}1.0", "老{}")


def plant_app_returns(world: World, apps: list[App], taken: Collection[str]) -> tuple[list[App], list[Label]]:
    """Predecessors of some apps that are in use, and the truth about all that were closed; ``taken``: ids left alone.

    An app closed without a day stated tells nothing of when.
    """
    rng = stream(world.seed, "app_returns")
    able = [app for app in apps if app.active and app.app_id not in taken]
    before: list[App] = []
    labels: list[Label] = []
    for app, kind in zip(able, deal(rng, len(able), CLEAN if world.clean else SHARES).tolist(), strict=True):
        if KINDS[kind] == "none":
            continue
        old = _predecessor(world, app, KINDS[kind], rng)
        meant = KINDS[kind] == "returned"
        if not meant and any(_is_back(one, old) for one in apps if one.unit == old.unit):
            continue  # another app of the unit would seem to have taken its place
        if any(old.app_id == one.app_id for one in (*apps, *before)):
            continue
        before.append(old)
        if KINDS[kind] == "works_on":
            labels.append(Label("app-closed-again", "app", old.app_id, True, "updated after it was closed"))
    return before, [*labels, *_label_followers(apps, before)]


def _predecessor(world: World, app: App, kind: str, rng: Rng) -> App:
    """A closed app of the same unit. One that is worked on still does something else, and was closed years before."""
    unit = world.units.name[app.unit].as_py()
    stem = app.name.removeprefix(unit)
    apart = kind in ("other_work", "works_on")
    if apart:
        stem = next(one for one in STEMS[int(rng.integers(0, len(STEMS))) :] + STEMS if not set(one) & set(stem))
    else:
        stem = OLD_NAMES[int(rng.integers(0, len(OLD_NAMES)))].format(stem)
    name = f"{unit}{stem}"
    days = {"taken_over": -30, "long_ago": 400, "works_on": 800}.get(kind, int(rng.integers(1, 300)))
    closed = app.launched_on - timedelta(days=days)
    launched = closed - timedelta(days=int(rng.integers(200, 900)))
    others = tuple(name for name in ORDINARY if name not in app.functions)
    return replace(
        app,
        name=name,
        app_id=app_id(world.units.code[app.unit].as_py(), name),
        launched_on=launched,
        filed_on=None,
        filed=False,
        number_shown=None,
        last_updated_on=closed + timedelta(days=40) if kind == "works_on" else closed - timedelta(days=20),
        active=False,
        closed_on=closed,
        functions=others[:3] if apart else tuple(one for one in app.functions if one not in FORBIDDEN),
        reasons={},
    )


def _label_followers(apps: list[App], before: list[App]) -> Iterator[Label]:
    """Apps launched after another of their unit was closed: real within a year, where they do much the same."""
    for app in apps:
        found = [_is_back(app, old) for old in before if old.unit == app.unit]
        if found:
            real = app.active and any(found)
            why = "planted" if real else "closed later, long ago, or for other work"
            yield Label("app-closed-again", "app", app.app_id, real, why)


def _is_back(app: App, old: App) -> bool:
    if old.closed_on is None or not timedelta(0) < app.launched_on - old.closed_on <= timedelta(days=365):
        return False
    mine, theirs = set(app.functions), set(old.functions)
    stem = app.name[-min(len(one) for one in STEMS) :]
    return len(mine & theirs) >= limits().back_likeness * len(mine | theirs) or stem in old.name
