"""Who causes the burden: each issuing unit's bill, and the flows between levels. Units only, never persons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.report.figures.rounding import figure, share
from jianfu.report.model import CauserRow, FlowEnd, FlowRow, Range
from jianfu.report.suppression import SMALLEST_SHOWN
from jianfu.tables.unit import LEVELS

UNKNOWN = "unknown"
NAMED_UNITS = 12
"""Bills shown by name; the rest stand together in one line."""
ISSUING_LEVELS = ("province", "city", "county", "township", UNKNOWN)
"""Villages bear; they are never set beside one another by name."""
MINUTES = ("minutes_low", "minutes_middle", "minutes_high")


@dataclass(frozen=True)
class UnitNote:
    """What the report needs to know of a unit."""

    name: str
    level: str


@dataclass(frozen=True)
class _Bill:
    unit_id: str | None
    unit_count: int
    minutes: tuple[float, float, float]
    to_others: float
    copies: float
    off_hours: float
    people: int
    messages: int


def causer_rows(
    burden: pa.Table, *, units: Mapping[str, UnitNote], people: Mapping[tuple[str, str], int], sent: Mapping[str, int]
) -> list[CauserRow]:
    """The biggest bills, then one line for all others.

    ``people`` counts persons by (unit, post), ``sent`` messages by unit. A bill whose bearers are fewer than five
    people goes into the last line; where that line is over fewer than five people, so does the smallest named bill.
    """
    bills = _bills(burden, people, sent)
    whole = sum(bill.minutes[1] for bill in bills)
    named = [bill for bill in bills if _may_be_named(bill, units)][:NAMED_UNITS]
    rest = [bill for bill in bills if bill not in named]
    while named and rest and sum(bill.people for bill in rest) < SMALLEST_SHOWN:
        rest.append(named.pop())
    rows = [_row(bill, units, whole) for bill in named]
    if rest and sum(bill.people for bill in rest) >= SMALLEST_SHOWN:
        rows.append(_row(_together(rest), units, whole))
    return rows


def flow_rows(burden: pa.Table, *, units: Mapping[str, UnitNote], shown_levels: Sequence[str]) -> list[FlowRow]:
    """Hours between levels, over the bearing levels that are not hidden."""
    sums = burden.group_by(["causer_unit_id", "bearer_unit_id"], use_threads=False).aggregate(
        [("minutes_middle", "sum")]
    )
    hours: dict[tuple[str, str], float] = {}
    for row in sums.sort_by([("causer_unit_id", "ascending"), ("bearer_unit_id", "ascending")]).to_pylist():
        pair = _level(units, row["causer_unit_id"]), _level(units, row["bearer_unit_id"])
        if pair[1] in shown_levels:
            hours[pair] = hours.get(pair, 0.0) + (row["minutes_middle_sum"] or 0.0) / 60
    order = (*LEVELS, UNKNOWN)
    return [
        FlowRow(causer, bearer, figure(total))
        for (causer, bearer), total in sorted(
            hours.items(), key=lambda item: (order.index(item[0][0]), order.index(item[0][1]))
        )
        if figure(total) > 0
    ]


def flow_ends(flows: Sequence[FlowRow]) -> list[FlowEnd]:
    """What each level causes and what each bears, in the order the flows name them."""
    ends: dict[tuple[str, str], float] = {}
    for flow in flows:
        for end in (("causer", flow.causer_level), ("bearer", flow.bearer_level)):
            ends[end] = ends.get(end, 0.0) + flow.hours
    return [
        FlowEnd(side, level, figure(hours)) for (side, level), hours in sorted(ends.items(), key=lambda end: end[0][0])
    ]


def total_hours(burden: pa.Table) -> Range:
    """All hours over the period."""
    return Range(*(figure((pc.sum(burden[name]).as_py() or 0.0) / 60) for name in MINUTES))


def _level(units: Mapping[str, UnitNote], unit_id: str | None) -> str:
    note = units.get(unit_id or "")
    return note.level if note and note.level in LEVELS else UNKNOWN


def _bills(burden: pa.Table, people: Mapping[tuple[str, str], int], sent: Mapping[str, int]) -> list[_Bill]:
    sums = _sum_by_causer(burden, "minutes_low", "minutes_middle", "minutes_high")
    others = _sum_by_causer(burden.filter(_to_others(burden)), "minutes_middle")
    copies = _sum_by_causer(burden.filter(pc.equal(burden["component"], "rereading")), "minutes_middle")
    off_hours = _sum_by_causer(burden.filter(pc.fill_null(burden["off_hours"], False)), "minutes_middle")
    reached: dict[str | None, int] = {}
    pairs = burden.group_by(["causer_unit_id", "bearer_unit_id", "bearer_post"], use_threads=False).aggregate([])
    for row in pairs.to_pylist():
        key = (row["bearer_unit_id"] or "", row["bearer_post"] or "")
        reached[row["causer_unit_id"]] = reached.get(row["causer_unit_id"], 0) + people.get(key, 0)
    nothing = (0.0,)
    bills = [
        _Bill(
            unit_id=unit_id,
            unit_count=1,
            minutes=(minutes[0], minutes[1], minutes[2]),
            to_others=others.get(unit_id, nothing)[0],
            copies=copies.get(unit_id, nothing)[0],
            off_hours=off_hours.get(unit_id, nothing)[0],
            people=reached.get(unit_id, 0),
            messages=sent.get(unit_id or "", 0),
        )
        for unit_id, minutes in sums.items()
    ]
    return sorted(bills, key=lambda bill: (-round(bill.to_others, 6), -round(bill.minutes[1], 6), bill.unit_id or ""))


def _may_be_named(bill: _Bill, units: Mapping[str, UnitNote]) -> bool:
    note = units.get(bill.unit_id or "")
    return note is not None and note.level in ISSUING_LEVELS and bill.people >= SMALLEST_SHOWN


def _to_others(burden: pa.Table) -> pa.ChunkedArray:
    same = pc.equal(burden["causer_unit_id"], burden["bearer_unit_id"])
    return pc.invert(pc.fill_null(same, False))


def _sum_by_causer(burden: pa.Table, *columns: str) -> dict[str | None, tuple[float, ...]]:
    sums = burden.group_by("causer_unit_id", use_threads=False).aggregate([(column, "sum") for column in columns])
    return {row["causer_unit_id"]: tuple(row[f"{column}_sum"] or 0.0 for column in columns) for row in sums.to_pylist()}


def _together(bills: Sequence[_Bill]) -> _Bill:
    low, middle, high = (sum(bill.minutes[case] for bill in bills) for case in range(3))
    return _Bill(
        unit_id=None,
        unit_count=len(bills),
        minutes=(low, middle, high),
        to_others=sum(bill.to_others for bill in bills),
        copies=sum(bill.copies for bill in bills),
        off_hours=sum(bill.off_hours for bill in bills),
        people=sum(bill.people for bill in bills),
        messages=sum(bill.messages for bill in bills),
    )


def _row(bill: _Bill, units: Mapping[str, UnitNote], whole: float) -> CauserRow:
    note = units.get(bill.unit_id or "")
    return CauserRow(
        unit_id=bill.unit_id,
        name=note.name if note else None,
        level=note.level if note else None,
        unit_count=bill.unit_count,
        hours=Range(*(figure(minutes / 60) for minutes in bill.minutes)),
        to_others=figure(bill.to_others / 60),
        copies=figure(bill.copies / 60),
        off_hours=figure(bill.off_hours / 60),
        share=share(bill.minutes[1], whole),
        messages=bill.messages or None,
    )
