"""Minutes by person, and their spread by level and post (人均负担)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.burden.counts import WIDTH, Counted
from jianfu.measure.burden.duties import Duties
from jianfu.measure.burden.minutes import CASES, MIDDLE, by_component
from jianfu.measure.burden.tables import AVOIDABLE, BURDEN_BEARER, BURDEN_PERSON, COMPONENTS
from jianfu.measure.inputs import MeasureInput, Period, day_number
from jianfu.measure.roster import Roster
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


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
    person = given.snapshot.read("person", ["person_id", "state"])
    listed = np.zeros(len(roster.people), np.bool_)
    here = pc.fill_null(pc.not_equal(person["state"], "left"), True)
    listed[pc.index_in(person["person_id"].filter(here), roster.people).to_numpy()] = True
    rank = np.where(listed, roster.class_rank[roster.person_class], -1)
    rows = []
    for at, (level, post) in enumerate((level, post) for level in LEVELS for post in POSTS):
        some = np.flatnonzero(rank == at)
        if len(some):
            rows.append({"level": level, "post": post, **_bearer(people, some)})
    return BURDEN_BEARER.arrow(sorted(rows, key=lambda row: (row["level"], row["post"])))


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
