"""Whatever a user or an auditor may look up stands in the reference, in both languages."""

import pytest

from jianfu.base.errors import Defect, SourceProblem, UserProblem
from jianfu.base.i18n import LANGUAGES, translator
from jianfu.cli.main import COMMANDS
from jianfu.cli.reference import SUFFIXES, pages
from jianfu.detect.finding import FINDING
from jianfu.detect.load import load_packs
from jianfu.detect.reference import INDEX, page_name, reference
from jianfu.measure.catalogue import MEASURES
from jianfu.tables import TABLES


@pytest.fixture(scope="module", params=LANGUAGES)
def book(request):
    say = translator(request.param)
    return {**pages(say), "rules/README": reference(say)[page_name(INDEX, say)]}


def headings(page: str) -> set[str]:
    return {line.removeprefix("## ").split(":")[0] for line in page.splitlines() if line.startswith("## ")}


def test_every_command_stands_in_the_reference(book) -> None:
    names = {module.__name__.rsplit(".", 1)[-1].rstrip("_").replace("_", "-") for module in COMMANDS}
    assert {f"jianfu {name}" for name in names} <= headings(book["commands"])


def test_every_exit_code_stands_in_the_reference(book) -> None:
    codes = {0, 1, 130, Defect.exit_code, UserProblem.exit_code, SourceProblem.exit_code}
    line = next(line for line in book["commands"].splitlines() if "--fail-on" in line)
    assert {code for code in codes if f"{code} " not in line} == set()


def test_every_table_and_measure_stands_in_the_reference_with_all_its_columns(book) -> None:
    for page, tables in (
        ("tables", TABLES.values()),
        ("measures", MEASURES.values()),
        ("findings", [FINDING]),
    ):
        assert {table.name for table in tables} == headings(book[page])
        assert all(f"| `{column.name}` |" in book[page] for table in tables for column in table.columns)


def test_every_rule_stands_in_the_reference(book) -> None:
    rules = [rule.id for rule in load_packs().rules]
    assert rules
    assert [name for name in rules if f"({name}." not in book["rules/README"]] == []


def test_the_first_page_leads_to_all_others(book) -> None:
    suffix = next(suffix for suffix in SUFFIXES.values() if f"(commands.{suffix})" in book["README"])
    assert [name for name in book if name != "README" and f"({name}.{suffix})" not in book["README"]] == []
