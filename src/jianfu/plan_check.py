"""Accepts or rejects a plan without the code that made it (方案独立核验).

Reads the plan's tables and the snapshot, and nothing else: no model, no solver, no measure. Every fact is worked out
again from who is in which group today. The first fact that does not hold rejects the plan.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem

Longs = npt.NDArray[np.int64]
Facts = dict[str, object]
TABLES = ("proposals", "duties", "certificate")
OTHER_FATES = ("keep", "merge", "embed", "stop")
FATES = {
    "group": ("keep", "merge", "dissolve", "temporary", "screen"),
    "account": OTHER_FATES,
    "app": OTHER_FATES,
    "form": OTHER_FATES,
}
GOING, ENDING = ("merge", "embed"), ("dissolve", "stop")
IN_USE = {"group": ("work_group", "dissolved_on"), "account": ("account", "closed_on"), "app": ("app", "state")}


@dataclass(frozen=True)
class Violation:
    """A fact that does not hold: a message ``check-<code>`` and what fills its holes. No person is named."""

    code: str
    facts: Facts


@dataclass(frozen=True)
class Verdict:
    """Accepted where ``violation`` is ``None``."""

    violation: Violation | None
    duties: int
    paths: int
    things: int


def check_plan(folder: Path, dataset: Path | None = None) -> Verdict:
    """Checks a plan folder against a snapshot, DATASET or RUN folder; by default the snapshot the plan names.

    Raises ``UserProblem`` where there is no plan or no snapshot to check.
    """
    try:
        plan = json.loads((folder / "plan.json").read_bytes())
        seals = json.loads((folder / "certificate.json").read_bytes())["sha256"]
        tables = {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}
        checked = _Checked(plan, tables, _snapshot(dataset if dataset is not None else folder / plan["snapshot"]))
    except (OSError, ValueError, KeyError) as cause:
        raise UserProblem("not-a-plan", path=folder) from cause
    for name in TABLES:
        digest = hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest()
        if seals.get(f"{name}.parquet") != digest:
            checked.broken.append(name)
    violation = next((Violation(code, facts) for code, facts in checked.violations()), None)
    return Verdict(violation, *(tables[name].num_rows for name in ("duties", "certificate", "proposals")))


def _snapshot(place: Path) -> Path:
    """The snapshot folder that a snapshot, DATASET or RUN folder leads to."""
    if (place / "run.json").is_file():
        place = place / json.loads((place / "run.json").read_bytes())["snapshot"]
    if (place / "current").is_file():
        place = place / "snapshots" / (place / "current").read_text(encoding="ascii").strip()
    if not (place / "manifest.json").is_file():
        raise UserProblem("dataset-missing", path=place)
    return place


def _index(known: pa.Array, wanted: pa.ChunkedArray) -> Longs:
    """The place of each value in ``known``; -1 where it is not there."""
    return np.asarray(pc.fill_null(pc.index_in(wanted, known), -1).to_numpy(), np.int64)


def _plain(table: pa.Table) -> pa.Table:
    """Texts as texts, however the file keeps them."""
    kinds = [pa.string() if pa.types.is_dictionary(one.type) else one.type for one in table.schema]
    return table.cast(pa.schema(list(zip(table.column_names, kinds, strict=True))))


class _Checked:
    """A plan beside the snapshot it was made for."""

    def __init__(self, plan: dict[str, Any], tables: dict[str, pa.Table], snapshot: Path) -> None:
        self.plan, self.snapshot, self.broken = plan, snapshot, list[str]()
        self.day = date.fromisoformat(plan["as_of"])
        self.rows = tables["proposals"].to_pylist()
        self.duties = tables["duties"].to_pylist()
        self.paths = tables["certificate"]
        self.fate = {(row["kind"], row["thing_id"]): row for row in self.rows}
        self.groups = [one for kind, one in self.fate if kind == "group"]
        self.group_at = {one: at for at, one in enumerate(self.groups)}
        self.group_ids = pa.array(self.groups, pa.string())
        self.ledger = self._read("duty", ["duty_id", "within_hours", "restricted", "group_id"]).to_pylist()

    def _read(self, table: str, columns: list[str]) -> pa.Table:
        """A table of the snapshot: one file, or a folder of parts; empty where there is none."""
        whole, parts = self.snapshot / f"{table}.parquet", self.snapshot / table
        files = [whole] if whole.is_file() else sorted(parts.glob("*.parquet"))
        pieces = [_plain(pq.read_table(file, columns=columns, partitioning=None)) for file in files]
        return pa.concat_tables(pieces) if pieces else pa.table({name: pa.array([], pa.string()) for name in columns})

    def violations(self) -> Iterator[tuple[str, Facts]]:
        """Every fact that does not hold, in the order of checking; later ones rely on earlier ones."""
        found = json.loads((self.snapshot / "manifest.json").read_bytes())["snapshot_id"]
        if self.plan["snapshot_id"] != found:
            yield "other-snapshot", {"plan": self.plan["snapshot_id"], "dataset": found}
        if self.plan["status"] == "refused":
            yield "refused", {}
        for name in self.broken:
            yield "seal-broken", {"file": f"{name}.parquet"}
        yield from self._fates()
        yield from self._protected()
        self._move()
        yield from self._sizes()
        yield from self._limits()
        yield from self._ledger()
        yield from self._carriers()
        yield from self._paths()

    def _fates(self) -> Iterator[tuple[str, Facts]]:
        """Every thing in use has one fate that it can have, and a target that stays and is another of its kind."""
        for kind in FATES:
            for one in sorted(self._used(kind) - {known for of, known in self.fate if of == kind}):
                yield "thing-without-fate", {"kind": kind, "thing": one}
        if len(self.fate) != len(self.rows):
            yield "thing-twice", {}
        for (kind, one), row in self.fate.items():
            choice, target = row["choice"], row["target_id"]
            if choice not in FATES.get(kind, ()) or (choice in GOING) != (target is not None):
                yield "fate-impossible", {"kind": kind, "thing": one, "choice": choice}
            taker = self.fate.get((kind, target))
            if choice in GOING and (target == one or taker is None or taker["choice"] not in ("keep", "temporary")):
                yield "target-gone", {"kind": kind, "thing": one, "target": target}

    def _used(self, kind: str) -> set[str]:
        """The things of a kind that are in use on the day."""
        table, ended = IN_USE.get(kind, (kind, None))
        columns = [f"{kind}_id", *(["state", ended] if ended and ended != "state" else ["state"] if ended else [])]
        return {
            row[f"{kind}_id"]
            for row in self._read(table, columns).to_pylist()
            if row.get("state") not in ("dissolved", "closed")
            and not (isinstance(row.get(ended), date) and row[ended] <= self.day)
        }

    def _protected(self) -> Iterator[tuple[str, Facts]]:
        """What is exempt on the day or restricted is kept as it is, and nothing is merged into it."""
        columns = ["subject_kind", "subject_id", "approved", "from_on", "until_on"]
        fixed = {
            (row["subject_kind"], row["subject_id"])
            for row in self._read("exemption", columns).to_pylist()
            if row["approved"] and row["until_on"] is not None and row["until_on"] >= self.day
            and (row["from_on"] is None or row["from_on"] <= self.day)
        }  # fmt: skip
        self.unit = dict[str, str]()
        for row in self._read("work_group", ["group_id", "unit_id", "restricted"]).to_pylist():
            self.unit[row["group_id"]] = row["unit_id"]
            if row["restricted"]:
                fixed.add(("group", row["group_id"]))
        self.exempt = {one for one, unit in self.unit.items() if {("group", one), ("unit", unit)} & fixed}
        for duty in self.duties:
            fixed |= {("group", one) for one in duty["carriers"].split() if duty["restricted"]}
        for (kind, one), row in self.fate.items():
            held = (kind, one) in fixed or ("unit", row["unit_id"]) in fixed
            if (held and row["choice"] != "keep") or (row["choice"] in GOING and (kind, row["target_id"]) in fixed):
                yield "protected-changed", {"kind": kind, "thing": one if held else row["target_id"]}

    def _move(self) -> None:
        """Who is in which group today and after the plan; leavers left out."""
        rows = self._read("membership", ["group_id", "person_id", "joined_on", "left_on"])
        staff = self._read("person", ["person_id", "state"])
        left = staff.filter(pc.fill_null(pc.equal(staff["state"], "left"), False))["person_id"]
        for column, holds in (("joined_on", pc.less_equal), ("left_on", pc.greater)):
            if rows.num_rows:
                rows = rows.filter(pc.fill_null(holds(rows[column], pa.scalar(self.day)), True))
        rows = rows.filter(pc.invert(pc.is_in(rows["person_id"], left.combine_chunks())))
        self.people = pc.unique(rows["person_id"])
        group, person = _index(self.group_ids, rows["group_id"]), _index(self.people, rows["person_id"])
        self.width = max(len(self.people), 1)
        self.before = np.unique(group[group >= 0] * self.width + person[group >= 0])
        self.after = np.full(len(self.groups), -1, np.int64)
        for at, one in enumerate(self.groups):
            row = self.fate["group", one]
            if row["choice"] not in ENDING:
                self.after[at] = self.group_at[row["target_id"] if row["choice"] in GOING else one]
        now = self.after[self.before // self.width]
        self.planned = np.unique(now[now >= 0] * self.width + (self.before % self.width)[now >= 0])

    def _sizes(self) -> Iterator[tuple[str, Facts]]:
        """No group that takes others in grows past the platform's cap; no more become one than the plan says."""
        most, at_most = self.plan["weights"]["group_size"], self.plan["weights"]["merge_at_most"]
        count = len(self.groups)
        after, before = (np.bincount(one // self.width, minlength=count) for one in (self.planned, self.before))
        for at in np.flatnonzero((after > most) & (after > before)).tolist():
            yield "group-too-large", {"thing": self.groups[at], "people": int(after[at]), "most": most}
        for at in np.flatnonzero(np.bincount(self.after + 1)[1:] > at_most).tolist():
            yield "too-many-in-one", {"thing": self.groups[at], "most": at_most}

    def _limits(self) -> Iterator[tuple[str, Facts]]:
        """No unit keeps more groups than the plan says it may; the stated number of changes is the counted one."""
        kept: dict[str, int] = {}
        for one in self.groups:
            if self.fate["group", one]["choice"] not in (*GOING, *ENDING) and one not in self.exempt:
                kept[self.unit[one]] = kept.get(self.unit[one], 0) + 1
        for limit in self.plan["limits"]:
            if kept.get(limit["unit_id"], 0) > max(limit["most"], limit["reachable"]):
                yield "unit-over-limit", {"unit": limit["unit_id"], "groups": kept[limit["unit_id"]]}
        changes = sum(row["choice"] != "keep" for row in self.rows)
        if changes != self.plan["changes"]:
            yield "changes-misstated", {"stated": self.plan["changes"], "counted": changes}

    def _ledger(self) -> Iterator[tuple[str, Facts]]:
        """Every duty of the ledger is there, no later, no less secret and where the ledger says."""
        known = {row["duty_id"]: row for row in self.duties}
        for row in self.ledger:
            duty = known.get(row["duty_id"])
            if duty is None:
                yield "duty-left-out", {"duty": row["duty_id"]}
                continue
            late = row["within_hours"] is not None and duty["within_hours"] > row["within_hours"]
            moved = row["group_id"] in self.group_at and row["group_id"] not in duty["carriers"].split()
            if late or moved or (row["restricted"] and not duty["restricted"]):
                yield "duty-weakened", {"duty": row["duty_id"]}

    def _carriers(self) -> Iterator[tuple[str, Facts]]:
        """What carries a duty is in use; groups that end carry none alone; a restricted duty reaches nobody new."""
        for duty in self.duties:
            carriers = duty["carriers"].split()
            for one in carriers:
                if one not in self.group_at:
                    yield "carrier-unknown", {"duty": duty["duty_id"], "thing": one}
            if duty["restricted"] and carriers:
                places = [self.group_at[one] for one in carriers]
                known = self.before[np.isin(self.before // self.width, places)] % self.width
                reached = self.planned[np.isin(self.planned // self.width, self.after[places])] % self.width
                if not np.isin(reached, known).all():
                    yield "secret-widened", {"duty": duty["duty_id"]}

    def _paths(self) -> Iterator[tuple[str, Facts]]:
        """Everybody a duty must reach has a path that is there after the plan, from a carrier, and in time."""
        ids = pa.array([row["duty_id"] for row in self.duties], pa.string())
        duty, person = _index(ids, self.paths["duty_id"]), _index(self.people, self.paths["person_id"])
        carrier, thing = (_index(self.group_ids, self.paths[name]) for name in ("carrier_id", "thing_id"))
        known = (duty >= 0) & (person >= 0) & (carrier >= 0) & (thing >= 0)
        if not known.all():
            yield "path-unknown", {"paths": int((~known).sum())}
        pairs = [(at, self.group_at[one]) for at, row in enumerate(self.duties) for one in row["carriers"].split()]
        size = max(len(self.groups), 1)
        carries = np.unique(np.asarray([at * size + one for at, one in pairs], np.int64))
        slow = np.asarray([self.fate["group", one]["choice"] == "screen" for one in self.groups], np.bool_)
        weights = self.plan["weights"]
        hours = np.where(slow, weights["screen_hours"], weights["group_hours"])[thing]
        within = np.asarray([row["within_hours"] for row in self.duties], np.float64)[duty]
        for code, holds in (
            ("path-not-a-carrier", np.isin(duty * size + carrier, carries)),
            ("path-not-there", (self.after[carrier] == thing) & np.isin(carrier * self.width + person, self.before)),
            ("path-without-member", np.isin(thing * self.width + person, self.planned)),
            ("path-misstated", self.paths["hours"].to_numpy() == hours),
            ("path-late", (hours <= within) | ~slow[thing]),
        ):
            if not holds.all():
                yield code, {"duty": ids[int(duty[np.argmin(holds)])].as_py(), "paths": int((~holds).sum())}
        reached = np.bincount(np.unique(duty * self.width + person) // self.width, minlength=len(ids))
        for at, row in enumerate(self.duties):
            if reached[at] != self._needed(row):
                facts = {"duty": row["duty_id"], "needed": self._needed(row), "reached": int(reached[at])}
                yield "duty-without-path", facts

    def _needed(self, duty: dict[str, Any]) -> int:
        """How many people a duty must reach: everybody in what carries it today."""
        places = [self.group_at[one] for one in duty["carriers"].split()]
        first = np.asarray(places, np.int64)
        starts, ends = (np.searchsorted(self.before, (first + more) * self.width) for more in (0, 1))
        known = [self.before[a:b] % self.width for a, b in zip(starts, ends, strict=True)]
        return len(np.unique(np.concatenate([np.zeros(0, np.int64), *known])))
