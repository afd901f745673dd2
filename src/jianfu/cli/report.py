"""``jianfu report``: a run in another format or language."""

from pathlib import Path

import click

from jianfu.base.i18n import Translator
from jianfu.cli.options import lang_option, path_type
from jianfu.cli.speaking import SpeakingCommand, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "report",
        callback=run,
        help=say("cli-report"),
        params=[
            click.Argument(["run_folder"], type=path_type(), metavar="RUN"),
            click.Option(
                ["--format", "form"], type=click.Choice(["html", "xlsx", "json", "pdf"]), required=True,
                help=say("cli-report-format"),
            ),
            click.Option(["--out"], type=path_type(), metavar="FILE", help=say("cli-report-out")),
            lang_option(say),
        ],
    )  # fmt: skip


@click.pass_context
def run(context: click.Context, *, run_folder: Path, form: str, out: Path | None) -> None:
    """Writes one file and says where."""
    from jianfu.report.run import open_run

    say = speaker(context)
    written = open_run(run_folder).write_report(form=form, language=say.language, out=out)
    click.echo(say("cli-report-done", out=str(written)))
