"""Who causes the burden: each issuing unit's bill. Units only, never persons, and villages never by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from jianfu.measure.suppression import SMALLEST_SHOWN, hidden_among_shared
from jianfu.report.figures.rounding import figure, share
from jianfu.report.model import CauserRow, Range

UNKNOWN = "unknown"
NAMED_UNITS = 12
"""Bills shown by name; the rest stand together in one line."""
ISSUING_LEVELS = ("province", "city", "county", "township", UNKNOWN)
"""Villages bear; they are never set beside one another by name."""
CASES = ("minutes_low", "minutes_middle", "minutes_high")
PARTS = ("to_others_middle", "rereading_middle", "off_hours_middle")


@dataclass(frozen=True)
class UnitNote:
    """What the report needs to know of a unit."""

    name: str
    level: str


@dataclass(frozen=True)
class _Bill:
    unit_id: str | None
    unit_count: int
    minutes: tuple[float, ...]
    """Low, middle, high; then those borne by others, of copies, outside working hours."""
    people: int
    """A number of different people it surely reached."""
    messages: int


def causer_rows(burden_causer: pa.Table, *, units: Mapping[str, UnitNote], sent: Mapping[str, int]) -> list[CauserRow]:
    """The biggest bills, then one line for all others; ``sent`` counts messages by unit.

    A bill that must be hidden goes into the last line, which is left out where it is surely over fewer than five
    people. No lines where no unit at all is known.
    """
    bills, hidden = _bills(burden_causer, sent), hidden_bills(burden_causer)
    whole = sum(bill.minutes[1] for bill in bills)
    open_ones = [bill for bill in bills if (bill.unit_id or "") not in hidden]
    named = [bill for bill in open_ones if _may_be_named(bill, units)][:NAMED_UNITS]
    rest = [bill for bill in bills if bill not in named]
    rows = [_row(bill, units, whole) for bill in named]
    if not any(bill.unit_id for bill in bills):
        return []
    if rest and _people(rest) >= SMALLEST_SHOWN:
        rows.append(_row(_together(rest), units, whole))
    return rows


def hidden_bills(burden_causer: pa.Table) -> frozenset[str]:
    """The causing units (empty: nobody can be named) whose bills nobody is shown, wherever bills are shown.

    A bill of minutes without people is over people nobody counted.
    """
    rows = burden_causer.select(["causer_unit_id", "people", "minutes_high"]).to_pylist()
    return hidden_among_shared(
        {row["causer_unit_id"] or "": row["people"] or (None if row["minutes_high"] else 0) for row in rows}
    )


def _bills(burden_causer: pa.Table, sent: Mapping[str, int]) -> list[_Bill]:
    bills = [
        _Bill(
            unit_id=row["causer_unit_id"] or None,
            unit_count=1,
            minutes=tuple(row[name] or 0.0 for name in (*CASES, *PARTS)),
            people=row["people"] or 0,
            messages=sent.get(row["causer_unit_id"] or "", 0),
        )
        for row in burden_causer.to_pylist()
    ]
    return sorted(bills, key=lambda bill: (-round(bill.minutes[3], 6), -round(bill.minutes[1], 6), bill.unit_id or ""))


def _people(bills: Sequence[_Bill]) -> int:
    """The same person may stand in several bills, so only the widest of them is sure."""
    return max(bill.people for bill in bills)


def _may_be_named(bill: _Bill, units: Mapping[str, UnitNote]) -> bool:
    note = units.get(bill.unit_id or "")
    return note is not None and note.level in ISSUING_LEVELS


def _together(bills: Sequence[_Bill]) -> _Bill:
    return _Bill(
        unit_id=None,
        unit_count=len(bills),
        minutes=tuple(sum(column) for column in zip(*(bill.minutes for bill in bills), strict=True)),
        people=_people(bills),
        messages=sum(bill.messages for bill in bills),
    )


def _row(bill: _Bill, units: Mapping[str, UnitNote], whole: float) -> CauserRow:
    note = units.get(bill.unit_id or "")
    low, middle, high, to_others, copies, off_hours = (figure(minutes / 60) for minutes in bill.minutes)
    return CauserRow(
        unit_id=bill.unit_id,
        name=note.name if note else None,
        level=note.level if note else None,
        unit_count=bill.unit_count,
        hours=Range(low, middle, high),
        to_others=to_others,
        copies=copies,
        off_hours=off_hours,
        share=share(bill.minutes[1], whole),
        messages=bill.messages or None,
    )
