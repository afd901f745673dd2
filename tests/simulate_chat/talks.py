"""A month of talk, written and read back by the plainest means."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from jianfu.simulate.chat.write import ARCHIVE_FOLDER, write_chat
from jianfu.simulate.world import World

Line = dict[str, Any]


@dataclass(frozen=True)
class Talk:
    world: World
    folder: Path
    lines: list[Line]
    copies: list[dict[str, Any]]

    def group_of_room(self) -> dict[str, int]:
        return {room: index for index, room in enumerate(self.world.groups.room_id.to_pylist()) if room}

    def unit_of_userid(self) -> dict[str, int]:
        return dict(zip(self.world.people.userid.to_pylist(), self.world.people.unit.tolist(), strict=True))

    def texts(self) -> Iterator[tuple[Line, str]]:
        for line in self.lines:
            if line["msgtype"] == "text":
                yield line, line["text"]["content"]

    def rounds(self) -> set[tuple[str, str, int]]:
        """(room, what opens the round, day): one entry a round."""
        found = set()
        for line in self.lines:
            day = local_minute(line) // 1440
            if line["msgtype"] == "text" and line["text"]["content"].startswith("#接龙"):
                found.add((line["roomid"], line["text"]["content"].split("\n")[1], day))
            elif line["msgtype"] == "vote":
                found.add((line["roomid"], line["vote"]["voteid"], day))
            elif line["msgtype"] == "collect":
                found.add((line["roomid"], line["collect"]["title"], day))
        return found


def talk_of(world: World, folder: Path) -> Talk:
    count = write_chat(world, folder / "files", folder / "truth").messages
    lines = []
    for path in sorted((folder / "files" / ARCHIVE_FOLDER).iterdir()):
        lines += [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
    assert len(lines) == count
    return Talk(world, folder, lines, pq.read_table(folder / "truth" / "copies.parquet").to_pylist())


def local_minute(line: Line) -> int:
    """Minutes since 1970 on a clock in Shanghai."""
    return int(line["msgtime"]) // 60_000 + 480


def is_outside_hours(line: Line) -> bool:
    minute = local_minute(line)
    day = np.datetime64(minute // 1440, "D")
    working = np.is_busday(day, holidays=["2026-09-25"]) or day == np.datetime64("2026-09-20")
    return not working or not 510 <= minute % 1440 < 1050


def is_acknowledgement(line: Line) -> bool:
    if line["msgtype"] != "text":
        return False
    text = line["text"]["content"]
    return ("收到" in text and len(text) < 16) or text in ACKNOWLEDGEMENTS


ACKNOWLEDGEMENTS = {"好的", "知道了", "明白", "OK", "好", "1", "已阅", "已知悉", "嗯嗯", "👌", "[OK]"}
