"""Flows: from the level that causes to the level that bears, as wide as the hours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from jianfu.report.charts.svg import drawing, element, length, words
from jianfu.report.model import FlowEnd, FlowRow

HEIGHT = 250.0
TOP = 26.0
"""Room for the two headings."""
GAP = 30.0
"""Between levels; their names must not touch where a level is thin."""
LEFT, RIGHT = 27.0, 73.0
"""Percent of the width between which the ribbons run; the names stand outside."""


@dataclass(frozen=True)
class FlowWords:
    """What the drawing says: a name per level, how hours are written, the two headings."""

    names: dict[str, str]
    hours: Callable[[float], str]
    headings: tuple[str, str]


def ribbons(rows: Sequence[FlowRow], ends: Sequence[FlowEnd], say: FlowWords) -> Markup:
    """The drawing."""
    causers = [end for end in ends if end.side == "causer"]
    bearers = [end for end in ends if end.side == "bearer"]
    scale = (HEIGHT - TOP - GAP * (max(len(causers), len(bearers), 1) - 1)) / (sum(row.hours for row in rows) or 1.0)
    left, right = _tops(causers, scale), _tops(bearers, scale)
    used_left, used_right = dict(left), dict(right)
    drawn: list[Markup] = []
    for row in rows:
        thick = row.hours * scale
        path = _ribbon(used_left[row.causer_level], used_right[row.bearer_level], thick)
        used_left[row.causer_level] += thick
        used_right[row.bearer_level] += thick
        drawn.append(element("path", d=path, class_="ribbon"))
    middle = element(
        "svg",
        *drawn,
        x=f"{LEFT:g}%",
        width=f"{RIGHT - LEFT:g}%",
        height=length(HEIGHT),
        viewBox=f"0 0 100 {HEIGHT:g}",
        preserveAspectRatio="none",
    )
    heads = [
        words(say.headings[0], left=LEFT, top=12, class_="tick", anchor="end"),
        words(say.headings[1], left=RIGHT, top=12, class_="tick"),
    ]
    labels = [_end(end, left[end.level], scale, say) for end in causers]
    labels += [_end(end, right[end.level], scale, say) for end in bearers]
    return drawing(*heads, middle, *labels, height=HEIGHT + 18, class_="flows")


def _tops(ends: Sequence[FlowEnd], scale: float) -> dict[str, float]:
    """Where each level begins, the column centred."""
    used = sum(end.hours for end in ends) * scale + GAP * (len(ends) - 1)
    top = TOP + (HEIGHT - TOP - used) / 2
    tops: dict[str, float] = {}
    for end in ends:
        tops[end.level] = top
        top += end.hours * scale + GAP
    return tops


def _ribbon(left: float, right: float, thick: float) -> str:
    a, b, c, d = (length(value) for value in (left, right, right + thick, left + thick))
    return f"M0 {a} C50 {a} 50 {b} 100 {b} L100 {c} C50 {c} 50 {d} 0 {d} Z"


def _end(end: FlowEnd, top: float, scale: float, say: FlowWords) -> Markup:
    left = end.side == "causer"
    centre = top + end.hours * scale / 2
    place = LEFT - 2.5 if left else RIGHT + 2.5
    anchor = "end" if left else "start"
    edge = element(
        "rect",
        x=f"{LEFT - 1 if left else RIGHT:g}%",
        y=length(top),
        width="1%",
        height=length(max(end.hours * scale, 1.0)),
        class_="flow-edge",
    )
    name = words(say.names[end.level], left=place, top=centre - 2, class_="flow-name", anchor=anchor)
    hours = words(say.hours(end.hours), left=place, top=centre + 13, class_="flow-hours", anchor=anchor)
    return Markup("").join((edge, name, hours))
