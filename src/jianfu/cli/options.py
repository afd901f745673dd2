"""Options several commands share, and how they speak: words to people, JSON to scripts."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import click
from tqdm import tqdm

from jianfu.base.i18n import Translator


def lang_option(say: Translator) -> click.Option:
    """``--lang zh|en``; ``main`` has already taken it into account."""
    return click.Option(["--lang"], type=click.Choice(["zh", "en"]), expose_value=False, help=say("cli-opt-lang"))


def json_option(say: Translator) -> click.Option:
    """``--json``."""
    return click.Option(["--json", "as_json"], is_flag=True, help=say("cli-opt-json"))


def pack_option(say: Translator) -> click.Option:
    """``--pack P``, any number of times."""
    return click.Option(["--pack", "packs"], multiple=True, metavar="P", help=say("cli-audit-pack"))


def as_of_option(say: Translator) -> click.Option:
    """``--as-of DATE``."""
    return click.Option(["--as-of"], type=Day(say), metavar="YYYY-MM-DD", help=say("cli-opt-as-of"))


def path_type() -> click.ParamType[Path]:
    """A path; existence is checked by the steps themselves, which can say what to do about it."""
    return click.Path(path_type=Path, exists=False, readable=False)


class Day(click.ParamType[date]):
    """A calendar day, ``2026-09-30``."""

    name = "date"

    def __init__(self, say: Translator) -> None:
        self._say = say

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a complaint that shows how to write one."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(self._say("cli-not-a-date", value=str(value)), param, ctx)


def tell(as_json: bool, result: Mapping[str, object], words: Callable[[], str]) -> None:
    """JSON on standard output for scripts, else words for people."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, sort_keys=True, default=_plain))
    else:
        click.echo(words())


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


class Bars:
    """Progress bars on standard error, in words; silent where nobody looks at a terminal."""

    def __init__(self, say: Translator) -> None:
        self._say = say
        self._bar: tqdm | None = None

    def start(self, step: str, total: int | None = None) -> None:
        """A bar for the step that begins."""
        self.finish()
        self._bar = tqdm(
            desc=self._say(f"step-{step}"), total=total, file=sys.stderr, leave=False, unit_scale=True, disable=None,
            dynamic_ncols=True,
        )  # fmt: skip

    def advance(self, amount: int = 1) -> None:
        """Moves the bar."""
        if self._bar is not None:
            self._bar.update(amount)

    def finish(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
