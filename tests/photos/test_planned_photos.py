"""Which photos of a made-up county are sent again: every answer is one file, and the truth follows from the files."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from jianfu.measure.burden.constants import default_constants
from jianfu.simulate.chat.message import AT, GROUP, WIDTH
from jianfu.simulate.photos.answers import DAY_MS, Answers
from jianfu.simulate.photos.plan import OLD, OLD_LIMIT_DAYS, TWICE, USED_AGAIN, plan_photos

BEGIN_MS = 20_000 * DAY_MS


def some_answers(rng: np.random.Generator, count: int = 400, days: int = 20) -> Answers:
    rows = np.zeros((count, WIDTH), np.int64)
    asker = rng.integers(0, 24, count)
    rows[:, GROUP] = asker
    day = np.sort(rng.integers(0, days, count))
    rows[:, AT] = BEGIN_MS + day * DAY_MS + 3_600_000
    return Answers(rows, asker, rows[:, AT] - 600_000, rng.integers(30, 60, count))


def planned(seed: int, *, clean: bool = False, days: int = 20):
    answers = some_answers(np.random.default_rng(seed), days=days)
    exempt = np.zeros(24, np.bool_)
    exempt[:3] = True
    return answers, plan_photos(answers, exempt, np.random.default_rng(seed + 100), clean=clean)


@pytest.mark.parametrize("seed", range(4))
def test_the_truth_is_what_the_files_say(seed) -> None:
    answers, plan = planned(seed)
    assert max(Counter(shot.answer for shot in plan.shots).values()) == 1
    shown = defaultdict(list)
    for shot in plan.shots:
        if shot.kind not in ("dark", "blank", "poster"):
            shown[shot.kind, shot.place, shot.moment].append(shot.answer)
    again: Counter[int] = Counter()
    twice = set()
    for sent in shown.values():
        for one in sent:
            unit, day = int(answers.asker[one]), answers.day[one]
            again[unit] += any(answers.day[other] < day for other in sent)
            if any(answers.day[other] == day and answers.asker[other] != unit for other in sent):
                twice.add(unit)
    real = {rule: {unit for name, unit in plan.real if name == rule} for rule in (USED_AGAIN, TWICE, OLD)}
    assert real[TWICE] == twice - {0, 1, 2}
    assert real[USED_AGAIN] == {unit for unit, times in again.items() if times >= 2} - {0, 1, 2}
    old = {int(answers.asker[shot.answer]) for shot in plan.shots if (shot.days_old or 0) > OLD_LIMIT_DAYS}
    assert real[OLD] == old
    assert all(real.values())
    assert plan.legitimate


@pytest.mark.parametrize("seed", range(4))
def test_a_photo_used_again_never_comes_from_so_many_units_that_it_might_be_everybodys(seed) -> None:
    answers, plan = planned(seed, days=200)
    senders = defaultdict(set)
    for shot in plan.shots:
        if shot.kind != "poster":
            senders[shot.kind, shot.place, shot.moment].add(int(answers.unit[shot.answer]))
    assert 1 < max(map(len, senders.values())) <= default_constants().whole("photo_units")


def test_nothing_is_wrong_with_the_photos_of_a_clean_county() -> None:
    _, plan = planned(1, clean=True)
    assert not plan.real
    pictures = Counter((shot.kind, shot.place, shot.moment) for shot in plan.shots)
    assert {key[0] for key, times in pictures.items() if times > 1} == {"poster"}
    assert all((shot.days_old or 0) < OLD_LIMIT_DAYS for shot in plan.shots)
