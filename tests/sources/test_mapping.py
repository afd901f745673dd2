import pytest
from read_files import read, write_book, write_csv

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import LANGUAGES, Translator
from jianfu.sources.mapping import known_columns, read_mapping

ODD = [["名头", "归口", "起用于"], ["一群", "县水利局", "2026.3.1"]]
YAML = """
- {file: "*水利*", heading: 名头, column: work_group.name}
- {file: "*水利*", heading: 归口, column: work_group.unit_id}
- {file: "*水利*", sheet: "表", heading: 起用于, column: work_group.created_on}
"""


def test_headings_nobody_knows_are_read_as_the_mapping_says(tmp_path) -> None:
    path = write_book(tmp_path / "水利.xlsx", {"表": ODD})
    assert read(path).tables == {}
    mapping = read_mapping(write_csv(tmp_path / "m.yaml", YAML))
    found = read(path, mapping=mapping)
    assert found.tables["work_group"][0]["name"] == "一群"
    assert {match.how for match in found.headings} == {"mapping"}
    assert read(write_book(tmp_path / "别处.xlsx", {"表": ODD}), mapping=mapping).tables == {}


def test_a_mapping_in_csv_says_the_same(tmp_path) -> None:
    lines = "file,sheet,heading,column\n*,*,名头,work_group.name\n*,*,归口,work_group.unit_id\n*,*,起用于,work_group.created_on\n"
    mapping = read_mapping(write_csv(tmp_path / "m.csv", lines, "utf-8-sig"))
    assert (
        read(write_book(tmp_path / "a.xlsx", {"表": ODD}), mapping=mapping).tables["work_group"][0]["unit_id"]
        == "县水利局"
    )


def test_a_heading_can_be_left_out(tmp_path) -> None:
    mapping = read_mapping(write_csv(tmp_path / "m.yaml", "[{heading: 用途, column: '-'}]"))
    path = write_book(tmp_path / "a.xlsx", {"表": [["群名称", "主办单位", "用途"], ["一群", "县水利局", "防汛"]]})
    assert "purpose" not in read(path, mapping=mapping).tables["work_group"][0]


def test_a_hidden_sheet_named_in_the_mapping_is_read(tmp_path) -> None:
    rows = [["群名称", "主办单位", "用途"], ["一群", "县水利局", "防汛"]]
    path = write_book(tmp_path / "a.xlsx", {"表": rows, "旧表": rows}, hidden=["旧表"])
    mapping = read_mapping(write_csv(tmp_path / "m.yaml", "[{sheet: 旧表, heading: 用途, column: work_group.purpose}]"))
    assert len(read(path, mapping=mapping).tables["work_group"]) == 2


@pytest.mark.parametrize(("text", "code"), [
    ("[{heading: 名头, column: work_group.nmae}]", "mapping-column"), ("[{heading: 名头}]", "mapping-shape"),
    ("[{heading: 名头, column: work_group.name, colour: red}]", "mapping-shape"), ("{heading: 名头}", "mapping-shape"),
    ("[{heading: 名头", "yaml-syntax"), ("[" * 100_000, "yaml-syntax"), ("!!python/name:os.system x", "yaml-syntax"),
    ("[&a {heading: b, column: '-'}, *a]", "yaml-syntax"), ("#" * 300_000, "yaml-too-large"),
])  # fmt: skip
def test_a_wrong_entry_is_named(tmp_path, text, code) -> None:
    with pytest.raises(UserProblem, match=code) as caught:
        read_mapping(write_csv(tmp_path / "m.yaml", text))
    for language in LANGUAGES:
        words = Translator(language).problem(caught.value)
        assert "m.yaml" in words
        assert code != "mapping-column" or "work_group.name" in words


def test_a_mapping_saved_by_a_chinese_spreadsheet_program_is_read(tmp_path) -> None:
    path = write_csv(tmp_path / "m.csv", "file,sheet,heading,column\n*,*,名头,work_group.name\n", "gb18030")
    assert read_mapping(path).rules[0].heading == "名头"


def test_every_column_can_be_mapped_to() -> None:
    assert {"work_group.name", "work_group.owner_name", "letter.reply_text", "duty.within_hours"} <= set(
        known_columns()
    )
