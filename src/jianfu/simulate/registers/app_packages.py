"""What one downloads of the made-up county's apps: builds, channels, icons; and apps made to look alike."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from jianfu.simulate.chance import Rng, stream
from jianfu.simulate.registers.app_sketch import App
from jianfu.simulate.world import Label, World
from jianfu.tables.identity import app_id

SHOPS = ("省级应用市场", "华为应用市场", "官网下载", "二维码安装", "工作群内转发安装包", "单位内网")
OTHER_SYSTEMS = ("App Store（苹果）", "微信小程序")
TRADITIONAL = {
    "点": "點",
    "线": "線",
    "办": "辦",
    "云": "雲",
    "随": "隨",
    "报": "報",
    "务": "務",
    "县": "縣",
    "镇": "鎮",
}
FOREIGN = {"e": "е", "E": "Е"}
"""The same letters in Cyrillic."""
NEAR = {"手": "毛", "通": "逋", "智": "晢", "管": "菅", "助": "肋", "上": "丄"}
PLANTED_EVERY = 6
"""Of so many apps one is given a name like another's, or a name that only seems so."""


@dataclass(frozen=True)
class Build:
    """A package as one channel gives it out."""

    channels: tuple[str, ...]
    package_id: str
    signature: str
    icon: str


def dress_apps(world: World, apps: list[App]) -> tuple[list[list[Build]], list[Label]]:
    """The builds of each app, some of which now bear names like others; and the truth about it."""
    rng = stream(world.seed, "packages")
    names = world.units.name.to_pylist()
    builds = [[_build(world, row, app, names[app.unit], rng)] for row, app in enumerate(apps)]
    labels = [] if world.clean else list(_plant_names(world, apps, builds, rng))
    labels += _plant_builds(apps, builds, rng, clean=world.clean)
    return builds, labels


def _build(world: World, row: int, app: App, unit: str, rng: Rng) -> Build:
    signature = ":".join(f"{int(byte):02X}" for byte in rng.integers(0, 256, 8))
    several = int(rng.integers(1, 4))
    channels = tuple(SHOPS[place] for place in sorted(rng.permutation(len(SHOPS))[:several].tolist()))
    icon = app.name.removeprefix(unit)
    return Build(channels, f"cn.gov.c{world.seed}.app{row:04d}", signature, f"{unit.removeprefix('县')[:6]}{icon}")


def plain_build(world: World, app: App, number: int) -> Build:
    """What an app that is no longer in use was downloaded as."""
    unit = world.units.name[app.unit].as_py()
    return Build(SHOPS[:1], f"cn.gov.c{world.seed}.old{number:04d}", "", app.name.removeprefix(unit))


def _plant_names(world: World, apps: list[App], builds: list[list[Build]], rng: Rng) -> Iterator[Label]:
    """By turns: another's name in look-alike characters; its icon; the same build listed twice; a closed app."""
    codes = world.units.code.to_pylist()
    taken: set[int] = set()
    turn = 0
    for row in range(2, len(apps), PLANTED_EVERY):
        open_ones = [at for at in range(len(apps)) if apps[at].active and at not in taken and at != row]
        other = next((at for at in open_ones if apps[at].unit != apps[row].unit), None)
        if other is None or row in taken:
            continue
        taken |= {row, other}
        app, model, kind = apps[row], apps[other], ("look", "icon", "same", "look", "closed")[turn % 5]
        turn += 1
        app.active = app.active if kind != "closed" else False
        if kind == "icon":
            build = builds[row][0]
            builds[row] = [Build(build.channels, build.package_id, build.signature, builds[other][0].icon)]
        else:
            app.name = disguise(model.name, turn, rng)
            app.app_id = app_id(codes[app.unit], app.name)
        if kind == "same":
            builds[row] = [builds[other][0]]
        real = kind in ("look", "icon") and app.active
        later, earlier = sorted((app, model), key=lambda one: (one.launched_on, one.app_id), reverse=True)
        yield Label("app-look-alike", "app", later.app_id, real, "planted" if real else f"{kind}: not two apps in use")
        if real:
            yield Label("app-look-alike", "app", earlier.app_id, False, "the earlier of the two")


def disguise(name: str, turn: int, rng: Rng) -> str:
    """A name that reads the same at a glance."""
    for swap in (TRADITIONAL, FOREIGN, NEAR)[turn % 3 :] + (TRADITIONAL, FOREIGN, NEAR)[: turn % 3]:
        found = [character for character in name if character in swap]
        if found:
            return name.replace(found[-1], swap[found[-1]], 1)
    middle = int(rng.integers(2, max(3, len(name) - 1)))
    return f"{name[:middle]}·{name[middle:]}"


def _plant_builds(apps: list[App], builds: list[list[Build]], rng: Rng, *, clean: bool) -> Iterator[Label]:
    """Every seventh app is given out in another build as well; others for another system, or the same build again."""
    planted: defaultdict[str, tuple[bool, str]] = defaultdict(lambda: (False, "one build"))
    for row in range(3, len(apps), 5):
        app, first, kind = apps[row], builds[row][0], row % 3
        rest = [shop for shop in SHOPS if shop not in first.channels]
        another = ":".join(f"{int(byte):02X}" for byte in rng.integers(0, 256, 8))
        if kind == 0 and not clean:
            builds[row].append(Build((rest[0],), first.package_id, another, first.icon))
            planted[app.app_id] = (app.active, "planted" if app.active else "closed")
        elif kind == 1:
            builds[row].append(Build((OTHER_SYSTEMS[row % 2],), f"{first.package_id}.x", another, first.icon))
            planted[app.app_id] = (False, "for another system")
        else:
            respelled = first.signature.replace(":", "").lower()
            builds[row].append(Build(tuple(rest[:2]), first.package_id, respelled, first.icon))
            planted[app.app_id] = (False, "the same build in another shop")
    for subject in sorted(planted):
        real, why = planted[subject]
        yield Label("app-several-builds", "app", subject, real, why)
