"""The committed reference pages say what the rule files say."""

import re
from functools import cache
from pathlib import Path

import pytest

from jianfu.base.i18n import LANGUAGES, Translator
from jianfu.detect.load import load_packs
from jianfu.detect.reference import FOLDER, INDEX, page_name, quantity, reference, write_reference

PAGES = Path(__file__).parents[2] / "docs/reference" / FOLDER
fresh_pages = cache(lambda language: reference(Translator(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_committed_pages_are_those_the_rule_files_give(language: str) -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    mine = {name: text for name, text in committed.items() if name.endswith(".zh.md") == (language == "zh-Hans")}
    assert mine == fresh_pages(language), "run: make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_page_with_all_its_cases_and_stands_in_the_index(language: str) -> None:
    say, pages = Translator(language), fresh_pages(language)
    index = pages[page_name(INDEX, say)]
    for rule in load_packs().rules:
        page = pages[page_name(rule.id, say)]
        assert f"({page_name(rule.id, say)})" in index
        for words in (rule.remedy, rule.dispute, rule.message, *(case.name for case in rule.cases)):
            assert say.pick(words) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_between_the_pages_leads_to_one_of_them(language: str) -> None:
    pages = fresh_pages(language)
    for text in pages.values():
        targets = re.findall(r"\]\(([^)/#:]+\.md)\)", text)
        assert set(targets) <= set(pages)


def test_pages_of_rules_that_are_no_more_are_removed(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "gone.md").write_text("old", encoding="utf-8")
    written = write_reference(tmp_path)
    assert sorted((tmp_path / FOLDER).iterdir()) == sorted(written)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(0.1, "share", "10 %"), (0.7, "share", "70 %"), (14, "day", "14 days"), (3, "working day", "3 working days")],
)
def test_a_limit_is_written_with_its_unit(value: float, unit: str, words: str) -> None:
    assert quantity(value, unit, Translator("en")) == words
