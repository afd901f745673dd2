"""``jianfu``: the command list, the language, and what each failure exits with."""

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from jianfu.base.errors import Problem
from jianfu.base.i18n import Translator, language_of, translator
from jianfu.base.version import VERSION
from jianfu.cli import (
    audit,
    check_plan,
    import_,
    letters,
    log,
    match,
    plan,
    relays,
    replay,
    report,
    rules,
    score,
    serve,
    simulate,
    sketch,
    template,
    verify,
    what_if,
)
from jianfu.cli.speaking import SpeakingGroup, complaint
from jianfu.detect.faults import PackProblem

COMMANDS = (
    simulate, template, import_, audit, relays, sketch, match, letters, plan, check_plan, replay, verify,
    report, rules, what_if, score, serve, log,
)  # fmt: skip
"""In the order a new user meets them."""


def make(say: Translator) -> click.Group:
    """The whole command line in one language."""
    group = SpeakingGroup("jianfu", help=say("cli-jianfu"), context_settings={"obj": say, "max_content_width": 100})
    group.params.append(
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=say("cli-version"),
        )
    )
    for module in COMMANDS:
        group.add_command(module.command(say))
    return group


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"jianfu {VERSION}")
        context.exit(0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one call and leaves the process.

    0 done, 1 findings where ``--fail-on`` asks for it, 2 bad input, 3 a defect of ours, 130 interrupted.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    say = translator(language_of(_wished_language(words)))
    sys.exit(_run(words, say))


def _run(words: list[str], say: Translator) -> int:
    try:
        result = make(say).main(words, prog_name="jianfu", standalone_mode=False)
    except click.UsageError as error:
        click.echo(complaint(error, say), err=True)
        return 2
    except Problem as problem:
        click.echo(_told(problem, say), err=True)
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("cli-interrupted"), err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the edge: whatever is left is our fault, told without a traceback
        click.echo(say("cli-defect", kind=type(error).__name__, file=_keep_details()), err=True)
        return 3
    return result if isinstance(result, int) else 0


def _told(problem: Problem, say: Translator) -> str:
    """A problem in words; of a pack every fault, with file and key."""
    if not isinstance(problem, PackProblem):
        return say.problem(problem)
    lines = [say("cli-pack-faults", count=len(problem.faults))]
    for fault in problem.faults:
        sentence = say.problem(fault.problem)
        lines.append(f"  {sentence if fault.file in sentence else f'{fault.file} [{fault.key}] {sentence}'}")
    return "\n".join(lines)


def _keep_details() -> Path:
    """The traceback in a file of its own that only this user can read."""
    handle, name = tempfile.mkstemp(prefix="jianfu-defect-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(traceback.format_exc())
    return Path(name)


def _wished_language(words: Sequence[str]) -> str | None:
    """``--lang`` wherever it stands, so that even a complaint about the call speaks it."""
    for position, word in enumerate(words):
        if word == "--lang" and position + 1 < len(words):
            return words[position + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


if __name__ == "__main__":
    main()
