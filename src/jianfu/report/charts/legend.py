"""Marks of legends that several charts share."""

from markupsafe import Markup

from jianfu.report.charts.svg import drawing, line


def key(*drawn: Markup, height: float = 14) -> Markup:
    """A mark beside its words; ``height`` in pixels."""
    return Markup('<span class="key">{}</span>').format(drawing(*drawn, height=height, class_="key-mark"))


def whisker() -> Markup:
    """The mark of the range from the low to the high estimate."""
    return key(
        line(5, 95, top=7, bottom=7, class_="whisker"),
        line(5, 5, top=3, bottom=11, class_="whisker"),
        line(95, 95, top=3, bottom=11, class_="whisker"),
    )
