"""What became of promised reductions (精简成效): how many were promised to be left, and how many the ledgers show."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from math import ceil

import pyarrow as pa

from jianfu.measure.inputs import MeasureInput
from jianfu.tables.column import Table, integer, number, text
from jianfu.tables.column import date as day
from jianfu.tables.reduction_target import REDUCED_KINDS

TABLE = Table(
    name="reduction",
    zh="精简成效",
    en="Reductions promised and reached",
    key=("reduction_target_id",),
    columns=(
        text("reduction_target_id", "精简目标编号", "Reduction target id"),
        text("unit_id", "承诺单位编号", "Promising unit id"),
        text("kind", "精简对象", "What is reduced", values=REDUCED_KINDS),
        day("due_on", "完成期限", "Due on"),
        integer("promised_count", "应剩数量", "Most that may be left", unit="item"),
        integer("counted_count", "台账现有数量", "Counted in the ledgers", unit="item"),
        integer("reported_count", "上报现有数量", "Count as reported", unit="item"),
        number("reached_share", "实际压减比例", "Reduction reached", unit="share"),
    ),
)
_COLUMNS = {
    "group": ("work_group", "created_on", "dissolved_on"),
    "account": ("account", "opened_on", "closed_on"),
    "app": ("app", "launched_on", "closed_on"),
}
"""Kind -> its ledger, the day a thing begins and the day it ends. Forms have neither: all that are listed count."""
_EXACT = 6
"""Decimal places of a product of shares that mean something: 50 less 60 % are 20, whatever binary fractions say."""


def compute_reduction(given: MeasureInput) -> pa.Table:
    """``TABLE``: every target that names a unit and a kind; things of the units below count as the unit's own."""
    targets = given.snapshot.read("reduction_target").to_pylist()
    parents = _parents(given)
    left = {kind: _counts(_in_use(given, kind), parents) for kind in {target["kind"] for target in targets} if kind}
    rows = []
    for target in targets:
        kind, unit, baseline = target["kind"], target["unit_id"], target["baseline_count"]
        if kind is None or unit is None:
            continue
        counted = left[kind][unit]
        rows.append(
            {
                **{name: target[name] for name in ("reduction_target_id", "unit_id", "kind", "due_on")},
                "promised_count": _promised(target["target_count"], baseline, target["reduction_share"]),
                "counted_count": counted,
                "reported_count": target["reported_count"],
                "reached_share": 1 - counted / baseline if baseline else None,
            }
        )
    return TABLE.arrow(rows).sort_by("reduction_target_id")


def _promised(stated: int | None, baseline: int | None, share: float | None) -> int | None:
    """The count promised, or what the promised share leaves; half a thing is left whole."""
    if stated is not None or baseline is None or share is None:
        return stated
    return ceil(round(baseline * (1 - share), _EXACT))


def _parents(given: MeasureInput) -> Mapping[str, str]:
    rows = given.snapshot.read("unit", ["unit_id", "parent_id"])
    pairs = zip(rows["unit_id"].to_pylist(), rows["parent_id"].to_pylist(), strict=True)
    return {unit: parent for unit, parent in pairs if parent}


def _in_use(given: MeasureInput, kind: str) -> Iterator[str]:
    """The owning unit of each thing of a kind that is in use on the day of the audit."""
    if kind not in _COLUMNS:
        yield from (unit for unit in given.snapshot.read("form", ["unit_id"])["unit_id"].to_pylist() if unit)
        return
    table, begins, ends = _COLUMNS[kind]
    for row in given.snapshot.read(table, ["unit_id", "state", begins, ends]).to_pylist():
        if row["unit_id"] and row["state"] in (None, "active") and _lasts(row[begins], row[ends], given.as_of):
            yield row["unit_id"]


def _lasts(begins: date | None, ends: date | None, as_of: date) -> bool:
    return (begins is None or begins <= as_of) and (ends is None or ends > as_of)


def _counts(units: Iterator[str], parents: Mapping[str, str]) -> Counter[str]:
    """How many there are of each unit with all below it; a ring of parents is walked once."""
    found: Counter[str] = Counter()
    for unit, count in Counter(units).items():
        above, seen = unit, {unit}
        found[unit] += count
        while (above := parents.get(above, "")) and above not in seen:
            seen.add(above)
            found[above] += count
    return found
