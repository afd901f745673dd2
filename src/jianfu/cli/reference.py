"""Writes the reference pages from the code itself: commands, tables, measures, rules, names of the library."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

import jianfu
from jianfu.base.i18n import LANGUAGES, Translator, translator
from jianfu.cli.main import make
from jianfu.detect.finding import FINDING
from jianfu.detect.reference import write_reference
from jianfu.measure.catalogue import MEASURES
from jianfu.tables import TABLES
from jianfu.tables.column import Column, Table
from jianfu.tables.words import note_of, unit_of

SUFFIXES = {"en": "md", "zh-Hans": "zh.md"}


def pages(say: Translator) -> Mapping[str, str]:
    """Page name -> Markdown, in one language."""
    return {
        "README": _overview(say),
        "commands": _commands(say),
        "tables": _tables(say("reference-tables"), TABLES, say),
        "measures": _tables(say("reference-measures"), MEASURES, say, _definition),
        "findings": _tables(say("reference-findings"), {FINDING.name: FINDING}, say),
        "library": _library(say),
    }


def write_pages(folder: Path) -> list[Path]:
    """Writes every page in every language, the rules too, and says which."""
    folder.mkdir(parents=True, exist_ok=True)
    written = list(write_reference(folder))
    for language in LANGUAGES:
        for name, text in pages(translator(language)).items():
            path = folder / f"{name}.{SUFFIXES[language]}"
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written


def _overview(say: Translator) -> str:
    suffix = SUFFIXES[say.language]
    names = ("commands", "rules", "tables", "measures", "findings", "library")
    lines = [f"- [{say(f'reference-{name}')}]({name}.{suffix})" for name in names]
    return "\n".join([f"# {say('reference-title')}", "", say("reference-made"), "", *lines, ""])


def _commands(say: Translator) -> str:
    context = click.Context(make(say), info_name="jianfu", obj=say, max_content_width=100, terminal_width=100)
    parts = [f"# {say('reference-commands')}", "", say("reference-exit-codes"), ""]
    for path, command in _every_command(context.command, ("jianfu",)):
        inner = click.Context(command, info_name=" ".join(path), obj=say, max_content_width=100, terminal_width=100)
        parts += [f"## {' '.join(path)}", "", "```text", command.get_help(inner), "```", ""]
    return "\n".join(parts)


def _every_command(command: click.Command, path: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _every_command(inner, (*path, name))


def _tables(
    title: str,
    tables: Mapping[str, Table],
    say: Translator,
    about: Callable[[Table, Translator], list[str]] | None = None,
) -> str:
    parts = [f"# {title}", ""]
    for table in tables.values():
        parts += [f"## {table.name}: {say.pick({'zh': table.zh, 'en': table.en})}", ""]
        parts += about(table, say) if about else []
        parts += [say("reference-key", columns=", ".join(table.key)), ""]
        heads = (say("reference-column"), say("reference-type"), say("reference-meaning"))
        parts += [f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
        parts += [_column_row(column, say) for column in table.columns]
        parts.append("")
    return "\n".join(parts)


def _definition(table: Table, say: Translator) -> list[str]:
    return [say(f"definition-{table.name}"), ""]


def _column_row(column: Column, say: Translator) -> str:
    kind = say(f"column-kind-{column.kind}")
    meaning = [
        say.pick({"zh": column.zh, "en": column.en}),
        unit_of(column, say),
        note_of(column, say),
        ", ".join(f"`{value}`" for value in column.values),
        say("reference-person") if column.person else "",
    ]
    between = say.pick({"zh": "；", "en": "; "})
    return f"| `{column.name}` | {kind} | {between.join(filter(None, meaning))} |"


def _library(say: Translator) -> str:
    parts = [f"# {say('reference-library')}", "", "```python", "import jianfu", "```", ""]
    for name in jianfu.__all__:
        thing = getattr(jianfu, name)
        if callable(thing):
            parts += [f"## jianfu.{name}", "", "```text", (thing.__doc__ or "").strip(), "```", ""]
    parts += [say("reference-constants", names=", ".join(f"`{n}`" for n in ("TABLES", "MEASURES", "VERSION"))), ""]
    return "\n".join(parts)


if __name__ == "__main__":
    for page in write_pages(Path(sys.argv[1])):
        click.echo(page)
