"""Wording in groups' own announcements (群公告), where written rules stand."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.exemptions import Events
from jianfu.measure.inputs import MeasureInput, day_number
from jianfu.measure.roster import Roster
from jianfu.measure.wording.find import find_wording
from jianfu.measure.wording.spoken import exempt_columns, worded_rows


def announced_wording(given: MeasureInput, roster: Roster) -> pa.Table:
    """Rows of ``TABLE`` without message or moment: the announcements as they stand; exempt as of the audit's day."""
    groups = given.snapshot.read("work_group", ["group_id", "unit_id", "state", "notice"])
    stands = pc.and_(pc.is_valid(groups["notice"]), pc.fill_null(pc.not_equal(groups["state"], "dissolved"), True))
    groups = groups.filter(stands).combine_chunks()
    group = np.asarray(pc.index_in(groups["group_id"], roster.groups).to_numpy(), np.int32)
    unit = np.asarray(pc.fill_null(pc.index_in(groups["unit_id"], roster.units), 0).to_numpy(), np.int32)
    day = np.full(len(group), day_number(given.as_of), np.int32)
    about = groups.append_column("message", pa.nulls(len(group), pa.string()))
    about = about.append_column("sent_at", pa.nulls(len(group), pa.timestamp("us")))
    for name, exempt in exempt_columns(roster, Events(group, unit, day)).items():
        about = about.append_column(name, pa.array(exempt))
    notices = groups["notice"].combine_chunks() if groups.num_rows else pa.array([], pa.string())
    return worded_rows(about, find_wording(notices, rules=True), "message")
