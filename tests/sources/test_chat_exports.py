import json
import zipfile
from datetime import date

import pytest
from read_files import clock, read

from jianfu.base.errors import SourceProblem

USERS = [{"id": "U1", "name": "a", "deleted": False}, {"id": "U2", "deleted": True}, {"id": "B1", "is_bot": True}]


def slack_export(path, channel, days, *, private=None, root="") -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{root}users.json", json.dumps(USERS))
        archive.writestr(f"{root}channels.json", json.dumps([channel]))
        for name, messages in days.items():
            archive.writestr(f"{root}{name}", messages if isinstance(messages, str) else json.dumps(messages))
        for name, messages in (private or {}).items():
            archive.writestr(f"{root}{name}", json.dumps(messages))


CHANNEL = {"id": "C1", "name": "flood", "created": "1433558319", "creator": "U1", "is_archived": False, "members": ["U1", "U2"], "purpose": {"value": "rain &amp; floods"}}  # fmt: skip


def message(ts, **changes):
    return {"type": "message", "user": "U1", "text": "hello", "ts": ts, **changes}


@pytest.mark.parametrize("root", ["", "export/"])
def test_channels_members_and_talk_are_read(tmp_path, root) -> None:
    days = {"flood/2015-06-06.json": [
        message("1433562832.000005", text="<@U2> see <http://a.b|this> &lt;now&gt;"),
        message("1433562833.000006", thread_ts="1433562832.000005", text="yes"),
        message("1433562834.000007", files=[{"mimetype": "image/png", "name": "x.png"}]),
        message("1433562835.000008", subtype="file_share", file={"mimetype": "text/csv", "name": "x.csv"}),
        message("1433562836.000009", subtype="channel_topic"),
        message("1433562837.000010", subtype="channel_join", user="U3"),
        message("1433649237.000011", subtype="channel_leave", user="U3"),
    ]}  # fmt: skip
    slack_export(tmp_path / "e.zip", CHANNEL, days, root=root)
    found = read(tmp_path / "e.zip", zone="America/Chicago")
    assert found.kind == "slack"
    group = found.tables["work_group"][0]
    assert (group["group_id"], group["owner_id"], group["state"], group["purpose"]) == (
        "C1",
        "slack:U1",
        "active",
        "rain & floods",
    )
    talk = found.tables["message"]
    assert [(row["kind"], row["refers_to"]) for row in talk] == [
        ("text", None), ("text", "C1:1433562832.000005"), ("image", None), ("file", None),
    ]  # fmt: skip
    assert talk[0]["text"] == "@ see this <now>"
    assert talk[0]["sent_at"] == clock(2015, 6, 5, 22, 53, 52, 5)
    stays = {row["person_id"]: row for row in found.tables["membership"]}
    assert (stays["slack:U3"]["joined_on"], stays["slack:U3"]["left_on"]) == (date(2015, 6, 5), date(2015, 6, 6))
    assert (stays["slack:U1"]["role"], stays["slack:U1"]["joined_on"]) == ("owner", None)
    assert found.note_codes() == ["platform-notices-passed-over"]
    assert [(row["person_id"], row["state"]) for row in found.tables["person"]] == [
        ("slack:U1", "active"),
        ("slack:U2", "left"),
    ]


def test_an_archived_channel_is_dissolved_on_the_day_it_was_archived(tmp_path) -> None:
    days = {
        "flood/2015-06-06.json": [message("1433562832.000005"), message("1433649237.000011", subtype="channel_archive")]
    }
    slack_export(tmp_path / "e.zip", {**CHANNEL, "is_archived": True, "members": []}, days)
    group = read(tmp_path / "e.zip").tables["work_group"][0]
    assert (group["state"], group["dissolved_on"]) == ("dissolved", date(2015, 6, 7))


def test_direct_messages_are_never_read(tmp_path) -> None:
    slack_export(tmp_path / "e.zip", CHANNEL, {}, private={"D0123/2015-06-06.json": [message("1433562832.000005")]})
    found = read(tmp_path / "e.zip")
    assert "message" not in found.tables
    assert [(note.code, note.facts["count"]) for note in found.notes] == [("single-chats-passed-over", 1)]


