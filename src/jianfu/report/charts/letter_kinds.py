"""What is wrong with replies: one bar a kind."""

from markupsafe import Markup

from jianfu.report.charts.svg import bar, drawing, places


def share_bar(count: int, highest: int) -> Markup:
    """A count as a bar against the longest."""
    return drawing(bar(0, places([count], highest)[0], top=2, height=12, class_="cause"), height=16, class_="chart-row")
