"""Minutes by who bears and who causes them (负担流向), by bearing unit, by causing unit and by group."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.measure.burden.counts import WIDTH, Counted, counts_array
from jianfu.measure.burden.duties import Flows
from jianfu.measure.burden.minutes import CASES, MIDDLE, by_component
from jianfu.measure.burden.tables import BURDEN, BURDEN_CAUSER, BURDEN_GROUP, BURDEN_UNIT, COMPONENTS
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.roster import Roster
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

REREADING = COMPONENTS.index("rereading")
BY_NAME = np.argsort(np.argsort(np.array(COMPONENTS)))
"""Rank of each component by its name, the order rows are kept in; the same for posts and levels."""
POSTS_BY_NAME = np.argsort(np.argsort(np.array(POSTS)))
LEVELS_BY_NAME = np.append(np.argsort(np.argsort(np.array(LEVELS))), len(LEVELS))


@dataclass(frozen=True)
class AllFlows:
    """Chat, forms and apps together, equal rows added up, in the order of the ``BURDEN`` key."""

    level: Ints
    post: Ints
    causer: Ints
    own: Ints
    component: Ints
    off_hours: Ints
    minutes: Floats
    """(rows, 3)"""


def all_flows(counted: Counted, duties: Flows, given: MeasureInput, roster: Roster) -> AllFlows:
    """The rows of ``BURDEN`` as numbers."""
    units, posts = len(roster.units), len(POSTS)
    per_key = by_component(counts_array(counted.ledger), given.constants)
    row, component = np.nonzero(per_key[:, :, -1])
    key = counted.ledger["key"].to_numpy()[row]
    rank = key // 4 // units
    level = np.concatenate([rank // posts, roster.unit_level[duties.bearer]])
    post = np.concatenate([rank % posts, duties.post])
    causer = np.concatenate([key // 4 % units, duties.causer])
    own = np.concatenate([key // 2 % 2, duties.bearer == duties.causer])
    component = np.concatenate([component, duties.component])
    off = np.concatenate([key % 2, duties.off_hours])
    minutes = np.concatenate([per_key[row, component[: len(row)]], duties.minutes])
    sizes = (len(LEVELS) + 1, posts, units, 2, len(COMPONENTS), 2)
    place = (LEVELS_BY_NAME[level], POSTS_BY_NAME[post], causer, own, BY_NAME[component], off)
    chosen, summed = _added_up(np.ravel_multi_index(place, sizes), minutes)
    return AllFlows(level[chosen], post[chosen], causer[chosen], own[chosen], component[chosen], off[chosen], summed)


def _added_up(key: Ints, minutes: Floats) -> tuple[Ints, Floats]:
    """One row for each key, in order of the keys, and the sums of their minutes; rows of no minutes left out."""
    some = np.flatnonzero(minutes[:, -1] > 0)
    order = some[np.argsort(key[some], kind="stable")]
    _, first = np.unique(key[order], return_index=True)
    summed = np.add.reduceat(minutes[order], first) if len(first) else minutes[:0]
    return order[first], summed


def burden_table(flows: AllFlows, roster: Roster) -> pa.Table:
    """``BURDEN``."""
    return pa.table(
        [
            pa.array([*LEVELS, None], pa.string()).take(pa.array(flows.level)),
            pa.array(POSTS).take(pa.array(flows.post)),
            roster.units.take(pa.array(flows.causer)),
            pa.array(flows.own == 1),
            pa.array(COMPONENTS).take(pa.array(flows.component)),
            pa.array(flows.off_hours == 1),
            *(flows.minutes[:, case] for case in range(CASES)),
        ],
        schema=BURDEN.schema,
    )


def causer_table(flows: AllFlows, people: Ints, roster: Roster) -> pa.Table:
    """``BURDEN_CAUSER``; ``people``: reached by each unit."""
    units = len(roster.units)

    def of_units(minutes: Floats, chosen: npt.NDArray[np.bool_] | None = None) -> Floats:
        weights = minutes if chosen is None else np.where(chosen, minutes, 0)
        return np.asarray(np.bincount(flows.causer, weights=weights, minlength=units), np.float64)

    middle = flows.minutes[:, MIDDLE]
    cases = [of_units(flows.minutes[:, case]) for case in range(CASES)]
    some = np.flatnonzero(cases[-1])
    parts = (flows.own == 0, flows.component == REREADING, flows.off_hours == 1)
    columns = [*cases, *(of_units(middle, part) for part in parts), people]
    return pa.table(
        [roster.units.take(pa.array(some)), *(column[some] for column in columns)], schema=BURDEN_CAUSER.schema
    )


def unit_table(counted: Counted, duties: Flows, given: MeasureInput, roster: Roster) -> pa.Table:
    """``BURDEN_UNIT``: what the people of each unit and post bear."""
    counts = np.zeros((len(roster.class_unit), 2, WIDTH), np.int64)
    np.add.at(counts, roster.person_class, counted.people)
    per_key = by_component(counts.reshape(-1, WIDTH), given.constants)
    row, component = np.nonzero(per_key[:, :, -1])
    unit = np.concatenate([roster.class_unit[row // 2], duties.bearer])
    post = np.concatenate([roster.class_post[row // 2], duties.post])
    part = np.concatenate([component, duties.component])
    off = np.concatenate([row % 2, duties.off_hours])
    minutes = np.concatenate([per_key[row, component], duties.minutes])
    sizes = (len(roster.units), len(POSTS), len(COMPONENTS), 2)
    key = np.ravel_multi_index((unit, POSTS_BY_NAME[post], BY_NAME[part], off), sizes)
    chosen, summed = _added_up(key, minutes)
    return pa.table(
        [
            roster.units.take(pa.array(unit[chosen])),
            pa.array(POSTS).take(pa.array(post[chosen])),
            pa.array(COMPONENTS).take(pa.array(part[chosen])),
            pa.array(off[chosen] == 1),
            *(summed[:, case] for case in range(CASES)),
        ],
        schema=BURDEN_UNIT.schema,
    )


def group_table(counted: Counted, given: MeasureInput, roster: Roster) -> pa.Table:
    """``BURDEN_GROUP``."""
    minutes = by_component(counted.groups.reshape(-1, WIDTH), given.constants)
    key, component = np.nonzero(minutes[:, :, -1])
    order = np.lexsort((key % 2, BY_NAME[component], key // 2))
    key, component = key[order], component[order]
    return pa.table(
        [
            roster.groups.take(pa.array(key // 2)),
            pa.array(COMPONENTS).take(pa.array(component)),
            pa.array(key % 2 == 1),
            *(minutes[key, component, case] for case in range(CASES)),
        ],
        schema=BURDEN_GROUP.schema,
    )
