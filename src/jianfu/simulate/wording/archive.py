"""What is said, as one more file of the session archive (会话存档)."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.simulate.chat.book import DAY_MS
from jianfu.simulate.chat.pull import Line, line_of, start_of, write_pull
from jianfu.simulate.chat.spell import write_ids
from jianfu.simulate.chat.truth.remarks import SAME_TEXT
from jianfu.simulate.chat.write import ARCHIVE_FOLDER
from jianfu.simulate.wording.record import Spoken
from jianfu.simulate.world import World

FILE = "补充存档.jsonl"
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
    start = start_of(world)
    times = np.array([start + said.day * DAY_MS + said.second * 1000 for said in spoken], np.int64)
    ids = write_ids(world.seed, FIRST_KEY + np.arange(len(spoken)), times).to_pylist()
    write_pull(
        files / ARCHIVE_FOLDER / FILE,
        (
            line_of(world, message_id, (moment, said.group, said.sender), *_content(said, message_id))
            for said, message_id, moment in zip(spoken, ids, times.tolist(), strict=True)
        ),
    )
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


def _content(said: Spoken, message_id: str) -> tuple[str, Line]:
    if said.text:
        return "text", {"content": said.text}
    return "image", {"md5sum": message_id[:32].ljust(32, "0"), "filesize": 812_000}
