"""Writes the reference pages from the code itself: commands, tables, measures, rules, names of the library."""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

import jianfu
from jianfu.base.i18n import LANGUAGES, Translator, translator
from jianfu.cli.main import make
from jianfu.detect.finding import FINDING
from jianfu.detect.reference import FOLDER, write_reference
from jianfu.measure.catalogue import MEASURES
from jianfu.tables import TABLES
from jianfu.tables.column import Column, Table
from jianfu.tables.words import note_of, unit_of
from jianfu.web.api.document import text

_MODULE = re.compile(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])")
_KEYWORD_ONLY = inspect.Parameter.KEYWORD_ONLY
OPENAPI = "openapi.json"
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
        for name, page in pages(translator(language)).items():
            path = folder / f"{name}.{SUFFIXES[language]}"
            path.write_text(page, encoding="utf-8")
            written.append(path)
    document = folder / OPENAPI
    document.write_text(text(), encoding="utf-8")
    return [*written, document]


def _overview(say: Translator) -> str:
    suffix = SUFFIXES[say.language]
    names = ("commands", "rules", "tables", "measures", "findings", "library")
    places = {name: f"{name}/README" if name == FOLDER else name for name in names}
    lines = [f"- [{say(f'reference-{name}')}]({place}.{suffix})" for name, place in places.items()]
    lines.append(f"- [{say('reference-openapi')}]({OPENAPI})")
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
            parts += [f"## jianfu.{name}", "", "```python", *_described(name, thing), "```", ""]
    parts += [say("reference-constants", names=", ".join(f"`{n}`" for n in ("TABLES", "MEASURES", "VERSION"))), ""]
    return "\n".join(parts)


def _described(name: str, thing: object) -> Iterable[str]:
    """A name as a reader of the code would see it: what it takes, what it says, and what a class offers."""
    yield f"{name}{_signature(thing)}" if inspect.isfunction(thing) else f"class {name}"
    yield from _docstring(thing, "    ")
    for member, value in vars(thing).items() if inspect.isclass(thing) else ():
        asked = value.fget if isinstance(value, property) else getattr(value, "func", value)
        if inspect.isfunction(asked) and asked.__doc__ and not member.startswith("_"):
            yield f"    .{member}{_signature(asked) if asked is value else ''}"
            yield from _docstring(asked, "        ")


def _signature(function: Callable[..., object]) -> str:
    """What a function takes and gives, types by their short names, broken where it is long."""
    signature = inspect.signature(function)
    parameters = [one for one in signature.parameters.values() if one.name != "self"]
    taken = [_MODULE.sub("", str(one)) for one in parameters]
    kinds = [one.kind for one in parameters]
    if _KEYWORD_ONLY in kinds and inspect.Parameter.VAR_POSITIONAL not in kinds:
        taken.insert(kinds.index(_KEYWORD_ONLY), "*")
    given = _MODULE.sub("", inspect.formatannotation(signature.return_annotation))
    line = f"({', '.join(taken)}) -> {given}"
    return line if len(line) <= 100 else "(\n    " + ",\n    ".join(taken) + f",\n) -> {given}"


def _docstring(thing: object, indent: str) -> Iterable[str]:
    return (f"{indent}{line}".rstrip() for line in inspect.cleandoc(thing.__doc__ or "").splitlines())


if __name__ == "__main__":
    for page in write_pages(Path(sys.argv[1])):
        click.echo(page)
