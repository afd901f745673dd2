"""Which photos are sent again, to whom, in what shape; and look-alikes: same place, same form, dark, everybody's."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chance import Rng
from jianfu.simulate.chat.message import GROUP
from jianfu.simulate.photos.answers import Answers
from jianfu.simulate.photos.edits import EDITS

Flags = NDArray[np.bool_]
TURNED_IN_UNTOUCHED = 0.25
"""Of photos sent again, the share that is the very same file in a new shape of none."""
OLD_LIMIT_DAYS = 14
MOST_FILES = 200
SCENES = ("yard", "yard", "meeting")
COMMON_UNITS = 5
"""A picture people of so many units send is everybody's."""
OWN_UNITS = 3
"""Of a picture that people of more units send, nobody can know that it is not everybody's: constant photo_units."""
MOST_AGAIN = OWN_UNITS - 1
"""So often one photo comes again at most, each time perhaps from another unit."""
USED_AGAIN, TWICE, OLD = "photo-used-again", "photo-demanded-twice", "photo-out-of-date"


@dataclass(frozen=True)
class Shot:
    """One file: which answer it was sent as, what it shows, how it was edited, and how old it says it is."""

    answer: int
    kind: str
    place: int
    moment: int
    """Two shots with the same kind, place and moment are one picture."""
    edit: str = "same"
    days_old: int | None = None


@dataclass
class Plan:
    """What is sent, and what is true of the demanding units."""

    shots: list[Shot] = field(default_factory=list)
    real: dict[tuple[str, int], str] = field(default_factory=dict)
    legitimate: dict[tuple[str, int], str] = field(default_factory=dict)


class Planner:
    """Deals answers out; each is used once."""

    def __init__(self, answers: Answers, exempt: Flags, rng: Rng) -> None:
        self.answers, self.rng, self.plan = answers, rng, Plan()
        self.free = ~exempt
        self.exempt = exempt
        self._pictures = 0

    def picture(self) -> tuple[str, int, int]:
        """A picture nobody has sent yet."""
        self._pictures += 1
        return str(self.rng.choice(SCENES)), self._pictures, self._pictures

    def shoot(
        self, answer: int, picture: tuple[str, int, int], edit: str = "same", days_old: int | None = None
    ) -> None:
        """One answer gets one file."""
        self.free[answer] = self.exempt[answer] = False
        self.plan.shots.append(Shot(answer, *picture, edit, days_old))

    def edit(self) -> str:
        """How a photo is sent again; tilting is left to the benchmarks, where it is measured by itself."""
        return "same" if self.rng.random() < TURNED_IN_UNTOUCHED else str(self.rng.choice(EDITS[1:-1]))

    def again(self, unit: int, times: int, chosen: Flags) -> bool:
        """Photos a unit got come again for its demands of later days: so often, where there are enough answers.

        Fewer times where there are few photos to begin with: one that too many offices send would be everybody's.
        """
        mine = np.flatnonzero(chosen & (self.answers.asker == unit))
        days = self.answers.day[mine]
        early = mine[days == days.min(initial=1 << 40)]
        late = mine[days > days.min(initial=1 << 40) + 1]
        if len(late) < times or not len(early):
            return False
        times = min(times, MOST_AGAIN * len(early))
        late = self.rng.choice(late, times, replace=False)
        pictures: list[tuple[str, int, int]] = []
        for number, answer in enumerate(late.tolist()):
            if number < len(early):
                pictures.append(self.picture())
                self.shoot(int(early[number]), pictures[-1])
            self.shoot(answer, pictures[number % len(pictures)], self.edit())
        return True

    def twice(self, first: int) -> bool:
        """A photo also goes to another unit that asks on the same day, from the same office where one can be found."""
        same_day = self.free & (self.answers.day == self.answers.day[first])
        others = np.flatnonzero(same_day & (self.answers.asker != self.answers.asker[first]))
        own = others[self.answers.unit[others] == self.answers.unit[first]]
        if not len(others):
            return False
        second = int(self.rng.choice(own if len(own) else others))
        picture = self.picture()
        self.shoot(first, picture)
        self.shoot(second, picture, self.edit())
        for answer in (first, second):
            self.plan.real[TWICE, int(self.answers.asker[answer])] = "one photo handed in to two units on one day"
        return True


