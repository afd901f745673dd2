"""Every column is explained to readers of both languages alike."""

import re

import pytest

from jianfu.base.i18n import LANGUAGES, translator
from jianfu.detect.finding import FINDING
from jianfu.measure.catalogue import MEASURES
from jianfu.tables import TABLES
from jianfu.tables.column import NO_NOTE, Kind
from jianfu.tables.words import note_of, unit_of

COLUMNS = [
    pytest.param(column, id=f"{table.name}.{column.name}")
    for table in (*TABLES.values(), *MEASURES.values(), FINDING)
    for column in table.columns
]
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("column", COLUMNS)
def test_heading_and_note_are_chinese_in_chinese_and_english_in_english(column) -> None:
    assert HAN.search(column.zh) and column.en and not HAN.search(column.en)
    chinese, english = (note_of(column, translator(language)) for language in LANGUAGES)
    assert bool(chinese) == bool(english), "a note is told in both languages or in none"
    assert not HAN.search(english)
    # A list of code words needs no translation; a sentence does.
    assert (
        column.note == NO_NOTE
        or HAN.search(chinese)
        or set(re.split(r"\W+", chinese)) == set(re.split(r"\W+", english))
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("column", COLUMNS)
def test_a_unit_has_words(column, language: str) -> None:
    assert bool(unit_of(column, translator(language))) == bool(column.unit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_column_has_words(language: str) -> None:
    assert all(translator(language)(f"column-kind-{kind}") for kind in Kind)
