"""What the rows of a ledger say: people, cells that become several rows, what is set aside."""

from datetime import date

import pytest
from read_files import HEADINGS, ROW, clock, read, write_book


def test_an_exemption_says_in_one_cell_how_long_it_holds(tmp_path) -> None:
    rows = [
        ["豁免对象", "所属单位", "豁免事由", "批准人", "起止时间"],
        ["防汛群", "县水利局", "防汛", "李四", "2026.6.1-2026.10.31"],
    ]
    row = read(write_book(tmp_path / "a.xlsx", {"豁免清单": rows})).tables["exemption"][0]
    assert (row["subject_id"], row["reason"], row["approved"]) == ("name:县水利局:防汛群", "emergency", True)
    assert (row["from_on"], row["until_on"]) == (date(2026, 6, 1), date(2026, 10, 31))


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
