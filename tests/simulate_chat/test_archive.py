"""The form of the session archive."""

import hashlib
import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import numpy as np
from talks import Talk, talk_of

from jianfu.simulate.county import make_world
from jianfu.simulate.demands.archive import FILE as LATER_PULL

TYPES = {
    "text", "image", "location", "vote", "todo", "file", "link", "voice", "video", "emotion", "mixed", "chatrecord",
    "meeting", "calendar", "revoke", "weapp", "card",
}  # fmt: skip


def test_every_line_has_the_keys_of_the_archive_and_the_object_its_type_names(talk: Talk) -> None:
    keys = ["msgid", "action", "from", "tolist", "roomid", "msgtime", "msgtype"]
    for line in talk.lines:
        assert list(line) == [*keys, line["msgtype"]]
        assert isinstance(line[line["msgtype"]], dict)
        assert line["action"] == ("recall" if line["msgtype"] == "revoke" else "send")


def test_the_types_that_matter_all_occur(talk: Talk) -> None:
    assert {line["msgtype"] for line in talk.lines} >= TYPES


def test_no_message_id_occurs_twice(talk: Talk) -> None:
    assert max(Counter(line["msgid"] for line in talk.lines).values()) == 1


def test_lines_stand_in_order_of_time_and_in_the_file_of_their_day(talk: Talk) -> None:
    archive = talk.folder / "files" / "会话存档"
    period = talk.world.settings.period
    length = (period.last_day - period.first_day).days + 1
    month = {str(period.first_day + timedelta(days=day)) for day in range(length)}
    names = {path.name for path in archive.iterdir()}
    assert LATER_PULL in names
    assert names - {LATER_PULL} <= {f"{day}.jsonl" for day in month}
    for path in archive.iterdir():
        times = [json.loads(line)["msgtime"] for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
        assert times == sorted(times)
        days = {str(np.datetime64(time + 8 * 3_600_000, "ms").astype("datetime64[D]")) for time in times}
        assert days <= month if path.name == LATER_PULL else days == {path.name[:10]}


def test_json_inside_json_parses(talk: Talk) -> None:
    inner = 0
    for line in talk.lines:
        for item in line.get("mixed", line.get("chatrecord", {})).get("item", []):
            assert isinstance(json.loads(item["content"]), dict)
            inner += 1
    assert inner > 20


def test_a_recall_takes_back_an_earlier_message_of_the_same_sender_in_the_same_group(talk: Talk) -> None:
    by_id = {line["msgid"]: line for line in talk.lines}
    for line in talk.lines:
        if line["msgtype"] == "revoke":
            taken = by_id[line["revoke"]["pre_msgid"]]
            assert (taken["from"], taken["roomid"]) == (line["from"], line["roomid"])
            assert taken["msgtime"] < line["msgtime"]


def test_senders_and_recipients_are_members_still_in_office(talk: Talk) -> None:
    world = talk.world
    userid = world.people.userid.to_pylist()
    rooms = talk.group_of_room()
    offset = world.memberships.offset
    members = {
        room: {userid[person] for person in world.memberships.person[offset[group] : offset[group + 1]]}
        for room, group in rooms.items()
    }
    gone = {userid[person] for person in np.flatnonzero(world.people.left)}
    for line in talk.lines:
        assert line["from"] in members[line["roomid"]] - gone
        assert set(line["tolist"]) <= members[line["roomid"]] - {line["from"]}


def test_the_same_world_gives_the_same_bytes(talk: Talk, tmp_path: Path) -> None:
    again = talk_of(make_world("hamlet", 3), tmp_path)
    assert digest(again.folder) == digest(talk.folder)


def test_another_seed_gives_other_talk(talk: Talk, tmp_path: Path) -> None:
    other = talk_of(make_world("hamlet", 4), tmp_path)
    assert {text for _, text in other.texts()} != {text for _, text in talk.texts()}


def digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
