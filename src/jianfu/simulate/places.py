"""Units and people of the made-up county, in tree order so that a subtree is a run of rows."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.simulate.chance import Rng, stream
from jianfu.simulate.settings import Settings
from jianfu.simulate.words import words
from jianfu.simulate.world import KINDS, LEVELS, POSTS, Days, Flags, Floats, Int8s, Int32s, People, Units

TOP_OF_POSTS = {"department": (3, 5), "township": (9, 12)}
"""Leaders, and mid-level after them; the others are staff."""


@dataclass
class _Tree:
    """Units as they are laid down."""

    names: list[str]
    codes: list[str]
    levels: list[int]
    kinds: list[int]
    parents: list[int]
    counties: list[int]
    subtree_to: list[int]

    def open(self, name: str, level: str, *, kind: str, parent: int, county: int) -> int:
        index = len(self.names)
        self.names.append(name)
        self.levels.append(LEVELS.index(level))
        self.kinds.append(KINDS.index(kind))
        self.parents.append(parent)
        self.counties.append(county)
        self.codes.append("")
        self.subtree_to.append(index + 1)
        return index

    def close(self, index: int) -> None:
        self.subtree_to[index] = len(self.names)


def county_names(count: int) -> list[str]:
    """``count`` different county names; the first is 清河县."""
    vocabulary = words()
    first, second = vocabulary["county_first"], vocabulary["county_second"]
    return [
        f"{first[index % len(first)]}{second[(index + index // len(first)) % len(second)]}县" for index in range(count)
    ]


def lay_out(settings: Settings) -> _Tree:
    """The tree of units: counties side by side, each with departments, then townships with their villages."""
    size = settings.size
    tree = _Tree([], [], [], [], [], [], [])
    names = county_names(size.counties)
    many = size.counties > 1
    top = tree.open(f"{words()['city_names'][0]}市", "city", kind="government", parent=-1, county=-1) if many else -1
    for county, name in enumerate(names):
        root = tree.open(name, "county", kind="government", parent=top, county=county)
        for unit, kind in words()["departments"][: size.departments]:
            tree.open(f"{name[:-1]}{unit}" if many else unit, "county", kind=kind, parent=root, county=county)
        for number in range(size.townships):
            stem = words()["townships"][number]
            township = f"{name}{stem}" if many else stem
            town = tree.open(township, "township", kind="government", parent=root, county=county)
            for village in _village_names(number, size.villages, size.townships):
                tree.open(f"{township}{village}", "village", kind="other", parent=town, county=county)
            tree.close(town)
        tree.close(root)
    if many:
        tree.close(top)
    tree.codes = [f"DW{index:05d}" for index in range(len(tree.names))]
    return tree


def _village_names(township: int, villages: int, townships: int) -> list[str]:
    first, second = words()["village_first"], words()["village_second"]
    share = villages // townships + (township < villages % townships)
    return [
        f"{first[(township * 3 + number) % len(first)]}{second[(township + number // len(first)) % len(second)]}村"
        for number in range(share)
    ]


def staff_counts(tree: _Tree, settings: Settings, rng: Rng) -> Int32s:
    """People per unit; the county and city themselves have none."""
    size, levels = settings.size, np.asarray(tree.levels)
    mean = np.select(
        [levels == LEVELS.index("village"), levels == LEVELS.index("township"), np.asarray(tree.parents) < 0],
        [size.village_staff, size.township_staff, 0],
        size.department_staff,
    )
    mean[[index for index, end in enumerate(tree.subtree_to) if end > index + 1 and tree.levels[index] < 2]] = 0
    spread = 1 + settings.people.staff_spread * rng.uniform(-1, 1, len(levels))
    return np.rint(mean * spread).astype(np.int32)


def make_units(settings: Settings, seed: int, *, clean: bool) -> tuple[Units, Int32s]:
    """The units, and the number of people each has."""
    rng = stream(seed, "places")
    tree = lay_out(settings)
    counts = staff_counts(tree, settings, rng)
    ends = np.cumsum(counts).astype(np.int32)
    works_late, share = _lateness(rng, counts, settings, clean=clean)
    subtree_to = np.asarray(tree.subtree_to, dtype=np.int32)
    return Units(
        code=pa.array(tree.codes),
        name=pa.array(tree.names),
        level=np.asarray(tree.levels, dtype=np.int8),
        kind=np.asarray(tree.kinds, dtype=np.int8),
        parent=np.asarray(tree.parents, dtype=np.int32),
        county=np.asarray(tree.counties, dtype=np.int32),
        subtree_to=subtree_to,
        people_from=ends - counts,
        people_to=ends,
        subtree_people_to=ends[subtree_to - 1],
        works_late=works_late,
        off_hours_share=share,
    ), counts


def _lateness(rng: Rng, counts: Int32s, settings: Settings, *, clean: bool) -> tuple[Flags, Floats]:
    planted = settings.planted
    late = (rng.random(len(counts)) < planted.works_late_share) & (counts > 0) & (not clean)
    share = np.where(
        late,
        rng.uniform(planted.late_share_low, planted.late_share_high, len(counts)),
        rng.uniform(0, planted.decent_share_high, len(counts)),
    )
    return late, share


def make_people(units: Units, counts: Int32s, settings: Settings, seed: int, *, clean: bool) -> People:
    """The people of every unit, leaders first."""
    rng = stream(seed, "people")
    unit = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    place = np.arange(len(unit), dtype=np.int32) - np.repeat(units.people_from, counts)
    left, left_on = _leavers(rng, len(unit), settings, clean=clean)
    userid, name = _names(rng, unit, place, counts)
    return People(
        userid=userid,
        name=name,
        unit=unit,
        post=_posts(units.level[unit], place),
        left=left,
        left_on=left_on,
        sociability=rng.lognormal(0.0, settings.people.sociability_sigma, len(unit)),
    )


def _posts(level: Int8s, place: Int32s) -> Int8s:
    leader, middle, staff, village, grid = (POSTS.index(post) for post in POSTS)
    township = level == LEVELS.index("township")
    leaders = np.where(township, TOP_OF_POSTS["township"][0], TOP_OF_POSTS["department"][0])
    middles = leaders + np.where(township, TOP_OF_POSTS["township"][1], TOP_OF_POSTS["department"][1])
    office = np.where(place < leaders, leader, np.where(place < middles, middle, staff))
    return np.where(level == LEVELS.index("village"), np.where(place < 4, village, grid), office).astype(np.int8)


def _leavers(rng: Rng, count: int, settings: Settings, *, clean: bool) -> tuple[Flags, Days]:
    left = (rng.random(count) < settings.people.left_share) & (not clean)
    first = np.datetime64(settings.period.first_day)
    days = first - rng.integers(15, 500, count).astype("timedelta64[D]")
    return left, np.where(left, days, np.datetime64("NaT", "D"))


def _names(rng: Rng, unit: Int32s, place: Int32s, counts: Int32s) -> tuple[pa.StringArray, pa.StringArray]:
    """User ids and names; a stride through all given names keeps a unit's names apart."""
    vocabulary = words()
    given = np.asarray([a + b for a in vocabulary["given_first"] for b in vocabulary["given_second"]])
    surnames = vocabulary["surnames"]
    start = rng.integers(0, len(given), len(counts))
    chosen_given = (start[unit] + place.astype(np.int64) * 97) % len(given)
    chosen_surname = rng.integers(0, len(surnames), len(unit))
    name = pc.binary_join_element_wise(
        pa.array([pair[0] for pair in surnames]).take(pa.array(chosen_surname)),
        pa.array(given.tolist()).take(pa.array(chosen_given)),
        "",
    )
    number = pc.utf8_lpad(pa.array(np.arange(len(unit))).cast(pa.string()), 6, "0")
    userid = pc.binary_join_element_wise(
        pa.array([pair[1] for pair in surnames]).take(pa.array(chosen_surname)), number, ""
    )
    return userid, name
