"""What the minutes go to: one stacked bar per level of bearers, each component with its own pattern."""

from collections.abc import Sequence

from markupsafe import Markup

from jianfu.report.charts.svg import bar, drawing, element, line, places
from jianfu.report.model import ComponentRow

HEIGHT = 26.0


def swatch(component: str) -> Markup:
    """The pattern of a component, for the legend."""
    return element(
        "svg",
        element("rect", width="16", height="16", class_=f"part {component}", fill=f"url(#part-{component})"),
        width="16",
        height="16",
        class_="swatch",
        aria_hidden="true",
        focusable="false",
    )


def stacked_bar(rows: Sequence[ComponentRow], level: int, highest: float) -> Markup:
    """The components of one level, laid end to end on a scale that all levels share."""
    drawn = []
    end = 0.0
    for row in rows:
        start, end = end, end + (row.by_level[level] or 0.0)
        left, right = places([start, end], highest)
        if right > left:
            drawn.append(
                bar(
                    left,
                    right,
                    top=1,
                    height=HEIGHT - 2,
                    class_=f"part {row.component}",
                    fill=f"url(#part-{row.component})",
                )
            )
            drawn.append(line(right, right, top=1, bottom=HEIGHT - 1, class_="seam"))
    return drawing(*drawn, height=HEIGHT, class_="chart-row")


def longest(rows: Sequence[ComponentRow], levels: int) -> float:
    """The minutes of the longest bar."""
    return max((sum(row.by_level[level] or 0.0 for row in rows) for level in range(levels)), default=0.0) or 1.0
