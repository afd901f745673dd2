"""How many different people each unit reaches: by its messages, forms and apps."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import kernel
from jianfu.measure.burden.duties import Flows
from jianfu.measure.burden.loads import Loads
from jianfu.measure.chunk import Chunk
from jianfu.measure.roster import Roster

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]


class _Lists(NamedTuple):
    """Lists of numbers by number: those of n stand from ``start[n]`` to ``start[n + 1]``."""

    start: Longs
    item: Ints


def reached_by(chunk: Chunk, loads: Loads, units: int) -> Longs:
    """The distinct pairs of causing unit and group of a chunk, as unit + group x units."""
    group = np.repeat(chunk.group.astype(np.int64), np.diff(chunk.starts))
    return np.unique(group * units + loads.causer)


def people_reached(pairs: Sequence[pa.Table], duties: Flows, roster: Roster) -> Longs:
    """For each unit the different people in groups it wrote to, or in units that fill its forms or use its apps."""
    units = len(roster.units)
    key = np.concatenate([np.empty(0, np.int64), *(table["key"].to_numpy() for table in pairs)])
    groups = _lists(key % units, key // units, units)
    bound = np.unique(duties.causer * units + duties.bearer)
    offices = _lists(bound // units, bound % units, units)
    homes = _lists(roster.person_unit, np.arange(len(roster.people)), units)
    members = _Lists(roster.member_start, roster.member_person)
    counts = np.zeros(units, np.int64)
    _count(counts, ((groups, members), (offices, homes)), np.full(len(roster.people), -1, np.int64))
    return counts


def _lists(owner: Longs | Ints, item: Longs, owners: int) -> _Lists:
    order = np.lexsort((item, owner))
    start = np.searchsorted(owner[order], np.arange(owners + 1)).astype(np.int64)
    return _Lists(start, item[order].astype(np.int32))


@kernel
def _count(counts: Longs, ways: tuple[tuple[_Lists, _Lists], ...], seen: Longs) -> None:
    """``ways``: from a unit to what it reaches, and from that to people; ``seen``: of a person the unit last seen."""
    for unit in range(len(counts)):
        for lists, inner in ways:
            for at in range(lists.start[unit], lists.start[unit + 1]):
                item = lists.item[at]
                for place in range(inner.start[item], inner.start[item + 1]):
                    person = inner.item[place]
                    counts[unit] += seen[person] != unit
                    seen[person] = unit
