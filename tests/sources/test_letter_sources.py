"""Letters and replies as offices export them: mailboxes, work orders, message boards, replies in a sheet apart."""

import pytest
from read_files import clock, read, write_book, write_csv

MAILBOX = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
ORDER = [
    "工单编号", "工单标题", "诉求内容", "诉求类型", "区交办时间", "区交办办结期限", "诉求渠道", "诉求归口", "紧急程度",
    "工单状态", "求助人员", "求助号码", "性别", "事件发生地", "诉求详细地址", "是否疑难", "是否协办", "市交办主办单位",
    "市交办协办单位", "市交办时间", "市交办办结期限",
]  # fmt: skip
OUTCOME = ["处置结果", "答复时间", "办结时间", "重办时间", "是否满意"]


def order(number: str, **cells: object) -> list[object]:
    known = {
        "工单编号": number, "工单标题": "路灯", "诉求内容": "路灯不亮", "诉求类型": "求助", "区交办时间": "2026-09-01 09:00:00",
        "区交办办结期限": "2026-09-04 18:00:00", "诉求渠道": "电话", "紧急程度": "一般", "工单状态": "已办结",
        "求助人员": "王女士", "求助号码": "13812345678", "性别": "女", "事件发生地": "幸福小区3栋501室",
        "诉求详细地址": "幸福小区3栋501室", "市交办主办单位": "县住建局", "市交办时间": "2026-08-31 10:00:00", **cells,
    }  # fmt: skip
    return [known.get(heading) for heading in (*ORDER, *OUTCOME)]


def test_a_work_order_sheet_is_read_with_deadline_channel_and_place(tmp_path) -> None:
    found = read(write_book(tmp_path / "a.xlsx", {"表": [ORDER, order("GD1")[: len(ORDER)]]}))
    letter = found.tables["letter"][0]
    assert letter["due_at"] == clock(2026, 9, 4, 18)
    assert letter["received_at"] == clock(2026, 9, 1, 9)
    assert (letter["channel"], letter["place"], letter["unit_id"]) == ("电话", "幸福小区", "县住建局")
    assert letter["asker_id"] == "citizen:13812345678"
    assert "reply" not in found.tables
    assert found.quarantined == []
    assert [match.heading for match in found.headings if match.confidence < 1.0] == ["市交办时间", "市交办办结期限"]


def test_a_work_order_closed_without_a_reply_has_none(tmp_path) -> None:
    rows = [
        [*ORDER, *OUTCOME],
        order("GD1", 处置结果="已修好。", 答复时间="2026-09-03 10:00:00", 办结时间="2026-09-03 10:00:00"),
        order("GD2", 办结时间="2026-09-03 10:00:00"),
        order("GD3", 处置结果="已修。", 答复时间="2026-09-02 10:00:00", 办结时间="2026-09-08 10:00:00", 重办时间="2026-09-05 08:00:00"),
    ]  # fmt: skip
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}))
    assert [row["letter_id"] for row in found.tables["reply"]] == ["GD1", "GD3"]
    assert [row["closed_at"] for row in found.tables["letter"]][1] == clock(2026, 9, 3, 10)
    assert [row["reopened_at"] for row in found.tables["letter"]] == [None, None, clock(2026, 9, 5, 8)]


@pytest.mark.parametrize(
    ("headings", "cells", "replies"),
    [
        (["工单编号", "诉求内容", "处置结果", "办结时间"], ["1", "不亮", "已修", "2026-09-03"], 1),
        (["工单编号", "诉求内容", "处置结果", "办结时间"], ["1", "不亮", "", "2026-09-03"], 0),
        (["工单编号", "诉求内容", "诉求标题", "办结时间"], ["1", "不亮", "路灯", "2026-09-03"], 1),
    ],
)
def test_where_only_closing_is_dated_it_dates_the_reply_that_is_there(tmp_path, headings, cells, replies) -> None:
    found = read(write_book(tmp_path / "a.xlsx", {"表": [headings, cells]}))
    given = found.tables.get("reply", [])
    assert len(given) == replies
    assert all(row["replied_at"] == clock(2026, 9, 3) for row in given)
    assert found.tables["letter"][0]["closed_at"] == clock(2026, 9, 3)


def test_the_votes_layout_is_read_as_letters_without_replies(tmp_path) -> None:
    rows = [
        ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数", "反对数"],
        [
            360114,
            "A0182491",
            "强制实习",
            clock(2017, 6, 8, 17, 31, 20),
            "\n\t\t\t\t\n　　书记您好，\n\t\t请管一管。\n",
            9,
            0,
        ],
    ]
    found = read(write_book(tmp_path / "附件3.xlsx", {"Sheet1": rows}))
    letter = found.tables["letter"][0]
    assert letter["text"] == "书记您好，\n请管一管。"
    assert (letter["letter_id"], letter["asker_id"]) == ("360114", "citizen:A0182491")
    assert "reply" not in found.tables


