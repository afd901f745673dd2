import gzip
import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_files import clock, read

from jianfu.base.errors import SourceProblem
from jianfu.sources.lines import BLOCK_BYTES, LINE_BYTES_LIMIT
from jianfu.sources.visible import visible_characters

AT = 1_788_220_800_000
"""2026-09-01 00:00:00 UTC: eight o'clock in Shanghai."""


def line(number: int, kind: str = "text", payload=None, **changes) -> dict:
    payload = {"content": "收到"} if payload is None and kind == "text" else payload or {}
    return {
        "msgid": f"m{number}", "action": "send", "from": "zhangsan", "tolist": ["lisi"], "roomid": "wr1", "msgtime": AT + number * 1000,
        "msgtype": kind, kind: payload, **changes,
    }  # fmt: skip


def written(path, lines, *, packed=False):
    data = "\n".join(
        entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False) for entry in lines
    ).encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    return path


def test_a_message_of_a_group_is_read_in_wall_clock_time(tmp_path) -> None:
    found = read(written(tmp_path / "a.jsonl", [line(1)]))
    assert found.kind == "wecom"
    assert found.tables["message"] == [
        {
            "group_id": "wr1", "sent_at": clock(2026, 9, 1, 8, 0, 1), "message_id": "m1", "sender_id": "wecom:zhangsan",
            "kind": "text", "text": "收到", "char_count": 2, "refers_to": None, "row": 1,
        }
    ]  # fmt: skip


def test_the_zone_is_the_users_choice(tmp_path) -> None:
    found = read(written(tmp_path / "a.jsonl", [line(0)]), zone="Europe/Berlin")
    assert found.tables["message"][0]["sent_at"] == clock(2026, 9, 1, 2)


@pytest.mark.parametrize(
    ("kind", "payload", "read_as", "text"),
    [
        ("text", {"content": "#接龙\n今日巡查\n1. 张三"}, "chain_reply", "#接龙\n今日巡查\n1. 张三"),
        ("image", {"md5sum": "ab", "filesize": 3}, "image", None),
        ("voice", {"md5sum": "ab"}, "voice", None),
        ("video", {"md5sum": "ab"}, "video", None),
        ("location", {"address": "某村", "longitude": 1.5, "latitude": 2.5}, "location", None),
        ("file", {"filename": "表.xlsx", "md5sum": "ab"}, "file", "表.xlsx"),
        ("link", {"title": "通知", "description": "请看"}, "link", "通知\n请看"),
        ("weapp", {"title": "打卡"}, "link", "打卡"),
        ("card", {"userid": "x"}, "card", None),
        ("vote", {"votetitle": "投票", "voteitem": ["甲", "乙"]}, "vote", "投票"),
        ("collect", {"title": "填表", "details": [{"id": 1}]}, "form", "填表"),
        ("todo", {"title": "待办", "content": "报表"}, "todo", "待办\n报表"),
        ("calendar", {"title": "日程", "attendeename": ["x"]}, "schedule", "日程"),
        ("meeting", {"topic": "例会", "meetingid": 1}, "meeting", "例会"),
        ("redpacket", {"wish": "发财", "type": 1}, "red_packet", None),
        ("emotion", {"type": 1}, "emotion", None),
        ("chatrecord", {"title": "记录", "item": [{"type": "x"}]}, "forward", "记录"),
        ("voip_doc_share", {"filename": "a.pdf"}, "file", "a.pdf"),
        ("meeting_voice_call", {"endtime": 1}, "call", None),
        ("sphfeed", {"feed_type": 4}, "link", None),
        ("something_new", {"a": 1}, "other", None),
    ],
)
def test_each_type_of_the_archive_has_its_kind(tmp_path, kind, payload, read_as, text) -> None:
    message = read(written(tmp_path / "a.jsonl", [line(1, kind, payload)])).tables["message"][0]
    assert (message["kind"], message["text"]) == (read_as, text)


def test_a_recall_refers_to_the_message_recalled(tmp_path) -> None:
    found = read(written(tmp_path / "a.jsonl", [line(1, "revoke", {"pre_msgid": "m0"}, action="recall")]))
    assert (found.tables["message"][0]["kind"], found.tables["message"][0]["refers_to"]) == ("recall", "m0")


def test_the_pieces_of_a_mixed_message_become_text_and_photos(tmp_path) -> None:
    items = [
        {"type": "text", "content": json.dumps({"content": "看图"})},
        {"type": "image", "content": json.dumps({"md5sum": "ab", "filesize": 5})},
        {"type": "text", "content": json.dumps({"content": "，谢谢"})},
    ]
    found = read(written(tmp_path / "a.jsonl", [line(1, "mixed", {"item": items})]))
    assert found.tables["message"][0]["text"] == "看图，谢谢"
    assert found.tables["photo"] == [
        {"message_id": "m1", "group_id": "wr1", "fingerprint": "ab", "byte_count": 5, "row": 1}
    ]


