"""``jianfu import``: files of any known kind into a dataset."""

from pathlib import Path

import click

from jianfu.base import clock
from jianfu.base.i18n import Translator
from jianfu.cli.options import Bars, json_option, lang_option, path_type, tell
from jianfu.cli.reading import read_options, reading_options
from jianfu.cli.speaking import SpeakingCommand, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "import",
        callback=run,
        help=say("cli-import"),
        params=[
            click.Argument(["paths"], type=path_type(), nargs=-1, required=True, metavar="PATH..."),
            click.Option(["--into"], type=path_type(), required=True, metavar="DATASET", help=say("cli-import-into")),
            *reading_options(say),
            json_option(say),
            lang_option(say),
        ],
    )


@click.pass_context
def run(
    context: click.Context,
    *,
    paths: tuple[Path, ...],
    into: Path,
    mapping: Path | None,
    zone: str | None,
    as_json: bool,
) -> None:
    """Reads, builds the snapshot, says what was read and what is in quarantine."""
    from jianfu import cycle
    from jianfu.cli.imported import summary_facts, summary_words

    say = speaker(context)
    began = clock.seconds()
    options = read_options(mapping, zone)
    summary = cycle.read_in(paths, into=into, options=options, progress=Bars(say))
    facts = {**summary_facts(summary), "dataset": str(into), "seconds": round(clock.seconds() - began, 1)}
    tell(as_json, facts, lambda: summary_words(summary, facts, say))
