"""The committed reference pages say what the rule files say."""

from functools import cache
from pathlib import Path

import pytest

from jianfu.base.i18n import LANGUAGES, Translator
from jianfu.detect.load import load_packs
from jianfu.detect.reference import FILE_NAMES, quantity, reference

FOLDER = Path(__file__).parents[2] / "docs/reference"
fresh_page = cache(lambda language: reference(Translator(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_committed_page_is_the_one_the_rule_files_give(language: str) -> None:
    page = (FOLDER / FILE_NAMES[language]).read_text(encoding="utf-8")
    assert page == fresh_page(language), "run: make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_every_case_stands_on_the_page(language: str) -> None:
    say, page = Translator(language), fresh_page(language)
    for rule in load_packs().rules:
        assert f'<a id="{rule.id}"></a>' in page
        for words in (rule.remedy, rule.dispute, rule.message, *(case.name for case in rule.cases)):
            assert say.pick(words) in page


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(0.1, "share", "10 %"), (0.7, "share", "70 %"), (14, "day", "14 days"), (3, "working day", "3 working days")],
)
def test_a_limit_is_written_with_its_unit(value: float, unit: str, words: str) -> None:
    assert quantity(value, unit, Translator("en")) == words
