import csv
import io

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from read_files import read, write_book

from jianfu.base.errors import UserProblem
from jianfu.base.spreadsheet import FORMULA_STARTS, safe_cell
from jianfu.sources.dictionary import LEDGER_TABLES
from jianfu.sources.examples import EXAMPLES
from jianfu.sources.template import drop_down, write_template
from jianfu.sources.template_columns import TEMPLATE_COLUMNS
from jianfu.tables import TABLES


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_blank_ledgers_are_read_back_with_full_confidence_and_nothing_in_them(tmp_path, language) -> None:
    write_template(tmp_path / "t.xlsx", language)
    found = read(tmp_path / "t.xlsx")
    assert found.tables == {}
    assert found.quarantined == []
    wanted = {(table, column.name) for table in LEDGER_TABLES for column in TEMPLATE_COLUMNS[table]}
    assert {(match.table, match.column) for match in found.headings if match.column} == wanted
    assert {match.confidence for match in found.headings if match.column} == {1.0}
    assert found.note_codes().count("rows-example") == len(LEDGER_TABLES)


@pytest.mark.parametrize("table", LEDGER_TABLES)
def test_the_example_row_itself_would_be_read_without_complaint(tmp_path, table) -> None:
    columns = TEMPLATE_COLUMNS[table]
    rows = [
        [f"{column.zh}\n{column.en}" for column in columns],
        [EXAMPLES[table].get(column.name, "") for column in columns],
    ]
    found = read(write_book(tmp_path / "a.xlsx", {TABLES[table].zh: rows}))
    assert found.quarantined == []
    assert len(found.tables[table]) == 1


@pytest.mark.parametrize(
    ("table", "column"), [(table, column.name) for table in LEDGER_TABLES for column in TEMPLATE_COLUMNS[table]]
)
def test_every_value_a_drop_down_offers_is_understood(table, column, tmp_path) -> None:
    choices = drop_down(table, column)
    if not choices:
        return
    columns = TEMPLATE_COLUMNS[table]
    headings = [wanted.zh for wanted in columns]
    example = [EXAMPLES[table].get(wanted.name, "") for wanted in columns]
    at = [wanted.name for wanted in columns].index(column)
    rows = [headings, *[[*example[:at], choice, *example[at + 1 :]] for choice in choices]]
    found = read(write_book(tmp_path / "a.xlsx", {TABLES[table].zh: rows}))
    assert found.quarantined == []
    if column in TABLES[table].names:
        values = [row[column] for row in found.tables[table]]
        assert None not in values
        assert len(set(values)) == len(choices)


def test_a_file_that_may_have_been_filled_in_is_never_overwritten(tmp_path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"a year of work")
    with pytest.raises(UserProblem, match="output-exists"):
        write_template(tmp_path / "t.xlsx", "en")
    assert (tmp_path / "t.xlsx").read_bytes() == b"a year of work"


def test_a_template_that_cannot_be_written_is_the_users_problem(tmp_path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserProblem, match="output-unwritable"):
        write_template(tmp_path / "file" / "t.xlsx", "en")


def test_nothing_in_the_template_is_a_formula(tmp_path) -> None:
    write_template(tmp_path / "t.xlsx", "en")
    book = python_calamine.load_workbook(str(tmp_path / "t.xlsx"))
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@"))]


@given(st.text(max_size=40))
def test_safe_text_never_starts_like_a_formula(text) -> None:
    safe = safe_cell(text)
    assert not safe.startswith(FORMULA_STARTS)
    assert safe.startswith("'") or safe == "".join(c for c in text if c >= " " or c in "\t\r\n")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "=HYPERLINK(\"http://x\")"])  # fmt: skip
def test_what_could_run_is_kept_as_text(text) -> None:
    assert safe_cell(text) == f"'{text}"
    buffer = io.StringIO()
    csv.writer(buffer).writerow([safe_cell(text)])
    assert next(csv.reader([buffer.getvalue()], strict=True))[0].startswith("'") or "\r" in text


def test_ordinary_text_is_left_alone() -> None:
    assert safe_cell("防汛工作群 2026-03-01") == "防汛工作群 2026-03-01"
    assert safe_cell("a\x00b") == "ab"
    assert len(safe_cell("长" * 40_000)) == 32_766
