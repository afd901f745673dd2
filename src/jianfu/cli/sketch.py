"""``jianfu sketch``: what a unit hands in instead of its messages."""

from pathlib import Path

import click

from jianfu.base.i18n import Translator
from jianfu.cli.options import Bars, json_option, lang_option, path_type, tell
from jianfu.cli.reading import read_options, reading_options
from jianfu.cli.speaking import SpeakingCommand, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "sketch",
        callback=run,
        help=say("cli-sketch"),
        params=[
            click.Argument(["path"], type=path_type()),
            click.Option(["--key-file"], type=path_type(), required=True, metavar="KEY", help=say("cli-sketch-key")),
            click.Option(["--out"], type=path_type(), required=True, metavar="FILE", help=say("cli-sketch-out")),
            *reading_options(say),
            json_option(say),
            lang_option(say),
        ],
    )


@click.pass_context
def run(  # noqa: PLR0913 - one argument for each option of the command
    context: click.Context,
    *,
    path: Path,
    key_file: Path,
    out: Path,
    mapping: Path | None,
    zone: str | None,
    as_json: bool,
) -> None:
    """Writes the sketches and says how many."""
    from jianfu import relay_cycle

    say = speaker(context)
    reading = read_options(mapping, zone)
    facts = relay_cycle.sketch_relays(path, key=key_file, out=out, reading=reading, progress=Bars(say))
    tell(as_json, facts, lambda: say("sketched", **facts, file=str(out)))
