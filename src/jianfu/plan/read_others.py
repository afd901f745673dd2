"""Accounts, apps and forms as things of the plan (账号、应用、报表): who bears them, their cost, what doubles what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from jianfu.measure.burden.constants import default_constants
from jianfu.plan.instance import KINDS, PROTECTIONS, Flags, Floats, Ints, Pairs, Rows, rows_of
from jianfu.plan.read_groups import exempt_today
from jianfu.plan.run_folder import AuditedRun
from jianfu.plan.weights import Weights
from jianfu.tables.identity import clean_name

ACCOUNT, APP, FORM = (KINDS.index(name) for name in ("account", "app", "form"))
CITIZENS = PROTECTIONS.index("citizens")
EXEMPT = PROTECTIONS.index("exempt")
Row = dict[str, object]
Doubled = tuple[int, int, float, float, bool]
"""Two things by place, the share of each that the other holds too, and whether the target must take something over."""


@dataclass(frozen=True)
class Others:
    """One entry per account, app and form in use, in that order, by id within each."""

    kind: Ints
    thing_id: tuple[str, ...]
    name: tuple[str, ...]
    unit_id: tuple[str | None, ...]
    people: Rows
    load: Floats
    upkeep: Floats
    protected: Ints
    may_end: Flags
    doubled: tuple[Doubled, ...]

    def __len__(self) -> int:
        return len(self.kind)

    def people_after(self, groups: Rows) -> Rows:
        """The people of the groups, then of these."""
        start = np.concatenate([groups.start, groups.start[-1] + self.people.start[1:]])
        return Rows(start, np.concatenate([groups.item, self.people.item]))


def read_others(run: AuditedRun, people: tuple[str, ...], weights: Weights) -> Others:
    """The accounts, apps and forms in use on the day."""
    accounts = _in_use(run, "account", "closed_on")
    apps = _in_use(run, "app", None)
    forms = sorted(run.snapshot.read("form").to_pylist(), key=lambda row: str(row["form_id"]))
    first_app, first_form = len(accounts), len(accounts) + len(apps)
    rows = [*accounts, *apps, *forms]
    kinds = [ACCOUNT] * len(accounts) + [APP] * len(apps) + [FORM] * len(forms)
    ids = [str(row[f"{KINDS[kind]}_id"]) for kind, row in zip(kinds, rows, strict=True)]
    units = [_text(row["unit_id"]) for row in rows]
    exempt = np.zeros(len(rows), np.bool_)
    for kind in (ACCOUNT, APP, FORM):
        some = np.flatnonzero(np.asarray(kinds) == kind)
        exempt[some] = exempt_today(run, KINDS[kind], [ids[at] for at in some], [units[at] for at in some])
    public = np.asarray([row.get("audience") == "public" for row in rows], np.bool_)
    bearers, load = _app_bearers(run, people, apps)
    places = [*([np.zeros(0, np.int64)] * len(accounts)), *bearers, *([np.zeros(0, np.int64)] * len(forms))]
    dead = run.subjects("account-zombie")
    return Others(
        kind=np.asarray(kinds, np.int32),
        thing_id=tuple(ids),
        name=tuple(str(row["name"] or "") for row in rows),
        unit_id=tuple(units),
        people=rows_of(
            np.repeat(np.arange(len(rows)), [len(one) for one in places]),
            np.concatenate([np.zeros(0, np.int64), *places]),
            len(rows),
        ),
        load=np.concatenate([np.zeros(len(accounts)), load, np.zeros(len(forms))]),
        upkeep=np.concatenate(
            [
                np.full(len(accounts), weights["account_upkeep"]),
                np.full(len(apps), weights["app_upkeep"]),
                np.asarray([_form_minutes(row) for row in forms], np.float64),
            ]
        ),
        protected=np.where(exempt, EXEMPT, np.where(public, CITIZENS, 0)).astype(np.int32),
        may_end=np.asarray([one in dead for one in ids], np.bool_),
        doubled=(
            *_doubled_accounts(accounts),
            *_doubled_apps(run, apps, first_app, weights["same_functions"]),
            *_doubled_forms(run, forms, first_form, weights["same_fields"]),
        ),
    )


def add_pairs(pairs: Pairs, others: Others, first: int) -> Pairs:
    """The pairs of groups and those of the rest, whose numbers begin at ``first``."""
    if not others.doubled:
        return pairs
    a, b, copied_a, copied_b, embeds = (np.asarray(column) for column in zip(*sorted(others.doubled), strict=True))
    alike = np.minimum(copied_a, copied_b)
    return Pairs(
        np.concatenate([pairs.a, a + first]).astype(np.int32),
        np.concatenate([pairs.b, b + first]).astype(np.int32),
        np.concatenate([pairs.copied_a, copied_a]),
        np.concatenate([pairs.copied_b, copied_b]),
        np.concatenate([pairs.alike, alike]),
        np.concatenate([pairs.embeds, embeds.astype(np.bool_)]),
    )


def _in_use(run: AuditedRun, table: str, closed_on: str | None) -> list[Row]:
    rows = run.snapshot.read(table).to_pylist()
    open_ones = [
        row
        for row in rows
        if row["state"] != "closed" and not (closed_on and row[closed_on] and row[closed_on] <= run.as_of)
    ]
    return sorted(open_ones, key=lambda row: str(row[f"{table}_id"]))


def _text(value: object) -> str | None:
    return str(value) if value is not None else None


def _app_bearers(run: AuditedRun, people: tuple[str, ...], apps: Sequence[Row]) -> tuple[list[np.ndarray], Floats]:
    """Who uses each app, and their mean minutes a working day: logins, check-ins, time that is demanded."""
    constants = default_constants()
    login, check_in = constants.rate("login_seconds")[1] / 60, constants.rate("check_in_seconds")[1] / 60
    place = {one: at for at, one in enumerate(people)}
    staff: dict[str | None, list[int]] = {}
    for row in run.snapshot.read("person").to_pylist():
        if row["state"] != "left" and row["person_id"] in place:
            staff.setdefault(row["unit_id"], []).append(place[row["person_id"]])
    uses: dict[str, list[Row]] = {}
    for row in run.snapshot.read("app_use").to_pylist():
        uses.setdefault(row["app_id"], []).append(row)
    bearers, load = [], np.zeros(len(apps))
    for at, app in enumerate(apps):
        some: set[int] = set()
        minutes = 0.0
        for row in uses.get(str(app["app_id"]), []):
            own = staff.get(_text(row["unit_id"]), [])
            some.update(own)
            each = _number(row["logins_per_day"]) * login + _number(row["check_ins_per_day"]) * check_in
            minutes += min(_number(row["users"]), len(own)) * (each + _number(row["required_minutes_per_day"]))
        bearers.append(np.asarray(sorted(some), np.int64))
        load[at] = minutes / max(len(some), 1)
    return bearers, load


def _number(value: object) -> float:
    return float(str(value)) if value is not None else 0.0


def _form_minutes(row: Row) -> float:
    """Minutes per working day one filling unit spends on a form."""
    constants = default_constants()
    each = _number(row["field_count"]) * constants.rate("field_seconds")[1] / 60 + constants.rate("fetch_minutes")[1]
    each += constants.rate("sign_and_stamp_minutes")[1] if row["paper_copy"] else 0.0
    return each * _number(row["yearly_submissions"]) / constants.whole("working_days_a_year")


def _doubled_accounts(accounts: Sequence[Row]) -> Iterator[Doubled]:
    """A unit's several accounts on one platform."""
    of_unit: dict[tuple[object, object], list[int]] = {}
    for at, row in enumerate(accounts):
        if row["unit_id"] and row["platform"] and row["platform"] != "other":
            of_unit.setdefault((row["unit_id"], row["platform"]), []).append(at)
    for places in of_unit.values():
        for a, b in combinations(places, 2):
            yield a, b, 1.0, 1.0, False


