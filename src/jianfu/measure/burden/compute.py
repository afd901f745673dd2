"""The burden tables (负担) out of counts and duties: by bearer and causer, by level and post, by group, by person."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.burden.counts import WIDTH, Counted, counts_array
from jianfu.measure.burden.duties import Duties, Flows
from jianfu.measure.burden.minutes import CASES, by_component
from jianfu.measure.burden.tables import AVOIDABLE, BURDEN, BURDEN_BEARER, BURDEN_GROUP, BURDEN_PERSON, COMPONENTS
from jianfu.measure.inputs import MeasureInput, Period, day_number
from jianfu.measure.roster import Roster
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MIDDLE = 1
BY_NAME = np.argsort(np.argsort(np.array(COMPONENTS)))
"""Rank of each component by its name, the order rows are kept in."""
POSTS_BY_NAME = np.argsort(np.argsort(np.array(POSTS)))


def burden_table(counted: Counted, duties: Duties, given: MeasureInput, roster: Roster) -> pa.Table:
    """``BURDEN``."""
    chat = _chat_flows(counted, given, roster)
    parts = (chat, duties.flows)
    bearer, post, causer, component, off = (
        np.concatenate([getattr(flow, name) for flow in parts])
        for name in ("bearer", "post", "causer", "component", "off_hours")
    )
    minutes = np.concatenate([flow.minutes for flow in parts])
    units = len(roster.units)
    key = (((bearer * len(POSTS) + POSTS_BY_NAME[post]) * units + causer) * len(COMPONENTS) + BY_NAME[component]) * 2
    order = np.argsort(key + off, kind="stable")
    order = order[minutes[order, -1] > 0]
    _, first = np.unique((key + off)[order], return_index=True)
    summed = np.add.reduceat(minutes[order], first) if len(first) else minutes[:0]
    order = order[first]
    return pa.table(
        [
            roster.units.take(pa.array(bearer[order])),
            pa.array(POSTS).take(pa.array(post[order])),
            roster.units.take(pa.array(causer[order])),
            pa.array(COMPONENTS).take(pa.array(component[order])),
            pa.array(off[order] == 1),
            *(summed[:, case] for case in range(CASES)),
        ],
        schema=BURDEN.schema,
    )


def _chat_flows(counted: Counted, given: MeasureInput, roster: Roster) -> Flows:
    minutes = by_component(counts_array(counted.ledger), given.constants)
    row, component = np.nonzero(minutes[:, :, -1])
    key = counted.ledger["key"].to_numpy()[row]
    units = len(roster.units)
    bearer = key // 2 // units
    return Flows(
        roster.class_unit[bearer].astype(np.int64),
        roster.class_post[bearer].astype(np.int64),
        key // 2 % units,
        component,
        key % 2,
        minutes[row, component],
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


@dataclass(frozen=True)
class PeopleMinutes:
    """Everybody's minutes per working day, in the order of the roster."""

    total: Floats
    """(people, 3)"""
    off_hours: Floats
    avoidable: Floats
    groups: Ints


def people_minutes(
    counted: Counted, duties: Duties, given: MeasureInput, roster: Roster, period: Period
) -> PeopleMinutes:
    """Chat, forms and apps of every person, divided by the working days of the period."""
    minutes = by_component(counted.people.reshape(-1, WIDTH), given.constants)
    minutes = minutes.reshape(-1, 2, len(COMPONENTS), CASES)
    avoidable = [COMPONENTS.index(name) for name in AVOIDABLE]
    days = max(period.working_days, 1)
    return PeopleMinutes(
        (minutes.sum(axis=(1, 2)) + duties.people) / days,
        minutes[:, 1, :, MIDDLE].sum(axis=1) / days,
        minutes[:, :, avoidable, MIDDLE].sum(axis=(1, 2)) / days,
        _groups_per_person(given, roster),
    )


def _groups_per_person(given: MeasureInput, roster: Roster) -> Ints:
    """Groups a person is in on ``as_of``, dissolved ones left out."""
    today = day_number(given.as_of)
    group = given.snapshot.read("work_group", ["group_id", "state"])
    gone = np.zeros(len(roster.groups), np.bool_)
    dissolved = pc.fill_null(pc.equal(group["state"], "dissolved"), False)
    gone[pc.index_in(group["group_id"].filter(dissolved), roster.groups).to_numpy()] = True
    in_it = (roster.member_from <= today) & (today < roster.member_until)
    in_it = in_it & ~np.repeat(gone, np.diff(roster.member_start))
    return np.bincount(roster.member_person[in_it], minlength=len(roster.people))


def person_table(people: PeopleMinutes, roster: Roster) -> pa.Table:
    """``BURDEN_PERSON``."""
    return pa.table(
        [
            roster.people,
            people.groups,
            *(people.total[:, case] for case in range(CASES)),
            people.off_hours,
            people.avoidable,
        ],
        schema=BURDEN_PERSON.schema,
    )


def bearer_table(people: PeopleMinutes, given: MeasureInput, roster: Roster) -> pa.Table:
    """``BURDEN_BEARER``: people on the list of persons who have not left, in units whose level is known."""
    unit = given.snapshot.read("unit", ["unit_id", "level"])
    level_of = dict(zip(unit["unit_id"].to_pylist(), unit["level"].to_pylist(), strict=True))
    person = given.snapshot.read("person", ["person_id", "state"])
    listed = np.zeros(len(roster.people), np.bool_)
    here = pc.fill_null(pc.not_equal(person["state"], "left"), True)
    listed[pc.index_in(person["person_id"].filter(here), roster.people).to_numpy()] = True
    levels = np.array([level_of.get(name) or "" for name in roster.units.to_pylist()])
    level = levels[roster.person_unit] if len(levels) else np.zeros(0, str)
    post = np.array(POSTS)[roster.class_post[roster.person_class]] if len(level) else level
    rows = []
    for one_level in LEVELS:
        for one_post in POSTS:
            some = np.flatnonzero(listed & (level == one_level) & (post == one_post))
            if len(some):
                rows.append({"level": one_level, "post": one_post, **_bearer(people, some)})
    rows.sort(key=lambda row: (row["level"], row["post"]))
    return BURDEN_BEARER.arrow(rows)


def _bearer(people: PeopleMinutes, some: Ints) -> dict[str, object]:
    total = people.total[some]
    low, middle, high = (float(value) for value in total.mean(axis=0))
    return {
        "people": len(some),
        "mean_low": low,
        "mean_middle": middle,
        "mean_high": high,
        "median_middle": float(np.median(total[:, MIDDLE])),
        "p90_middle": float(np.percentile(total[:, MIDDLE], 90)),
        "off_hours_middle": float(people.off_hours[some].mean()),
        "avoidable_middle": float(people.avoidable[some].mean()),
        "groups_median": float(np.median(people.groups[some])),
    }
