"""Groups with much the same members that may do the same work (同一工作重复建群): what their names and purposes say.

Of two groups the later is the one that repeats: made later, else smaller, else of the larger id. Where something tells
them apart, the table says what, and the pair is no repetition.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import MeasureInput
from jianfu.measure.naming.core import core_names
from jianfu.measure.naming.name_similarity import core_similarities
from jianfu.measure.naming.purpose_similarity import seasons_of, similarities
from jianfu.tables.column import Table, number, text

APART = ("restricted", "lineage", "season", "period")
"""涉密或限制范围; 主办单位为上下级; 季节不同; 任务时间不重叠."""
CLOSEST = 0.6
"""Pairs whose Jaccard is below are not looked at."""

TABLE = Table(
    name="group_likeness",
    zh="群相似",
    en="Likeness of groups",
    key=("group_id", "other_id"),
    columns=(
        text("group_id", "群组编号", "Group id", note=("后建、较小的一个", "the later or smaller of the two")),
        text("other_id", "对照群组编号", "Other group's id"),
        number("jaccard", "重合度", "Jaccard", note=("见“群成员重合”", "as in member overlap")),
        number(
            "name_similarity",
            "名称相似度",
            "Similarity of names",
            note=(
                "去掉单位、年份、编号后比较；空：名称看不出用途",
                "without unit, year and number; empty: says no purpose",
            ),
        ),
        number(
            "purpose_similarity",
            "用途相似度",
            "Similarity of purposes",
            note=("空：至少一方未写用途", "empty: at least one states no purpose"),
        ),
        text(
            "apart",
            "区别",
            "Told apart by",
            values=APART,
            note=("空：看不出区别", "empty: nothing tells them apart"),
        ),
    ),
)

COLUMNS = (
    "group_id", "name", "purpose", "unit_id", "created_on", "restricted", "task_start_on", "task_end_on", "state",
    "dissolved_on",
)  # fmt: skip
Row = Mapping[str, object]


def compute_group_likeness(given: MeasureInput, overlap: pa.Table) -> pa.Table:
    """``TABLE`` from the pairs of ``group_overlap``; groups no ledger names are left out."""
    near = overlap.filter(pc.greater_equal(overlap["jaccard"], CLOSEST))
    ledger = given.snapshot.read("work_group", COLUMNS)
    standing = pc.fill_null(pc.greater(ledger["dissolved_on"], given.as_of), True)
    ledger = ledger.filter(pc.and_(standing, pc.invert(pc.fill_null(pc.equal(ledger["state"], "dissolved"), False))))
    wanted = pa.concat_arrays([near[name].combine_chunks() for name in ("group_a", "group_b")]).unique()
    rows = {row["group_id"]: row for row in ledger.filter(pc.is_in(ledger["group_id"], wanted)).to_pylist()}
    unit = given.snapshot.read("unit", ["unit_id", "name", "parent_id"])
    parents = dict(zip(unit["unit_id"].to_pylist(), unit["parent_id"].to_pylist(), strict=True))
    pairs, jaccard = [], []
    for a, b, size_a, size_b, overlapping in zip(
        *(near[name].to_pylist() for name in ("group_a", "group_b", "members_a", "members_b", "jaccard")), strict=True
    ):
        if a in rows and b in rows:
            later = max((rows[a], -size_a), (rows[b], -size_b), key=_age)[0]
            pairs.append((later, rows[b] if later is rows[a] else rows[a]))
            jaccard.append(overlapping)
    units = [name for name in unit["name"].to_pylist() if name]
    found = pa.table(
        [
            [one["group_id"] for one, _ in pairs],
            [other["group_id"] for _, other in pairs],
            jaccard,
            _names(pairs, units),
            _purposes(pairs, units),
            [_apart(one, other, parents) for one, other in pairs],
        ],
        schema=TABLE.schema,
    )
    return found.sort_by([(name, "ascending") for name in TABLE.key])


def _age(candidate: tuple[Row, int]) -> tuple[date, int, str]:
    row, smaller = candidate
    made = row["created_on"]
    return (made if isinstance(made, date) else date.max, smaller, str(row["group_id"]))


def _names(pairs: list[tuple[Row, Row]], units: list[str]) -> pa.Array:
    """Likeness of names; null where a name is missing or is that of a unit."""
    cores = [core_names([_text(pair[place], "name") for pair in pairs], units) for place in (0, 1)]
    bare = set(core_names(units))
    silent = [not one or not other or one in bare or other in bare for one, other in zip(*cores, strict=True)]
    return pa.array(core_similarities(*cores), pa.float64(), mask=np.asarray(silent, np.bool_))


def _purposes(pairs: list[tuple[Row, Row]], units: list[str]) -> pa.Array:
    stated = [[_text(pair[place], "purpose") for pair in pairs] for place in (0, 1)]
    found = similarities(stated[0], stated[1], units)
    return pa.array(found, pa.float64(), mask=np.isnan(found))


def _apart(one: Row, other: Row, parents: Mapping[str, str | None]) -> str | None:
    if one["restricted"] or other["restricted"]:
        return "restricted"
    if _above(one["unit_id"], other["unit_id"], parents) or _above(other["unit_id"], one["unit_id"], parents):
        return "lineage"
    seasons = [seasons_of(_text(row, "name") + _text(row, "purpose")) for row in (one, other)]
    if seasons[0] and seasons[1] and not seasons[0] & seasons[1]:
        return "season"
    return "period" if _before(one, other) or _before(other, one) else None


def _above(upper: object, lower: object, parents: Mapping[str, str | None]) -> bool:
    """Whether ``upper`` is above ``lower``, through at most six levels."""
    at = parents.get(str(lower))
    for _ in range(6):
        if at is None or at == upper:
            break
        at = parents.get(at)
    return at is not None and at == upper


def _before(one: Row, other: Row) -> bool:
    """Whether the task of one ended before that of the other began."""
    ended, began = one["task_end_on"], other["task_start_on"]
    return isinstance(ended, date) and isinstance(began, date) and ended < began


def _text(row: Row, name: str) -> str:
    return str(row[name] or "")
