"""Who bears: minutes per person and working day as bars with their low-to-high range, evenings set apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from jianfu.report.charts.svg import bar, drawing, line, places, ticks, words
from jianfu.report.model import BearerRow


@dataclass(frozen=True)
class Scale:
    """The common scale of all rows, in minutes."""

    ticks: list[float]

    @property
    def highest(self) -> float:
        """Where the scale ends."""
        return self.ticks[-1]


def scale_of(rows: Sequence[BearerRow]) -> Scale:
    """A scale that holds the highest case of every row."""
    return Scale(ticks(max((row.minutes.high for row in rows if row.minutes), default=1.0)))


def bearer_bar(row: BearerRow, scale: Scale) -> Markup:
    """One row: the middle case as a bar, its part outside working hours hatched, a whisker from low to high."""
    if row.minutes is None:
        return drawing(height=1, class_="chart-row")
    height = 22.0 if row.post is None else 14.0
    middle, night, low, high = places(
        [row.minutes.middle, row.minutes.middle - (row.off_hours or 0.0), row.minutes.low, row.minutes.high],
        scale.highest,
    )
    centre = height / 2
    grid = [line(x, x, top=0, bottom=height, class_="grid") for x in places(scale.ticks, scale.highest)]
    return drawing(
        *grid,
        bar(0, night, top=2, height=height - 4, class_="day"),
        bar(night, middle, top=2, height=height - 4, class_="night", fill="url(#hatch-night)"),
        line(low, high, top=centre, bottom=centre, class_="whisker"),
        line(low, low, top=centre - 4, bottom=centre + 4, class_="whisker"),
        line(high, high, top=centre - 4, bottom=centre + 4, class_="whisker"),
        height=height,
        class_="chart-row",
    )


def scale_line(scale: Scale) -> Markup:
    """The scale below the rows."""
    marks = []
    for value, x in zip(scale.ticks, places(scale.ticks, scale.highest), strict=True):
        anchor = "start" if value == 0 else "end" if value == scale.highest else "middle"
        marks.append(words(f"{value:g}", left=x, top=12, class_="tick", anchor=anchor))
    return drawing(*marks, height=16, class_="chart-row")
