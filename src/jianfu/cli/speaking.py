"""Click commands whose help, usage line and complaints speak the user's language."""

import re

import click

from jianfu.base.i18n import Translator

_EXTRA = re.compile(r"\s*\[[^\[\]]*\]$")
"""What click appends in English: ``[required]``, ``[x>=0]``."""


def speaker(context: click.Context) -> Translator:
    """The translator of this call, put there by ``main``."""
    say = context.find_object(Translator)
    if say is None:
        raise RuntimeError("a command was called without a language")
    return say


class SpeakingCommand(click.Command):
    """A command with its fixed words from the locale files."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Options, then what each parameter is called."""
        self.options_metavar = speaker(ctx)("cli-options-metavar")
        return super().collect_usage_pieces(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=speaker(ctx)("cli-usage") + " "
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a heading of the language."""
        say = speaker(ctx)
        records = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                name, words = record
                needed = say("cli-required") if parameter.required else ""
                records.append((name, _EXTRA.sub("", words) + needed))
        with formatter.section(say("cli-options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in the language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = speaker(ctx)("cli-help-option")
        return option


class SpeakingGroup(SpeakingCommand, click.Group):
    """A group of such commands."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Options, then the word for a command."""
        self.subcommand_metavar = speaker(ctx)("cli-commands-metavar")
        return super().collect_usage_pieces(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options first, then the commands."""
        SpeakingCommand.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line for each command, in the order a user meets them."""
        commands = [(name, command) for name, command in self.commands.items() if not command.hidden]
        with formatter.section(speaker(ctx)("cli-commands")):
            formatter.write_dl([(name, command.get_short_help_str(200)) for name, command in commands])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The order they were given in."""
        del ctx
        return list(self.commands)


def complaint(error: click.UsageError, say: Translator) -> str:
    """A wrong call in words of the language: what is wrong and where to read on."""
    command = error.ctx.command_path if error.ctx else "jianfu"
    match error:
        case click.NoSuchOption():
            words = say("cli-no-such-option", option=error.option_name)
        case click.MissingParameter():
            words = say("cli-missing-parameter", parameter=_name_of(error))
        case click.BadParameter():
            words = say("cli-bad-parameter", parameter=_name_of(error), why=error.message)
        case _:
            words = error.format_message()
    return words + "\n" + say("cli-read-help", command=command)


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    return (
        error.param.opts[0]
        if isinstance(error.param, click.Option)
        else error.param.make_metavar(click.Context(click.Command("")))
    )
