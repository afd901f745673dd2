"""``jianfu rules``: list the rules, read one in full, run its cases."""

import click

from jianfu.base import clock
from jianfu.base.i18n import Translator
from jianfu.cli.options import json_option, lang_option, pack_option, tell
from jianfu.cli.speaking import SpeakingCommand, SpeakingGroup, speaker


def command(say: Translator) -> click.Command:
    """The command in one language."""
    shared: list[click.Parameter] = [pack_option(say), json_option(say), lang_option(say)]
    group = SpeakingGroup(
        "rules", callback=list_when_alone, invoke_without_command=True, params=shared, help=say("cli-rules")
    )
    group.add_command(SpeakingCommand("list", callback=list_rules, params=shared, help=say("cli-rules-list")))
    one = click.Argument(["rule_id"], metavar="ID")
    group.add_command(SpeakingCommand("show", callback=show, params=[one, *shared], help=say("cli-rules-show")))
    maybe = click.Argument(["rule_id"], metavar="[ID]", required=False)
    engine = click.Option(["--engine"], default="duckdb", help=say("cli-audit-engine"))
    group.add_command(
        SpeakingCommand("test", callback=run_tests, params=[maybe, engine, *shared], help=say("cli-rules-test"))
    )
    return group


@click.pass_context
def list_when_alone(context: click.Context, *, packs: tuple[str, ...], as_json: bool) -> None:
    """``jianfu rules`` alone lists them."""
    if context.invoked_subcommand is None:
        context.invoke(list_rules, packs=packs, as_json=as_json)


@click.pass_context
def list_rules(context: click.Context, *, packs: tuple[str, ...], as_json: bool) -> None:
    """One line a rule: id, check, kind of limit, limit today, title."""
    from jianfu.detect.load import load_packs
    from jianfu.detect.words import limit_words

    say = speaker(context)
    today = clock.today()
    rules = load_packs(packs).rules
    rows = [
        {
            "id": rule.id,
            "check": rule.check,
            "kind": rule.limit,
            "limit": limit_words(rule, today, say),
            "title": say.pick(rule.title),
            "status": rule.status,
        }
        for rule in rules
    ]
    rows.sort(key=lambda row: (row["check"], row["id"]))
    tell(as_json, {"rules": rows}, lambda: "\n".join(_line(row, say) for row in rows))


def _line(row: dict[str, object], say: Translator) -> str:
    return f"{row['check']:>3}  {row['id']:<26}{say('limit-kind-' + str(row['kind']))}  {row['limit']}  {row['title']}"


@click.pass_context
def show(context: click.Context, *, rule_id: str, packs: tuple[str, ...], as_json: bool) -> None:
    """One rule in full."""
    from jianfu.detect.load import load_packs
    from jianfu.detect.words import rule_facts, rule_page

    say = speaker(context)
    pack = load_packs(packs)
    rule = pack.rule(rule_id)
    tell(as_json, rule_facts(rule, pack), lambda: rule_page(rule, pack, say))


@click.pass_context
def run_tests(
    context: click.Context, *, rule_id: str | None, engine: str, packs: tuple[str, ...], as_json: bool
) -> int:
    """The cases of one rule or of all; exit 1 where one fails."""
    from contextlib import closing

    from jianfu.detect.cases import run_cases
    from jianfu.detect.load import load_packs
    from jianfu.engine.choose import open_engine

    say = speaker(context)
    pack = load_packs(packs)
    rules = [pack.rule(rule_id)] if rule_id else list(pack.rules)
    with closing(open_engine(engine)) as opened:
        results = [result for rule in rules for result in run_cases(rule, opened)]
    failed = [result for result in results if not result.passed]
    facts = {"engine": engine, "total": len(results), "passed": len(results) - len(failed)}
    rows = [
        {"rule": result.rule_id, "case": say.pick(result.case.name), "found": list(result.found)} for result in failed
    ]
    words = [f"✗ {row['rule']}: {row['case']}\n  {row['found']}" for row in rows]
    tell(as_json, {**facts, "failed": rows}, lambda: "\n".join([*words, say("cli-rules-cases", **facts)]))
    return 1 if failed else 0
