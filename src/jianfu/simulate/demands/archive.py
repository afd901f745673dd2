"""The planted messages as one more pull of the session archive."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from jianfu.simulate.chat.pull import Line, line_of, start_of, write_pull
from jianfu.simulate.chat.truth.same_words import FIRST_ASKED, SAME_ASKED, same_texts
from jianfu.simulate.demands.plan import Plan
from jianfu.simulate.demands.wording import wordings
from jianfu.simulate.world import World

FILE = "补采.jsonl"
_MINUTE_MS = 60_000


def write_archive(world: World, plan: Plan, folder: Path, truth: Path) -> int:
    """Writes the file in order of time, and which of its texts are the same (``SAME_ASKED`` in the truth); returns the
    number of messages."""
    lines = sorted(_lines(world, plan), key=lambda line: (line["msgtime"], line["msgid"]))
    write_pull(folder / FILE, lines)
    said = [(str(line["msgid"]), _text_of(line)) for line in lines]
    pq.write_table(same_texts(said, FIRST_ASKED), truth / SAME_ASKED, compression="zstd")
    return len(lines)


def _lines(world: World, plan: Plan) -> Iterator[Line]:
    for number, sent in enumerate(plan.sent):
        yield _line(world, f"d{number}", (sent.at, sent.group, sent.sender), "text", {"content": sent.text})
    words = wordings().answers
    for number, answer in enumerate(plan.answers):
        mark = hashlib.md5(f"{world.seed} {number}".encode(), usedforsecurity=False).hexdigest()
        contents: dict[str, Line] = {
            "text": {"content": words[int(mark[:8], 16) % len(words)]},
            "image": {"md5sum": mark, "filesize": 40_000 + int(mark[:5], 16), "sdkfileid": mark[:16]},
            "location": {"longitude": 106.5, "latitude": 30.2, "address": "", "title": "", "zoom": 15},
        }
        yield _line(world, f"a{number}", (answer.at, answer.group, answer.sender), answer.kind, contents[answer.kind])


def _text_of(line: Line) -> str:
    """What is said; nothing for a picture or a place."""
    content = line.get("text")
    return str(content["content"]) if isinstance(content, dict) else ""


def _line(world: World, name: str, who: tuple[int, int, int], kind: str, said: Line) -> Line:
    at, group, sender = who
    moment = start_of(world) + at * _MINUTE_MS
    return line_of(world, f"{world.seed}{name}_{moment // 1000}", (moment, group, sender), kind, said)
