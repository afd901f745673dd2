"""``jianfu serve``: the office on the web, with its worker."""

from pathlib import Path

import click

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import Translator
from jianfu.cli.options import lang_option, path_type
from jianfu.cli.speaking import SpeakingCommand, speaker

PORT = 8600
PORTS = click.IntRange(0, 65535)
PROCESSES = click.IntRange(1, 64)


def command(say: Translator) -> click.Command:
    """The command in one language."""
    return SpeakingCommand(
        "serve",
        callback=run,
        help=say("cli-serve"),
        params=[
            click.Argument(["office"], type=path_type(), required=False, default=Path("office")),
            click.Option(["--host"], default="127.0.0.1", show_default=True, help=say("cli-serve-host")),
            click.Option(["--port"], type=PORTS, default=PORT, show_default=True, help=say("cli-serve-port")),
            click.Option(["--workers"], type=PROCESSES, default=2, show_default=True, help=say("cli-serve-workers")),
            click.Option(["--demo"], is_flag=True, help=say("cli-serve-demo")),
            click.Option(["--from", "source"], type=path_type(), help=say("cli-serve-from")),
            click.Option(["--background"], is_flag=True, help=say("cli-serve-background")),
            click.Option(["--stop"], is_flag=True, help=say("cli-serve-stop")),
            lang_option(say),
        ],
    )  # fmt: skip


@click.pass_context
def run(  # noqa: PLR0913 - one argument for each option of the command
    context: click.Context,
    *,
    office: Path,
    host: str,
    port: int,
    workers: int,
    demo: bool,
    source: Path | None,
    background: bool,
    stop: bool,
) -> int:
    """Prepares the office, says where it is and serves until it is stopped."""
    try:
        from jianfu.web import serving
    except ModuleNotFoundError as missing:
        raise UserProblem("web-missing") from missing
    say = speaker(context)
    if stop:
        click.echo(say("cli-serve-stopped" if serving.stop(office.resolve()) else "cli-serve-not-running"))
        return 0
    if background and (found := serving.running(office.resolve())):
        click.echo(say("cli-serve-background-ready", address=found[1], office=str(office)))
        return 0
    serving.prepare(office.resolve(), demo=demo, host=host)
    if serving.is_empty() and (demo or source):
        click.echo(say("cli-serve-filling"))
        serving.fill(source, packs=("example_county",) if demo else ())
    if demo:
        serving.offer_accounts()
    elif password := serving.first_administrator():
        click.echo(say("cli-serve-first-user", name=serving.ADMINISTRATOR, password=password))
    with serving.listening(host, port) as (listener, address):
        if background:
            if serving.go_on_in_background(office.resolve(), address):
                return serving.serve(listener, workers)
            found = serving.running(office.resolve())
            click.echo(say("cli-serve-background-ready", address=found[1] if found else address, office=str(office)))
            return 0
        click.echo(say("cli-serve-ready", address=address))
        return serving.serve(listener, workers)
