"""The few SVG elements the charts need. Lengths along the width are percentages, so a chart fits any screen."""

from collections.abc import Sequence

from markupsafe import Markup, escape

STEPS = (1, 2, 3, 5, 6, 10)
"""Tick distances that read well, times a power of ten."""


def element(name: str, *children: Markup | str, **attributes: object) -> Markup:
    """One element; ``class_`` stands for ``class`` and ``_`` for ``-``; attributes that are None are left out."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None
    )
    inside = Markup("").join(escape(child) for child in children)
    return Markup("<{name}{written}>{inside}</{name}>").format(name=name, written=written, inside=inside)


def drawing(*children: Markup, height: float, class_: str) -> Markup:
    """A drawing as wide as its place; hidden from screen readers, whose text stands beside it."""
    return element(
        "svg", *children, width="100%", height=length(height), class_=class_, aria_hidden="true", focusable="false"
    )


def bar(start: float, end: float, *, top: float, height: float, class_: str, fill: str | None = None) -> Markup:
    """A bar between two percentages of the width."""
    return element(
        "rect",
        x=percent(start),
        width=percent(max(end - start, 0.0)),
        y=length(top),
        height=length(height),
        class_=class_,
        fill=fill,
    )


def line(start: float, end: float, *, top: float, bottom: float, class_: str) -> Markup:
    """A straight line, its ends given in percent of the width and pixels of the height."""
    return element("line", x1=percent(start), x2=percent(end), y1=length(top), y2=length(bottom), class_=class_)


def words(text: str, *, left: float, top: float, class_: str, anchor: str = "start") -> Markup:
    """A short text at a percentage of the width."""
    return element("text", text, x=percent(left), y=length(top), class_=class_, text_anchor=anchor)


def percent(value: float) -> str:
    """A percentage to two decimals."""
    return f"{length(value)}%"


def length(value: float) -> str:
    """A length to two decimals without trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def ticks(highest: float, *, most: int = 5) -> list[float]:
    """Round values from 0 to at least ``highest``, at most ``most`` steps."""
    power = 1.0
    while highest / power > STEPS[-1] * most:
        power *= 10
    while highest > 0 and highest / power < 1:
        power /= 10
    step = next((step * power for step in STEPS if highest <= step * power * most), STEPS[-1] * power)
    count = max(1, -int(-highest // step))
    return [round(step * index, 6) for index in range(count + 1)]


def places(values: Sequence[float], highest: float) -> list[float]:
    """Where values stand on a scale from 0 to ``highest``, in percent."""
    return [100 * value / highest if highest else 0.0 for value in values]
