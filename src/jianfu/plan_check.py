"""Accepts or rejects a plan without the code that made it (方案独立核验).

Trusts what stands in the county (``plan_ground``: the dataset, what the audit found, the office's settings) and nothing
the plan says: who loses a path, learns a secret or is crowded is worked out again. No model, no solver, no measure. The
first fact that does not hold rejects the plan. Whether there is a better plan it cannot say.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.plan_ground import Ground, Row, place_in, read_json, settings
from jianfu.tables.identity import clean_name

Facts = dict[str, object]
TABLES = ("proposals", "duties", "certificate")
FATES: dict[str, tuple[str, ...]] = dict.fromkeys(("account", "app", "form"), ("keep", "merge", "embed", "stop"))
FATES["group"] = ("keep", "merge", "dissolve", "temporary", "screen")
GOING, ENDING = ("merge", "embed"), ("dissolve", "stop")
ALIKE = {"group": "platform type", "account": "unit_id platform", "app": "audience", "form": "level frequency"}
"""What two things must have in common to become one."""
PARTS = {"app": ("app_function", "function", "same_functions"), "form": ("form_field", "label", "same_fields")}
"""What they do or ask, and the setting that says how much of it must be the same."""
CITIZENS = re.compile("群众|居民|村民|业主|家长|网民|服务对象")
SEASONS = re.compile("[春夏秋冬汛旱雪冰]|清明|祭扫|防火|灭火|三夏|双抢|秸秆|高温|台风|农忙|防溺水")
PROVEN, ROUNDED = 1e-4, 1e-6


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


def check_plan(folder: Path, place: Path | None = None) -> Verdict:
    """Checks a plan folder against a RUN, DATASET or snapshot folder; by default the run the plan names.

    Raises ``UserProblem`` where there is no plan, run, snapshot or file of settings to check it by.
    """
    try:
        plan, seals = read_json(folder / "plan.json"), read_json(folder / "certificate.json")["sha256"]
        tables = {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}
        run, own = folder / plan["run"], plan.get("weights_file")
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise UserProblem("not-a-plan", path=folder) from cause
    if place is not None and (place / "run.json").is_file():
        run, place = place, None
    ground = Ground(run, place, settings(folder / own if own else None))
    digests = {name: hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in TABLES}
    broken = [name for name in TABLES if seals.get(f"{name}.parquet") != digests[name]]
    try:
        violation = next((Violation(code, facts) for code, facts in _violations(plan, tables, broken, ground)), None)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        # Whatever a plan would not look like is no reason to let it pass.
        violation = Violation("misshapen", {})
    return Verdict(violation, *(tables[name].num_rows for name in ("duties", "certificate", "proposals")))


def _violations(
    plan: Row, tables: dict[str, pa.Table], broken: list[str], ground: Ground
) -> Iterator[tuple[str, Facts]]:
    """Every fact that does not hold, in the order of checking; later ones rely on earlier ones."""
    found = read_json(ground.snapshot / "manifest.json")["snapshot_id"]
    if not plan["snapshot_id"] == ground.run["snapshot_id"] == found:
        yield "other-snapshot", {"plan": plan["snapshot_id"], "dataset": found}
    if plan["as_of"] != str(ground.day):
        yield "other-day", {"plan": plan["as_of"], "run": str(ground.day)}
    for name in sorted(ground.weights.keys() | plan["weights"].keys()):
        if ground.weights.get(name) != plan["weights"].get(name):
            facts = {"setting": name, "plan": plan["weights"].get(name, ""), "held": ground.weights.get(name, "")}
            yield "setting-changed", facts
    if plan["status"] == "refused":
        yield "refused", {}
    for name in broken:
        yield "seal-broken", {"file": f"{name}.parquet"}
    yield from _Checked(plan, tables, ground).violations()


class _Checked:
    """A plan beside the county it was made for."""

    def __init__(self, plan: Row, tables: dict[str, pa.Table], ground: Ground) -> None:
        self.plan, self.ground, self.weights = plan, ground, ground.weights
        self.rows, self.duties = (tables[name].to_pylist() for name in ("proposals", "duties"))
        self.paths = tables["certificate"]
        self.fate = {(row["kind"], row["thing_id"]): row for row in self.rows}

    def violations(self) -> Iterator[tuple[str, Facts]]:
        """What the plan does, then whom it still reaches."""
        yield from self._fates()
        yield from self._protected()
        self._move()
        yield from self._sizes()
        yield from self._limits()
        yield from self._figures()
        yield from self._known_duties()
        yield from self._carriers()
        yield from self._paths()

    def _fates(self) -> Iterator[tuple[str, Facts]]:
        """Every thing in use has one fate that it can have; what it goes into stays and does the same work."""
        things = {(kind, one) for kind, some in self.ground.used.items() for one in some}
        for kind, one in sorted(things ^ self.fate.keys(), key=str):
            yield "thing-without-fate" if (kind, one) in things else "thing-unknown", {"kind": kind, "thing": one}
        if len(self.fate) != len(self.rows):
            yield "thing-twice", {}
        for (kind, one), row in self.fate.items():
            choice, target = row["choice"], row["target_id"]
            facts = {"kind": kind, "thing": one, "choice": choice, "target": target}
            able = choice != "screen" or self.weights["screen_there"] > 0
            able &= choice != "temporary" or self.ground.used[kind][one]["type"] == "temporary"
            if choice not in FATES[kind] or (choice in GOING) != (target is not None) or not able:
                yield "fate-impossible", facts
            dead = one in self.ground.over if kind == "group" else ("account-zombie", one) in self.ground.found
            if choice in ENDING and not dead:
                yield "end-unproven", facts
            taker = self.fate.get((kind, target), row)
            if choice in GOING and (target == one or taker["choice"] not in ("keep", "temporary")):
                yield "target-gone", facts
            if choice in GOING and not self._one_work(kind, one, target):
                yield "not-one-work", facts

    def _one_work(self, kind: str, one: str, other: str) -> bool:
        """Whether two things are of one make, and enough of what they do, ask or whom they hold is the same."""
        a, b = self.ground.used[kind][one], self.ground.used[kind][other]
        parts, least = [{""}, {""}], 0.0
        if kind == "group":
            parts = [set(self.ground.inside(self.ground.members, [name]).tolist()) for name in (one, other)]
            least = min(self.weights["same_people"], 0.8)
        elif kind in PARTS:
            table, column, setting = PARTS[kind]
            rows, least = self.ground.read(table, f"{kind}_id {column}").to_pylist(), self.weights[setting]
            said = [(row[f"{kind}_id"], clean_name(row[column])) for row in rows]
            parts = [
                {part for thing, part in said if thing == name and part not in ("", "other")} for name in (one, other)
            ]
        same = len(parts[0] & parts[1]) >= least * len(parts[0] | parts[1]) - ROUNDED
        return same and all(a[name] == b[name] for name in ALIKE[kind].split())

    def _protected(self) -> Iterator[tuple[str, Facts]]:
        """What is exempt, restricted, citizens', seasonal or of unknown members is kept, and takes nothing in."""
        secret = {one for duty in self.ground.ledger.values() if duty["restricted"] for one in duty["carriers"]}
        fixed = set(self.ground.exempt)
        for kind, used in self.ground.used.items():
            fixed |= {(kind, one) for one, row in used.items() if row.get("restricted") or one in secret}
            fixed |= {(kind, one) for one, row in used.items() if row.get("audience") == "public"}
        for one, row in self.ground.used["group"].items():
            text = " ".join(row[name] or "" for name in ("name", "purpose", "audience"))
            sleeps = row["type"] != "temporary" and SEASONS.search(row["purpose"] or row["name"] or "")
            empty = not len(self.ground.inside(self.ground.members, [one])) and one not in self.ground.over
            if CITIZENS.search(text) or sleeps or empty:
                fixed.add(("group", one))
        for (kind, one), row in self.fate.items():
            held = [(kind, one)] if row["choice"] != "keep" else []
            for thing in fixed.intersection([*held, (kind, row["target_id"])]):
                yield "protected-changed", {"kind": kind, "thing": thing[1]}

    def _move(self) -> None:
        """Who is in which group after the plan."""
        ground = self.ground
        self.after = np.full(len(ground.groups), -1, np.int64)
        for at, one in enumerate(ground.groups):
            row = self.fate["group", one]
            if row["choice"] not in ENDING:
                self.after[at] = ground.group_at[row["target_id"] if row["choice"] in GOING else one]
        now = self.after[ground.members // ground.width]
        self.planned = np.unique(now[now >= 0] * ground.width + (ground.members % ground.width)[now >= 0])

    def _sizes(self) -> Iterator[tuple[str, Facts]]:
        """No group that takes others in grows past the platform's cap; no more become one than is allowed."""
        most, at_most, groups = self.weights["group_size"], self.weights["merge_at_most"], self.ground.groups
        pairs = (self.planned, self.ground.members)
        after, before = (np.bincount(one // self.ground.width, minlength=len(groups)) for one in pairs)
        for at in np.flatnonzero((after > most) & (after > before)).tolist():
            yield "group-too-large", {"thing": groups[at], "people": int(after[at]), "most": most}
        for at in np.flatnonzero(np.bincount(self.after + 1, minlength=1)[1:] > at_most).tolist():
            yield "too-many-in-one", {"thing": groups[at], "most": at_most}

    def _limits(self) -> Iterator[tuple[str, Facts]]:
        """No unit the audit found over its limit keeps more groups than that, but for a clash the plan owns up to."""
        kept: dict[str, int] = {}
        for one, row in self.ground.used["group"].items():
            if self.fate["group", one]["choice"] not in (*GOING, *ENDING) and ("group", one) not in self.ground.exempt:
                kept[row["unit_id"]] = kept.get(row["unit_id"], 0) + 1
        clashes = {clash["facts"]["unit"]: clash["facts"]["least"] for clash in self.plan["clashes"]}
        for (rule, unit), most in self.ground.found.items():
            if rule == "unit-group-count" and kept.get(unit, 0) > max(most, clashes.get(unit, most)):
                yield "unit-over-limit", {"unit": unit, "groups": kept[unit], "most": int(most)}

    def _figures(self) -> Iterator[tuple[str, Facts]]:
        """The figures of the plan are those of its rows and of the dataset."""
        ground, plan = self.ground, self.plan
        changes = sum(row["choice"] != "keep" for row in self.rows)
        if changes != plan["changes"]:
            yield "changes-misstated", {"stated": plan["changes"], "counted": changes}
        for row in self.rows:
            people = set(ground.inside(ground.members, [row["thing_id"]])) if row["kind"] == "group" else set()
            there = (
                set(ground.inside(ground.members, [row["target_id"]])) if people and row["choice"] in GOING else people
            )
            if row["kind"] == "group" and (row["people"], row["moved"]) != (len(people), len(people - there)):
                yield "people-misstated", {"thing": row["thing_id"]}
        back = self.weights["total"] * (plan["minutes_before"] - plan["minutes_after"])
        told = sum(row["minutes_back"] for row in self.rows) + self.weights["moved"] * plan["moved"]
        gap = (plan["objective"] - plan["bound"]) / max(abs(plan["objective"]), 1e-12)
        honest = abs(max(0.0, gap) - plan["gap"]) <= ROUNDED
        honest &= plan["status"] == ("optimal" if plan["gap"] <= PROVEN else "feasible")
        if not (abs(back - told) <= ROUNDED * (len(self.rows) + 1 + abs(back)) and honest):
            yield "minutes-misstated", {"stated": back, "counted": told}

    def _known_duties(self) -> Iterator[tuple[str, Facts]]:
        """Every duty of the ledger and of every living group is there: no later, no less secret, as it runs today."""
        if len({row["duty_id"] for row in self.duties}) != len(self.duties):
            yield "duty-twice", {}
        for one in (row["duty_id"] for row in self.duties if not row["within_hours"] >= 0):
            yield "duty-weakened", {"duty": one}
        stated = {row["duty_id"]: row for row in self.duties}
        own = {row["carriers"]: row for row in self.duties if row["duty_id"] not in self.ground.ledger}
        due = [(one, stated.get(one), duty) for one, duty in self.ground.ledger.items()]
        for one, row in self.ground.used["group"].items():
            if one not in self.ground.over and len(self.ground.inside(self.ground.members, [one])):
                due.append(
                    (one, own.get(one), {"carriers": {one}, "within_hours": None, "restricted": row["restricted"]})
                )
        for one, duty, real in due:
            if duty is None:
                yield "duty-left-out", {"duty": one}
                continue
            hours = self.weights["notice_hours"] if real["within_hours"] is None else real["within_hours"]
            open_now = real["restricted"] and not duty["restricted"]
            if not duty["within_hours"] <= hours or open_now or set(duty["carriers"].split()) != real["carriers"]:
                yield "duty-weakened", {"duty": one}

    def _carriers(self) -> Iterator[tuple[str, Facts]]:
        """What carries a duty is in use; a restricted duty reaches nobody new."""
        for duty in self.duties:
            carriers = duty["carriers"].split()
            for one in set(carriers) - self.ground.group_at.keys():
                yield "carrier-unknown", {"duty": duty["duty_id"], "thing": one}
            if duty["restricted"] and carriers:
                after = {int(self.after[self.ground.group_at[one]]) for one in carriers} - {-1}
                reached = self.ground.inside(self.planned, [self.ground.groups[at] for at in after])
                if not np.isin(reached, self.ground.inside(self.ground.members, carriers)).all():
                    yield "secret-widened", {"duty": duty["duty_id"]}

    def _paths(self) -> Iterator[tuple[str, Facts]]:
        """Everybody a duty must reach has one path that is there after the plan, from a carrier, and in time."""
        ground, size = self.ground, max(len(self.ground.groups), 1)
        ids, groups = (pa.array(some, pa.string()) for some in ([row["duty_id"] for row in self.duties], ground.groups))
        duty, person = place_in(ids, self.paths["duty_id"]), place_in(ground.people, self.paths["person_id"])
        carrier, thing = (place_in(groups, self.paths[name]) for name in ("carrier_id", "thing_id"))
        known = (duty >= 0) & (person >= 0) & (carrier >= 0) & (thing >= 0)
        if not known.all():
            yield "path-unknown", {"paths": int((~known).sum())}
        carried = [(at, ground.group_at[one]) for at, row in enumerate(self.duties) for one in row["carriers"].split()]
        carries = np.asarray([at * size + one for at, one in carried], np.int64)
        slow = np.asarray([self.fate["group", one]["choice"] == "screen" for one in ground.groups], np.bool_)[thing]
        hours = np.where(slow, self.weights["screen_hours"], self.weights["group_hours"])
        within = np.asarray([row["within_hours"] for row in self.duties], np.float64)[duty]
        for code, holds in (
            ("path-not-a-carrier", np.isin(duty * size + carrier, carries)),
            (
                "path-not-there",
                (self.after[carrier] == thing) & np.isin(carrier * ground.width + person, ground.members),
            ),
            ("path-without-member", np.isin(thing * ground.width + person, self.planned)),
            ("path-misstated", self.paths["hours"].to_numpy() == hours),
            ("path-late", (hours <= within) | ~slow),
        ):
            if not holds.all():
                yield code, {"duty": ids[int(duty[np.argmin(holds)])].as_py(), "paths": int((~holds).sum())}
        reached = np.sort(duty * ground.width + person)
        for at, row in enumerate(self.duties):
            # Whom the ledger says; else everybody in what carries it today.
            needed = ground.ledger.get(row["duty_id"], {}).get("needed")
            needed = ground.inside(ground.members, row["carriers"].split()) if needed is None else needed
            got = reached[slice(*np.searchsorted(reached, [at * ground.width, (at + 1) * ground.width]))] % ground.width
            if not np.array_equal(got, needed) or row["people"] != len(needed):
                yield "duty-without-path", {"duty": row["duty_id"], "needed": len(needed), "reached": len(got)}
