"""The Pareto curve: minutes given back against the number of changes; the plan that was chosen is ringed."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from jianfu.report.charts.svg import drawing, element, length, line, percent, places, ticks, words
from jianfu.report.model.plan import ParetoRow

HEIGHT = 150.0
TOP, BOTTOM = 10.0, 22.0
LEFT, RIGHT = 13.0, 97.0
"""Percent of the width between which the curve runs; the scale of minutes stands left of it."""


def curve(rows: Sequence[ParetoRow], value: Callable[[ParetoRow], float], write: Callable[[float], str]) -> Markup:
    """Steps from point to point: between two plans the smaller one is what can be had."""
    up, along = (
        ticks(max(value(row) for row in rows) or 1.0, most=4),
        ticks(max(row.changes for row in rows) or 1, most=5),
    )
    across = [LEFT + (RIGHT - LEFT) * place / 100 for place in places([row.changes for row in rows], along[-1])]
    high = [_height(value(row), up[-1]) for row in rows]
    drawn = [line(LEFT, RIGHT, top=_height(tick, up[-1]), bottom=_height(tick, up[-1]), class_="grid") for tick in up]
    drawn += [
        words(write(tick), left=LEFT - 1.5, top=_height(tick, up[-1]) + 4, class_="tick", anchor="end") for tick in up
    ]
    for tick, place in zip(along, places(along, along[-1]), strict=True):
        left = LEFT + (RIGHT - LEFT) * place / 100
        drawn.append(words(write(tick), left=left, top=HEIGHT - 4, class_="tick", anchor="middle"))
    for at in range(1, len(rows)):
        drawn.append(line(across[at - 1], across[at], top=high[at - 1], bottom=high[at - 1], class_="curve"))
        drawn.append(line(across[at], across[at], top=high[at - 1], bottom=high[at], class_="curve"))
    for row, left, top in zip(rows, across, high, strict=True):
        drawn.append(_point(left, top, "chosen" if row.chosen else "other"))
    return drawing(*drawn, height=HEIGHT, class_="pareto")


def _height(value: float, highest: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * max(value, 0.0) / highest


def _point(left: float, top: float, class_: str) -> Markup:
    dot = element("circle", cx=percent(left), cy=length(top), r="3.5", class_="dot")
    if class_ != "chosen":
        return dot
    return Markup("").join((dot, element("circle", cx=percent(left), cy=length(top), r="8", class_="ring")))
