"""The bilingual dictionary of headings and values (synonyms.yaml), ready for looking up."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from jianfu.tables import TABLES, Column

LEDGER_TABLES = (
    "work_group", "app", "app_function", "app_use", "account", "form", "form_field", "letter", "unit", "person",
    "duty", "exemption", "membership", "submission", "appraisal_item", "reduction_target",
)  # fmt: skip
"""Tables that come as ledgers, in the order in which a tie is decided."""
OWN_HEADINGS_LEFT_OUT = frozenset({("letter", "title"), ("person", "person_id"), ("membership", "person_id")})
"""Canonical headings another table's ledgers use in another sense are spelled out in the dictionary instead."""
VALUE_LISTS = {
    ("person", "state"): "employment", ("unit", "kind"): "unit_kind", ("letter", "kind"): "letter_kind",
    ("person", "post"): "post", ("letter", "state"): "letter_state", ("form", "level"): "level",
    ("reduction_target", "kind"): "reduced_kind", ("app", "exemption_reason"): "reason",
    ("app_function", "exemption_reason"): "reason",
}  # fmt: skip
"""Columns whose values stand in the dictionary under another name than their own."""

_BRACKETS = re.compile(r"[(\[【〔〈《「{][^)\]】〕〉》」}]*[)\]】〕〉》」}]")
_NOISE = re.compile(r"[\s*:：、,，.。;；/\\|_'\"“”‘’·\-—–]+|的")
_CJK = re.compile(r"[㐀-鿿豈-﫿]")


@dataclass(frozen=True)
class TableWords:
    """What is known of one table's ledgers: ``spellings`` maps a folded heading to a column."""

    name: str
    need: tuple[frozenset[str], ...]
    hints: tuple[str, ...]
    spellings: dict[str, str]


@dataclass(frozen=True)
class Dictionary:
    """All tables, the weight of each heading (the fewer tables use it, the more it says), and values."""

    tables: dict[str, TableWords]
    weights: dict[str, float]
    ignored: frozenset[str]
    values: dict[str, tuple[tuple[str, str], ...]]
    words: dict[str, frozenset[str]]
    """Words for blank, open-ended, true and false cells, in lower case."""


def fold(text: str) -> str:
    """A heading or value without what does not tell it apart: width, case, white space, punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


def variants(heading: str) -> tuple[str, ...]:
    """The ways to read one heading: as it is, without brackets, its Chinese and its Latin part alone."""
    plain = unicodedata.normalize("NFKC", heading)
    found = [fold(plain), fold(_BRACKETS.sub("", plain))]
    if _CJK.search(plain):
        bare = _BRACKETS.sub("", plain)
        # A heading in both languages: the Chinese words first, then the English ones.
        parts = re.match(r"^(.*[㐀-鿿豈-﫿)])[\s/|]*([A-Za-z][A-Za-z0-9 ,.'()/-]*)$", bare, re.DOTALL)
        if parts:
            found += [fold(parts.group(1)), fold(parts.group(2))]
    return tuple(dict.fromkeys(part for part in found if part))


@cache
def dictionary() -> Dictionary:
    """The dictionary, read once."""
    # The base loader keeps every scalar as text: "no" and "yes" are headings and values here.
    text = files("jianfu.sources").joinpath("synonyms.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  builds text, lists and mappings only
    tables = {name: _table_words(name, raw["tables"][name]) for name in LEDGER_TABLES}
    uses: dict[str, int] = {}
    for words in tables.values():
        for spelling in words.spellings:
            uses[spelling] = uses.get(spelling, 0) + 1
    return Dictionary(
        tables=tables,
        weights={spelling: 1 / count for spelling, count in uses.items()},
        ignored=frozenset(fold(str(word)) for word in raw["ignored"]),
        values={
            name: tuple((fold(str(word)), value) for value, words in spellings.items() for word in (value, *words))
            for name, spellings in raw["values"].items()
        },
        words={name: frozenset(words) for name, words in raw["words"].items()},
    )


def value_spellings(table: str, column: Column) -> dict[str, str]:
    """Folded spelling -> canonical value, of a column that knows only certain values."""
    known = dictionary().values.get(VALUE_LISTS.get((table, column.name), column.name), ())
    allowed = {spelling: value for spelling, value in known if not column.values or value in column.values}
    return {fold(value): value for value in column.values} | allowed


def _table_words(name: str, raw: dict[str, object]) -> TableWords:
    columns: dict[str, list[str]] = raw["columns"]  # type: ignore[assignment]
    spellings: dict[str, str] = {}
    for column in TABLES[name].columns:
        own = () if (name, column.name) in OWN_HEADINGS_LEFT_OUT else (column.zh, column.en)
        for word in (column.name, *own):
            spellings.setdefault(fold(word), column.name)
    for extra, words in columns.items():
        for word in (extra, *words):
            spellings.setdefault(fold(word), extra)
            spellings.setdefault(fold(_BRACKETS.sub("", unicodedata.normalize("NFKC", word))), extra)
    spellings.pop("", None)
    return TableWords(
        name=name,
        need=tuple(frozenset(columns_needed) for columns_needed in raw["need"]),  # type: ignore[attr-defined]
        hints=tuple(fold(hint) for hint in (*raw["hints"], TABLES[name].zh, TABLES[name].en)),  # type: ignore[misc]
        spellings=spellings,
    )