def test_replies_in_a_sheet_apart_answer_by_number_and_may_be_several(tmp_path) -> None:
    board = ["问题标题", "回复状态", "留言ID", "留言时间", "留言内容", "留言类型"]
    found = read(
        write_csv(tmp_path / "领导留言板.csv", "\n".join([",".join(board), "路灯,已办理,77,2026-09-01,不亮,求助"]))
    )
    letter = found.tables["letter"][0]
    assert (letter["letter_id"], letter["state"], letter["channel"]) == ("77", "closed", "领导留言板")
    rows = [
        ["留言ID", "回复单位", "回复时间", "回复内容"],
        [77, "县住建局", "2026-09-02 10:00:00", "正在核实"],
        [77, "县住建局", "2026-09-05 10:00:00", "已修好"],
    ]
    found = read(write_book(tmp_path / "领导留言板回复.xlsx", {"表": rows}))
    assert [(row["letter_id"], row["text"]) for row in found.tables["reply"]] == [("77", "正在核实"), ("77", "已修好")]
    assert "letter" not in found.tables


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("县长信箱留言与答复.xlsx", "县长信箱"),
        ("12345工单9月.xlsx", "12345"),
        ("住建局局长信箱.xlsx", "住建局局长信箱"),
        ("来信.xlsx", None),
    ],
)
def test_the_channel_is_the_one_the_file_is_named_after(tmp_path, name, channel) -> None:
    found = read(write_book(tmp_path / name, {"Sheet1": [MAILBOX, ["1", "A1", "灯", "2026/9/1", "不亮", "", ""]]}))
    assert found.tables["letter"][0].get("channel") == channel


def test_a_date_nobody_can_read_is_reported_and_its_row_kept(tmp_path) -> None:
    rows = [
        MAILBOX,
        ["1", "A00001", "灯", "上周三", "不亮", "已修好。", "2026/9/5 10:00:00"],
        ["2", "A00002", "灯", "2026/9/1 9:00:00", "不亮", "已修好。", "九月初"],
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}))
    assert [(cell.row, cell.table, cell.column, cell.value) for cell in found.quarantined] == [
        (2, "letter", "received_at", "上周三"),
        (3, "reply", "replied_at", "九月初"),
    ]
    assert all(cell.row_kept for cell in found.quarantined)
    assert [row.get("received_at") for row in found.tables["letter"]] == [None, clock(2026, 9, 1, 9)]
    assert [(row["letter_id"], row["replied_at"]) for row in found.tables["reply"]] == [
        ("1", clock(2026, 9, 5, 10)),
        ("2", None),
    ]


def test_the_writers_name_does_not_stand_in_his_letter_or_its_reply(tmp_path) -> None:
    rows = [
        MAILBOX,
        ["1", "A00045581", "A00045581反映", "2026/9/1", "我是A00045581", "网友“A00045581”：您好", "2026/9/2"],
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}))
    told = [found.tables["letter"][0]["title"], found.tables["letter"][0]["text"], found.tables["reply"][0]["text"]]
    assert told == ["＊＊＊反映", "我是＊＊＊", "网友“＊＊＊”：您好"]


@pytest.mark.parametrize(
    ("writer", "phone", "reference"),
    [
        ("A00045581", None, "citizen:A00045581"),
        ("张三", None, "citizen:张三"),
        ("张三", "138 1234 5678", "citizen:13812345678"),
        ("张三", "+86 13812345678", "citizen:13812345678"),
        ("张三", "12345", "citizen:张三"),
        ("王女士", None, None),
        ("匿名", None, None),
        ("网友", "", None),
        ("无", "无", None),
    ],
)
def test_writers_are_told_by_telephone_else_by_name(tmp_path, writer, phone, reference) -> None:
    rows = [["信件编号", "信件标题", "信件内容", "来信人", "来信人电话"], ["1", "灯", "不亮", writer, phone]]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}))
    assert found.tables["letter"][0].get("asker_id") == reference


def test_neither_writer_nor_number_is_repeated_in_quarantine(tmp_path) -> None:
    rows = [["信件编号", "信件内容", "来信人", "来信人电话"], ["1", "不亮", "张\ufffd三", "138\ufffd12345678"]]
    found = read(write_book(tmp_path / "a.xlsx", {"表": rows}))
    assert len(found.quarantined) == 2
    assert not any(cell.value for cell in found.quarantined)


@pytest.mark.samples
def test_real_letters_lose_every_user_name(samples) -> None:
    found = read(samples / "letters_tipdm_sample" / "示例_附件4_120.xlsx")
    assert all(row["asker_id"].startswith("citizen:A") for row in found.tables["letter"])
    users = {row["letter_id"]: row["asker_id"].removeprefix("citizen:") for row in found.tables["letter"]}
    assert not [row["letter_id"] for row in found.tables["reply"] if users[row["letter_id"]] in row["text"]]


@pytest.mark.samples
def test_real_letters_with_votes_are_read_whole(samples) -> None:
    found = read(samples / "letters_tipdm_sample" / "示例_附件3_30.xlsx")
    assert len(found.tables["letter"]) == 30
    assert found.quarantined == []
