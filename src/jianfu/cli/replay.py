"""``jianfu replay``: last period's messages run through a plan, or through what a crude campaign would leave."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from jianfu.base.i18n import Translator
from jianfu.cli.options import Bars, json_option, lang_option, path_type, tell
from jianfu.cli.speaking import SpeakingCommand, speaker
from jianfu.plan.replay.record import CAMPAIGNS

if TYPE_CHECKING:
    from jianfu.plan.replay.record import LostNotice, Replayed, Unreached

MOST_TOLD = 5


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "replay",
        callback=run,
        help=say("cli-replay"),
        params=[
            click.Argument(["plan"], type=path_type(), metavar="[PLAN]", required=False),
            click.Option(["--campaign"], type=click.Choice(CAMPAIGNS), help=say("cli-replay-campaign")),
            click.Option(["--dataset"], type=path_type(), metavar="DATASET", help=say("cli-replay-dataset")),
            json_option(say),
            lang_option(say),
        ],
    )


@click.pass_context
def run(context: click.Context, *, plan: Path | None, campaign: str | None, dataset: Path | None, as_json: bool) -> int:
    """Says what is missed, late and doubled; exits with 1 for a plan under which somebody is not reached in time."""
    from jianfu.plan.replay.alone import replay_campaign, replay_made

    say = speaker(context)
    if plan is not None and campaign is None:
        found = replay_made(plan, dataset, Bars(say))
    elif plan is None and campaign is not None and dataset is not None:
        found = replay_campaign(campaign, dataset, Bars(say))
    else:
        raise click.UsageError(say("cli-replay-one-of-two"), ctx=context)
    tell(as_json, msgspec.to_builtins(found), lambda: _words(found, say))
    return 1 if plan is not None and (found.missed or found.late) else 0


def _words(found: "Replayed", say: Translator) -> str:
    minutes = found.minutes
    amounts = {
        f"{name}_{when}_{case}": f"{getattr(getattr(change, when), case):,.1f}" if change else "-"
        for name, change in (("total", minutes.total), ("worst", minutes.worst_tenth))
        for when in ("before", "after")
        for case in ("low", "middle", "high")
    }
    counts = {
        name: getattr(found, name)
        for name in ("must_act", "missed", "late", "twice", "twice_before", "changes", "duties_lost")
    }
    harm = {name: getattr(found, name) for name in ("protected_ended", "restricted_widened")}
    lines = [say("cli-replay-done", **counts, **harm), say("cli-replay-minutes", **amounts)]
    return "\n".join([*lines, *lost_words(found, say)])


def lost_words(found: "Replayed", say: Translator) -> list[str]:
    """The first notices that do not reach everybody in time, one sentence each."""
    return [_lost(notice, say) for notice in found.lost[:MOST_TOLD]]


def _lost(notice: "LostNotice", say: Translator) -> str:
    return say(
        "replay-lost",
        how="missed" if notice.missed else "late",
        basis=say(f"replay-basis-{notice.basis}"),
        duty=notice.duty or "",
        named="yes" if notice.duty else "no",
        group=notice.group or notice.group_id,
        sent=f"{notice.sent_at:%Y-%m-%d %H:%M}",
        due=f"{notice.due_at:%Y-%m-%d %H:%M}" if notice.due_at else "-",
        people=say("replay-between").join(_unreached(one, say) for one in notice.unreached)
        or say("replay-nobody-known"),
    )


def _unreached(one: "Unreached", say: Translator) -> str:
    named = [say(f"value-{name}") for name in (one.level, one.post) if name]
    role = say("replay-role", level=named[0], post=named[1]) if len(named) == 2 else say("replay-role-unknown")
    return say("replay-people", role=role, count=one.people) if one.people else say("replay-a-few", role=role)
