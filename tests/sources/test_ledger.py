from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_files import clock, read, write_book, write_csv

HEADINGS = ["序号", "群名称", "平台", "主办单位", "群主", "建群日期", "成员数", "类型", "审批人"]
ROW = [1, "防汛工作群", "企业微信", "县水利局", "张三", "2026年3月1日", "１２人", "固定", "李四"]


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


def test_an_exemption_says_in_one_cell_how_long_it_holds(tmp_path) -> None:
    rows = [
        ["豁免对象", "所属单位", "豁免事由", "批准人", "起止时间"],
        ["防汛群", "县水利局", "防汛", "李四", "2026.6.1-2026.10.31"],
    ]
    row = read(write_book(tmp_path / "a.xlsx", {"豁免清单": rows})).tables["exemption"][0]
    assert (row["subject_id"], row["reason"], row["approved"]) == ("name:县水利局:防汛群", "emergency", True)
    assert (row["from_on"], row["until_on"]) == (date(2026, 6, 1), date(2026, 10, 31))


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


def test_an_unreadable_cell_is_null_and_told_and_the_row_is_kept(tmp_path) -> None:
    bad = [1, "一群", "微信", "县水利局", "张三", "去年春天", "若干", "固定", ""]
    found = read(write_book(tmp_path / "a.xlsx", {"表": [HEADINGS, bad]}))
    row = found.tables["work_group"][0]
    assert (row["created_on"], row["stated_members"], row["approved"]) == (None, None, False)
    assert [(cell.row, cell.column, cell.value, cell.code, cell.row_kept) for cell in found.quarantined] == [
        (2, "created_on", "去年春天", "not-a-date", True),
        (2, "stated_members", "若干", "not-a-number", True),
    ]


def test_a_row_that_names_nothing_goes_to_quarantine(tmp_path) -> None:
    found = read(write_book(tmp_path / "a.xlsx", {"表": [HEADINGS, ROW, [2, None, "微信", "县水利局", "张三"]]}))
    assert [(cell.row, cell.column, cell.code, cell.row_kept) for cell in found.quarantined] == [(3, "", "row-without-name", False)]  # fmt: skip


def test_rows_that_hold_only_a_number_are_the_blank_end_of_a_form(tmp_path) -> None:
    found = read(write_book(tmp_path / "a.xlsx", {"表": [HEADINGS, ROW, [2], [3], ["4"]]}))
    assert len(found.tables["work_group"]) == 1
    assert found.quarantined == []


def test_names_of_persons_are_never_repeated_in_quarantine(tmp_path) -> None:
    rows = [["姓名", "所在单位", "岗位", "在职状态"], ["张\ufffd三", "县水利局", "中层", "在职"]]
    found = read(write_book(tmp_path / "a.xlsx", {"人员名单": rows}))
    assert all("三" not in cell.value for cell in found.quarantined)
    assert found.quarantined


def test_letters_and_replies_stand_in_one_row(tmp_path) -> None:
    rows = [["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间", "承办单位"],
            [2549, "A00045", "小区停车", "2019/4/25 9:32:09", "\n\t\t电话13812345678，身份证110101199003071234", "已收悉。", "2019/5/10 14:56:53", "县住建局"],
            [2550, "A00046", "路灯", "2019/4/26 9:00:00", "不亮", "", "", "县住建局"]]  # fmt: skip
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}))
    letter = found.tables["letter"][0]
    assert letter["letter_id"] == "2549"
    assert letter["received_at"] == clock(2019, 4, 25, 9, 32, 9)
    assert letter["text"] == "电话＊＊＊，身份证＊＊＊"
    assert found.tables["reply"] == [
        {"letter_id": "2549", "replied_at": clock(2019, 5, 10, 14, 56, 53), "text": "已收悉。", "unit_id": "县住建局", "row": 2}
    ]  # fmt: skip


def test_people_are_known_by_user_id_and_by_name(tmp_path) -> None:
    rows = [
        ["姓名", "企业微信账号", "所在单位", "职务"],
        ["张　三", "zhangsan", "县水利局", "科长"],
        ["李四", None, "县水利局", "科员"],
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"人员名单": rows}))
    assert [row["person_id"] for row in found.tables["person"]] == ["wecom:zhangsan", "name:县水利局:李四"]
    assert [(row["person_id"], row["alias"]) for row in found.tables["person_alias"]] == [
        ("wecom:zhangsan", "name:县水利局:张三")
    ]


