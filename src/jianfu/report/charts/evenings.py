"""Evenings: a week as a card of 7 by 24 squares; the more messages, the bigger, the free hours filled dark."""

from collections.abc import Sequence
from math import sqrt

from markupsafe import Markup

from jianfu.report.charts.svg import drawing, element, length, percent, words
from jianfu.report.model import HourCell

ROW_HEIGHT = 24.0
LABEL_WIDTH = 9.0
"""Percent of the width kept for the weekday."""
COLUMN = (100 - LABEL_WIDTH) / 24
BIGGEST = 20.0
"""Side of the biggest square in pixels; on a narrow screen squares are flattened to their column."""


def week_card(cells: Sequence[HourCell], weekdays: Sequence[str]) -> Markup:
    """The card; ``weekdays`` are seven short names from Monday."""
    most = max((cell.messages for cell in cells), default=0) or 1
    drawn = [words(name, left=0, top=ROW_HEIGHT * index + 16, class_="tick") for index, name in enumerate(weekdays)]
    drawn += [
        words(str(hour), left=_middle_of(hour), top=ROW_HEIGHT * 7 + 14, class_="tick", anchor="middle")
        for hour in range(0, 24, 3)
    ]
    for cell in cells:
        if not cell.messages:
            continue
        size = sqrt(cell.messages / most)
        width, height = COLUMN * 0.94 * size, BIGGEST * size
        drawn.append(
            element(
                "rect",
                x=percent(_middle_of(cell.hour) - width / 2),
                y=length(ROW_HEIGHT * (cell.weekday - 0.5) - height / 2),
                width=percent(width),
                height=length(height),
                class_="free" if 2 * cell.off_hours >= cell.messages else "worked",
            )
        )
    return drawing(*drawn, height=ROW_HEIGHT * 7 + 20, class_="week-card")


def _middle_of(hour: int) -> float:
    return LABEL_WIDTH + COLUMN * (hour + 0.5)
