"""Which of the messages that are planted beside the talk have the same text, as ``same_text.parquet`` has them."""

import re
from collections.abc import Iterable

import pyarrow as pa

from jianfu.simulate.chat.truth.remarks import SAME_TEXT

SAME_SPOKEN, SAME_ASKED = "same_spoken.parquet", "same_asked.parquet"
FIRST_SPOKEN, FIRST_ASKED = 1 << 30, 3 << 29
"""Numbers of texts from here on are those of the file; the talk's count from 0."""


def same_texts(said: Iterable[tuple[str, str]], first: int) -> pa.Table:
    """Messages (id, text) whose texts agree in every letter, digit and Chinese character; they count from ``first``."""
    texts: dict[str, list[str]] = {}
    for message_id, text in said:
        if text:
            texts.setdefault(re.sub(r"\W", "", text).lower(), []).append(message_id)
    again = [same for same in texts.values() if len(same) > 1]
    rows = [(message_id, first + number) for number, same in enumerate(again) for message_id in same]
    columns = [pa.array([row[0] for row in rows], pa.string()), pa.array([row[1] for row in rows], pa.int32())]
    return pa.table(columns, schema=SAME_TEXT)
