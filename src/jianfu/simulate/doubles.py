"""Several groups for one work (同一工作重复建群): how twins are called, what only looks like them, and the truth."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pyarrow as pa

from jianfu.simulate.chance import deal, stream
from jianfu.simulate.groups import Sketch
from jianfu.simulate.settings import limits
from jianfu.simulate.words import words
from jianfu.simulate.world import Flags, Groups, Int32s, Label, Memberships, Units, World

KINDS = ("plain", "reworded", "other_work", "restricted", "season")
SHARES = (0.40, 0.24, 0.18, 0.09, 0.09)
SEASONS = (("春季", "秋季"), ("冬季", "夏季"))
FEWEST = 3
"""Groups of fewer members are not compared."""
APART = 7
"""Topics so far apart in the list are no kin."""


def word_twins(sketch: Sketch, units: Units, seed: int, *, clean: bool) -> Sketch:
    """Gives some twins other words for the same work, and makes others look-alikes; all of them in a clean county."""
    rng = stream(seed, "doubles")
    twins = np.flatnonzero(sketch.twin_of >= 0)
    kinds = deal(rng, len(twins), (0, 0, *SHARES[2:]) if clean else SHARES)
    name, purpose = sketch.name.to_pylist(), sketch.purpose.to_pylist()
    restricted = sketch.restricted.copy()
    topics, other = words()["fixed_topics"], words()["reworded_topics"]
    for twin, kind in zip(twins.tolist(), kinds.tolist(), strict=True):
        first, topic = int(sketch.twin_of[twin]), purpose[twin]
        unit = units.name[int(sketch.unit[twin])].as_py()
        if KINDS[kind] == "reworded" and topic in other:
            said = other[topic][int(rng.integers(0, len(other[topic])))]
            name[twin], purpose[twin] = f"{unit}{said}群", said
        elif KINDS[kind] == "other_work":
            place = topics.index(topic) if topic in topics else 0
            purpose[twin] = topics[(place + APART + int(rng.integers(0, APART))) % len(topics)]
            name[twin] = f"{unit}{purpose[twin]}交流群（{twin}）"
        elif KINDS[kind] == "restricted":
            restricted[twin] = True
        elif KINDS[kind] == "season":
            both = SEASONS[int(rng.integers(0, len(SEASONS)))]
            for row, season in zip((first, twin), both, strict=True):
                name[row], purpose[row] = f"{unit}{season}{topic}工作群（{row}）", f"{season}{topic}"
    return replace(sketch, name=pa.array(name), purpose=pa.array(purpose), restricted=restricted)


def hide_doubles(sketch: Sketch, units: Units, memberships: Memberships) -> Flags:
    """``restricted`` of a clean county: what came out doubled by chance may only be known to few."""
    restricted = sketch.restricted.copy()
    while doubled := [
        pair for pair in _pairs(sketch.purpose, sketch.unit, units, memberships)
        if not restricted[list(pair)].any()
    ]:  # fmt: skip
        restricted[[later for _, later in doubled]] = True
    return restricted


def label_doubles(world: World) -> Iterator[Label]:
    """Truth of group-duplicate: the later of two groups for one work is real, unless something tells them apart."""
    groups, valid = world.groups, world.valid_exemption()
    ids = groups.group_id.to_pylist()
    real: set[int] = set()
    looks: dict[int, str] = {}
    for pair in _pairs(groups.purpose, groups.unit, world.units, world.memberships):
        later = max(pair, key=lambda row: (groups.created_on[row], -_size(world.memberships, row), ids[row]))
        why = _apart(world, pair)
        if why or valid[later]:
            looks[later] = why or "exempt"
        else:
            real.add(later)
    for twin in np.flatnonzero(groups.twin_of >= 0).tolist():
        looks.setdefault(twin, "same people, other work, other season, or not to be known")
    for row in sorted(real | looks.keys()):
        why = "planted" if row in real else looks[row]
        yield Label("group-duplicate", "group", ids[row], row in real, why)


def same_work(world: World) -> list[tuple[int, int]]:
    """Pairs of groups that do the same work with mostly the same people, and may do it in one."""
    valid = world.valid_exemption()
    groups = world.groups
    found = _pairs(groups.purpose, groups.unit, world.units, world.memberships)
    return [pair for pair in found if not _apart(world, pair) and not valid[list(pair)].any()]


def _pairs(purpose: pa.StringArray, unit: Int32s, units: Units, memberships: Memberships) -> list[tuple[int, int]]:
    """Pairs of groups for one work in one county with enough members in common."""
    kin = {topic: line[0] for line in words()["kin_topics"] for topic in line}
    kin |= {said: topic for topic, others in words()["reworded_topics"].items() for said in others}
    same: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row, topic in enumerate(purpose.to_pylist()):
        if _size(memberships, row) >= FEWEST:
            same[int(units.county[unit[row]]), kin.get(kin.get(topic, topic), kin.get(topic, topic))].append(row)
    return [pair for rows in same.values() for pair in combinations(rows, 2) if _overlap(memberships, pair)]


def _size(memberships: Memberships, row: int) -> int:
    return int(memberships.offset[row + 1] - memberships.offset[row])


def _overlap(memberships: Memberships, pair: tuple[int, int]) -> bool:
    sizes = [_size(memberships, row) for row in pair]
    if min(sizes) < limits().duplicate_overlap * max(sizes):
        return False
    one, other = (memberships.person[memberships.offset[row] : memberships.offset[row + 1]] for row in pair)
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= limits().duplicate_overlap * (sum(sizes) - shared)


def _apart(world: World, pair: tuple[int, int]) -> str:
    groups, units = world.groups, world.units
    one, other = sorted(pair)
    if not np.isnat(groups.dissolved_on[[one, other]]).all():
        return "one is dissolved"
    if groups.restricted[one] or groups.restricted[other]:
        return "not to be known"
    if _below(units, groups, one, other) or _below(units, groups, other, one):
        return "one unit above the other"
    ended, began = groups.task_end_on[[one, other]], groups.task_start_on[[other, one]]
    return "tasks at other times" if (ended < began).any() else ""


def _below(units: Units, groups: Groups, upper: int, lower: int) -> bool:
    """Whether the unit of one group is above that of the other."""
    above, below = int(groups.unit[upper]), int(groups.unit[lower])
    return above < below < int(units.subtree_to[above])