def plan_photos(answers: Answers, exempt_groups: Flags, rng: Rng, *, clean: bool) -> Plan:
    """The files of an archive; ``exempt_groups`` by group number."""
    planner = Planner(answers, exempt_groups[answers.rows[:, GROUP]], rng)
    if len(answers) and not clean:
        _plant(planner)
    if len(answers):
        _look_alikes(planner, clean=clean)
    planner.plan.legitimate = {key: why for key, why in planner.plan.legitimate.items() if key not in planner.plan.real}
    return planner.plan


def _plant(planner: Planner) -> None:
    answers, plan = planner.answers, planner.plan
    units = planner.rng.permutation(np.unique(answers.asker[planner.free])).tolist()
    most = max(2, min(10, len(units) // 6))
    counts = {"real": 0, "once": 0}
    for unit in units:
        kind = "once" if counts["once"] < counts["real"] // 2 + 1 and counts["real"] else "real"
        if counts["real"] >= most:
            break
        if planner.again(unit, int(planner.rng.integers(2, 5)) if kind == "real" else 1, planner.free):
            counts[kind] += 1
            truth = plan.real if kind == "real" else plan.legitimate
            truth[USED_AGAIN, unit] = "photos come again for later demands" if kind == "real" else "a single slip"
    exempt_units = np.unique(answers.asker[planner.exempt]).tolist()
    for unit in exempt_units[:2]:
        if planner.again(unit, 2, planner.exempt):
            plan.legitimate[USED_AGAIN, unit] = "emergency duty"
    made = 0
    for first in planner.rng.permutation(np.flatnonzero(planner.free)).tolist():
        if made >= most:
            break
        made += planner.free[first] and planner.twice(first)
    left = planner.rng.permutation(np.flatnonzero(planner.free)).tolist()
    for number, answer in enumerate(left[: 2 * most]):
        old = number % 2 == 0
        days = OLD_LIMIT_DAYS + 1 if number == 0 else int(planner.rng.integers(16, 70))
        if not old:
            days = OLD_LIMIT_DAYS if number == 1 else int(planner.rng.integers(0, OLD_LIMIT_DAYS))
        planner.shoot(answer, planner.picture(), "same", days)
        truth = plan.real if old else plan.legitimate
        truth[OLD, int(answers.asker[answer])] = "taken long before the demand" if old else "taken within two weeks"


def _look_alikes(planner: Planner, *, clean: bool) -> None:
    """One place on two days, one form with other entries, dark and blank ones, and a poster everybody sends."""
    answers, rng = planner.answers, planner.rng
    left = rng.permutation(np.flatnonzero(planner.free)).tolist()
    units = answers.unit[left]
    first_of = [left[at] for at in sorted(np.unique(units, return_index=True)[1].tolist())]
    if len(first_of) >= COMMON_UNITS:
        posters = first_of[: COMMON_UNITS + 3]
        for answer in posters:
            planner.shoot(answer, ("poster", 0, 0), str(rng.choice(("same", "recompressed", "resized"))))
        _label_posters(planner, posters)
    room = MOST_FILES - len(planner.plan.shots)
    left = [answer for answer in left if planner.free[answer]][: max(0, room)]
    for number, answer in enumerate(left):
        kind = ("yard", "form", "dark", "meeting", "blank", "yard")[number % 6]
        place = 1_000_000 + int(answers.unit[answer]) % 7 if number % 6 < 4 else 2_000_000 + number
        days_old = int(rng.integers(0, OLD_LIMIT_DAYS)) if clean and number % 5 == 0 else None
        planner.shoot(answer, (kind, place, 3_000_000 + number), "same", days_old)


def _label_posters(planner: Planner, posters: list[int]) -> None:
    """Units that got the poster on the same day as another unit did not make anybody hand in one photo twice."""
    days, askers = planner.answers.day[posters], planner.answers.asker[posters]
    for day in np.unique(days).tolist():
        units = np.unique(askers[days == day]).tolist()
        if len(units) > 1:
            for unit in units:
                planner.plan.legitimate[TWICE, unit] = "a poster everybody sends"
