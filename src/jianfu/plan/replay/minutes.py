"""Minutes before and after (推演前后的分钟数), low, middle and high, charged as the plan charges them.

Everybody in a group bears its whole load: minutes of the group over the period, by member and working day. Where groups
become one everybody in it bears the load of all of them, less what the messages themselves show to be posted twice; the
plan's assumption on doubled traffic is not used. A group costs its opening; an entry of the worker's screen is read
and not opened. All other burden stays as it is. What keepers spend is left out: nobody's message depends on it.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.suppression import SMALLEST_SHOWN
from jianfu.plan.instance import Flags, Floats, Ints, Longs
from jianfu.plan.outcome import spread
from jianfu.plan.ranks import NO_LEVEL, NO_POST, read_ranks
from jianfu.plan.read_groups import GroupFacts
from jianfu.plan.replay.notices import Said
from jianfu.plan.replay.record import Cases, Change, LevelMinutes, Minutes
from jianfu.plan.replay.structure import Structure
from jianfu.plan.run_folder import AuditedRun, place_in
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

Class = tuple[str, str]
CASES = ("minutes_low", "minutes_middle", "minutes_high")
UNKNOWN = ("", "")
CLASSES: tuple[Class, ...] = (*product(LEVELS, POSTS), UNKNOWN)


@dataclass(frozen=True)
class Burden:
    """Minutes per working day, one column a case."""

    people: Floats
    """(people, 3): all burden."""
    load: Floats
    """(groups, 3): of each member of each group in use."""
    reading: Floats
    """(groups, 3): the part of it that is reading."""
    classes: Ints
    """Of each person: place in ``CLASSES``."""


def read_burden(run: AuditedRun, groups: GroupFacts, people: tuple[str, ...]) -> Burden:
    """What the measures of the burden have left."""
    table = run.measure("burden_person")
    at = place_in(people, table["person_id"])
    everybody = np.zeros((len(people), len(CASES)))
    everybody[at] = np.stack([table[name].to_numpy() for name in CASES], axis=1)
    rows = run.measure("burden_group")
    group = place_in(groups.ids, rows["group_id"])
    reads = np.asarray(pc.is_in(rows["component"], pa.array(["reading", "rereading"])).to_numpy(), np.bool_)
    each = 1 / (np.maximum(groups.people.sizes, 1) * run.working_days)
    load, reading = (np.zeros((len(groups.ids), len(CASES))) for _ in range(2))
    for case, name in enumerate(CASES):
        minutes = rows[name].to_numpy()
        for book, some in ((load, group >= 0), (reading, (group >= 0) & reads)):
            book[:, case] = np.bincount(group[some], weights=minutes[some], minlength=len(each)) * each
    return Burden(everybody, load, reading, _classes(run, people))


def _classes(run: AuditedRun, people: tuple[str, ...]) -> Ints:
    level, post = read_ranks(run, people)
    known = (level < NO_LEVEL) & (post < NO_POST)
    return np.where(known, level * len(POSTS) + post, len(CLASSES) - 1).astype(np.int32)


def minutes_of(
    burden: Burden, groups: GroupFacts, said: Said, posted: Flags, after: Structure, opening: float
) -> Minutes:
    """What the structure does to everybody's minutes; ``posted``: the messages that are still posted in it."""
    count = len(burden.people)
    opens = np.where(groups.people.sizes > 0, opening, 0.0)
    lives = np.flatnonzero(after.target >= 0)
    target, screen = after.target[lives], after.hours[after.target[lives]] > 0
    left = 1 - _doubled(said, posted, after)[lives]
    before, then = burden.people.copy(), burden.people.copy()
    for case in range(len(CASES)):
        today = burden.load[:, case]
        kept = np.where(screen, burden.reading[lives, case], today[lives]) * left
        later = np.asarray(np.bincount(target, weights=kept, minlength=len(opens)), np.float64)
        later += np.where(after.hours > 0, 0.0, opens)
        before[:, case] += spread(groups.people.sizes, groups.people.item, opens, count)
        then[:, case] -= spread(groups.people.sizes, groups.people.item, today, count)
        then[:, case] += spread(after.people.sizes, after.people.item, later, count)
    return Minutes(
        _change(before.sum(axis=0), then.sum(axis=0)),
        _change(_worst(before), _worst(then)) if _tenth(count) >= SMALLEST_SHOWN else None,
        tuple(_level(name, before[some], then[some]) for name, some in _shown(burden.classes)),
    )


def _doubled(said: Said, posted: Flags, after: Structure) -> Floats:
    """The share of each group's characters that its new group posts already."""
    notices = said.notices
    spared = ~posted & (after.target[notices.group] >= 0)
    saved = np.bincount(notices.group[spared], weights=notices.length[spared], minlength=len(said.characters))
    return np.asarray(saved / np.maximum(said.characters, 1.0), np.float64)


def _worst(people: Floats) -> Floats:
    """Mean minutes of one of the most burdened tenth, case by case."""
    return np.asarray(np.sort(people, axis=0)[len(people) - _tenth(len(people)) :].mean(axis=0))


def _tenth(people: int) -> int:
    return -(-people // 10)


def _shown(classes: Ints) -> list[tuple[Class, Longs]]:
    """The people of each level and post; classes of a few people stand together, with more if that is still a few."""
    sizes = np.bincount(classes, minlength=len(CLASSES))
    order = np.argsort(sizes, kind="stable")
    order = order[sizes[order] > 0]
    few = int((sizes[order] < SMALLEST_SHOWN).sum())
    while 0 < few < len(order) and sizes[order[:few]].sum() < SMALLEST_SHOWN:
        few += 1
    rest = np.flatnonzero(np.isin(classes, order[:few]))
    shown = [(CLASSES[at], np.flatnonzero(classes == at)) for at in np.sort(order[few:]).tolist()]
    return shown + ([(UNKNOWN, rest)] if len(rest) >= SMALLEST_SHOWN else [])


def _level(name: Class, before: Floats, after: Floats) -> LevelMinutes:
    return LevelMinutes(*name, len(before), _change(before.mean(axis=0), after.mean(axis=0)))


def _change(before: Floats, after: Floats) -> Change:
    return Change(*(Cases(*(round(float(value), 4) for value in part)) for part in (before, after)))
