"""The planted messages as one more pull of the session archive (会话存档补采): a file beside the daily ones."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from jianfu.simulate.chat.month import EPOCH, ZONE_MS
from jianfu.simulate.demands.plan import Plan
from jianfu.simulate.demands.wording import wordings
from jianfu.simulate.world import World

FILE = "补采.jsonl"
_MINUTE_MS, _DAY_MS = 60_000, 86_400_000


def write_archive(world: World, plan: Plan, folder: Path) -> int:
    """Writes the file in order of time; returns the number of messages."""
    encode = msgspec.json.Encoder().encode
    lines = sorted(_lines(world, plan), key=lambda line: (line["msgtime"], line["msgid"]))
    with (folder / FILE).open("wb") as file:
        for line in lines:
            file.write(encode(line) + b"\n")
    return len(lines)


def _lines(world: World, plan: Plan) -> Iterator[dict[str, object]]:
    for number, sent in enumerate(plan.sent):
        yield _line(world, f"d{number}", (sent.at, sent.group, sent.sender), "text", {"content": sent.text})
    words = wordings().answers
    for number, answer in enumerate(plan.answers):
        mark = hashlib.md5(f"{world.seed} {number}".encode(), usedforsecurity=False).hexdigest()
        contents: dict[str, dict[str, object]] = {
            "text": {"content": words[int(mark[:8], 16) % len(words)]},
            "image": {"md5sum": mark, "filesize": 40_000 + int(mark[:5], 16), "sdkfileid": mark[:16]},
            "location": {"longitude": 106.5, "latitude": 30.2, "address": "", "title": "", "zoom": 15},
        }
        yield _line(world, f"a{number}", (answer.at, answer.group, answer.sender), answer.kind, contents[answer.kind])


def _line(world: World, name: str, who: tuple[int, int, int], kind: str, said: dict[str, object]) -> dict[str, object]:
    at, group, sender = who
    begin = (world.settings.period.first_day - EPOCH).days * _DAY_MS - ZONE_MS
    moment = begin + at * _MINUTE_MS
    return {
        "msgid": f"{world.seed}{name}_{moment // 1000}",
        "action": "send",
        "from": world.people.userid[sender].as_py(),
        "tolist": [],
        "roomid": world.groups.room_id[group].as_py(),
        "msgtime": moment,
        "msgtype": kind,
        kind: said,
    }
