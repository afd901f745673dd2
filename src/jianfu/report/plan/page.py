"""A plan's page (方案网页): one HTML text in one language, from its picture alone."""

from pathlib import Path

from markupsafe import Markup

from jianfu.base.errors import UserProblem
from jianfu.report.html.plan_drawing import PlanCharts
from jianfu.report.html.rendering import environment_of, policy, template_text
from jianfu.report.model.plan import PlanPicture

FILE_NAME = "plan.html"
KNOTS_SHOWN = 12


def render_plan(picture: PlanPicture, language: str) -> str:
    """The page; the same picture gives the same bytes."""
    style = template_text("sheet/report.css")
    page = environment_of(language).get_template("plan_page.html")
    return page.render(
        document=picture, picture=picture, charts=PlanCharts(picture, language), language=language,
        knots_shown=KNOTS_SHOWN, style=Markup(style), policy=policy(style),  # noqa: S704 -- our own file
    )  # fmt: skip


def write_page(picture: PlanPicture, language: str, folder: Path) -> Path:
    """``plan.html`` into the plan folder; raises ``UserProblem`` ``report-unwritable``."""
    out = folder / FILE_NAME
    try:
        out.write_text(render_plan(picture, language), encoding="utf-8", newline="\n")
    except OSError as cause:
        raise UserProblem("report-unwritable", path=out, reason=cause.strerror or str(cause)) from cause
    return out
