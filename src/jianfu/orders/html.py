"""Page -> one HTML text, with the look of an office document on A4 (公文样式); needs nothing from elsewhere."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from jianfu.orders.page import Page
from jianfu.report.html.rendering import policy


def draw_html(page: Page) -> str:
    """The same page gives the same text."""
    sheet, style = _sheet()
    return sheet.render(page=page, style=Markup(style), policy=policy(style))  # noqa: S704 -- our own file


@cache
def _sheet() -> tuple[Template, str]:
    """The template and its style sheet."""
    folder = files("jianfu.orders")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["kind"] = lambda block: type(block).__name__
    template = environment.from_string(folder.joinpath("order.html").read_text(encoding="utf-8"))
    return template, folder.joinpath("order.css").read_text(encoding="utf-8")
