"""One Jinja environment a language: the web's templates, and the report's, which draw the burden on both."""

from functools import partial
from importlib.resources import files

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, FunctionLoader, StrictUndefined

from jianfu.base.i18n import translator
from jianfu.office.roles import Right
from jianfu.report.html.rendering import teach, template_text
from jianfu.web.spelling import day, heading, hours, logged, moment, told

PLACES = (
    (Right.PICTURE, "county", ()),
    (Right.FINDINGS, "findings", ()),
    (Right.FINDINGS, "cases", ()),
    (Right.PLANS, "plans", ()),
    (Right.BILL, "bills", ()),
    (Right.BILL, "notices", ()),
    (Right.MINE, "mine", ()),
    (Right.REGISTRY, "registry", ("work_group",)),
    (Right.FINDINGS, "audits", ()),
    (Right.IMPORT, "imports", ()),
    (Right.LOG, "log", ()),
    (Right.USERS, "users", ()),
    (Right.ACCOUNT, "account", ()),
)
"""What the head of every page leads to: the right it takes, the route, and what the route is given."""
ENTRIES_OF = {
    "county": ("method",),
    "registry": ("entry",),
    "plans": ("plan", "proposals", "proposal", "plans-compared"),
    "findings": ("finding",),
    "bills": ("group",),
    "audits": ("audit", "compared"),
    "imports": ("import",),
    "account": ("tokens", "second-factor"),
}
"""Routes that count as part of a place."""


def chinese(**options: object) -> Environment:
    """Pages in Chinese."""
    return _environment("zh-Hans", options)


def english(**options: object) -> Environment:
    """Pages in English."""
    return _environment("en", options)


def _environment(language: str, options: dict[str, object]) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FunctionLoader(_page), FunctionLoader(template_text)]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=bool(options.get("auto_reload")),
    )  # fmt: skip
    teach(environment, language)
    say = translator(language)
    environment.filters.update(
        moment=partial(moment, say),
        logged=partial(logged, say),
        day=day,
        hours=hours,
        told=partial(told, say),
        heading_of=partial(heading, language),
    )
    environment.globals.update(url=reverse, static=static, language=language, Right=Right, say=say,
                               places=PLACES, entries_of=ENTRIES_OF)  # fmt: skip
    return environment


def _page(name: str) -> str | None:
    """A template of ``web/pages``; ``None`` lets the report's be looked for."""
    resource = files("jianfu.web").joinpath("pages", *name.split("/"))
    return resource.read_text(encoding="utf-8") if resource.is_file() else None
