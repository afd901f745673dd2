"""What stands out among the messages: evenings, groups that live on “收到”."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.suppression import SMALLEST_SHOWN
from jianfu.report.figures.rounding import share
from jianfu.report.model import HollowGroup, HourCell

SHOWN = 10
LEAST_MESSAGES = 20
HOLLOW_SHARE = 0.5
"""A group most of whose messages only acknowledge."""


def evening_cells(hour_of_week: pa.Table) -> tuple[list[HourCell], float | None]:
    """Messages by weekday and hour, and the share outside working hours; nothing where there are no messages."""
    cells = [
        HourCell(row["weekday"], row["hour"], row["message_count"], row["off_hours_count"])
        for row in hour_of_week.sort_by([("weekday", "ascending"), ("hour", "ascending")]).to_pylist()
    ]
    whole = sum(cell.messages for cell in cells)
    return (cells, share(sum(cell.off_hours for cell in cells), whole)) if whole else ([], None)


def hollow_groups(activity: pa.Table, work_group: pa.Table, unit_names: Mapping[str, str]) -> list[HollowGroup]:
    """Groups most of whose messages are acknowledgements, most acknowledgements first."""
    names = dict(zip(work_group["group_id"].to_pylist(), work_group["name"].to_pylist(), strict=True))
    units = dict(zip(work_group["group_id"].to_pylist(), work_group["unit_id"].to_pylist(), strict=True))
    part = pc.divide(pc.cast(activity["acknowledgement_count"], pa.float64()), activity["message_count"])
    hollow = pc.and_(
        pc.and_(
            pc.greater_equal(activity["message_count"], LEAST_MESSAGES),
            pc.greater_equal(activity["sender_count"], SMALLEST_SHOWN),
        ),
        pc.greater_equal(part, HOLLOW_SHARE),
    )
    order = [("acknowledgement_count", "descending"), ("group_id", "ascending")]
    return [
        HollowGroup(
            group=names.get(row["group_id"]) or row["group_id"],
            unit=unit_names.get(units.get(row["group_id"]) or ""),
            messages=row["message_count"],
            acknowledgements=row["acknowledgement_count"],
            share=share(row["acknowledgement_count"], row["message_count"]),
            useful_share=None if row["useful_share"] is None else round(row["useful_share"], 3),
        )
        for row in activity.filter(pc.fill_null(hollow, False)).sort_by(order).slice(0, SHOWN).to_pylist()
    ]
