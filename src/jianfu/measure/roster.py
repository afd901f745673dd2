"""Everyone and everything a pass over messages must know by number: people, units, groups, members, days, exemptions.

Made once on the driver and laid down as plain arrays, which workers map into memory instead of reading.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.measure.lookup import Lookup, lookup_of
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

ALWAYS_FROM = -(2**31)
ALWAYS_UNTIL = 2**31 - 1
UNKNOWN_POST = "other"
RANKS = (len(LEVELS) + 1) * len(POSTS)


@dataclass(frozen=True)
class Roster:
    """Numbers instead of names. Unit 0 is the unknown unit ``""``; days count from 1970-01-01."""

    folder: Path
    people: pa.Array
    """Pseudonyms in order: a person's number is the place here."""
    units: pa.Array
    groups: pa.Array
    person_class: Ints
    class_unit: Ints
    class_post: Ints
    """A class is everybody of one unit and post; its number orders by unit, then post."""
    class_rank: Ints
    """Level and post of a class: level x posts + post, the unknown level last."""
    unit_level: Ints
    """Place in ``LEVELS``, one past the last where it is unknown."""
    group_unit: Ints
    member_start: Longs
    """Members of group g stand from ``member_start[g]`` to ``member_start[g + 1]``, by class, then person."""
    member_person: Ints
    member_from: Ints
    """The first day a member reads."""
    member_until: Ints
    """The first day no longer."""
    working: npt.NDArray[np.uint8]
    """Whether a day is a working day, from ``working_from`` on."""
    working_from: int
    exempt_start: Longs
    """Exemptions of group g stand from ``exempt_start[g]``, those of unit u from ``exempt_start[groups + u]``."""
    exempt_from: Ints
    exempt_until: Ints
    """The last day it holds."""
    exempt_purposes: Ints
    """Bits of ``exemptions.PURPOSES``."""

    @property
    def person_unit(self) -> Ints:
        """The unit of each person."""
        found: Ints = self.class_unit[self.person_class]
        return found

    @cached_property
    def person_lookup(self) -> Lookup:
        """Numbers of people by pseudonym."""
        return lookup_of(self.people)

    @cached_property
    def group_lookup(self) -> Lookup:
        """Numbers of groups by id."""
        return lookup_of(self.groups)

    def is_working(self, days: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Whether each day is a working day; past the calendar's ends Monday to Friday are."""
        at = days - self.working_from
        inside = (at >= 0) & (at < len(self.working))
        weekday = (days + 3) % 7 < 5
        if not len(self.working):
            return np.asarray(weekday)
        return np.where(inside, self.working[np.clip(at, 0, len(self.working) - 1)] != 0, weekday)


_ARRAYS = (
    "person_class", "class_unit", "class_post", "class_rank", "unit_level", "group_unit", "member_start",
    "member_person", "member_from", "member_until", "working", "exempt_start", "exempt_from", "exempt_until",
    "exempt_purposes",
)  # fmt: skip
_TEXTS = ("people", "units", "groups")


def save_roster(roster: Roster) -> None:
    """Lays a roster down in its folder."""
    roster.folder.mkdir(parents=True, exist_ok=True)
    for name in _ARRAYS:
        np.save(roster.folder / f"{name}.npy", getattr(roster, name))
    for name in _TEXTS:
        pq.write_table(pa.table({"id": getattr(roster, name)}), roster.folder / f"{name}.parquet")
    np.save(roster.folder / "working_from.npy", np.int64(roster.working_from))


@lru_cache(maxsize=2)
def load_roster(folder: Path) -> Roster:
    """A roster laid down before; arrays are mapped, not read. Loaded once a process."""
    texts = {name: pq.read_table(folder / f"{name}.parquet")["id"].combine_chunks() for name in _TEXTS}
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
    return Roster(folder, **texts, **arrays, working_from=int(np.load(folder / "working_from.npy")))
