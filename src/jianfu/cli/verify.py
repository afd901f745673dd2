"""``jianfu verify``: whether a plan has helped, from two audits."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jianfu.base.i18n import Translator
from jianfu.cli.options import json_option, lang_option, path_type, tell
from jianfu.cli.speaking import SpeakingCommand, speaker

if TYPE_CHECKING:
    from jianfu.verify.model import Verification


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "verify",
        callback=run,
        help=say("cli-verify"),
        params=[
            click.Argument(["before"], type=path_type(), metavar="BEFORE"),
            click.Argument(["after"], type=path_type(), metavar="AFTER"),
            click.Option(["--out"], type=path_type(), required=True, metavar="DIR", help=say("cli-verify-out")),
            click.Option(["--plan"], type=path_type(), metavar="PLAN", help=say("cli-verify-plan")),
            json_option(say),
            lang_option(say),
        ],
    )


@click.pass_context
def run(context: click.Context, *, before: Path, after: Path, out: Path, plan: Path | None, as_json: bool) -> None:
    """Compares two audits and says what came of it."""
    from jianfu.plan.folder import open_plan
    from jianfu.plan.run_folder import open_audited
    from jianfu.verify.compare import verify
    from jianfu.verify.write import write_verification

    say = speaker(context)
    found = verify(open_audited(before), open_audited(after), open_plan(plan) if plan else None)
    write_verification(found, say.language, out)
    tell(as_json, _facts(found, out), lambda: _words(found, out, say))


def _facts(found: "Verification", out: Path) -> dict[str, object]:
    changes = {one.name: one.change for one in found.figures}
    return {
        "verdict": found.verdict,
        "reasons": [{"code": one.code, **one.facts} for one in found.reasons],
        "figures": {name: change and change._asdict() for name, change in changes.items()},
        "proposals": _counts(found),
        "done": _counts(found, "done"),
        "rebound": [{"code": one.code, **one.facts, "minutes": one.minutes} for one in found.rebound],
        "silent": list(found.silent),
        "out": str(out),
    }


def _counts(found: "Verification", what: str = "outcome") -> dict[str, int]:
    names = [str(getattr(one, what)) for one in found.proposals]
    return {name: names.count(name) for name in sorted(set(names))}


def _words(found: "Verification", out: Path, say: Translator) -> str:
    from jianfu.verify.page import reason_words, rebound_words

    lines = [say(f"verify-verdict-{found.verdict}"), *(reason_words(one, say) for one in found.reasons)]
    lines += [rebound_words(one, say) for one in found.rebound]
    lines += [say(f"verify-silent-{name}") for name in found.silent]
    for what in ("done", "outcome"):
        if found.proposals:
            parts = [f"{say(f'verify-{what}-{name}')} {count}" for name, count in _counts(found, what).items()]
            lines.append(say(f"cli-verify-{what}", parts="; ".join(parts)))
    return "\n".join([*lines, say("cli-verify-written", out=str(out))])
