"""Judged replies: read from spreadsheets and text tables, refused with the rows that are wrong."""

import pytest
import xlsxwriter

from jianfu.base.errors import SourceProblem, UserProblem
from jianfu.sources.labelled import read_labelled
from jianfu.sources.plain_text import LONGEST, read_text


def write(path, rows) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)


def test_a_workbook_and_a_text_table_say_the_same(tmp_path) -> None:
    rows = [
        ["来信", "答复", "是否敷衍", "标题", "组"],
        ["路坏了", "已转交。", "是", "路", "a"],
        ["灯坏了", "5日已修好。", "否", "灯", ""],
    ]
    write(tmp_path / "a.xlsx", rows)
    text = "\n".join(",".join(row) for row in rows)
    (tmp_path / "a.csv").write_text(text, encoding="gb18030")
    found = read_labelled(tmp_path / "a.xlsx")
    assert found == read_labelled(tmp_path / "a.csv")
    assert [(one.row, one.title, one.perfunctory, one.group) for one in found] == [
        (2, "路", True, "a"),
        (3, "灯", False, ""),
    ]


@pytest.mark.parametrize("word", ["是", "敷衍", "1", "YES", "true", 1, 1.0, True])
def test_yes_is_written_in_many_ways(tmp_path, word) -> None:
    write(tmp_path / "a.xlsx", [["letter", "reply", "label"], ["a", "b", word]])
    assert read_labelled(tmp_path / "a.xlsx")[0].perfunctory


@pytest.mark.parametrize(
    ("rows", "code", "shown"),
    [
        ([["a", "b", "也许"]], "labelled-label", "2"),
        ([["a", "b", ""]], "labelled-label", "2"),
        ([["a", "b", "是"], ["", "b", "否"], ["a", " ", "是"]], "labelled-empty", "3, 4"),
    ],
)
def test_rows_that_cannot_be_used_are_named(tmp_path, rows, code, shown) -> None:
    write(tmp_path / "a.xlsx", [["letter", "reply", "label"], *rows])
    with pytest.raises(UserProblem, match=code) as caught:
        read_labelled(tmp_path / "a.xlsx")
    assert caught.value.facts["rows"] == shown


def test_an_empty_row_is_passed_over_and_headings_may_stand_lower(tmp_path) -> None:
    write(tmp_path / "a.xlsx", [["判断表"], [], ["letter", "reply", "label"], ["", "", ""], ["a", "b", "no"]])
    assert [one.row for one in read_labelled(tmp_path / "a.xlsx")] == [5]


def test_a_table_without_the_headings_says_which_are_needed(tmp_path) -> None:
    write(tmp_path / "a.xlsx", [["letter", "reply"], ["a", "b"]])
    with pytest.raises(UserProblem, match="labelled-headings"):
        read_labelled(tmp_path / "a.xlsx")


def test_what_is_no_table_is_told_so(tmp_path) -> None:
    with pytest.raises(UserProblem, match="path-missing"):
        read_labelled(tmp_path / "none.csv")
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(SourceProblem, match="file-empty"):
        read_labelled(tmp_path / "empty.csv")
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(SourceProblem, match="file-unknown"):
        read_labelled(tmp_path / "noise.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_usual_encoding(tmp_path, encoding) -> None:
    (tmp_path / "t.txt").write_bytes("\n 路灯不亮，请修。\n".encode(encoding))
    assert read_text(tmp_path / "t.txt") == "路灯不亮，请修。"


def test_a_text_of_the_greatest_length_is_read_and_a_longer_one_is_not(tmp_path) -> None:
    (tmp_path / "t.txt").write_text("字" * LONGEST, encoding="utf-8")
    assert len(read_text(tmp_path / "t.txt")) == LONGEST
    (tmp_path / "t.txt").write_text("字" * (LONGEST + 1), encoding="utf-8")
    with pytest.raises(UserProblem, match="text-long"):
        read_text(tmp_path / "t.txt")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b" \n", "text-empty"), (b"\xef\xbb\xbf", "text-empty"), (bytes(range(256)) * 8, "text-missing")],
)
def test_what_is_no_text_is_told_so(tmp_path, content, code) -> None:
    (tmp_path / "t.txt").write_bytes(content)
    with pytest.raises(UserProblem, match=code):
        read_text(tmp_path / "t.txt")
