"""``jianfu simulate``: a made-up county as the files a real one has."""

from pathlib import Path

import click

from jianfu.base import clock
from jianfu.base.i18n import Translator
from jianfu.cli.options import Bars, json_option, lang_option, path_type, tell
from jianfu.cli.speaking import SpeakingCommand, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "simulate",
        callback=run,
        help=say("cli-simulate"),
        params=[
            click.Argument(["out"], type=path_type()),
            click.Option(
                ["--size"], type=click.Choice(["hamlet", "county", "city", "province"]), default="county",
                help=say("cli-simulate-size"),
            ),
            click.Option(["--seed"], type=click.IntRange(min=0), default=1, metavar="N", help=say("cli-simulate-seed")),
            click.Option(["--clean"], is_flag=True, help=say("cli-simulate-clean")),
            click.Option(
                ["--letters"], type=click.IntRange(min=1), default=None, metavar="N", help=say("cli-simulate-letters")
            ),
            json_option(say),
            lang_option(say),
        ],
    )  # fmt: skip


@click.pass_context
def run(  # noqa: PLR0913 - one argument for each option of the command
    context: click.Context, *, out: Path, size: str, seed: int, clean: bool, letters: int | None, as_json: bool
) -> None:
    """Writes OUT/files and OUT/truth."""
    from jianfu.simulate.write import simulate

    say = speaker(context)
    began = clock.seconds()
    summary = simulate(size=size, seed=seed, clean=clean, letters=letters, out=out, progress=Bars(say))
    facts = {
        **summary,
        "out": str(out),
        "size": size,
        "seed": seed,
        "seconds": round(clock.seconds() - began, 1),
    }
    tell(as_json, facts, lambda: say("cli-simulate-done", **facts))
