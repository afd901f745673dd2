"""The work groups of the made-up county: how many each unit owns, how they live, what they are called."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.settings import Settings
from jianfu.simulate.words import words
from jianfu.simulate.world import LEVELS, LIVES, Flags, Int8s, Int32s, Units, life_code

DISSOLVED_SHARE = 0.06
CLEAN_LIVES = {"zombie": "quiet", "ack_only": "normal", "show_off": "normal"}


@dataclass(frozen=True)
class Sketch:
    """The groups before dates and findings are planted."""

    unit: Int32s
    life: Int8s
    platform: Int8s
    temporary: Flags
    restricted: Flags
    audience: Int8s
    size: Int32s
    twin_of: Int32s
    name: pa.StringArray
    purpose: pa.StringArray
    owner: Int32s


def groups_per_unit(units: Units, settings: Settings, rng: Rng, *, clean: bool, most: int) -> Int32s:
    """How many groups each unit owns; a clean county keeps within ``most``, the local limit."""
    mean = settings.size.groups_per_unit
    village = units.level == LEVELS.index("village")
    count = np.rint(rng.normal(mean, mean * settings.groups.unit_spread, len(units))).astype(np.int32)
    top = min(most, settings.groups.most_per_unit) if clean else settings.groups.most_per_unit
    count = np.clip(count, settings.groups.fewest_per_unit, top)
    if not clean:
        exactly, one_more = edge_units(units)
        count[exactly], count[one_more] = most, most + 1
    count = np.where(village, rng.random(len(units)) < settings.groups.groups_per_village, count)
    return np.where(units.people_to > units.people_from, count, 0).astype(np.int32)


def edge_units(units: Units) -> tuple[np.ndarray, np.ndarray]:
    """Offices that own exactly as many groups as allowed, and those that own one more; none in a hamlet."""
    village = units.level == LEVELS.index("village")
    offices = np.flatnonzero(~village & (units.people_to > units.people_from))
    return (offices[3::20], offices[7::20]) if len(offices) >= 20 else (offices[:0], offices[:0])


def sketch_groups(units: Units, settings: Settings, seed: int, *, clean: bool, most: int) -> Sketch:
    """All groups in order of owning unit."""
    rng = stream(seed, "groups")
    counts = groups_per_unit(units, settings, rng, clean=clean, most=most)
    unit = np.repeat(np.arange(len(units), dtype=np.int32), counts)
    life = _lives(stream(seed, "life"), len(unit), settings, clean=clean)
    # Dissolved and exempt groups do not count: at the edge of the limit there are none.
    uncounted = np.isin(life, [life_code(name) for name in ("dissolved", "flood", "asleep")])
    life[uncounted & np.isin(unit, np.concatenate(edge_units(units)))] = life_code("normal")
    shares = settings.groups
    platform = deal(rng, len(unit), [shares.wecom_share, shares.wechat_share, shares.qq_share, shares.dingtalk_share])
    steady = np.isin(life, [life_code(name) for name in ("flood", "merged", "asleep")])
    temporary = (rng.random(len(unit)) < shares.temporary_share) & ~steady
    restricted = rng.random(len(unit)) < shares.restricted_share
    size, audience = _sizes(units, unit, life, settings, rng)
    audience[restricted] = 0
    twin_of = _twins(rng, unit, audience, temporary, settings)
    size = np.where(twin_of >= 0, size[twin_of], size)
    audience = np.where(twin_of >= 0, audience[twin_of], audience)
    name, purpose = _names(units, unit, (life, temporary), twin_of, rng)
    return Sketch(
        unit, life, platform, temporary, restricted, audience, size, twin_of, name, purpose, _owners(units, unit, rng)
    )


def _lives(rng: Rng, count: int, settings: Settings, *, clean: bool) -> Int8s:
    named = [name for name in LIVES if name in settings.life]
    shares = [settings.life[name] * (1 - DISSOLVED_SHARE) for name in named]
    dealt = deal(rng, count, [*shares, DISSOLVED_SHARE * sum(settings.life.values())])
    codes = [life_code(CLEAN_LIVES.get(name, name) if clean else name) for name in [*named, "dissolved"]]
    return np.asarray(codes, dtype=np.int8)[dealt]


def _sizes(units: Units, unit: Int32s, life: Int8s, settings: Settings, rng: Rng) -> tuple[Int32s, Int8s]:
    """How many members each group is to have, and the smallest audience that can hold them."""
    shares = settings.groups
    small = deal(rng, len(unit), [shares.small_share, 1 - shares.small_share]) == 0
    small &= life != life_code("merged")
    size = np.where(
        small,
        rng.lognormal(np.log(shares.small_median), shares.small_sigma, len(unit)),
        rng.lognormal(np.log(shares.large_median), shares.large_sigma, len(unit)),
    )
    size = np.clip(np.rint(size), shares.fewest_members, shares.most_members).astype(np.int32)
    own = units.people_to[unit] - units.people_from[unit]
    town = np.where(units.level[unit] == LEVELS.index("village"), units.parent[unit], unit)
    below = units.subtree_people_to[town] - units.people_from[town]
    has_below = units.level[unit] >= LEVELS.index("township")
    root = units.parent[town]
    whole = units.subtree_people_to[root] - units.people_from[root]
    audience = np.select([size <= own * 0.8, has_below & (size <= below * 0.75)], [0, 1], 2).astype(np.int8)
    audience = np.where((audience == 0) & (rng.random(len(unit)) < 0.35), np.where(has_below, 1, 2), audience)
    return np.minimum(size, (whole * 0.8).astype(np.int32)), audience.astype(np.int8)


def _twins(rng: Rng, unit: Int32s, audience: Int8s, temporary: Flags, settings: Settings) -> Int32s:
    """Some groups double the one before them in the same unit."""
    twin = np.full(len(unit), -1, dtype=np.int32)
    wish = rng.random(len(unit)) < settings.groups.twin_share
    wish[0] = False
    wish &= ~np.r_[False, wish[:-1]]
    same = np.r_[False, (unit[1:] == unit[:-1]) & ~temporary[1:] & ~temporary[:-1] & (audience[:-1] > 0)]
    rows = np.flatnonzero(wish & same)
    twin[rows] = rows - 1
    return twin


def _owners(units: Units, unit: Int32s, rng: Rng) -> Int32s:
    """A leader or mid-level person of the owning unit."""
    own = np.minimum(units.people_to[unit] - units.people_from[unit], 8)
    owner: Int32s = (units.people_from[unit] + rng.integers(0, own)).astype(np.int32)
    return owner


def _names(
    units: Units, unit: Int32s, kind: tuple[Int8s, Flags], twin_of: Int32s, rng: Rng
) -> tuple[pa.StringArray, pa.StringArray]:
    """Group names (unit and purpose, once each within a unit) and purposes."""
    life, temporary = kind
    vocabulary = words()
    headings = ["fixed_topics", "temporary_topics", "flood_topics", "asleep_topics", "show_off_topics", "merged_topics"]
    special = [life == life_code(name) for name in ("flood", "asleep", "show_off", "merged")]
    heading = np.select([temporary, *special], [1, 2, 3, 4, 5], 0)
    lengths = np.asarray([len(vocabulary[name]) for name in headings])
    starts = np.cumsum(lengths) - lengths
    nth = _nth_within(unit.astype(np.int64) * len(headings) + heading)
    nth += rng.integers(0, 1000, len(units))[unit]
    first = _nth_within(unit.astype(np.int64) * len(headings) + heading)
    lap = first // lengths[heading]
    topic = starts[heading] + nth % lengths[heading]
    topic = np.where(twin_of >= 0, topic[twin_of], topic)
    topics = pa.array([word for name in headings for word in vocabulary[name]]).take(pa.array(topic))
    tail = np.where(twin_of >= 0, 4, np.minimum(lap, 3) + np.where(temporary, 5, 0))
    tails = ["工作群", "工作二群", "工作三群", "工作四群", "联络群", "群", "二群", "三群", "四群"]
    ending = pa.array(tails).take(pa.array(np.minimum(tail, len(tails) - 1)))
    name = pc.binary_join_element_wise(units.name.take(pa.array(unit)), topics, ending, "")
    return _told_apart(name), topics


def _nth_within(key: np.ndarray) -> np.ndarray:
    """0, 1, 2 ... for the rows of each key, in row order."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    new = np.r_[True, ordered[1:] != ordered[:-1]] if len(key) else np.zeros(0, dtype=bool)
    start = np.maximum.accumulate(np.where(new, np.arange(len(key)), 0))
    nth = np.empty(len(key), dtype=np.int64)
    nth[order] = np.arange(len(key)) - start
    return nth


def _told_apart(name: pa.StringArray) -> pa.StringArray:
    """Names that came out equal get a number, so that a name is a group."""
    codes = name.dictionary_encode()
    nth = _nth_within(codes.indices.to_numpy())
    marks = pa.array(["", *(f"（{number}）" for number in range(2, int(nth.max(initial=0)) + 2))])
    return pc.binary_join_element_wise(name, marks.take(pa.array(nth)), "")
