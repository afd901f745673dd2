"""What every thing costs in one audit, counted as the plan counts it (分钟账): messages, openings, upkeep."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.plan.instance import KINDS
from jianfu.plan.read_others import read_others
from jianfu.plan.run_folder import AuditedRun, place_in
from jianfu.plan.weights import Weights
from jianfu.verify.judge import Measured
from jianfu.verify.model import NOTHING, Amount

CASES = ("low", "middle", "high")
Thing = tuple[str, str]
"""Kind and id."""


class Account:
    """One audit's things with their minutes."""

    def __init__(self, run: AuditedRun, weights: Weights) -> None:
        self.run, self.weights = run, weights
        groups = run.snapshot.read("work_group").to_pylist()
        self.rows: dict[Thing, Mapping[str, object]] = {("group", row["group_id"]): row for row in groups}
        for kind in KINDS[1:]:
            for row in run.snapshot.read(kind).to_pylist():
                self.rows[kind, row[f"{kind}_id"]] = row
        self._minutes = _group_minutes(run)

    @cached_property
    def members(self) -> Mapping[str, frozenset[str]]:
        """Who is in each group on the day."""
        rows = self.run.snapshot.read("membership", ["group_id", "person_id", "joined_on", "left_on"])
        day = pa.scalar(self.run.as_of)
        inside = pc.and_(
            pc.fill_null(pc.less_equal(rows["joined_on"], day), True),
            pc.fill_null(pc.greater(rows["left_on"], day), True),
        )
        found: dict[str, set[str]] = {}
        rows = rows.filter(inside)
        for group, person in zip(rows["group_id"].to_pylist(), rows["person_id"].to_pylist(), strict=True):
            found.setdefault(group, set()).add(person)
        return {group: frozenset(some) for group, some in found.items()}

    @cached_property
    def _others(self) -> Mapping[Thing, tuple[float, int]]:
        """Accounts, apps and forms in use: minutes, and how many people bear them."""
        people = tuple(self.run.measure("burden_person")["person_id"].to_pylist())
        others = read_others(self.run, people, self.weights)
        minutes = others.load * others.people.sizes + others.upkeep
        names = (KINDS[kind] for kind in others.kind.tolist())
        counted = zip(minutes.tolist(), others.people.sizes.tolist(), strict=True)
        return dict(zip(zip(names, others.thing_id, strict=True), counted, strict=True))

    def in_use(self, thing: Thing) -> bool:
        """Whether it is in use on the day of the audit; what no ledger and no message knows is not."""
        kind, one = thing
        row = self.rows.get(thing)
        if kind != "group":
            return thing in self._others
        if row is None:
            return one in self._minutes
        ended = row["dissolved_on"]
        return row["state"] != "dissolved" and not (isinstance(ended, date) and ended <= self.run.as_of)

    def people(self, thing: Thing) -> int:
        """How many bear it."""
        kind, one = thing
        return len(self.members.get(one, ())) if kind == "group" else self._others.get(thing, (0.0, 0))[1]

    def reached(self, things: set[Thing]) -> int:
        """How many different people are in these groups; those who use the apps among them on top."""
        groups = [self.members.get(one, frozenset()) for kind, one in things if kind == "group"]
        others = sum(self.people(thing) for thing in things if thing[0] != "group")
        return len(frozenset().union(*groups)) + others

    def measured(self, things: Iterable[Thing]) -> Measured:
        """What these cost together; each counts once."""
        load, fixed, groups = NOTHING, 0.0, list[str]()
        for thing in sorted(set(things)):
            kind, one = thing
            if kind != "group":
                fixed += self._others.get(thing, (0.0, 0))[0]
                continue
            groups.append(one)
            load = load + self._minutes.get(one, NOTHING)
            if self.in_use(thing):
                fixed += self.weights["group_upkeep"] + self.weights["group_open"] * self.people(thing)
        return Measured(load, fixed, self._error(groups))

    def _error(self, groups: Iterable[str]) -> float:
        """Relative standard error of the mean over working days of what these groups' members were sent."""
        places, days = self._days
        some = [places[group] for group in groups if group in places]
        series = days[some].sum(axis=0) if some else np.zeros(0)
        if len(series) < 2 or not series.sum():
            return 0.0
        return float(series.std(ddof=1) / np.sqrt(len(series)) / series.mean())

    @cached_property
    def _days(self) -> tuple[Mapping[str, int], np.ndarray]:
        """Characters delivered by group and working day."""
        names = sorted(self._minutes)
        working = _working_days(self.run)
        counted = np.zeros((len(names), len(working) + 1))
        for path in self.run.snapshot.files("message"):
            rows = pq.read_table(path, columns=["group_id", "sent_at", "char_count"], partitioning=None)
            day = rows["sent_at"].cast(pa.timestamp("us")).cast(pa.date32())
            at = pc.fill_null(pc.index_in(day, pa.array(working, pa.date32())), len(working)).to_numpy()
            group = place_in(names, rows["group_id"].cast(pa.string()))
            known = group >= 0
            size = pc.fill_null(rows["char_count"], 0).to_numpy()
            np.add.at(counted, (group[known], at[known]), size[known] + 1.0)
        sizes = np.asarray([max(len(self.members.get(name, ())), 1) for name in names], np.float64)
        return {name: at for at, name in enumerate(names)}, (counted * sizes[:, None])[:, : len(working)]


def _working_days(run: AuditedRun) -> list[date]:
    activity = run.measure("group_activity")
    if not activity.num_rows:
        return []
    first = pc.min(activity["first_message_at"]).as_py().date()
    last = min(pc.max(activity["last_message_at"]).as_py().date(), run.as_of)
    calendar = run.snapshot.read("calendar", ["day", "working"])
    pairs = zip(calendar["day"].to_pylist(), calendar["working"].to_pylist(), strict=True)
    return [day for day, working in pairs if working and first <= day <= last]


def _group_minutes(run: AuditedRun) -> Mapping[str, Amount]:
    """Minutes per working day that messages of each group make."""
    rows = run.measure("burden_group").group_by("group_id").aggregate([(f"minutes_{case}", "sum") for case in CASES])
    summed = [pc.divide(rows[f"minutes_{case}_sum"], float(run.working_days)).to_pylist() for case in CASES]
    return {group: Amount(*minutes) for group, *minutes in zip(rows["group_id"].to_pylist(), *summed, strict=True)}
