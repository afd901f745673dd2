"""``jianfu audit``: from a dataset, or from files, to a run folder with the report."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from jianfu.base import clock
from jianfu.base.i18n import Translator
from jianfu.cli.options import Bars, as_of_option, json_option, lang_option, pack_option, path_type, tell
from jianfu.cli.reading import read_options, reading_options
from jianfu.cli.speaking import SpeakingCommand, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "audit",
        callback=run,
        help=say("cli-audit"),
        params=[
            click.Argument(["path"], type=path_type()),
            click.Option(["--out"], type=path_type(), required=True, metavar="RUN", help=say("cli-audit-out")),
            click.Option(["--engine"], default="duckdb", metavar="ENGINE", help=say("cli-audit-engine")),
            pack_option(say),
            as_of_option(say),
            click.Option(["--fail-on"], multiple=True, metavar="WHAT", help=say("cli-audit-fail-on")),
            click.Option(["--constants"], type=path_type(), metavar="FILE", help=say("cli-audit-constants")),
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
    out: Path,
    engine: str,
    packs: tuple[str, ...],
    as_of: date | None,
    fail_on: tuple[str, ...],
    constants: Path | None,
    mapping: Path | None,
    zone: str | None,
    as_json: bool,
) -> int:
    """Audits, says how many findings there are and where the report lies."""
    from jianfu import cycle
    from jianfu.detect.load import load_packs
    from jianfu.detect.record import RULE_STATES
    from jianfu.measure.burden.constants import default_constants, read_constants

    say = speaker(context)
    if fail_on:
        _check_fail_on(fail_on, [rule.id for rule in load_packs(packs).rules], context)
    began = clock.seconds()
    reading = read_options(mapping, zone)
    weighed = read_constants(constants) if constants else default_constants()
    options = cycle.AuditOptions(engine, packs, as_of, say.language, weighed, reading)
    result = cycle.audit(path, out=out, options=options, progress=Bars(say))
    counts = result.counts()
    facts: dict[str, object] = {
        **counts,
        "as_of": result.record.as_of.isoformat(),
        "run": str(out),
        "report": str(out / "report.html"),
        "seconds": round(clock.seconds() - began, 1),
    }
    facts |= dict.fromkeys(RULE_STATES, 0) | Counter(rule.state for rule in result.record.rules)
    rules = {rule.id: {"state": rule.state, "open": rule.open} for rule in result.record.rules}
    lapses = {"lapsed": result.record.lapsed_exemptions, "expiring": result.record.expiring_exemptions}
    words = [say(f"cli-audit-{name}", count=len(lines)) for name, lines in lapses.items() if lines]
    answer = {**facts, **{f"{name}_exemptions": list(lines) for name, lines in lapses.items()}, "rules": rules}
    tell(as_json, answer, lambda: "\n".join([say("cli-audit-done", **facts), *words]))
    return 1 if any(_fails(wish, result.open_findings()) for wish in fail_on) else 0


def _check_fail_on(wishes: Sequence[str], rule_ids: Sequence[str], context: click.Context) -> None:
    for wish in wishes:
        if wish not in ("any", "exact", *rule_ids):
            raise click.BadParameter(
                speaker(context)("cli-audit-bad-fail-on", rule=wish), ctx=context, param_hint="--fail-on"
            )


def _fails(wish: str, findings: Sequence[tuple[str, str]]) -> bool:
    """Whether an open finding (rule id, kind of limit) is of the kind asked for."""
    return any(wish in ("any", rule_id) or (wish == "exact" and kind != "setting") for rule_id, kind in findings)
