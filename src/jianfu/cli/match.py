"""``jianfu match``: copies across units, from what these handed in."""

from pathlib import Path

import click

from jianfu.base.i18n import Translator
from jianfu.cli.options import json_option, lang_option, path_type, tell
from jianfu.cli.speaking import SpeakingCommand, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "match",
        callback=run,
        help=say("cli-match"),
        params=[
            click.Argument(["sketches"], type=path_type(), nargs=-1, required=True),
            click.Option(["--out"], type=path_type(), required=True, metavar="DIR", help=say("cli-match-out")),
            click.Option(["--threshold"], type=float, default=0.5, metavar="SHARE", help=say("cli-relays-threshold")),
            json_option(say),
            lang_option(say),
        ],
    )


@click.pass_context
def run(context: click.Context, *, sketches: tuple[Path, ...], out: Path, threshold: float, as_json: bool) -> None:
    """Matches, and says how much was passed on."""
    from jianfu import relay_cycle

    say = speaker(context)
    facts = relay_cycle.match_relays(sketches, out=out, threshold=threshold)
    told = {name: facts[name] for name in ("messages", "clusters", "copies", "seconds")}
    tell(as_json, facts, lambda: say("matched", **told, file=str(out / relay_cycle.MATCHES_PARQUET)))
