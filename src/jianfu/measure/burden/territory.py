"""Which units a department's forms fall on: those of the level asked, under the place the department belongs to."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import MeasureInput
from jianfu.measure.roster import Roster
from jianfu.tables.unit import LEVELS

Ints = npt.NDArray[np.int64]
NONE = -1


@dataclass(frozen=True)
class Territories:
    """The tree of units by number."""

    level: Ints
    """Place in ``LEVELS``, -1 unknown."""
    place: Ints
    """The topmost unit above with the same level (a county's department -> the county)."""
    ancestors: tuple[Ints, ...]
    """The unit itself, its parent, its grandparent ...; -1 past the top."""

    known: dict[tuple[int, str], Ints] = field(default_factory=dict)
    """Units by place and level, as far as asked for."""

    def filling_units(self, issuer: int, level: str) -> Ints:
        """Units of a level under the issuer's place, the issuer left out; all of the level where the tree is flat."""
        place = int(self.place[issuer])
        if (place, level) not in self.known:
            of_level = self.level == LEVELS.index(level)
            under = np.any([ancestor == place for ancestor in self.ancestors], axis=0)
            self.known[place, level] = np.flatnonzero(of_level & under if (of_level & under).any() else of_level)
        found = self.known[place, level]
        return np.asarray(found[found != issuer])


def read_territories(given: MeasureInput, roster: Roster) -> Territories:
    """The tree as the unit ledger states it; a circle in it is cut where it closes."""
    unit = given.snapshot.read("unit", ["unit_id", "parent_id", "level"])
    row = pc.index_in(unit["unit_id"], roster.units).to_numpy()
    parent = np.full(len(roster.units), NONE, np.int64)
    parent[row] = pc.fill_null(pc.index_in(unit["parent_id"], roster.units), NONE).to_numpy()
    parent[parent == np.arange(len(parent))] = NONE
    level = np.full(len(roster.units), NONE, np.int64)
    level[row] = pc.fill_null(pc.index_in(unit["level"], pa.array(LEVELS)), NONE).to_numpy()
    place = np.arange(len(parent))
    ancestors = [np.arange(len(parent))]
    for _ in range(2 * len(LEVELS)):
        above = np.where(ancestors[-1] >= 0, parent[ancestors[-1]], NONE)
        if (above < 0).all():
            break
        ancestors.append(above)
    for above in ancestors[1:]:
        same = (above >= 0) & (level[above] == level) & (level >= 0)
        place = np.where(same, above, place)
    return Territories(level, place, tuple(ancestors))
