"""``jianfu template``: blank ledgers with drop-downs."""

from pathlib import Path

import click

from jianfu.base.i18n import Translator
from jianfu.cli.options import lang_option, path_type
from jianfu.cli.speaking import SpeakingCommand, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "template",
        callback=run,
        help=say("cli-template"),
        params=[click.Argument(["out"], type=path_type()), lang_option(say)],
    )


@click.pass_context
def run(context: click.Context, *, out: Path) -> None:
    """Writes one workbook."""
    from jianfu.sources.template import write_template

    say = speaker(context)
    write_template(out, say.language)
    click.echo(say("cli-template-done", out=str(out)))
