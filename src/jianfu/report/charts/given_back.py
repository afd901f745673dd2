"""Minutes given back by level: one bar a level, its middle case, with a whisker from low to high."""

from collections.abc import Sequence

from markupsafe import Markup

from jianfu.report.charts.svg import bar, drawing, line, places, ticks, words
from jianfu.report.model.plan import GivenBackRow

HEIGHT = 22.0


def scale_of(rows: Sequence[GivenBackRow]) -> list[float]:
    """Ticks of a scale that holds the high case of every row."""
    return ticks(max((row.back.high for row in rows if row.back), default=1.0) or 1.0)


def back_bar(row: GivenBackRow, scale: Sequence[float]) -> Markup:
    """One level."""
    if row.back is None:
        return drawing(height=1, class_="chart-row")
    low, middle, high = places([max(row.back.low, 0.0), max(row.back.middle, 0.0), max(row.back.high, 0.0)], scale[-1])
    centre = HEIGHT / 2
    return drawing(
        *(line(x, x, top=0, bottom=HEIGHT, class_="grid") for x in places(scale, scale[-1])),
        bar(0, middle, top=2, height=HEIGHT - 4, class_="day"),
        line(low, high, top=centre, bottom=centre, class_="whisker"),
        line(low, low, top=centre - 4, bottom=centre + 4, class_="whisker"),
        line(high, high, top=centre - 4, bottom=centre + 4, class_="whisker"),
        height=HEIGHT,
        class_="chart-row",
    )


def scale_line(scale: Sequence[float]) -> Markup:
    """The scale below the rows."""
    marks = [
        words(f"{value:g}", left=x, top=12, class_="tick", anchor=_anchor(x))
        for value, x in zip(scale, places(scale, scale[-1]), strict=True)
    ]
    return drawing(*marks, height=16, class_="chart-row")


def _anchor(x: float) -> str:
    return "start" if x == 0 else "end" if x >= 100 else "middle"
