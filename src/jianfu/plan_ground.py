"""What stands in a county on the day, read again for the check of a plan (核验依据): nothing here comes from a plan.

Reads the snapshot and what the audit found in it, with no code of what makes plans, measures or solves.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import yaml

from jianfu.base.errors import UserProblem

Longs = npt.NDArray[np.int64]
Row = dict[str, Any]
COLUMNS = {
    "group": "unit_id state dissolved_on restricted platform type name purpose audience last_active_on",
    "account": "unit_id state closed_on platform",
    "app": "unit_id state audience",
    "form": "unit_id level frequency",
}


def read_json(path: Path) -> Row:
    """A JSON object from a file."""
    found: Row = msgspec.json.decode(path.read_bytes(), type=dict)
    return found


def settings(own: Path | None) -> dict[str, float]:
    """The weights, costs and limits that come with Jianfu, those of the office's file in their place.

    Raises ``UserProblem`` where that file is gone.
    """
    if own is not None and not own.is_file():
        raise UserProblem("check-weights-missing", path=own)
    texts = [files("jianfu").joinpath("plan", "weights.yaml").read_text("utf-8"), own.read_text("utf-8") if own else ""]
    return {name: value for text in texts for name, value in _values(text).items()}


@cache
def _values(text: str) -> dict[str, float]:
    parts = (yaml.safe_load(text) or {}).values()
    return {name: float(setting["value"]) for part in parts for name, setting in part.items()}


def place_in(known: pa.Array, wanted: pa.ChunkedArray) -> Longs:
    """The place of each value in ``known``; -1 where it is not there."""
    return np.asarray(pc.fill_null(pc.index_in(wanted, known), -1).to_numpy(), np.int64)


def _plain(table: pa.Table) -> pa.Table:
    """Texts as texts, however the file keeps them."""
    kinds = [pa.string() if pa.types.is_dictionary(one.type) else one.type for one in table.schema]
    return table.cast(pa.schema(list(zip(table.column_names, kinds, strict=True))))


class Ground:
    """The county of one audit. Pairs of group and person are numbers: place of the group x ``width`` + the person's."""

    def __init__(self, run: Path, place: Path | None, weights: dict[str, float]) -> None:
        """``place``: the snapshot or DATASET folder, where it is not the one the audit names."""
        if not (run / "run.json").is_file():
            raise UserProblem("not-a-run", path=run)
        self.run, self.weights = read_json(run / "run.json"), weights
        self.snapshot = place or run / self.run["snapshot"]
        if (self.snapshot / "current").is_file():
            self.snapshot /= "snapshots/" + (self.snapshot / "current").read_text(encoding="ascii").strip()
        if not (self.snapshot / "manifest.json").is_file():
            raise UserProblem("dataset-missing", path=self.snapshot)
        self.day = date.fromisoformat(self.run["as_of"])
        findings = pq.read_table(run / "findings.parquet", columns=["rule_id", "subject_id", "limit_value", "state"])
        self.found: dict[tuple[str, str], float] = {
            (row["rule_id"], row["subject_id"]): row["limit_value"]
            for row in findings.to_pylist()
            if row["state"] in ("open", "muted")
        }
        self.used = {kind: self._used(kind) for kind in COLUMNS}
        self.groups = sorted(self.used["group"])
        self.group_at = {one: at for at, one in enumerate(self.groups)}
        self._join()

    def _files(self, table: str) -> Sequence[Path]:
        whole = self.snapshot / f"{table}.parquet"
        return [whole] if whole.is_file() else sorted((self.snapshot / table).glob("*.parquet"))

    def read(self, table: str, columns: str) -> pa.Table:
        """A table of the snapshot: one file, or a folder of parts; empty where there is none."""
        names = columns.split()
        pieces = [_plain(pq.read_table(file, columns=names, partitioning=None)) for file in self._files(table)]
        return pa.concat_tables(pieces) if pieces else pa.table({name: pa.array([], pa.string()) for name in names})

    def _used(self, kind: str) -> dict[str, Row]:
        """The things of a kind that are in use on the day."""
        rows = self.read("work_group" if kind == "group" else kind, f"{kind}_id {COLUMNS[kind]}").to_pylist()
        return {
            row[f"{kind}_id"]: row
            for row in rows
            if row.get("state") not in ("dissolved", "closed")
            and (row.get("dissolved_on") or row.get("closed_on") or date.max) > self.day
        }

    def _join(self) -> None:
        """Who is in which group today, leavers left out; and who belongs to which unit."""
        rows = self.read("membership", "group_id person_id joined_on left_on")
        for column, holds in (("joined_on", pc.less_equal), ("left_on", pc.greater)):
            if rows.num_rows:
                rows = rows.filter(pc.fill_null(holds(rows[column], pa.scalar(self.day)), True))
        staff = self.read("person", "person_id unit_id state")
        left = pc.fill_null(pc.equal(staff["state"], "left"), False)
        rows = rows.filter(pc.invert(pc.is_in(rows["person_id"], staff.filter(left)["person_id"].combine_chunks())))
        self.people = pc.unique(rows["person_id"])
        self.width = max(len(self.people), 1)
        group = place_in(pa.array(self.groups, pa.string()), rows["group_id"])
        self.members = np.unique(group[group >= 0] * self.width + place_in(self.people, rows["person_id"])[group >= 0])
        staff = staff.filter(pc.invert(left))
        self._staff: dict[str, list[int]] = {}
        for unit, person in zip(staff["unit_id"].to_pylist(), place_in(self.people, staff["person_id"]), strict=True):
            self._staff.setdefault(unit, []).append(int(person))

    def inside(self, pairs: Longs, groups: Sequence[str]) -> Longs:
        """Everybody who is in any of the groups, by these pairs."""
        first = np.asarray([self.group_at[one] for one in groups], np.int64)
        starts, ends = (np.searchsorted(pairs, (first + more) * self.width) for more in (0, 1))
        known = [pairs[a:b] % self.width for a, b in zip(starts, ends, strict=True)]
        return np.unique(np.concatenate([np.zeros(0, np.int64), *known]))

    @cached_property
    def over(self) -> frozenset[str]:
        """Groups found dead or past their task, or long idle where no rule judges that; and quiet today."""
        last = {one: row["last_active_on"] for one, row in self.used["group"].items() if row["last_active_on"]}
        for file in self._files("message"):
            spoken = _plain(pq.read_table(file, columns=["group_id", "sent_at"], partitioning=None)).group_by(
                "group_id"
            )
            for row in spoken.aggregate([("sent_at", "max")]).to_pylist():
                day = row["sent_at_max"].date()
                last[row["group_id"]] = max(day, last.get(row["group_id"], day))
        judged = any(
            rule["id"] == "group-zombie" and rule["state"] in ("fired", "silent") for rule in self.run["rules"]
        )
        idle = self.weights["idle_days"]
        return frozenset(
            one
            for one, days in ((one, (self.day - day).days) for one, day in last.items())
            if days >= self.weights["quiet_days"]
            and (
                ("group-zombie", one) in self.found
                or ("temporary-group-overdue", one) in self.found
                or (not judged and days > idle)
            )
        )

    @cached_property
    def exempt(self) -> frozenset[tuple[str, str]]:
        """Kind and id of the things that are exempt on the day, themselves or through their unit."""
        holding = {
            (row["subject_kind"], row["subject_id"])
            for row in self.read("exemption", "subject_kind subject_id approved from_on until_on").to_pylist()
            if row["approved"] and (row["from_on"] or self.day) <= self.day <= (row["until_on"] or date.min)
        }
        things = ((kind, one, row["unit_id"]) for kind, some in self.used.items() for one, row in some.items())
        return frozenset((kind, one) for kind, one, unit in things if {(kind, one), ("unit", unit)} & holding)

    @cached_property
    def ledger(self) -> dict[str, Row]:
        """The duties of the ledger by id, each with the groups that carry it and the people it must reach.

        A duty that names no group in use is carried by all living groups of its unit and issuer that hold anybody of
        the unit or of the units right below it.
        """
        parent = self.read("unit", "unit_id parent_id").to_pylist()
        owned: dict[str | None, list[str]] = {}
        for one in self.groups:
            owned.setdefault(self.used["group"][one]["unit_id"], []).append(one)
        duties = self.read("duty", "duty_id unit_id issuer_id within_hours restricted group_id").to_pylist()
        for duty in duties:
            if duty["group_id"] in self.group_at:
                duty["carriers"] = {duty["group_id"]}
                duty["needed"] = self.inside(self.members, [duty["group_id"]])
                continue
            unit = duty["unit_id"]
            units = [unit, *(row["unit_id"] for row in parent if row["parent_id"] == unit)] if unit else []
            own = np.asarray([person for one in units for person in self._staff.get(one, [])], np.int64)
            asked = {one for by in {unit, duty["issuer_id"]} - {None} for one in owned.get(by, [])} - self.over
            duty["carriers"] = {one for one in asked if np.isin(own, self.inside(self.members, [one])).any()}
            duty["needed"] = np.intersect1d(own, self.inside(self.members, sorted(duty["carriers"])))
        return {duty["duty_id"]: duty for duty in duties}
