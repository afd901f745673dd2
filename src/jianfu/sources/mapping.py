"""The user's own corrections: which heading of which file and sheet is which column.

YAML: a list of entries ``{file: "*民政*", sheet: "*", heading: 联系人, column: work_group.owner_name}``; an empty
column (or ``-``) leaves the heading out. CSV: the columns file, sheet, heading, column.
"""

import codecs
import csv
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process

from jianfu.base.errors import UserProblem
from jianfu.base.yaml_file import LARGEST_BYTES, plain_yaml
from jianfu.sources.dictionary import dictionary
from jianfu.sources.encoding import encoding_of
from jianfu.tables import TABLES

SUGGESTIONS = 3


@dataclass(frozen=True)
class Rule:
    """One correction. ``file`` and ``sheet`` are globs; ``column`` is empty where the heading is to be ignored."""

    file: str
    sheet: str
    heading: str
    table: str
    column: str


@dataclass(frozen=True)
class Mapping:
    """All corrections of one mapping file, in its order; the first that fits counts."""

    rules: tuple[Rule, ...] = ()


NO_CORRECTIONS = Mapping()


def read_mapping(path: Path) -> Mapping:
    """The corrections in a mapping file; raises ``UserProblem`` naming the entry that is wrong."""
    return mapping_of(_entries_of_csv(path) if path.suffix.lower() == ".csv" else plain_yaml(path), path.name)


def mapping_of(entries: object, name: str) -> Mapping:
    """The corrections in a list of entries; ``name`` is what a ``UserProblem`` calls the list."""
    if not isinstance(entries, list):
        raise UserProblem("mapping-shape", file=name, entry=1)
    return Mapping(tuple(_rule(name, number, entry) for number, entry in enumerate(entries, 1)))


def _entries_of_csv(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise UserProblem("path-missing", path=path)
    if path.stat().st_size > LARGEST_BYTES:
        raise UserProblem("yaml-too-large", file=path.name, most=LARGEST_BYTES)
    data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        return list(csv.DictReader(data.decode(encoding_of(data) or "utf-8").splitlines()))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserProblem("mapping-unreadable", file=path.name, reason=str(error).splitlines()[0]) from error


def known_columns() -> list[str]:
    """Every ``table.column`` a heading can be mapped to."""
    return sorted(
        f"{table}.{column}" for table, words in dictionary().tables.items() for column in set(words.spellings.values())
    )


def _rule(name: str, number: int, entry: object) -> Rule:
    if not isinstance(entry, dict) or not entry.get("heading") or "column" not in entry:
        raise UserProblem("mapping-shape", file=name, entry=number)
    if set(entry) - {"file", "sheet", "heading", "column"}:
        raise UserProblem("mapping-shape", file=name, entry=number)
    column = str(entry["column"] or "").strip()
    column = "" if column == "-" else column
    if column and column not in known_columns():
        similar = [match[0] for match in process.extract(column, known_columns(), limit=SUGGESTIONS)]
        raise UserProblem("mapping-column", file=name, entry=number, column=column, similar=", ".join(similar))
    table, _, last = column.partition(".")
    return Rule(
        file=str(entry.get("file") or "*"),
        sheet=str(entry.get("sheet") or "*"),
        heading=str(entry["heading"]),
        table=table,
        column=last if table in TABLES else "",
    )
