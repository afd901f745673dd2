"""Texts made up from ``phrases.yaml``: a wording, its slots filled in with the people and places around the sender."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from jianfu.simulate.chance import Rng
from jianfu.simulate.world import LEVELS, World

MOST_TRIES = 5


@cache
def phrases() -> dict[str, Any]:
    """The wordings by heading."""
    text = files("jianfu.simulate.wording").joinpath("phrases.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@dataclass(frozen=True)
class Speaker:
    """Who writes where; index numbers of the world."""

    group: int
    person: int
    unit: int
    day: int


class Speller:
    """Fills in slots; hardly a text is given out twice."""

    def __init__(self, world: World, rng: Rng) -> None:
        self.world, self.rng = world, rng
        self.villages = np.flatnonzero(world.units.level == LEVELS.index("village"))
        self.given: set[str] = set()
        self.turn: dict[str, int] = {}

    def text(self, heading: str, wordings: Sequence[str], speaker: Speaker) -> tuple[str, tuple[str, ...]]:
        """One of the wordings, each of a heading about as often as any other, and the rules it breaks as well."""
        for _ in range(MOST_TRIES * len(wordings)):
            turn = self.turn.get(heading, int(self.rng.integers(len(wordings))))
            self.turn[heading] = turn + 1
            wording = wordings[turn % len(wordings)]
            text = self.fill(wording, speaker)
            if text not in self.given:
                break
        self.given.add(text)
        return text, tuple(rule for rule, some in phrases()["also"].items() if wording in some)

    def fill(self, wording: str, speaker: Speaker) -> str:
        """A wording with its slots filled in."""
        rng, world = self.rng, self.world
        offset = world.memberships.offset
        members = world.memberships.person[offset[speaker.group] : offset[speaker.group + 1]]
        others = rng.permutation(members[members != speaker.person])[:4]
        names = world.people.name.take(others).to_pylist()
        places = world.units.name.take(rng.choice(self.villages, 2, replace=False)).to_pylist()
        day = world.settings.period.first_day + timedelta(days=speaker.day + int(rng.integers(0, 3)))
        slots = phrases()["slots"]
        return wording.format(
            unit=world.units.name[speaker.unit].as_py(),
            village=places[0],
            village2=places[1],
            names="、".join(names[: int(rng.integers(2, 4))]),
            name=names[0],
            at=" ".join(f"@{name}" for name in names[:2]),
            day=f"{day.month}月{day.day}日",
            clock=f"{int(rng.integers(14, 18))}点",
            n=int(rng.integers(2, 10)),
            m=int(rng.integers(20, 95)),
            rate=f"{int(rng.integers(31, 89))}.{int(rng.integers(1, 10))}",
            **{name: choices[int(rng.integers(len(choices)))] for name, choices in slots.items()},
        )
