"""What the minutes go to: each component over everybody and by bearing level."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.burden.tables import AVOIDABLE, COMPONENTS
from jianfu.report.figures.causers import UNKNOWN
from jianfu.report.figures.rounding import figure, share
from jianfu.report.model import BearerRow, ComponentRow


def component_rows(burden: pa.Table, bearers: Sequence[BearerRow]) -> tuple[list[str], list[ComponentRow]]:
    """The levels shown, and per component its hours, its share and its minutes per person and working day by level."""
    means = {row.level: row.minutes.middle for row in bearers if row.post is None and row.minutes}
    by_level: dict[tuple[str, str], float] = {}
    off_hours: dict[str, float] = {}
    keys = ["bearer_level", "component", "off_hours"]
    sums = burden.group_by(keys, use_threads=False).aggregate([("minutes_middle", "sum")])
    for row in sums.sort_by([(key, "ascending") for key in keys]).to_pylist():
        minutes = row["minutes_middle_sum"] or 0.0
        key = (row["bearer_level"] or UNKNOWN, row["component"])
        by_level[key] = by_level.get(key, 0.0) + minutes
        if row["off_hours"]:
            off_hours[row["component"]] = off_hours.get(row["component"], 0.0) + minutes
    whole = pc.sum(burden["minutes_middle"]).as_py() or 0.0
    levels = list(means)
    rows = []
    for component in COMPONENTS:
        minutes = sum(value for (_, name), value in by_level.items() if name == component)
        if not minutes:
            continue
        rows.append(
            ComponentRow(
                component=component,
                avoidable=component in AVOIDABLE,
                hours=figure(minutes / 60),
                share=share(minutes, whole),
                off_hours_share=share(off_hours.get(component, 0.0), minutes),
                by_level=[_part(component, level, means[level], by_level) for level in levels],
            )
        )
    return levels, rows


def _part(component: str, level: str, mean: float, by_level: Mapping[tuple[str, str], float]) -> float | None:
    """The component's part of a level's mean; none where the level's minutes are not known by component."""
    whole = sum(by_level.get((level, name), 0.0) for name in COMPONENTS)
    return figure(mean * by_level.get((level, component), 0.0) / whole) if whole else None