def _doubled_apps(run: AuditedRun, apps: Sequence[Row], first: int, least: float) -> Iterator[Doubled]:
    """Apps for the same people that do the same; where one cannot do all the other does, it takes that over."""
    place = {str(row["app_id"]): at for at, row in enumerate(apps)}
    functions: dict[str, set[str]] = {}
    for row in run.snapshot.read("app_function", ["app_id", "function"]).to_pylist():
        functions.setdefault(row["app_id"], set()).add(row["function"])
    for row in run.measure("app_overlap").to_pylist():
        a, b = row["app_a"], row["app_b"]
        if row["jaccard"] < least or a not in place or b not in place:
            continue
        if apps[place[a]]["audience"] != apps[place[b]]["audience"]:
            continue
        shares = (row["shared"] / len(functions[a]), row["shared"] / len(functions[b]))
        one, other = first + place[a], first + place[b]
        ordered = (one, other, *shares) if one < other else (other, one, *reversed(shares))
        yield (*ordered, functions[a] != functions[b])


def _doubled_forms(run: AuditedRun, forms: Sequence[Row], first: int, least: float) -> Iterator[Doubled]:
    """Forms the same level fills in as often, most of whose fields are the same."""
    labels: dict[str, set[str]] = {}
    for row in run.snapshot.read("form_field", ["form_id", "label"]).to_pylist():
        labels.setdefault(row["form_id"], set()).add(clean_name(row["label"]))
    fields = [labels.get(str(row["form_id"]), set()) for row in forms]
    of_kind: dict[tuple[object, object], list[int]] = {}
    for at, row in enumerate(forms):
        if row["level"] and row["frequency"] and fields[at]:
            of_kind.setdefault((row["level"], row["frequency"]), []).append(at)
    for places in of_kind.values():
        for a, b in combinations(places, 2):
            both = len(fields[a] & fields[b])
            if both >= least * len(fields[a] | fields[b]):
                yield first + a, first + b, both / len(fields[a]), both / len(fields[b]), fields[a] != fields[b]
