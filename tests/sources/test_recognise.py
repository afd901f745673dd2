import json
import shutil
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_files import read, write_book, write_csv

from jianfu.base.errors import Problem, SourceProblem, UserProblem
from jianfu.sources.delimited import delimiter_of
from jianfu.sources.encoding import encoding_of
from jianfu.sources.recognise import find_files

TEXT = "群名称,主办单位,建群日期\n防汛工作群,县水利局,2026年3月1日\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.xls", "a.txt", "a"])
def test_a_text_table_is_read_in_any_encoding_under_any_name(tmp_path, encoding, name) -> None:
    found = read(write_csv(tmp_path / name, TEXT, encoding))
    assert [row["name"] for row in found.tables["work_group"]] == ["防汛工作群"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_separator_is_found(tmp_path, delimiter) -> None:
    found = read(write_csv(tmp_path / "a.csv", TEXT.replace(",", delimiter)))
    assert found.tables["work_group"][0]["unit_id"] == "县水利局"
    assert delimiter_of(TEXT.replace(",", delimiter)) == delimiter


def test_a_few_broken_bytes_cost_their_cells_and_no_more(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode().replace("防".encode(), b"\xe9\x98") + ("二群,县水利局,2026年3月2日\n" * 20).encode())
    found = read(path)
    assert len(found.tables["work_group"]) == 20
    assert [(cell.row, cell.column, cell.code) for cell in found.quarantined] == [(2, "name", "cell-undecodable")]


def test_a_workbook_is_a_workbook_under_any_name(tmp_path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"表": [line.split(",") for line in TEXT.splitlines()]})
    for name in ("b.csv", "b.jsonl", "b"):
        shutil.copy(path, tmp_path / name)
        assert read(tmp_path / name).tables["work_group"][0]["name"] == "防汛工作群"


def test_a_web_page_sold_as_a_spreadsheet_is_read(tmp_path) -> None:
    page = """<html><head><meta charset="utf-8"></head><body><table border=1><tr><td colspan=3>某县工作群台账</td></tr>
      <tr><th>主办单位</th><th>群名称</th><th>建群日期</th></tr><tr><td rowspan=2>县水利局</td><td>一群</td><td>2026.3.1</td></tr>
      <tr><td>二&amp;三群</td><td>2026.3.2</td></tr></table></body></html>"""
    found = read(write_csv(tmp_path / "导出.xls", page))
    assert [(row["unit_id"], row["name"]) for row in found.tables["work_group"]] == [
        ("县水利局", "一群"),
        ("县水利局", "二&三群"),
    ]


def test_json_lines_are_told_by_their_keys_under_any_name(tmp_path) -> None:
    message = {
        "msgid": "m",
        "action": "send",
        "from": "a",
        "roomid": "r",
        "msgtime": 1_788_220_800_000,
        "msgtype": "text",
        "text": {"content": "收到"},
    }
    for name, lines in (("a.txt", [message]), ("b.csv", ["{broken", message]), ("c.jsonl", ["", "", message])):
        path = tmp_path / name
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        assert read(path).kind == "wecom"


@pytest.mark.parametrize(("data", "code"), [
    (b'{"a": 1}', "json-unknown"), (b"<?xml version='1.0'?><Workbook/>", "xml-unknown"),
])  # fmt: skip
def test_what_is_not_known_is_told(tmp_path, data, code) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(SourceProblem, match=code):
        read(tmp_path / "a")


def test_an_archive_of_anything_else_is_told(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("台账.csv", TEXT)
    with pytest.raises(SourceProblem, match="archive-unknown"):
        read(tmp_path / "a.zip")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=400))
def test_no_bytes_whatever_do_more_than_raise_a_problem(tmp_path, data) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    try:
        read(path)
    except Problem as problem:
        assert isinstance(problem, SourceProblem)


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=["Cs", "Cc"]), min_size=30))
def test_utf8_is_never_taken_for_anything_else(text) -> None:
    assert encoding_of(text.encode()) == "utf-8"


def test_files_are_found_in_the_order_of_their_names_and_what_is_no_data_is_left(tmp_path) -> None:
    folder, outside = tmp_path / "files", tmp_path / "outside.csv"
    outside.write_text(TEXT)
    for name in (
        "b/2.csv",
        "a.xlsx",
        "~$a.xlsx",
        ".hidden.csv",
        "readme.md",
        "truth/x.csv",
        "__MACOSX/a.csv",
        "图.png",
        ".git/x.csv",
        "b/1.jsonl",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    (folder / "mapping.csv").write_text("file,sheet,heading,column\n*,*,群主联系人,work_group.owner_name\n")
    (folder / "out.csv").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "inside.csv").symlink_to(folder / "b" / "2.csv")
    names = [path.relative_to(folder).as_posix() for path in find_files([folder])]
    assert names == ["a.xlsx", "b/1.jsonl", "b/2.csv"]
    assert find_files([folder / "readme.md", folder, folder / "a.xlsx"])[-1].name == "readme.md"
    with pytest.raises(UserProblem, match="path-missing"):
        find_files([tmp_path / "none"])
