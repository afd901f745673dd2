"""The plan for given prices, exactly (定价下的最优方案): HiGHS over overlap components, the rest picked directly.

Things that share a column, a cover row or a unit with a limit make one component. One linear programme holds all of
them side by side and starts from where the last prices left it; a component whose answer is not whole is solved again
by itself as an integer programme. A thing that shares nothing takes its cheapest column.
"""

from typing import Any, NamedTuple

import numpy as np

from jianfu.measure.disjoint_sets import join_all, roots
from jianfu.plan.columns import GROUP, Columns, Covers
from jianfu.plan.instance import PROTECTIONS, Flags, Floats, Instance, Longs, UnitLimits

WHOLE = 1e-6
EXEMPT = PROTECTIONS.index("exempt")


class Row(NamedTuple):
    """One row of the model: columns, factors and the least and most their sum may be."""

    columns: Longs
    factors: Floats
    least: float
    most: float


class Priced(NamedTuple):
    """The best plan for some prices."""

    value: float
    """What it costs; no plan costs less than ``bound``."""
    bound: float
    chosen: Longs


class Blocks:
    """All components of one instance."""

    def __init__(self, instance: Instance, columns: Columns, covers: Covers, seed: int) -> None:
        self._columns = columns
        self._seed = seed
        self._owner = columns.things.item[columns.things.start[:-1]]
        """The first thing of each column: it tells the component."""
        rows = [*_cover_rows(columns, covers), *limit_rows(instance, columns, instance.limits)]
        component = _components(instance, columns, rows)
        size = np.bincount(component, minlength=len(component))
        rowed = np.zeros(len(component), np.bool_)
        for row in rows:
            rowed[component[self._owner[row.columns[0]]]] = True
        alone = (size[component] == 1) & ~rowed[component]
        self._alone = np.flatnonzero(alone[self._owner])
        self._alone = self._alone[np.argsort(self._owner[self._alone], kind="stable")]
        self._starts = np.flatnonzero(np.diff(self._owner[self._alone], prepend=-1))
        self._coupled = np.flatnonzero(~alone[self._owner])
        self._component = component[self._owner[self._coupled]]
        rows = [*_partition(instance, columns, alone), *rows]
        self._model = _Model(self._coupled, rows, seed) if len(self._coupled) else None
        self._inside = _by_value(self._component)
        of_row = component[self._owner[[int(row.columns[0]) for row in rows]]] if rows else self._component[:0]
        self._rows = {one: [rows[at] for at in some.tolist()] for one, some in _by_value(of_row).items()}

    @property
    def components(self) -> int:
        """How many components hold more than one thing or a row."""
        return len(np.unique(self._component))

    def solve(self, cost: Floats) -> Priced:
        """The cheapest plan under these costs of columns."""
        picked, value = self._pick(cost)
        if self._model is None:
            return Priced(value, value, picked)
        taken, total = self._model.solve(cost)
        whole = np.abs(taken - np.rint(taken)) <= WHOLE
        bound = value + total
        if not whole.all():
            for broken in np.unique(self._component[~whole]).tolist():
                inside = self._inside[broken]
                before = float(cost[self._coupled[inside]] @ taken[inside])
                taken[inside], least = self._whole(broken, cost)
                bound += least - before
        chosen = self._coupled[taken > 0.5]
        value += float(cost[chosen].sum())
        return Priced(value, min(bound, value), np.sort(np.concatenate([picked, chosen])))

    def _pick(self, cost: Floats) -> tuple[Longs, float]:
        """The cheapest column of every thing that shares nothing; the earlier of equals."""
        if not len(self._alone):
            return self._alone, 0.0
        own = cost[self._alone]
        least = np.minimum.reduceat(own, self._starts)
        repeats = np.diff(np.append(self._starts, len(own)))
        at = np.flatnonzero(own == np.repeat(least, repeats))
        segment = np.repeat(np.arange(len(self._starts)), repeats)[at]
        first = at[np.unique(segment, return_index=True)[1]]
        return self._alone[first], float(least.sum())

    def _whole(self, component: int, cost: Floats) -> tuple[Floats, float]:
        """One component as an integer programme: its columns, and what it costs at least."""
        names = self._coupled[self._inside[component]]
        return _Model(names, self._rows[component], self._seed, whole=True).solve_whole(cost)


