"""Where in a ledger the table stands: titles, headings, units, notes, sheets."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_files import HEADINGS, ROW, read, write_book, write_csv


def test_a_plain_ledger_is_read_with_its_row_numbers(tmp_path) -> None:
    found = read(write_book(tmp_path / "a.xlsx", {"Sheet1": [HEADINGS, ROW]}))
    assert found.kind == "ledger"
    assert found.tables["work_group"] == [
        {
            "name": "防汛工作群", "platform": "wecom", "unit_id": "县水利局", "created_on": date(2026, 3, 1),
            "stated_members": 12, "type": "fixed", "owner_id": "name:县水利局:张三", "approved": True, "row": 2,
        }
    ]  # fmt: skip
    assert found.quarantined == []
    assert all(match.confidence == 1.0 for match in found.headings if match.column)


def test_the_table_is_found_below_titles_and_away_from_the_corner(tmp_path) -> None:
    rows = [
        ["某县工作群组台账"],
        ["填报单位（盖章）：青山镇人民政府", None, None, "填报日期：2026年9月1日"],
        [],
        HEADINGS,
        ROW,
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}, top=2, left=3))
    assert [row["row"] for row in found.tables["work_group"]] == [7]


def test_the_unit_above_the_table_holds_where_no_column_names_one(tmp_path) -> None:
    rows = [
        ["工作群台账"],
        ["填报单位（盖章）：青山镇人民政府"],
        ["群名称", "建群时间", "群人数"],
        ["一群", "2026.1.1", 5],
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}))
    assert found.tables["work_group"][0]["unit_id"] == "青山镇人民政府"
    assert found.note_codes() == ["unit-from-title"]


def test_an_empty_line_for_the_unit_names_none(tmp_path) -> None:
    rows = [
        ["填报单位（盖章）：                 填报日期：2026年9月30日"],
        ["群名称", "建群时间", "群人数"],
        ["一群", "2026.1.1", 5],
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}))
    assert "unit_id" not in found.tables["work_group"][0]


def test_the_unit_in_the_file_name_is_the_last_resort(tmp_path) -> None:
    found = read(write_book(tmp_path / "03_青山镇工作群台账.xlsx", {"表": [["群名称", "建群时间", "群人数"], ["一群", "2026.1.1", 5]]}))  # fmt: skip
    assert found.tables["work_group"][0]["unit_id"] == "青山镇"
    assert found.note_codes() == ["unit-from-file-name"]


def test_headings_on_two_levels_are_read_together(tmp_path) -> None:
    rows = [["群名称", "主办单位", None, None, None, None], [None, None, "开始", "结束", "姓名", "职务"], ["一群", "县水利局", "2026.3.1", "2026.9.30", "张三", "局长"]]  # fmt: skip
    merged = [(0, 2, 0, 3, "任务起止"), (0, 4, 0, 5, "群主"), (0, 0, 1, 0, "群名称"), (0, 1, 1, 1, "主办单位")]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}, merged=merged))
    row = found.tables["work_group"][0]
    assert (row["task_start_on"], row["task_end_on"]) == (date(2026, 3, 1), date(2026, 9, 30))
    assert row["owner_id"] == "name:县水利局:张三"


def test_a_band_above_the_headings_does_not_confuse_them(tmp_path) -> None:
    rows = [[None] * 9, HEADINGS, ROW]
    found = read(
        write_book(tmp_path / "a.xlsx", {"表": rows}, merged=[(0, 0, 0, 4, "基本情况"), (0, 5, 0, 8, "管理情况")])
    )
    assert found.tables["work_group"][0]["name"] == "防汛工作群"
    assert set(found.columns()) == set(HEADINGS[1:])


def test_notes_totals_and_signatures_below_are_counted_and_not_read(tmp_path) -> None:
    below = [[], ["合计", None, None, None, None, None, 12], ["注：1. 本表由各单位填报，一式两份。"], ["    2. 统计口径截至2026年9月30日。"],
             ["填表人：张三", None, "审核人：李四", None, "联系电话：0530-1234567"]]  # fmt: skip
    found = read(write_book(tmp_path / "a.xlsx", {"表": [HEADINGS, ROW, *below]}))
    assert len(found.tables["work_group"]) == 1
    assert [(note.code, note.facts["count"]) for note in found.notes] == [("rows-below", 4)]
    assert found.quarantined == []


def test_a_line_of_signatures_may_fill_a_narrow_table(tmp_path) -> None:
    rows = [["姓名", "账号", "单位", "职务"], ["张三", "zs", "县水利局", "科长"],
            ["填表人：（签名）", "审核人：（签名）", "单位（盖章）：", "填报日期：2026年9月30日"]]  # fmt: skip
    assert len(read(write_book(tmp_path / "a.xlsx", {"花名册": rows})).tables["person"]) == 1


@pytest.mark.parametrize("heading", ["所用平台", "建群所在平台", "平台（微信/QQ）", "平台\nPlatform", "所在 平台*"])
def test_headings_nobody_listed_are_still_understood(tmp_path, heading) -> None:
    found = read(
        write_book(tmp_path / "a.xlsx", {"表": [["群名称", "主办单位", heading], ["一群", "县水利局", "微信"]]})
    )
    assert found.tables["work_group"][0]["platform"] == "wechat"
    assert next(match for match in found.headings if match.column == "platform").confidence >= 0.8


def test_headings_repeated_on_each_printed_page_are_passed_over(tmp_path) -> None:
    found = read(write_book(tmp_path / "a.xlsx", {"表": [HEADINGS, ROW, HEADINGS, [2, "二群", *ROW[2:]]]}))
    assert [row["name"] for row in found.tables["work_group"]] == ["防汛工作群", "二群"]
    assert found.note_codes() == ["rows-repeated"]


def test_a_second_table_on_the_same_sheet_is_read_as_its_own(tmp_path) -> None:
    accounts = [["账号名称", "平台", "主办单位", "粉丝数"], ["青山发布", "微信公众号", "青山镇", "3万"]]
    found = read(write_book(tmp_path / "a.xlsx", {"表": [HEADINGS, ROW, [], *accounts]}))
    assert found.tables["work_group"][0]["row"] == 2
    assert found.tables["account"][0]["fans"] == 30_000


def test_a_cell_merged_over_several_rows_holds_in_each(tmp_path) -> None:
    rows = [
        ["主办单位", "群名称", "建群日期"],
        [None, "一群", "2026.1.1"],
        [None, "二群", "2026.1.2"],
        ["县民政局", "三群", "2026.1.3"],
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}, merged=[(1, 0, 2, 0, "县水利局")]))
    assert [row["unit_id"] for row in found.tables["work_group"]] == ["县水利局", "县水利局", "县民政局"]


def test_a_hidden_sheet_is_noted_and_not_read(tmp_path) -> None:
    found = read(
        write_book(tmp_path / "a.xlsx", {"表": [HEADINGS, ROW], "去年": [HEADINGS, ROW, ROW]}, hidden=["去年"])
    )
    assert len(found.tables["work_group"]) == 1
    assert [(note.code, note.facts, note.sheet) for note in found.notes] == [("sheet-hidden", {"rows": 3}, "去年")]


def test_a_sheet_without_a_table_is_noted(tmp_path) -> None:
    found = read(write_book(tmp_path / "a.xlsx", {"封面": [["某县工作群台账"], ["二〇二六年"]], "表": [HEADINGS, ROW]}))
    assert found.note_codes() == ["sheet-without-table"]
    assert len(found.tables["work_group"]) == 1


def test_rows_that_hold_only_a_number_are_the_blank_end_of_a_form(tmp_path) -> None:
    found = read(write_book(tmp_path / "a.xlsx", {"表": [HEADINGS, ROW, [2], [3], ["4"]]}))
    assert len(found.tables["work_group"]) == 1
    assert found.quarantined == []


def test_a_first_row_that_asks_for_a_name_is_no_second_heading(tmp_path) -> None:
    for label in ("姓名", "名字", "单位名称", "数据类型", "填报项目"):
        rows = [
            ["所属报表", "下发部门", "序号", "指标项", "数据类型"],
            ["招商线索摸底表", "县农业农村局", 1, label, "文本"],
            ["招商线索摸底表", "县农业农村局", 2, "居民身份证号", "文本"],
        ]
        text = "\n".join(",".join(map(str, row)) for row in rows)
        book = write_book(tmp_path / "报表指标项.xlsx", {"表": rows})
        for path in (book, write_csv(tmp_path / "报表指标项.csv", text)):
            assert [row["position"] for row in read(path).tables["form_field"]] == [1, 2], label


def test_a_heading_the_cells_contradict_is_not_used(tmp_path) -> None:
    rows = [
        ["群名称", "主办单位", "类型", "登记备案的时期"],
        ["一群", "县水利局", "固定", "某科"],
        ["二群", "县水利局", "固定", "某处"],
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}))
    assert "登记备案的时期" not in found.columns()


@given(st.permutations(range(9)))
def test_the_order_of_the_columns_does_not_matter(tmp_path_factory, order) -> None:
    path = tmp_path_factory.mktemp("order") / "a.csv"
    rows = [",".join(str(row[at]) for at in order) for row in (HEADINGS, ROW)]
    found = read(write_csv(path, "\n".join(rows)))
    assert found.tables["work_group"][0]["name"] == "防汛工作群"
    assert found.tables["work_group"][0]["created_on"] == date(2026, 3, 1)
