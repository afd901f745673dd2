"""``jianfu check-plan``: accepts or rejects a plan, independently of what made it."""

from pathlib import Path

import click

from jianfu.base import clock
from jianfu.base.i18n import Translator
from jianfu.cli.options import json_option, lang_option, path_type, tell
from jianfu.cli.speaking import SpeakingCommand, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "check-plan",
        callback=run,
        help=say("cli-check-plan"),
        params=[
            click.Argument(["plan"], type=path_type(), metavar="PLAN"),
            click.Argument(["run_folder"], type=path_type(), metavar="[RUN]", required=False),
            click.Option(["--dataset"], type=path_type(), metavar="DATASET", help=say("cli-check-plan-dataset")),
            json_option(say),
            lang_option(say),
        ],
    )


@click.pass_context
def run(context: click.Context, *, plan: Path, run_folder: Path | None, dataset: Path | None, as_json: bool) -> int:
    """Says whether the plan holds, or the first fact that does not; exits with 1 for a plan that is rejected."""
    from jianfu.plan_check import check_plan

    say = speaker(context)
    began = clock.seconds()
    verdict = check_plan(plan, dataset or run_folder)
    counts: dict[str, object] = {"duties": verdict.duties, "paths": verdict.paths, "things": verdict.things}
    facts = {**counts, "seconds": round(clock.seconds() - began, 2)}
    violation = verdict.violation
    if violation is None:
        tell(as_json, {"accepted": True, **facts}, lambda: say("cli-check-plan-accepted", **facts))
        return 0
    fact = say(f"check-{violation.code}", **violation.facts)
    told = {"accepted": False, "violation": violation.code, "facts": violation.facts, **facts}
    tell(as_json, told, lambda: say("cli-check-plan-rejected", fact=fact))
    return 1
