"""``jianfu plan``: from an audit to a plan that loses no duty."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import pyarrow.compute as pc

from jianfu.base.i18n import Translator
from jianfu.cli.options import Bars, json_option, lang_option, path_type, tell
from jianfu.cli.replay import lost_words
from jianfu.cli.speaking import SpeakingCommand, speaker

if TYPE_CHECKING:
    from jianfu.plan.folder import Clash, Plan


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "plan",
        callback=run,
        help=say("cli-plan"),
        params=[
            click.Argument(["run_folder"], type=path_type(), metavar="RUN"),
            click.Option(["--out"], type=path_type(), required=True, metavar="PLAN", help=say("cli-plan-out")),
            click.Option(["--weights"], type=path_type(), metavar="FILE", help=say("cli-plan-weights")),
            click.Option(
                ["--seconds", "--time-limit", "seconds"],
                type=click.FloatRange(min=0),
                default=60.0,
                metavar="N",
                help=say("cli-plan-seconds"),
            ),
            click.Option(["--seed"], type=int, default=1, metavar="N", help=say("cli-plan-seed")),
            json_option(say),
            lang_option(say),
        ],
    )


@click.pass_context
def run(  # noqa: PLR0913 - one argument for each option of the command
    context: click.Context,
    *,
    run_folder: Path,
    out: Path,
    weights: Path | None,
    seconds: float,
    seed: int,
    as_json: bool,
) -> int:
    """Makes the plan and says what it gives back to whom; exits with 1 for one its replay refuses."""
    from jianfu.orders.write import write_orders
    from jianfu.plan.make import PlanOptions, make_plan
    from jianfu.plan.weights import default_weights, read_weights
    from jianfu.report.plan.page import write_page
    from jianfu.report.plan.picture import write_picture

    say = speaker(context)
    options = PlanOptions(read_weights(weights) if weights else default_weights(), seconds, seed)
    plan = make_plan(run_folder, out=out, options=options, progress=Bars(say))
    page = write_page(write_picture(plan), say.language, out)
    orders = write_orders(plan, say.language)
    facts = {**_facts(plan, out), "orders": len(orders)}
    rest = [_told(orders, say), _page(page, say)]
    tell(as_json, facts, lambda: "\n".join([_words(plan, out, say), *replay_words(plan, say), *rest]))
    return 1 if plan.record.status == "refused" else 0


def _told(orders: list[Path], say: Translator) -> str:
    """How many orders stand where."""
    return say("cli-plan-orders", orders=len(orders), folder=str(orders[0].parent) if orders else "—")


def _page(page: Path, say: Translator) -> str:
    return say("cli-plan-page", page=str(page))


def _facts(plan: "Plan", out: Path) -> dict[str, object]:
    record = plan.record
    names = (
        "status", "objective", "bound", "gap", "changes", "moved", "minutes_before", "minutes_after",
        "worst_tenth_before", "worst_tenth_after", "seconds", "choices",
    )  # fmt: skip
    facts: dict[str, object] = {name: getattr(record, name) for name in names}
    clashes = [{"code": clash.code, **clash.facts} for clash in record.clashes]
    found = plan.replay.plan if plan.replay else None
    replay = {name: getattr(found, name) for name in ("must_act", "missed", "late")} if found else None
    return {**facts, "clashes": clashes, "replay": replay, "plan": str(out)}


def _words(plan: "Plan", out: Path, say: Translator) -> str:
    record = plan.record
    figures = ("minutes_before", "minutes_after", "worst_tenth_before", "worst_tenth_after")
    counted = {name: f"{getattr(record, name):,.1f}" for name in figures}
    gap = f"{max(100 * record.gap, 0.001):.3f}"
    lines = [
        say(
            "cli-plan-done", status=record.status, gap=gap, seconds=record.seconds, out=str(out),
            changes=record.changes, moved=record.moved, **counted,
        )
    ]  # fmt: skip
    lines.append(say("cli-plan-choices", choices=_choices(plan, say)))
    sources = plan.duties["source"]
    carried = pc.not_equal(plan.duties["carriers"], "")
    lines.append(
        say(
            "cli-plan-duties",
            duties=int(pc.sum(carried).as_py() or 0),
            proposed=int(pc.sum(pc.equal(sources, "evidence")).as_py() or 0),
            uncarried=int(pc.sum(pc.invert(carried)).as_py() or 0),
        )
    )
    return "\n".join([*lines, *(clash_words(clash, say) for clash in record.clashes)])


def replay_words(plan: "Plan", say: Translator) -> list[str]:
    """What the plan's replay found: that it passed, or which notices are lost."""
    replay = plan.replay
    found = replay.plan if replay else None
    if replay is None or found is None:
        return [say("cli-plan-replay-no_messages")]
    facts = {"must_act": found.must_act, "missed": found.missed, "late": found.late}
    if replay.status == "passed":
        facts = {"must_act": found.must_act}
    return [
        say(f"cli-plan-replay-{replay.status}", first=replay.first_day, last=replay.last_day, **facts),
        *lost_words(found, say),
    ]


def _choices(plan: "Plan", say: Translator) -> str:
    parts = []
    for name, count in plan.record.choices.items():
        kind, choice = name.split("-", 1)
        parts.append(f"{say(f'plan-kind-{kind}')} {say(f'plan-choice-{choice}')} {count}")
    return "; ".join(parts)


def clash_words(clash: "Clash", say: Translator) -> str:
    """A clash of demands as a sentence."""
    facts = dict(clash.facts)
    demands = facts.pop("demands", ())
    names = [say(f"plan-demand-{one}") for one in demands] if isinstance(demands, list | tuple) else []
    return say(f"plan-clash-{clash.code}", demands="; ".join(names), **facts)
