"""What is said, as one more file of the session archive (会话存档)."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.simulate.chat.book import DAY_MS
from jianfu.simulate.chat.month import EPOCH, ZONE_MS
from jianfu.simulate.chat.spell import write_ids
from jianfu.simulate.chat.truth.remarks import SAME_TEXT
from jianfu.simulate.chat.write import ARCHIVE_FOLDER
from jianfu.simulate.wording.record import Spoken
from jianfu.simulate.world import World

FILE = "补充存档.jsonl"
"""A second pull of the archive, as offices have them that missed a few days."""
SAME_SPOKEN = "same_spoken.parquet"
FIRST_TEXT = 1 << 30
"""Numbers of texts from here on are those of this file."""
FIRST_KEY = 1 << 33
"""Far above the keys of the rest of the talk."""


def write_spoken(world: World, files: Path, truth: Path) -> int:
    """Writes the file, in order of time, and which of its texts are the same (``SAME_SPOKEN`` in the truth); returns
    the number of messages."""
    spoken = world.wordings.spoken
    if not spoken:
        return 0
    start = (world.settings.period.first_day - EPOCH).days * DAY_MS - ZONE_MS
    times = np.array([start + said.day * DAY_MS + said.second * 1000 for said in spoken], np.int64)
    ids = write_ids(world.seed, FIRST_KEY + np.arange(len(spoken)), times).to_pylist()
    with (files / ARCHIVE_FOLDER / FILE).open("w", encoding="utf-8", newline="\n") as file:
        for said, message_id, moment in zip(spoken, ids, times.tolist(), strict=True):
            line = {
                "msgid": message_id,
                "action": "send",
                "from": world.people.userid[said.sender].as_py(),
                "tolist": [],
                "roomid": world.groups.room_id[said.group].as_py(),
                "msgtime": moment,
                **_content(said, message_id),
            }
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    pq.write_table(_same_texts(spoken, ids), truth / SAME_SPOKEN, compression="zstd")
    return len(spoken)


def _same_texts(spoken: Sequence[Spoken], ids: Sequence[str]) -> pa.Table:
    """Messages whose texts agree in every letter, digit and Chinese character, as ``same_text.parquet`` has them."""
    texts: dict[str, list[str]] = {}
    for said, message_id in zip(spoken, ids, strict=True):
        if said.text:
            texts.setdefault(re.sub(r"\W", "", said.text).lower(), []).append(message_id)
    again = [same for same in texts.values() if len(same) > 1]
    rows = [(message_id, FIRST_TEXT + number) for number, same in enumerate(again) for message_id in same]
    columns = [pa.array([row[0] for row in rows], pa.string()), pa.array([row[1] for row in rows], pa.int32())]
    return pa.table(columns, schema=SAME_TEXT)


def _content(said: Spoken, message_id: str) -> dict[str, object]:
    if said.text:
        return {"msgtype": "text", "text": {"content": said.text}}
    return {"msgtype": "image", "image": {"md5sum": message_id[:32].ljust(32, "0"), "filesize": 812_000}}
