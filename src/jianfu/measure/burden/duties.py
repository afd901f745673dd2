"""Forms and apps (填表、应用): minutes of the units that must, spread over their people."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.burden.constants import Constants
from jianfu.measure.burden.minutes import CASES
from jianfu.measure.burden.tables import COMPONENTS
from jianfu.measure.burden.territory import read_territories
from jianfu.measure.inputs import MeasureInput, Period
from jianfu.measure.roster import UNKNOWN_POST, Roster
from jianfu.tables.person import POSTS

FORM, APP = COMPONENTS.index("form"), COMPONENTS.index("app")
OTHER, LEADER = POSTS.index(UNKNOWN_POST), POSTS.index("leader")
YEARLY = {"daily": 250, "weekly": 52, "monthly": 12, "quarterly": 4, "yearly": 1, "ad_hoc": 1}
"""Submissions a year where the ledger states the frequency alone."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Flows:
    """Minutes by who bears and who causes them; one entry a row, numbers as in the roster and ``COMPONENTS``."""

    bearer: Ints
    """Unit."""
    post: Ints
    causer: Ints
    component: Ints
    off_hours: Ints
    minutes: Floats
    """(rows, 3)"""


@dataclass(frozen=True)
class Duties:
    """What forms and apps cost units, and each person's even share of it."""

    flows: Flows
    people: Floats
    """(people, 3) minutes over the period."""


def weigh_duties(given: MeasureInput, roster: Roster, period: Period) -> Duties:
    """Forms by filling unit and apps by using unit.

    A unit's forms fall on its people other than leaders (on all where there are only leaders), its apps on all. A
    unit of which nobody is known bears them under the post ``other``.
    """
    people = np.zeros((len(roster.people), CASES))
    head = _active(given, roster)
    clerks = head & (roster.class_post[roster.person_class] != LEADER)
    flows = []
    for component, (unit, causer, minutes), doing in (
        (FORM, _forms(given, roster, period), _or_everybody(clerks, head, roster)),
        (APP, _apps(given, roster, period), head),
    ):
        per_unit = np.zeros((len(roster.units), CASES))
        np.add.at(per_unit, unit, minutes)
        counts = np.bincount(roster.person_unit[doing], minlength=len(roster.units))
        people[doing] += (per_unit / np.maximum(counts, 1)[:, None])[roster.person_unit[doing]]
        flows.append(_by_post(component, (unit, causer, minutes), doing, roster))
    names = Flows.__dataclass_fields__
    return Duties(Flows(*(np.concatenate([getattr(flow, name) for flow in flows]) for name in names)), people)


def _active(given: MeasureInput, roster: Roster) -> npt.NDArray[np.bool_]:
    """People on the list of persons who have not left."""
    person = given.snapshot.read("person", ["person_id", "state"])
    active = np.zeros(len(roster.people), np.bool_)
    here = pc.fill_null(pc.not_equal(person["state"], "left"), True)
    active[pc.index_in(person["person_id"].filter(here), roster.people).to_numpy()] = True
    return active


def _or_everybody(doing: npt.NDArray[np.bool_], head: npt.NDArray[np.bool_], roster: Roster) -> npt.NDArray[np.bool_]:
    counts = np.bincount(roster.person_unit[doing], minlength=len(roster.units))
    return np.asarray(doing | head & (counts[roster.person_unit] == 0))


def _by_post(component: int, duty: tuple[Ints, Ints, Floats], doing: npt.NDArray[np.bool_], roster: Roster) -> Flows:
    """A unit's minutes by post, in proportion to the people who do them."""
    unit, causer, minutes = duty
    heads = np.bincount(roster.person_class[doing], minlength=len(roster.class_unit))
    per_unit = np.bincount(roster.class_unit, weights=heads, minlength=len(roster.units))
    classes = np.flatnonzero(heads)
    start = np.searchsorted(roster.class_unit[classes], np.arange(len(roster.units) + 1))
    count = np.diff(start)[unit]
    rows = np.maximum(count, 1)
    row = np.repeat(np.arange(len(unit)), rows)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(rows) - rows, rows)
    share, post = np.ones(len(row)), np.full(len(row), OTHER, np.int64)
    some = count[row] > 0
    chosen = classes[(start[unit[row]] + offset)[some]]
    share[some] = heads[chosen] / per_unit[roster.class_unit[chosen]]
    post[some] = roster.class_post[chosen]
    zero = np.zeros(len(row), np.int64)
    return Flows(unit[row], post, causer[row], zero + component, zero, minutes[row] * share[:, None])


def _unit_numbers(column: pa.ChunkedArray, roster: Roster) -> Ints:
    found = pc.fill_null(pc.index_in(column, roster.units), 0)
    return np.asarray(found.to_numpy(), np.int64)


def _apps(given: MeasureInput, roster: Roster, period: Period) -> tuple[Ints, Ints, Floats]:
    use = given.snapshot.read("app_use")
    app = given.snapshot.read("app", ["app_id", "unit_id"])
    owner = dict(zip(app["app_id"].to_pylist(), _unit_numbers(app["unit_id"], roster), strict=True))
    causer = np.array([owner.get(name, 0) for name in use["app_id"].to_pylist()], np.int64)

    def stated(name: str) -> Floats:
        return np.asarray(pc.fill_null(use[name], 0).to_numpy(), np.float64)[:, None]

    login, check_in = (np.array(given.constants.rate(name)) / 60 for name in ("login_seconds", "check_in_seconds"))
    daily = stated("logins_per_day") * login + stated("check_ins_per_day") * check_in
    daily = daily + stated("required_minutes_per_day")
    return _unit_numbers(use["unit_id"], roster), causer, daily * stated("users") * period.working_days


def _forms(given: MeasureInput, roster: Roster, period: Period) -> tuple[Ints, Ints, Floats]:
    form = given.snapshot.read("form", _FORM)
    issuer = _unit_numbers(form["unit_id"], roster)
    share = period.working_days / given.constants.settings["working_days_a_year"].value
    each: dict[tuple[int, str], Floats] = defaultdict(lambda: np.zeros(CASES))
    for row, causing in zip(form.to_pylist(), issuer, strict=True):
        if row["level"]:
            each[int(causing), row["level"]] += _submission(row, given.constants) * _yearly(row) * share
    territories = read_territories(given, roster)
    units, causers, minutes = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros((0, CASES))]
    for (causing, level), cost in sorted(each.items(), key=lambda item: item[0]):
        found = territories.filling_units(causing, level)
        units.append(found)
        causers.append(np.full(len(found), causing))
        minutes.append(np.tile(cost, (len(found), 1)))
    return np.concatenate(units), np.concatenate(causers), np.concatenate(minutes)


_FORM = ("unit_id", "level", "frequency", "yearly_submissions", "paper_copy", "field_count")


def _yearly(row: dict[str, object]) -> float:
    stated = row["yearly_submissions"]
    return float(stated) if isinstance(stated, int) else YEARLY.get(str(row["frequency"]), 0)


def _submission(row: dict[str, object], constants: Constants) -> Floats:
    fields = row["field_count"] if isinstance(row["field_count"], int) else 0
    minutes = fields * np.array(constants.rate("field_seconds")) / 60 + np.array(constants.rate("fetch_minutes"))
    return np.asarray(minutes + bool(row["paper_copy"]) * np.array(constants.rate("sign_and_stamp_minutes")))
