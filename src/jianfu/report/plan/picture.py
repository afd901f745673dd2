"""Puts a plan's pictures together from its folder and its audit, and keeps them as ``picture.json``."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pyarrow.compute as pc

from jianfu.base.errors import UserProblem
from jianfu.measure.suppression import hidden_parts
from jianfu.plan.folder import Plan
from jianfu.plan.run_folder import open_audited
from jianfu.report.figures.bearers import UNKNOWN
from jianfu.report.figures.rounding import figure
from jianfu.report.model.burden import Range
from jianfu.report.model.plan import GivenBackRow, ParetoRow, PlanPicture, PlanScope
from jianfu.report.names import unit_notes
from jianfu.report.plan.overlap import overlap_of

FILE_NAME = "picture.json"


def make_picture(plan: Plan) -> PlanPicture:
    """The pictures of a plan; raises ``UserProblem`` where its audit or snapshot has been moved away."""
    record = plan.record
    audited = open_audited(plan.run)
    units = {unit: note.name for unit, note in unit_notes(audited.snapshot).items()}
    carried = pc.not_equal(plan.duties["carriers"], "")
    return PlanPicture(
        scope=PlanScope(record.as_of.isoformat(), record.snapshot_id, record.jianfu),
        status=record.status, gap=record.gap, changes=record.changes, moved=record.moved,
        minutes_before=figure(record.minutes_before), minutes_after=figure(record.minutes_after),
        worst_tenth_before=round(record.worst_tenth_before, 1), worst_tenth_after=round(record.worst_tenth_after, 1),
        choices=dict(record.choices), given_back=given_back_rows(plan), pareto=pareto_rows(plan),
        overlap=overlap_of(plan, audited.measure("group_overlap"), audited.snapshot, units),
        duties={
            "protected": int(pc.sum(carried).as_py() or 0),
            "proposed": int(pc.sum(pc.equal(plan.duties["source"], "evidence")).as_py() or 0),
            "uncarried": int(pc.sum(pc.invert(carried)).as_py() or 0),
        },
    )  # fmt: skip


def given_back_rows(plan: Plan) -> list[GivenBackRow]:
    """One row a level, small ones hidden with what they could be got from."""
    rows = plan.given_back.to_pylist()
    hidden = hidden_parts({row["level"] or UNKNOWN: row["people"] for row in rows})
    return [
        GivenBackRow(row["level"] or UNKNOWN, suppressed=True)
        if (row["level"] or UNKNOWN) in hidden
        else GivenBackRow(row["level"] or UNKNOWN, row["people"], _range(row, "before"), _range(row, "back"))
        for row in rows
    ]


def _range(row: Mapping[str, float], word: str) -> Range:
    return Range(*(round(row[f"{word}_{case}"], 2) for case in ("low", "middle", "high")))


def pareto_rows(plan: Plan) -> list[ParetoRow]:
    """The plans with fewer changes; the one that was chosen is marked."""
    changes = plan.record.changes
    return [
        ParetoRow(
            point.changes, point.moved, figure(point.minutes_back), round(point.worst_tenth_back, 2),
            chosen=point.changes == changes,
        )
        for point in plan.record.pareto
    ]  # fmt: skip


def write_picture(plan: Plan) -> PlanPicture:
    """``picture.json`` into the plan folder."""
    picture = make_picture(plan)
    (plan.folder / FILE_NAME).write_bytes(msgspec.json.format(msgspec.json.encode(picture), indent=1) + b"\n")
    return picture


def read_picture(folder: Path) -> PlanPicture:
    """Reads it back; raises ``UserProblem`` ``plan-unreadable``."""
    path = folder / FILE_NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=PlanPicture)
    except (OSError, msgspec.MsgspecError) as cause:
        raise UserProblem("plan-unreadable", path=path) from cause
