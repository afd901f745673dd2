"""At which weight or cost a choice would be another (转折点): exact, for costs are straight lines of each."""

import numpy as np

from jianfu.plan.columns import Columns
from jianfu.plan.explained import Flip
from jianfu.plan.instance import CHOICES, KEEP, Floats, Instance, Longs
from jianfu.plan.swaps import Swaps, slopes, swapped

FARTHEST = 20.0
"""A setting so many times as large, or as small, is no alternative."""


def price_flips(
    instance: Instance, columns: Columns, taken: Longs, swaps: Swaps, share: Floats
) -> list[tuple[Flip, ...]]:
    """For each thing the nearest flip of every setting, nearest first, and the limit of its unit that holds it down."""
    column = np.repeat(np.arange(len(columns)), columns.things.sizes)
    thing = columns.things.item
    other = column != taken[thing]
    found: list[list[tuple[float, Flip]]] = [[] for _ in range(len(taken))]
    for name, slope in slopes(instance, columns, share).items():
        now, steep = instance.weights[name], swapped(columns, taken, slope)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = now - swaps.more / steep
            far = np.abs(np.log(at / now)) if now else np.full(len(at), np.inf)
        usable = swaps.possible & (swaps.more > 0) & np.isfinite(far) & (far <= np.log(FARTHEST))
        some = np.flatnonzero(other & usable[column])
        order = some[np.lexsort((column[some], far[column[some]], thing[some]))]
        for place, first in zip(*np.unique(thing[order], return_index=True), strict=True):
            best = int(column[order[first]])
            flip = _flip(instance, columns, int(place), best, (name.replace("_", "-"), now, float(at[best])))
            found[int(place)].append((float(far[best]), flip))
    for place, one in _limited(instance, columns, taken, swaps):
        found[place].append((0.0, one))
    return [tuple(flip for _, flip in sorted(some, key=lambda pair: (pair[0], pair[1].code))) for some in found]


def _flip(
    instance: Instance, columns: Columns, thing: int, column: int, said: tuple[str, float | None, float | None]
) -> Flip:
    """What the thing would become in this column."""
    target = int(columns.target[column])
    stays = target == thing and column >= len(instance.things)
    choice = CHOICES[KEEP if stays else int(columns.choice[column])]
    code, now, at = said
    return Flip(
        code, now, at if at is None else round(at, 6), choice, None if target in (-1, thing) else _id(instance, target)
    )


def _id(instance: Instance, thing: int) -> str:
    return instance.things.thing_id[thing]


def _limited(instance: Instance, columns: Columns, taken: Longs, swaps: Swaps) -> list[tuple[int, Flip]]:
    """Things that would be better off otherwise but for the limit of a unit, with how many groups more it would take.

    Of several such things of a unit those that gain most come first; the second needs a limit higher by two.
    """
    cheaper = np.flatnonzero(swaps.carried & ~swaps.within & (swaps.more < 0))
    unit_of: dict[int, list[tuple[float, int, int]]] = {}
    seen: dict[int, tuple[float, int]] = {}
    for column in cheaper.tolist():
        for thing in columns.things.row(column).tolist():
            if column != taken[thing] and (thing not in seen or (swaps.more[column], column) < seen[thing]):
                seen[thing] = (float(swaps.more[column]), column)
    for thing, (more, column) in seen.items():
        unit_of.setdefault(int(instance.things.unit[thing]), []).append((more, thing, column))
    most = dict(zip(instance.limits.unit.tolist(), instance.limits.most.tolist(), strict=True))
    found = []
    for unit, some in sorted(unit_of.items()):
        for rank, (_, thing, column) in enumerate(sorted(some), 1):
            if unit in most:
                said = ("unit-limit", float(most[unit]), float(most[unit] + rank))
                found.append((thing, _flip(instance, columns, thing, column, said)))
    return found
