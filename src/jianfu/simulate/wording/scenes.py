"""Talks of volunteers' groups (thanks, and real work) and of groups that report by pictures without praise."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chance import Rng
from jianfu.simulate.wording.record import Spoken
from jianfu.simulate.wording.spelling import phrases

PICTURE = "!image"
_GAP_SECONDS = 45, 400


def plan_scenes(
    kind: str, group: int, speakers: NDArray[np.int64], given: tuple[list[int], int, Rng]
) -> Iterator[Spoken]:
    """One or two talks every working day; ``given``: the days, about how many messages a day, chance."""
    days, per_day, rng = given
    talks = phrases()[kind]
    for day in days:
        sent, second = 0, int(rng.integers(33_000, 36_000))
        while sent < per_day:
            talk = talks[int(rng.integers(len(talks)))]
            people = rng.choice(speakers, 5, replace=False).tolist()
            for turn in talk:
                who, _, text = turn.partition(" ")
                numbers = {"n": int(rng.integers(2, 30)), "m": int(rng.integers(30, 300))}
                spelled = "" if text == PICTURE else text.format(**numbers)
                yield Spoken(group, people[int(who) - 1], day, second, spelled)
                second += int(rng.integers(*_GAP_SECONDS))
                sent += 1
            second += 1800
