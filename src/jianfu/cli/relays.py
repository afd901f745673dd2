"""``jianfu relays``: which messages pass on which notice, and what changed on the way."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jianfu.base.i18n import Translator
from jianfu.cli.options import Bars, json_option, lang_option, path_type, tell
from jianfu.cli.reading import read_options, reading_options
from jianfu.cli.speaking import SpeakingCommand, speaker

if TYPE_CHECKING:
    from jianfu.relay_cycle import TracedRelays

QUOTED = 48
"""Characters shown of a notice."""


def command(say: Translator) -> click.Command:
    """The command in one language."""
    threshold = click.Option(
        ["--threshold"], type=float, default=0.4, metavar="SHARE", help=say("cli-relays-threshold")
    )
    return SpeakingCommand(
        "relays",
        callback=run,
        help=say("cli-relays"),
        params=[
            click.Argument(["path"], type=path_type()),
            click.Option(["--out"], type=path_type(), required=True, metavar="DIR", help=say("cli-relays-out")),
            threshold,
            click.Option(["--store"], type=path_type(), metavar="STORE", help=say("cli-relays-store")),
            click.Option(["--engine"], default="duckdb", metavar="ENGINE", help=say("cli-relays-engine")),
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
    threshold: float,
    store: Path | None,
    engine: str,
    mapping: Path | None,
    zone: str | None,
    as_json: bool,
) -> None:
    """Traces, says how much was passed on and what most."""
    from jianfu import relay_cycle

    say = speaker(context)
    reading = read_options(mapping, zone)
    way = relay_cycle.Way(store, engine)
    traced = relay_cycle.trace_relays(path, out=out, threshold=threshold, reading=reading, progress=Bars(say), way=way)
    tell(as_json, traced.summary, lambda: _words(traced, out / relay_cycle.PARQUET, say))


def _words(traced: "TracedRelays", file: Path, say: Translator) -> str:
    lines = [
        say("relays-done", **{name: traced.summary[name] for name in ("messages", "clusters", "copies", "seconds")})
    ]
    if traced.notices:
        lines.append(say("relays-most"))
        lines += [
            f"  {say('relays-notice', copies=notice.copies, id=notice.cluster_id, text=_quoted(notice.text))}"
            for notice in traced.notices
        ]
    return "\n".join([*lines, say("relays-file", file=str(file))])


def _quoted(text: str) -> str:
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
