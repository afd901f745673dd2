"""``jianfu letters``: audit replies, check a draft, train the model."""

from datetime import date
from pathlib import Path

import click

from jianfu.base import clock
from jianfu.base.i18n import Translator
from jianfu.cli.options import Bars, as_of_option, json_option, lang_option, pack_option, path_type, tell
from jianfu.cli.reading import read_options, reading_options
from jianfu.cli.speaking import SpeakingCommand, SpeakingGroup, speaker


def command(say: Translator) -> click.Command:
    """The group in one language."""
    group = SpeakingGroup("letters", help=say("cli-letters"))
    spoken: list[click.Parameter] = [json_option(say), lang_option(say)]
    model = click.Option(["--model"], type=path_type(), metavar="MODEL", help=say("cli-letters-model"))
    path = click.Argument(["path"], type=path_type())
    labelled = click.Argument(["labelled"], type=path_type())
    title = click.Option(["--title"], default="", help=say("cli-letters-check-title"))
    words = click.Option(["--about", "words"], default="", metavar="TEXT", help=say("cli-letters-train-words"))
    parameters: dict[str, list[click.Parameter]] = {
        "audit": [
            path, _place("out", "DIR", "audit-out", say), pack_option(say), as_of_option(say), model,
            *reading_options(say),
        ],
        "check-reply": [*(_place(name, "FILE", f"check-{name}", say) for name in ("letter", "reply")), title, model],
        "train": [labelled, _place("out", "MODEL", "train-out", say), words],
    }  # fmt: skip
    for name, callback in (("audit", audit), ("check-reply", check_reply), ("train", train)):
        help_text = say(f"cli-letters-{name.partition('-')[0]}")
        group.add_command(SpeakingCommand(name, callback=callback, help=help_text, params=[*parameters[name], *spoken]))
    return group


def _place(name: str, metavar: str, words: str, say: Translator) -> click.Option:
    return click.Option(
        [f"--{name}"], type=path_type(), required=True, metavar=metavar, help=say(f"cli-letters-{words}")
    )


@click.pass_context
def audit(  # noqa: PLR0913 - one argument for each option of the command
    context: click.Context,
    *,
    path: Path,
    out: Path,
    packs: tuple[str, ...],
    as_of: date | None,
    model: Path | None,
    mapping: Path | None,
    zone: str | None,
    as_json: bool,
) -> None:
    """Audits, says what is wrong with how many replies and what could not be read."""
    from jianfu import letter_cycle
    from jianfu.cli.lettered import audit_facts, audit_words
    from jianfu.measure.perfunctory.model import read_model

    say = speaker(context)
    began = clock.seconds()
    options = letter_cycle.LettersOptions(
        packs=packs,
        as_of=as_of,
        language=say.language,
        model=read_model(model) if model else None,
        reading=read_options(mapping, zone),
    )
    result = letter_cycle.audit_letters(path, out=out, options=options, progress=Bars(say))
    facts = audit_facts(result, round(clock.seconds() - began, 1))
    tell(as_json, facts, lambda: audit_words(result, facts, say))


@click.pass_context
def check_reply(
    context: click.Context, *, letter: Path, reply: Path, title: str, model: Path | None, as_json: bool
) -> int:
    """Says what a reader would object to; 1 where there is anything."""
    from jianfu.cli.lettered import check_facts, check_words
    from jianfu.measure.perfunctory.desk import check_draft
    from jianfu.measure.perfunctory.model import read_model
    from jianfu.sources.plain_text import read_text

    say = speaker(context)
    asked, answered = read_text(letter), read_text(reply)
    result = check_draft(asked, answered, title=title, model=read_model(model) if model else None)
    tell(as_json, check_facts(result, say), lambda: check_words(result, (asked, answered), say))
    return 0 if result.clean else 1


@click.pass_context
def train(context: click.Context, *, labelled: Path, out: Path, words: str, as_json: bool) -> None:
    """Trains, and says how wrong the model is on what it had not seen."""
    from jianfu import letter_cycle
    from jianfu.cli.lettered import model_facts, model_words

    say = speaker(context)
    made = letter_cycle.train_letters(labelled, out=out, words=words)
    tell(as_json, model_facts(made, out), lambda: model_words(made, out, say))
