"""Logs of entries (填报记录) as systems export them: most people type their own, somewhere one hand types for all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np

from jianfu.simulate.chance import Rng, stream
from jianfu.simulate.registers.app_packages import dress_apps
from jianfu.simulate.registers.app_sketch import sketch_apps
from jianfu.simulate.registers.form_sketch import sketch_forms
from jianfu.simulate.registers.habit import Cell
from jianfu.simulate.registers.sheet import Register
from jianfu.simulate.registers.shelf import Shelf, shelve
from jianfu.simulate.world import LEVELS, Label, World

KINDS = ("plain", "hand", "village_clerk", "plain", "device", "help_desk", "one_computer", "seldom")
"""What happens with each logged tool in turn; ``hand`` and ``device`` are real, the rest only look so."""
WEEKS = 8
USERS = (24, 40)
TOOLS_A_COUNTY, MOST_TOOLS = 8, 80
"""Of apps and of forms each."""
OFFICE = time(8, 40)
NIGHT = time(22, 20)
WHY = {
    "village_clerk": "clerks typing for the few of a small village",
    "help_desk": "a day at the help desk",
    "one_computer": "several people use one computer in turn",
    "seldom": "only a small part is typed for others",
}


@dataclass(frozen=True)
class Tool:
    """A form or app whose log is exported, and those who must use it."""

    kind: str
    identifier: str
    name: str
    unit: int
    users: tuple[int, ...]


Entry = tuple[int, int, int, datetime, str]
"""Tool, person it is for, person who typed, moment, device."""


def write_submissions(shelf: Shelf) -> Iterator[Path | Label]:
    """One log for apps and one for forms, and the truth about them."""
    rng = stream(shelf.world.seed, "submissions")
    for kind, tools in (("app", _apps(shelf.world)), ("form", _forms(shelf.world))):
        kept = tools[: min(TOOLS_A_COUNTY * shelf.world.settings.size.counties, MOST_TOOLS)]
        entries: list[Entry] = []
        for place, tool in enumerate(kept):
            what = KINDS[place % len(KINDS)]
            what = "plain" if shelf.world.clean and what in ("hand", "device") else what
            entries += _entries(place, tool, what, rng)
            if what != "plain":
                real = what not in WHY
                yield Label(f"{kind}-proxy-entry", kind, tool.identifier, real, WHY.get(what, "planted"))
        entries.sort(key=lambda entry: (entry[3], entry[:3]))
        title = {"app": "应用填报记录", "form": "报表填报记录"}[kind]
        register = Register(f"{kind}_submission", title, _columns(shelf.world, kept, entries))
        yield from shelve(shelf, register, np.full(len(entries), -1, dtype=np.int32), "填报记录")


def _apps(world: World) -> list[Tool]:
    apps = sketch_apps(world)
    dress_apps(world, apps)
    fit = [app for app in apps if app.active and app.audience != "public"]
    return [Tool("app", app.app_id, app.name, app.unit, _users(world, app.unit, at)) for at, app in enumerate(fit)]


def _forms(world: World) -> list[Tool]:
    fit = [form for form in sketch_forms(world) if form.level != "county" and form.channel == 0][::3]
    return [
        Tool("form", form.form_id, form.name, form.issuer, _users(world, form.issuer, at))
        for at, form in enumerate(fit)
    ]


def _users(world: World, unit: int, turn: int) -> tuple[int, ...]:
    """People of the townships and villages of the county, another stretch of them for each tool."""
    units = world.units
    of_county = units.county[world.people.unit] == units.county[unit]
    low = units.level[world.people.unit] >= LEVELS.index("township")
    people = np.flatnonzero(of_county & low & ~world.people.left)
    count = USERS[turn % 2]
    start = (turn * 17) % max(len(people) - count, 1)
    return tuple(people[start : start + count].tolist())


def _entries(place: int, tool: Tool, what: str, rng: Rng) -> list[Entry]:
    users, entries = tool.users, []
    for week in range(WEEKS):
        day = datetime(2026, 8, 3) + timedelta(weeks=week, days=int(rng.integers(0, 5)))  # noqa: DTZ001
        start = datetime.combine(day, NIGHT if what == "hand" and week % 2 else OFFICE)
        for nth, person in enumerate(users):
            typist, device = person, f"D{person:05d}"
            pause = timedelta(minutes=int(rng.integers(11, 25)))
            if what == "hand" and nth < len(users) * 0.7:
                typist, device, pause = users[0], f"D{users[0]:05d}", timedelta(seconds=int(rng.integers(15, 50)))
            elif what == "device" and nth < len(users) * 0.6:
                device, pause = f"D{users[0]:05d}", timedelta(seconds=int(rng.integers(20, 90)))
            elif what == "village_clerk":
                typist = users[nth // 6 * 6]
            elif what == "help_desk" and week == 3:
                typist, pause = users[0], timedelta(seconds=int(rng.integers(20, 90)))
            elif what == "one_computer":
                device = f"D{users[nth // 14 * 14]:05d}"
            elif (what == "seldom" and nth in (3, 4, 5)) or rng.random() < 0.02:
                typist = users[nth - 1]
            start += pause
            entries.append((place, person, typist, start, device))
    return entries


def _columns(world: World, tools: list[Tool], entries: list[Entry]) -> dict[str, list[Cell]]:
    units, userids = world.units.name.to_pylist(), world.people.userid.to_pylist()
    return {
        "tool": [tools[place].name for place, *_ in entries],
        "owner": [units[tools[place].unit] for place, *_ in entries],
        "unit": [units[world.people.unit[person]] for _, person, *_ in entries],
        "person": [userids[person] for _, person, *_ in entries],
        "typist": [userids[typist] for _, _, typist, *_ in entries],
        "submitted_at": [moment for *_, moment, _ in entries],
        "device": [device for *_, device in entries],
    }
