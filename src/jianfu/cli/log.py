"""``jianfu log``: whether an office's log is whole, and the head a third party may keep."""

from pathlib import Path
from types import ModuleType

import click

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import Translator
from jianfu.cli.options import json_option, lang_option, path_type, tell
from jianfu.cli.speaking import SpeakingCommand, SpeakingGroup, speaker


def command(say: Translator) -> click.Command:
    """The commands in one language."""
    group = SpeakingGroup("log", help=say("cli-log"))
    office = click.Argument(["office"], type=path_type(), required=False, default=Path("office"))
    held = click.Option(["--head"], multiple=True, metavar="NUMBER:HASH", help=say("cli-log-verify-head"))
    group.add_command(
        SpeakingCommand("verify", callback=verify, help=say("cli-log-verify"),
                        params=[office, held, json_option(say), lang_option(say)])
    )  # fmt: skip
    group.add_command(
        SpeakingCommand(
            "head", callback=head, help=say("cli-log-head"), params=[office, json_option(say), lang_option(say)]
        )
    )
    return group


@click.pass_context
def verify(context: click.Context, *, office: Path, head: tuple[str, ...], as_json: bool) -> int:
    """Walks the chain; leaves with 1 where it is broken."""
    log = _opened(office)
    held = []
    for one in head:
        number, _, digest = one.partition(":")
        if not number.isdigit() or not digest:
            raise click.BadParameter("NUMBER:HASH", ctx=context, param_hint="--head")
        held.append(log.Head(int(number), digest))
    verdict = log.verify(held)
    say = speaker(context)
    facts = {
        "whole": verdict.broken is None,
        "broken": verdict.broken,
        "number": verdict.head.number,
        "hash": verdict.head.hash,
    }
    words = "cli-log-whole" if verdict.broken is None else "problem-log-broken"
    told = {"number": verdict.broken or verdict.head.number, "hash": verdict.head.hash}
    tell(as_json, facts, lambda: say(words, **told))
    return 0 if verdict.broken is None else 1


@click.pass_context
def head(_context: click.Context, *, office: Path, as_json: bool) -> int:
    """Prints NUMBER:HASH."""
    last = _opened(office).head()
    tell(as_json, {"number": last.number, "hash": last.hash}, lambda: f"{last.number}:{last.hash}")
    return 0


def _opened(office: Path) -> ModuleType:
    """The log of an office: a module that is there only once Django knows the office."""
    try:
        from jianfu.web import serving
    except ModuleNotFoundError as missing:
        raise UserProblem("web-missing") from missing
    if not (office / "secret").exists():
        raise UserProblem("office-missing", path=office)
    serving.open_office(office.resolve())
    from jianfu.office import log

    return log