@pytest.mark.parametrize("owner", ["张三（副局长）", "张三 13812345678", "张三/副局长", "张三副局长", "张　三"])
def test_an_owner_is_the_name_alone(tmp_path, owner) -> None:
    found = read(write_book(tmp_path / "a.xlsx", {"表": [HEADINGS, [*ROW[:4], owner, *ROW[5:]]]}))
    assert found.tables["work_group"][0]["owner_id"] == "name:县水利局:张三"


def test_functions_written_into_one_cell_become_rows(tmp_path) -> None:
    rows = [["应用名称", "主办单位", "上线日期", "备案号", "功能清单"],
            ["民政通", "县民政局", "2024.5.1", "无", "1.打卡签到（防汛、应急）、2.通知公告；积分排名"]]  # fmt: skip
    found = read(write_book(tmp_path / "a.xlsx", {"政务应用台账": rows}))
    assert found.tables["app"][0]["filing_no"] is None
    assert [(row["app_id"], row["function"], row["name"], row["exemption_reason"]) for row in found.tables["app_function"]] == [
        ("name:县民政局:民政通", "check_in", "打卡签到", "emergency"),
        ("name:县民政局:民政通", "notice", "通知公告", None),
        ("name:县民政局:民政通", "points_ranking", "积分排名", None),
    ]  # fmt: skip


def test_each_download_channel_of_an_app_becomes_a_row(tmp_path) -> None:
    rows = [
        ["应用名称", "主办单位", "包名", "签名指纹", "下载渠道", "桌面名称"],
        ["民政通", "县民政局", "cn.gov.mzt", "3A:5F", "官网、二维码", "民政通"],
        ["信访通", "县信访局", None, None, None, None],
    ]
    found = read(write_book(tmp_path / "应用台账.xlsx", {"表": rows}))
    assert [row["name"] for row in found.tables["app"]] == ["民政通", "信访通"]
    shared = {"app_id": "name:县民政局:民政通", "package_id": "cn.gov.mzt", "signature": "3A:5F", "icon_name": "民政通"}
    assert found.tables["app_package"] == [
        {**shared, "channel": "官网", "row": 2},
        {**shared, "channel": "二维码", "row": 2},
    ]


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


def test_a_log_of_entries_tells_whose_they_are_and_who_typed(tmp_path) -> None:
    rows = [
        ["系统名称", "主办单位", "填报单位", "应填报人", "操作账号", "提交时间", "设备号"],
        ["民政通", "县民政局", "青山镇人民政府", "wangwu", "zhangsan", "2026-08-03 22:30:05", "A1"],
        ["民政通", "县民政局", "青山镇人民政府", "王六", "zhangsan", "2026-08-03 22:30:25", None],
    ]
    found = read(write_book(tmp_path / "填报记录.xlsx", {"表": rows}))
    assert [
        (row["app_id"], row["person_id"], row["typist_id"], row["device_id"]) for row in found.tables["submission"]
    ] == [
        ("name:县民政局:民政通", "wecom:wangwu", "wecom:zhangsan", "device:A1"),
        ("name:县民政局:民政通", "name:青山镇人民政府:王六", "wecom:zhangsan", None),
    ]


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


@pytest.mark.samples
def test_real_letters_are_read_whole(samples) -> None:
    found = read(samples / "letters_tipdm_sample" / "示例_附件4_120.xlsx")
    assert (len(found.tables["letter"]), len(found.tables["reply"])) == (120, 120)
    assert found.quarantined == []
    assert all(row["received_at"] and row["text"] and not row["text"].startswith(("\n", "\t", "　")) for row in found.tables["letter"])  # fmt: skip


@pytest.mark.samples
def test_a_real_data_dictionary_is_read_as_forms_and_fields(samples) -> None:
    found = read(samples / "forms_lianzheng" / "fields.csv")
    assert len(found.tables["form_field"]) == 650
