"""``jianfu rules``: list the rules, explain one, run its cases and break it, compare two packs."""

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
    maybe = click.Argument(["rule_id"], metavar="[ID]", required=False)
    engine = click.Option(["--engine"], default="duckdb", help=say("cli-audit-engine"))
    sides = [click.Argument([name], metavar=name.upper()) for name in ("pack_a", "pack_b")]
    group.add_command(
        SpeakingCommand("explain", callback=explain, params=[one, *shared], help=say("cli-rules-explain"))
    )
    group.add_command(
        SpeakingCommand("test", callback=run_tests, params=[maybe, engine, *shared], help=say("cli-rules-test"))
    )
    group.add_command(
        SpeakingCommand("mutate", callback=run_mutants, params=[maybe, *shared[1:]], help=say("cli-rules-mutate"))
    )
    group.add_command(
        SpeakingCommand("diff", callback=compare, params=[*sides, *shared[1:]], help=say("cli-rules-diff"))
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
def explain(context: click.Context, *, rule_id: str, packs: tuple[str, ...], as_json: bool) -> None:
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


@click.pass_context
def run_mutants(context: click.Context, *, rule_id: str | None, as_json: bool) -> int:
    """The mutants of one rule or of all against its cases; exit 1 where no case notices one."""
    from contextlib import closing
    from dataclasses import asdict

    from jianfu.detect.load import load_packs
    from jianfu.detect.mutation import mutate
    from jianfu.engine.duckdb import DuckdbEngine

    say = speaker(context)
    pack = load_packs()
    rules = [pack.rule(rule_id)] if rule_id else list(pack.rules)
    with closing(DuckdbEngine(threads=1)) as engine:
        results = [mutate(rule, engine) for rule in rules]
    words = [
        f"{sign} {result.rule_id}: {name}"
        for result in results
        for sign, names in (("✗", result.unnoticed), ("?", result.stale))
        for name in names
    ]
    counts = {
        "mutants": sum(result.count for result in results),
        "equivalent": sum(len(result.equivalent) for result in results),
        "survivors": sum(len(result.unnoticed) for result in results),
        "stale": sum(len(result.stale) for result in results),
    }
    facts = {**counts, "rules": [asdict(result) for result in results]}
    tell(as_json, facts, lambda: "\n".join([*words, say("cli-rules-mutants", **counts)]))
    return 0 if all(result.sound for result in results) else 1


@click.pass_context
def compare(context: click.Context, *, pack_a: str, pack_b: str, as_json: bool) -> None:
    """Where two packs differ; ``national`` is the one without any county's limits."""
    from dataclasses import asdict

    from jianfu.cli.pack_differences import difference_lines
    from jianfu.detect.load import NATIONAL, load_packs
    from jianfu.detect.pack_diff import pack_diff

    say = speaker(context)
    left, right = (load_packs(() if name == NATIONAL else (name,)) for name in (pack_a, pack_b))
    found = pack_diff(left, right)
    facts = {"left": pack_a, "right": pack_b, "differences": [asdict(each) for each in found]}
    tell(as_json, facts, lambda: "\n".join(difference_lines(found, (left, right), (pack_a, pack_b), say)))
