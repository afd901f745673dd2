"""The flows of burden from the level that causes to the level that bears."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.report.figures.causers import CASES, UNKNOWN, UnitNote
from jianfu.report.figures.rounding import figure
from jianfu.report.model import FlowEnd, FlowRow, Range
from jianfu.tables.unit import LEVELS

ORDER = (*LEVELS, UNKNOWN)


def flow_rows(burden: pa.Table, *, units: Mapping[str, UnitNote], shown_levels: Sequence[str]) -> list[FlowRow]:
    """Hours between levels, over the bearing levels that are not hidden; none where no level is known."""
    keys = ["causer_unit_id", "bearer_level"]
    sums = burden.group_by(keys, use_threads=False).aggregate([("minutes_middle", "sum")])
    hours: dict[tuple[str, str], float] = {}
    for row in sums.sort_by([(key, "ascending") for key in keys]).to_pylist():
        note = units.get(row["causer_unit_id"] or "")
        pair = note.level if note and note.level in LEVELS else UNKNOWN, row["bearer_level"] or UNKNOWN
        if pair[1] in shown_levels:
            hours[pair] = hours.get(pair, 0.0) + (row["minutes_middle_sum"] or 0.0) / 60
    places = sorted(hours, key=lambda pair: (ORDER.index(pair[0]), ORDER.index(pair[1])))
    if {level for pair in places for level in pair} == {UNKNOWN}:
        return []
    return [FlowRow(*pair, figure(hours[pair])) for pair in places if figure(hours[pair]) > 0]


def flow_ends(flows: Sequence[FlowRow]) -> list[FlowEnd]:
    """What each level causes and what each bears, from province to village."""
    ends: dict[tuple[str, str], float] = {}
    for flow in flows:
        for end in (("causer", flow.causer_level), ("bearer", flow.bearer_level)):
            ends[end] = ends.get(end, 0.0) + flow.hours
    places = sorted(ends, key=lambda end: (end[0], ORDER.index(end[1])))
    return [FlowEnd(*place, figure(ends[place])) for place in places]


def total_hours(burden: pa.Table) -> Range:
    """All hours over the period."""
    return Range(*(figure((pc.sum(burden[name]).as_py() or 0.0) / 60) for name in CASES))
