"""``jianfu what-if``: how the findings of a finished run change under other limits."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import Translator
from jianfu.cli.options import json_option, lang_option, pack_option, path_type, tell
from jianfu.cli.speaking import SpeakingCommand, speaker

if TYPE_CHECKING:
    from jianfu.detect.rule import Rule
    from jianfu.detect.what_if import WhatIf

LISTED = 20
"""So many findings that appear, and so many that vanish, are named on a terminal."""


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "what-if",
        callback=run,
        help=say("cli-what-if"),
        params=[
            click.Argument(["rule_id"], metavar="RULE"),
            click.Argument(["limits"], nargs=-1, required=True, metavar="LIMIT=VALUE..."),
            click.Argument(["run_folder"], type=path_type(), metavar="RUN"),
            pack_option(say),
            json_option(say),
            lang_option(say),
        ],
    )


@click.pass_context
def run(
    context: click.Context,
    *,
    rule_id: str,
    limits: tuple[str, ...],
    run_folder: Path,
    packs: tuple[str, ...],
    as_json: bool,
) -> None:
    """Which findings appear and vanish; one line a value where a limit is swept."""
    from jianfu.detect.limit_words import read_limit
    from jianfu.what_if_cycle import finished_run

    say = speaker(context)
    with finished_run(run_folder, packs) as ask:
        rule = ask.rule(rule_id)
        read = dict(read_limit(rule, words) for words in limits)
        swept = [name for name, values in read.items() if len(values) > 1]
        if len(swept) > 1:
            raise UserProblem("what-if-two-sweeps", parameters=", ".join(swept))
        fixed = {name: values[0] for name, values in read.items()}
        results = (
            [ask.what_if(rule, {**fixed, swept[0]: value}) for value in read[swept[0]]]
            if swept
            else [ask.what_if(rule, fixed)]
        )
    facts = {"rule": rule.id, "results": [_facts(result) for result in results]}
    words = (lambda: _table(rule, swept[0], results, say)) if swept else (lambda: _page(rule, results[0], say))
    tell(as_json, facts, words)


def _facts(result: "WhatIf") -> dict[str, object]:
    return {
        "limits": dict(result.limits),
        "were": dict(result.were),
        "before": result.before,
        "after": result.after,
        "appear": sum(one.appears for one in result.changes if one.rule_id == result.rule_id),
        "vanish": sum(one.vanishes for one in result.changes if one.rule_id == result.rule_id),
        "levels": {level: asdict(count) for level, count in result.levels.items()},
        "changes": [asdict(one) for one in result.changes],
    }


def _page(rule: "Rule", result: "WhatIf", say: Translator) -> str:
    facts = _facts(result)
    unit = rule.parameters[rule.limit_parameter].unit if rule.limit_parameter else ""
    lines = [f"{rule.id}  {say.pick(rule.title)}", *(_limit(rule, name, result, say) for name in rule.parameters)]
    lines += [
        say("what-if-counts", before=result.before, after=result.after, **{n: facts[n] for n in ("appear", "vanish")})
    ]
    lines += [
        say("what-if-level", level=say(f"what-if-level-{level}"), **asdict(count))
        for level, count in result.levels.items()
    ]
    for sign, named in (("+", "appears"), ("-", "vanishes")):
        those = [one for one in result.changes if one.rule_id == rule.id and getattr(one, named)]
        lines += [f"  {sign} {one.subject_name} ({_figure(one.value, unit, say)})" for one in those[:LISTED]]
        lines += [say("what-if-more", count=len(those) - LISTED)] if len(those) > LISTED else []
    others = Counter((one.rule_id, one.appears) for one in result.changes if one.rule_id != rule.id)
    lines += [
        say("what-if-told-alone" if alone else "what-if-told-by-it", rule=other, count=count)
        for (other, alone), count in sorted(others.items())
    ]
    return "\n".join(lines)


def _limit(rule: "Rule", name: str, result: "WhatIf", say: Translator) -> str:
    from jianfu.detect.reference import quantity

    parameter = rule.parameters[name]
    new, old = quantity(result.limits[name], parameter.unit, say), result.were.get(name)
    was = say("rule-no-limit") if old is None else quantity(old, parameter.unit, say)
    return f"  {name}: {was}" + ("" if result.limits[name] == old else f" → {new}")


def _table(rule: "Rule", name: str, results: "list[WhatIf]", say: Translator) -> str:
    from jianfu.detect.reference import quantity

    lines = [f"{rule.id}  {say.pick(rule.title)}", say("what-if-sweep-head", parameter=name)]
    for result in results:
        facts = _facts(result)
        value = quantity(result.limits[name], rule.parameters[name].unit, say)
        lines.append(say("what-if-sweep-line", value=value, **{n: facts[n] for n in ("after", "appear", "vanish")}))
    return "\n".join(lines)


def _figure(value: float | None, unit: str, say: Translator) -> str:
    from jianfu.detect.reference import quantity

    if value is None:
        return "—"
    return quantity(round(value, 3), unit, say) if unit == "share" else f"{value:g}"
