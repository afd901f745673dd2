"""Flows: from the level that causes to the level that bears, as wide as the hours."""

from collections.abc import Sequence

from markupsafe import Markup

from jianfu.report.charts.svg import drawing, element, length, words
from jianfu.report.model import FlowRow

HEIGHT = 240.0
GAP = 10.0
LEFT, RIGHT = 25.0, 75.0
"""Percent of the width between which the ribbons run; the names stand outside."""


def ribbons(rows: Sequence[FlowRow], names: dict[str, str]) -> Markup:
    """The drawing; ``names`` gives each level's name."""
    whole = sum(row.hours for row in rows) or 1.0
    causers = _blocks(rows, "causer_level", whole)
    bearers = _blocks(rows, "bearer_level", whole)
    drawn: list[Markup] = []
    used_left = {level: top for level, (top, _) in causers.items()}
    used_right = {level: top for level, (top, _) in bearers.items()}
    for row in rows:
        thick = row.hours / whole * _room(rows)
        top, bottom = used_left[row.causer_level], used_right[row.bearer_level]
        used_left[row.causer_level] += thick
        used_right[row.bearer_level] += thick
        drawn.append(element("path", d=_ribbon(top, bottom, thick), class_=f"ribbon {row.causer_level}"))
    middle = element(
        "svg",
        *drawn,
        x=f"{LEFT:g}%",
        width=f"{RIGHT - LEFT:g}%",
        height=length(HEIGHT),
        viewBox=f"0 0 100 {HEIGHT:g}",
        preserveAspectRatio="none",
    )
    ends = [_end(level, block, names, left=True) for level, block in causers.items()]
    ends += [_end(level, block, names, left=False) for level, block in bearers.items()]
    return drawing(middle, *ends, height=HEIGHT, class_="flows")


def _room(rows: Sequence[FlowRow]) -> float:
    most = max(len({row.causer_level for row in rows}), len({row.bearer_level for row in rows}), 1)
    return HEIGHT - GAP * (most - 1) - 12


def _blocks(rows: Sequence[FlowRow], side: str, whole: float) -> dict[str, tuple[float, float]]:
    """Top and thickness of every level on one side, in the order the rows name them."""
    levels: dict[str, float] = {}
    for row in rows:
        level = getattr(row, side)
        levels[level] = levels.get(level, 0.0) + row.hours
    blocks: dict[str, tuple[float, float]] = {}
    room = _room(rows)
    top = (HEIGHT - room - GAP * (len(levels) - 1)) / 2
    for level, hours in levels.items():
        thick = hours / whole * room
        blocks[level] = (top, thick)
        top += thick + GAP
    return blocks


def _ribbon(left: float, right: float, thick: float) -> str:
    a, b, c, d = (length(value) for value in (left, right, right + thick, left + thick))
    return f"M0 {a} C50 {a} 50 {b} 100 {b} L100 {c} C50 {c} 50 {d} 0 {d} Z"


def _end(level: str, block: tuple[float, float], names: dict[str, str], *, left: bool) -> Markup:
    top, thick = block
    text = words(
        names[level],
        left=LEFT - 2 if left else RIGHT + 2,
        top=top + thick / 2 + 5,
        class_="flow-name",
        anchor="end" if left else "start",
    )
    edge = element(
        "rect",
        x=f"{LEFT - 1 if left else RIGHT:g}%",
        y=length(top),
        width="1%",
        height=length(max(thick, 1.0)),
        class_=f"flow-edge {level}",
    )
    return Markup("").join((edge, text))