class _Model:
    """One HiGHS model over some columns."""

    def __init__(self, names: Longs, rows: list[Row], seed: int, *, whole: bool = False) -> None:
        import highspy  # noqa: PLC0415 - a solver is loaded when something is to be solved

        self._names = names
        place = np.full(int(names.max()) + 1, -1, np.int64)
        place[names] = np.arange(len(names))
        starts = np.zeros(len(rows) + 1, np.int32)
        np.cumsum([len(row.columns) for row in rows], out=starts[1:])
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call] # highspy types its calls in part
        for option, value in (
            ("output_flag", False), ("threads", 1), ("random_seed", seed), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-9),
        ):  # fmt: skip
            solver.setOptionValue(option, value)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(names), len(rows)
        model.col_cost_ = np.zeros(len(names))
        model.col_lower_, model.col_upper_ = np.zeros(len(names)), np.ones(len(names))
        model.row_lower_ = np.asarray([row.least for row in rows], np.float64)
        model.row_upper_ = np.asarray([row.most for row in rows], np.float64)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = starts
        model.a_matrix_.index_ = place[np.concatenate([row.columns for row in rows])].astype(np.int32)
        model.a_matrix_.value_ = np.concatenate([row.factors for row in rows])
        if whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * len(names)
        solver.passModel(model)
        self._solver = solver
        self._optimal = highspy.HighsModelStatus.kOptimal

    def solve(self, cost: Floats) -> tuple[Floats, float]:
        """The columns' values and their cost."""
        own = cost[self._names]
        self._solver.changeColsCost(len(own), np.arange(len(own), dtype=np.int32), own)
        self._solver.run()
        if self._solver.getModelStatus() != self._optimal:
            raise ArithmeticError(str(self._solver.getModelStatus()))
        taken = np.asarray(self._solver.getSolution().col_value, np.float64)
        return taken, float(own @ taken)

    def solve_whole(self, cost: Floats) -> tuple[Floats, float]:
        """The same for an integer programme, with what no plan can cost less than."""
        taken, value = self.solve(cost)
        return np.rint(taken), min(value, float(self._solver.getInfo().mip_dual_bound))


def _by_value(values: Longs) -> dict[int, Longs]:
    """Where each value stands, in order."""
    order = np.argsort(values, kind="stable")
    first = np.flatnonzero(np.diff(values[order], prepend=-1))
    return dict(zip(values[order][first].tolist(), np.split(order, first[1:]), strict=True)) if len(order) else {}


def _partition(instance: Instance, columns: Columns, alone: Flags) -> list[Row]:
    """Every thing is taken in exactly one column."""
    column = np.repeat(np.arange(len(columns)), columns.things.sizes)
    order = np.argsort(columns.things.item, kind="stable")
    column, thing = column[order], columns.things.item[order]
    starts = np.searchsorted(thing, np.arange(len(instance.things) + 1))
    return [
        Row(column[starts[at] : starts[at + 1]], np.ones(starts[at + 1] - starts[at]), 1.0, 1.0)
        for at in np.flatnonzero(~alone).tolist()
    ]


def _cover_rows(columns: Columns, covers: Covers) -> list[Row]:
    """Not all things of a cover row end."""
    ends = np.flatnonzero(columns.target < 0)
    end_of = dict(zip(columns.things.item[columns.things.start[ends]].tolist(), ends.tolist(), strict=True))
    rows = []
    for at in range(len(covers.things)):
        things = covers.things.row(at).tolist()
        if len(things) > 1 and all(one in end_of for one in things):
            rows.append(Row(np.asarray([end_of[one] for one in things]), np.ones(len(things)), 0.0, len(things) - 1.0))
    return rows


def counted_groups(instance: Instance, unit: int) -> Longs:
    """The groups of a unit that count towards its limit: exempt ones do not."""
    things = instance.things
    return np.flatnonzero((things.unit == unit) & (things.kind == GROUP) & (things.protected != EXEMPT))


def limit_rows(instance: Instance, columns: Columns, limits: UnitLimits) -> list[Row]:
    """A unit keeps at most so many groups: a kept or merged column counts for the unit of its target."""
    rows = []
    for unit, most in zip(limits.unit.tolist(), limits.most.tolist(), strict=True):
        counted = counted_groups(instance, unit)
        if len(counted) > most:
            keeps = np.flatnonzero(np.isin(columns.target, counted))
            rows.append(Row(keeps, np.ones(len(keeps)), 0.0, float(most)))
    return rows


def _components(instance: Instance, columns: Columns, rows: list[Row]) -> Longs:
    """The component of every thing."""
    parent = np.arange(len(instance.things), dtype=np.int64)
    together = [columns.things.row(column) for column in np.flatnonzero(columns.things.sizes > 1).tolist()]
    together += [columns.things.item[columns.things.start[row.columns]] for row in rows]
    for things in together:
        join_all(parent, things[:-1].astype(np.int64), things[1:].astype(np.int64))
    return np.asarray(roots(parent), np.int64)
