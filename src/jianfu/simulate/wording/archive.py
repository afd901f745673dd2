"""What is said, as one more file of the session archive (会话存档)."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from jianfu.simulate.chat.book import DAY_MS
from jianfu.simulate.chat.pull import Line, line_of, start_of, write_pull
from jianfu.simulate.chat.spell import write_ids
from jianfu.simulate.chat.truth.same_words import FIRST_SPOKEN, SAME_SPOKEN, same_texts
from jianfu.simulate.chat.write import ARCHIVE_FOLDER
from jianfu.simulate.wording.record import Spoken
from jianfu.simulate.world import World

FILE = "补充存档.jsonl"
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
    pq.write_table(
        same_texts(zip(ids, (said.text for said in spoken), strict=True), FIRST_SPOKEN),
        truth / SAME_SPOKEN,
        compression="zstd",
    )
    return len(spoken)


def _content(said: Spoken, message_id: str) -> tuple[str, Line]:
    if said.text:
        return "text", {"content": said.text}
    return "image", {"md5sum": message_id[:32].ljust(32, "0"), "filesize": 812_000}
