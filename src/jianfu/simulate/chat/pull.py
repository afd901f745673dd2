"""One more pull of the session archive (会话存档补采), as offices have them that missed a few days: a file beside the
daily ones."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from jianfu.simulate.chat.book import DAY_MS
from jianfu.simulate.chat.month import EPOCH, ZONE_MS
from jianfu.simulate.world import World

Line = dict[str, object]


def start_of(world: World) -> int:
    """The first moment of the period, in milliseconds as the archive states them."""
    return (world.settings.period.first_day - EPOCH).days * DAY_MS - ZONE_MS


def line_of(world: World, message_id: str, who: tuple[int, int, int], kind: str, content: Line) -> Line:
    """A message as the archive has it; ``who``: moment (milliseconds), group and sender."""
    moment, group, sender = who
    return {
        "msgid": message_id,
        "action": "send",
        "from": world.people.userid[sender].as_py(),
        "tolist": [],
        "roomid": world.groups.room_id[group].as_py(),
        "msgtime": moment,
        "msgtype": kind,
        kind: content,
    }


def write_pull(path: Path, lines: Iterable[Line]) -> None:
    """Writes the file, a line a message."""
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as file:
        for line in lines:
            file.write(encode(line) + b"\n")