def test_private_talk_is_counted_and_never_read(tmp_path) -> None:
    lines = [line(1), line(2, roomid=""), {key: value for key, value in line(3).items() if key != "roomid"},
             {"msgid": "s", "action": "switch", "time": AT, "user": "zhangsan"}]  # fmt: skip
    found = read(written(tmp_path / "a.jsonl", lines))
    assert [row["message_id"] for row in found.tables["message"]] == ["m1"]
    assert [(note.code, note.facts["count"]) for note in found.notes] == [("single-chats-passed-over", 2), ("switch-lines-passed-over", 1)]  # fmt: skip


def test_broken_lines_go_to_quarantine_one_by_one(tmp_path) -> None:
    lines = [
        line(1),
        "{broken",
        "",
        line(4, msgid=""),
        json.dumps(line(5))[:-30],
        line(6, "text", {"content": ["x"]}),
        "[1]",
        line(8),
    ]
    found = read(written(tmp_path / "a.jsonl", lines))
    assert [row["row"] for row in found.tables["message"]] == [1, 8]
    assert [(cell.row, cell.code) for cell in sorted(found.quarantined, key=lambda cell: cell.row)] == [
        (2, "json-broken"), (4, "key-missing"), (5, "json-broken"), (6, "json-shape"), (7, "json-shape"),
    ]  # fmt: skip


def test_lines_are_numbered_across_blocks_whatever_is_broken(tmp_path) -> None:
    filler = "长" * 2000
    lines = [line(number, "text", {"content": filler}) for number in range(1, 3001)]
    lines[1500] = "{"
    found = read(written(tmp_path / "a.jsonl", lines))
    assert (tmp_path / "a.jsonl").stat().st_size > 2 * BLOCK_BYTES
    assert [row["row"] for row in found.tables["message"]] == [n for n in range(1, 3001) if n != 1501]
    assert all(row["message_id"] == f"m{row['row']}" for row in found.tables["message"])


@pytest.mark.parametrize("size", [LINE_BYTES_LIMIT + 100, 3 * BLOCK_BYTES])
def test_an_endless_line_is_passed_over_and_told(tmp_path, size) -> None:
    found = read(written(tmp_path / "a.jsonl", [line(1), '{"msgid":"' + "x" * size + '"}', line(3)]))
    assert [row["row"] for row in found.tables["message"]] == [1, 3]
    assert [(cell.row, cell.code) for cell in found.quarantined][:1] in ([(2, "line-too-long")], [])


def test_gzip_is_read_and_a_truncated_one_is_told(tmp_path) -> None:
    path = written(tmp_path / "a.jsonl.gz", [line(number) for number in range(2000)], packed=True)
    assert len(read(path).tables["message"]) == 2000
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(SourceProblem, match="file-truncated"):
        read(path)


def test_group_information_gives_groups_and_members(tmp_path) -> None:
    group = {"roomid": "wr1", "roomname": "防汛群", "creator": "zhangsan", "room_create_time": 1_788_220_800, "notice": "",
             "members": [{"memberid": "zhangsan", "jointime": 1_788_220_800}, {"memberid": "lisi", "jointime": 1_788_282_000}]}  # fmt: skip
    for text in (json.dumps(group), json.dumps([group]), json.dumps(group, indent=2), json.dumps([group], indent=2)):
        path = tmp_path / "g.json"
        path.write_text(text)
        found = read(path)
        assert found.kind == "wecom_groups"
        assert found.tables["work_group"][0]["owner_id"] == "wecom:zhangsan"
        assert [(row["person_id"], row["role"], str(row["joined_on"])) for row in found.tables["membership"]] == [
            ("wecom:zhangsan", "owner", "2026-09-01"), ("wecom:lisi", "member", "2026-09-02"),
        ]  # fmt: skip


@given(st.lists(st.text(), max_size=20))
def test_visible_characters_are_those_that_leave_ink(texts) -> None:
    def blank(character: str) -> bool:
        code = ord(character)
        return (
            code <= 0x20 or 0x7F <= code <= 0xA0 or code == 0x3000 or 0x2000 <= code <= 0x200F or 0x2028 <= code <= 0x202F
            or 0x205F <= code <= 0x207F or 0xFE00 <= code <= 0xFE0F or code == 0xFEFF
        )  # fmt: skip

    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    counted = visible_characters(pa.array([*texts, None], pa.string())).to_pylist()
    assert counted == [*(sum(not blank(character) for character in text) for text in texts), 0]


def test_visible_characters_of_a_slice_are_its_own() -> None:
    texts = pa.array(["收到", None, "a b\n", "　收 到 "], pa.string())
    assert visible_characters(texts.slice(2)).to_pylist() == [2, 2]


@pytest.mark.samples
def test_real_lines_of_the_archive_are_read(samples) -> None:
    found = read(samples / "chat_format_samples" / "wecom_session_archive_samples.jsonl")
    assert [row["kind"] for row in found.tables["message"]] == ["mixed"]
    assert found.quarantined == []
