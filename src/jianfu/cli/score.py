"""``jianfu score``: a run against the truth of a made-up county."""

from pathlib import Path

import click

from jianfu.base.i18n import Translator
from jianfu.cli.options import json_option, lang_option, path_type, tell
from jianfu.cli.speaking import SpeakingCommand, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "score",
        callback=run,
        help=say("cli-score"),
        params=[
            click.Argument(["run_folder"], type=path_type(), metavar="RUN"),
            click.Argument(["truth"], type=path_type()),
            click.Option(["--details"], is_flag=True, help=say("cli-score-details")),
            json_option(say),
            lang_option(say),
        ],
    )


@click.pass_context
def run(context: click.Context, *, run_folder: Path, truth: Path, details: bool, as_json: bool) -> None:
    """Prints precision and recall of every rule."""
    from jianfu.cli.scored import plan_facts, plan_words, score_facts, score_words
    from jianfu.simulate.plan_score import score_plan
    from jianfu.simulate.score import score

    say = speaker(context)
    if (run_folder / "plan.json").is_file():
        plan = score_plan(run_folder, truth)
        tell(as_json, plan_facts(plan, details=details), lambda: plan_words(plan, say, details=details))
        return
    result = score(run_folder, truth)
    tell(as_json, score_facts(result, details=details), lambda: score_words(result, say, details=details))
