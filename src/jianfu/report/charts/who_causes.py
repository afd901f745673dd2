"""Who causes: each issuing unit's bill in hours, the copies in it hatched."""

from collections.abc import Sequence

from markupsafe import Markup

from jianfu.report.charts.svg import bar, drawing, places
from jianfu.report.model import CauserRow


def longest(rows: Sequence[CauserRow]) -> float:
    """The hours the longest bar stands for: named units only, so that one line of all others cannot flatten them."""
    named = [row.hours.middle for row in rows if row.unit_id is not None]
    return max(named or [row.hours.middle for row in rows] or [1.0])


def causer_bar(row: CauserRow, highest: float) -> Markup:
    """One bill: what others bear, then what the unit itself bears, copies hatched at the front."""
    whole, others, copies = places(
        [min(hours, highest) for hours in (row.hours.middle, row.to_others, row.copies)], highest
    )
    return drawing(
        bar(0, whole, top=2, height=14, class_="own"),
        bar(0, others, top=2, height=14, class_="cause"),
        bar(0, min(copies, whole), top=2, height=14, class_="copies", fill="url(#hatch-copies)"),
        height=18,
        class_="chart-row",
    )
