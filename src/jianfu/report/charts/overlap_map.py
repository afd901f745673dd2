"""Who shares whom: the groups of a knot on a circle, a line between two as thick as the share of members in both."""

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

from markupsafe import Markup

from jianfu.measure.suppression import SMALLEST_SHOWN
from jianfu.report.charts.svg import element, length
from jianfu.report.model.plan import Knot, KnotGroup, Tie

SIDE = 120.0
"""Of the drawing, in its own units."""
RADIUS = 40.0
SMALLEST, BIGGEST = 8.0, 15.0
"""Radius of a group's circle; the number in it must be legible."""
THICKEST = 9.0
MANY_PEOPLE = 60
"""A group of so many people has the biggest circle."""
STAYS = ("keep", "temporary", "screen")
Place = tuple[float, float]


def knot_before(knot: Knot) -> Markup:
    """Every group as it is today."""
    places = _places(knot.groups)
    return _drawing(
        knot, *(_tie(tie, places) for tie in knot.before), *(_circle(one, places, "node") for one in knot.groups)
    )


def knot_after(knot: Knot) -> Markup:
    """What stays in its place; what ends crossed out, with an arrow to where its people find the work."""
    places = _places(knot.groups)
    gone = [one for one in knot.groups if one.choice not in STAYS]
    stay = [one for one in knot.groups if one.choice in STAYS]
    return _drawing(
        knot,
        *(_tie(tie, places) for tie in knot.after),
        *(_arrow(one, knot.groups, places) for one in gone if one.target),
        *(_circle(one, places, "node") for one in stay),
        *(_circle(one, places, "node gone") for one in gone),
    )


def swatch(mark: str) -> Markup:
    """A mark of the legend: ``stays``, ``gone``, ``tie`` or ``goes``."""
    groups = [KnotGroup(1, "", "", None, None, None, "keep" if mark == "stays" else "dissolve")]
    places = {1: (12.0, 8.0)}
    drawn = {
        "stays": lambda: _circle(groups[0], places, "node", radius=7.0, number=False),
        "gone": lambda: _circle(groups[0], places, "node gone", radius=7.0, number=False),
        "tie": lambda: element("path", d="M1 8 L23 8", class_="tie", stroke_width="5"),
        "goes": lambda: element("path", d="M1 8 L19 8 M14 4 L20 8 L14 12", class_="goes"),
    }[mark]()
    return element("svg", drawn, viewBox="0 0 24 16", width="24", height="16", class_="knot-mark", aria_hidden="true",
                   focusable="false")  # fmt: skip


def _drawing(knot: Knot, *children: Markup) -> Markup:
    """Two groups lie on a line and need less height."""
    top, height = (30.0, SIDE - 60) if len(knot.groups) == 2 else (0.0, SIDE)
    return element(
        "svg", *children, viewBox=f"0 {top:g} {SIDE:g} {height:g}", class_="knot", aria_hidden="true", focusable="false"
    )


def _places(groups: Sequence[KnotGroup]) -> dict[int, Place]:
    """Numbers clockwise from the top; two stand side by side."""
    count = len(groups)
    turn = -pi if count == 2 else -pi / 2
    return {
        one.number: (
            SIDE / 2 + RADIUS * cos(turn + 2 * pi * at / count),
            SIDE / 2 + RADIUS * sin(turn + 2 * pi * at / count),
        )
        for at, one in enumerate(groups)
    }


def _radius(one: KnotGroup, count: int) -> float:
    """Of one of ``count`` groups: neighbours on the circle leave a gap."""
    biggest = min(BIGGEST, 0.85 * RADIUS * pi / count)
    smallest = min(SMALLEST, biggest)
    people = min(one.people or SMALLEST_SHOWN, MANY_PEOPLE)
    return smallest + (biggest - smallest) * sqrt(people / MANY_PEOPLE)


def _circle(
    one: KnotGroup, places: dict[int, Place], class_: str, *, radius: float | None = None, number: bool = True
) -> Markup:
    (x, y), size = places[one.number], radius or _radius(one, len(places))
    half = size * 0.7
    drawn = [element("circle", cx=length(x), cy=length(y), r=length(size), class_=class_)]
    if number:
        text = element(
            "text", str(one.number), x=length(x), y=length(y + 4), text_anchor="middle", class_=f"{class_} name"
        )
        drawn.append(text)
    if "gone" in class_:
        across = f"M{length(x - half)} {length(y + half)} L{length(x + half)} {length(y - half)}"
        drawn.append(element("path", d=across, class_="strike"))
    return Markup("").join(drawn)


def _tie(tie: Tie, places: dict[int, Place]) -> Markup:
    (x, y), (to_x, to_y) = places[tie.a], places[tie.b]
    path = f"M{length(x)} {length(y)} L{length(to_x)} {length(to_y)}"
    return element("path", d=path, class_="tie", stroke_width=length(THICKEST * tie.share / max(1.0, len(places) / 5)))


def _arrow(one: KnotGroup, groups: Sequence[KnotGroup], places: dict[int, Place]) -> Markup:
    """From the rim of one group to the rim of the one it goes into."""
    target = next(other for other in groups if other.number == one.target)
    (x, y), (to_x, to_y) = places[one.number], places[target.number]
    far = max(sqrt((to_x - x) ** 2 + (to_y - y) ** 2), 1.0)
    along_x, along_y = (to_x - x) / far, (to_y - y) / far
    start = x + along_x * _radius(one, len(places)), y + along_y * _radius(one, len(places))
    end = to_x - along_x * (_radius(target, len(places)) + 2), to_y - along_y * (_radius(target, len(places)) + 2)
    barbs = [(end[0] - 6 * along_x + side * 4 * along_y, end[1] - 6 * along_y - side * 4 * along_x) for side in (1, -1)]
    points = [start, end]
    path = "M" + " L".join(f"{length(a)} {length(b)}" for a, b in points)
    head = " ".join(f"M{length(end[0])} {length(end[1])} L{length(a)} {length(b)}" for a, b in barbs)
    return element("path", d=f"{path} {head}", class_="goes")