def test_one_odd_message_does_not_cost_its_day(tmp_path) -> None:
    days = {"flood/2015-06-06.json": [message("1433562832.000005"), {"text": ["?"]}, message("soon"), message("1433562833.000005")],
            "flood/2015-06-07.json": "[{"}  # fmt: skip
    slack_export(tmp_path / "e.zip", CHANNEL, days)
    found = read(tmp_path / "e.zip")
    assert len(found.tables["message"]) == 2
    assert [(cell.row, cell.code) for cell in found.quarantined] == [
        (2, "json-shape"),
        (3, "json-shape"),
        (5, "json-broken"),
    ]


def test_an_export_without_its_lists_in_order_is_told(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("users.json", "[{]")
        archive.writestr("channels.json", "[]")
    with pytest.raises(SourceProblem, match="export-broken"):
        read(tmp_path / "e.zip")


MATTERMOST = [
    {"type": "version", "version": 1},
    {"type": "channel", "channel": {"team": "t", "name": "flood", "display_name": "Flood", "type": "O", "purpose": "rain", "deleted_at": 1553166657086}},
    {"type": "user", "user": {"username": "ron", "teams": [{"name": "t", "channels": [{"name": "flood", "roles": "channel_user channel_admin"}]}]}},
    {"type": "post", "post": {"team": "t", "channel": "flood", "user": "harry", "message": "harry joined the channel.", "create_at": 1553166557086, "replies": None}},
    {"type": "post", "post": {"team": "t", "channel": "flood", "user": "ron", "message": "hello", "create_at": 1553166657086,
                              "replies": [{"user": "harry", "message": "hi", "create_at": 1553166658086, "attachments": [{"path": "a/b.png"}]}]}},
    {"type": "post", "post": {"team": "t", "channel": "flood", "user": "ron", "message": "new topic", "type": "system_header_change", "create_at": 1553166659086}},
    {"type": "direct_post", "direct_post": {"channel_members": ["ron", "harry"], "user": "ron", "message": "secret", "create_at": 1}},
]  # fmt: skip


@pytest.mark.parametrize("zipped", [False, True])
def test_a_mattermost_export_is_read_with_its_threads(tmp_path, zipped) -> None:
    text = "\n".join(json.dumps(entry) for entry in MATTERMOST)
    path = tmp_path / ("e.zip" if zipped else "e.jsonl")
    if zipped:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("import.jsonl", text)
            archive.writestr("data/x.png", b"x")
    else:
        path.write_text(text)
    found = read(path)
    assert found.kind == "mattermost"
    assert found.tables["work_group"][0]["state"] == "dissolved"
    first, second = found.tables["message"]
    assert (first["sender_id"], second["kind"], second["refers_to"]) == ("mattermost:ron", "image", first["message_id"])
    stays = {row["person_id"]: row for row in found.tables["membership"]}
    assert stays["mattermost:ron"]["role"] == "admin"
    assert stays["mattermost:harry"]["joined_on"] == date(2019, 3, 21)
    assert "secret" not in str(found.tables)
    assert found.note_codes() == ["single-chats-passed-over", "platform-notices-passed-over"]


@pytest.mark.samples
def test_a_real_slack_export_is_read_whole(samples) -> None:
    found = read(samples / "chat_slack_houston" / "export.zip", zone="America/Chicago")
    assert len(found.tables["work_group"]) == 16
    assert sum(row["state"] == "dissolved" for row in found.tables["work_group"]) == 9
    assert len(found.tables["person"]) == 71
    assert len(found.tables["message"]) == 1031
    notices = sum(note.facts["count"] for note in found.notes)
    joins_leaves_and_archivings = 320 + 3 + 9
    assert len(found.tables["message"]) + notices + joins_leaves_and_archivings == 1382
    assert found.quarantined == []


@pytest.mark.samples
def test_a_real_mattermost_excerpt_is_read(samples) -> None:
    found = read(samples / "chat_format_samples" / "mattermost_bulk_export_excerpt.jsonl")
    assert (len(found.tables["work_group"]), len(found.tables["message"])) == (5, 4)
