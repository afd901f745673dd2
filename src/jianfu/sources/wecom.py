"""Reads the WeCom session archive (企业微信会话内容存档): JSON lines -> messages and photo fingerprints.

Format: https://developer.work.weixin.qq.com/document/path/91774
"""

from collections import Counter
from collections.abc import Iterator
from itertools import compress
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.sources.batch import Batch, Note, Piece, Quarantined
from jianfu.sources.decoding import BROKEN_JSON
from jianfu.sources.lines import Block, line_blocks
from jianfu.sources.options import ReadOptions
from jianfu.sources.visible import visible_characters
from jianfu.sources.wecom_kinds import CHAIN_REPLY_MARK, KINDS, Line, photos_of, seen_text
from jianfu.sources.zone_time import wall_clock

BATCH_ROWS = 100_000
PHOTO_TYPES = frozenset({"image", "mixed"})
SECONDS_BELOW = 100_000_000_000
"""A smaller ``msgtime`` is told in seconds, not milliseconds."""
_line = msgspec.json.Decoder(Line, strict=False)

Numbered = tuple[list[int], list[Line]]


def read_wecom(path: Path, options: ReadOptions, *, encoding: str = "utf-8", packed: bool = False) -> Iterator[Piece]:
    """Messages of groups in batches of about 100,000; single chats and switch lines are only counted."""
    counts: Counter[str] = Counter()
    rows: list[int] = []
    lines: list[Line] = []
    for block in line_blocks(path, encoding=encoding, packed=packed):
        numbers, decoded, broken = decode(block)
        yield from broken
        keep = [bool(line.roomid) and line.action != "switch" for line in decoded]
        counts["switch"] += sum(line.action == "switch" for line in decoded)
        counts["single"] += len(keep) - sum(keep)
        rows.extend(compress(numbers, keep))
        lines.extend(compress(decoded, keep))
        if len(rows) >= BATCH_ROWS:
            yield from batches_of(rows, lines, options)
            rows, lines = [], []
    if rows:
        yield from batches_of(rows, lines, options)
    if counts["single"] - counts["switch"]:
        yield Note("single-chats-passed-over", {"count": counts["single"] - counts["switch"]})
    if counts["switch"]:
        yield Note("switch-lines-passed-over", {"count": counts["switch"]})


def decode(block: Block) -> tuple[list[int], list[Line], list[Quarantined]]:
    """The lines of a block with their numbers; one by one only where the block as a whole does not decode."""
    if block.too_long:
        return [], [], [Quarantined(block.first_line, "", "", "line-too-long", table="message")]
    try:
        lines = _line.decode_lines(block.data)
    except BROKEN_JSON:
        return _decode_singly(block)
    last = block.first_line + len(lines)
    if block.data.count(b"\n") + (not block.data.endswith(b"\n")) != len(lines):
        return _decode_singly(block)
    return list(range(block.first_line, last)), lines, []


def _decode_singly(block: Block) -> tuple[list[int], list[Line], list[Quarantined]]:
    numbers: list[int] = []
    lines: list[Line] = []
    broken: list[Quarantined] = []
    for number, data in enumerate(block.data.split(b"\n"), block.first_line):
        if not data.strip():
            continue
        try:
            lines.append(_line.decode(data))
            numbers.append(number)
        except msgspec.ValidationError:
            broken.append(Quarantined(number, "", "", "json-shape", table="message"))
        except BROKEN_JSON:
            broken.append(Quarantined(number, "", "", "json-broken", table="message"))
    return numbers, lines, broken


def batches_of(rows: list[int], lines: list[Line], options: ReadOptions) -> Iterator[Piece]:
    """One batch of messages and, where there are pictures, one of photos."""
    for row, line in zip(rows, lines, strict=True):
        if not line.msgid or line.msgtime <= 0:
            column = "sent_at" if line.msgid else "message_id"
            yield Quarantined(row, column, "", "key-missing", table="message")
    keep = [bool(line.msgid) and line.msgtime > 0 for line in lines]
    if not all(keep):
        rows, lines = list(compress(rows, keep)), list(compress(lines, keep))
    yield Batch("message", messages(rows, lines, options))
    with_photos = [
        (row, line, photo)
        for row, line in zip(rows, lines, strict=True)
        if line.msgtype in PHOTO_TYPES
        for photo in photos_of(line)
    ]
    if with_photos:
        yield Batch("photo", _photos(with_photos))


def messages(rows: list[int], lines: list[Line], options: ReadOptions) -> pa.Table:
    """Lines as rows of the message table."""
    texts = [line.text.content if line.text is not None else seen_text(line) for line in lines]
    kinds = [KINDS.get(line.msgtype, "other") for line in lines]
    for at, text in enumerate(texts):
        if text is not None and text.startswith(CHAIN_REPLY_MARK) and kinds[at] == "text":
            kinds[at] = "chain_reply"
    text = pa.array(texts, pa.string())
    times = pa.array([line.msgtime for line in lines], pa.int64())
    in_milliseconds = pc.if_else(pc.less(times, SECONDS_BELOW), pc.multiply(times, 1000), times)
    senders = pa.array([line.sender or None for line in lines], pa.string())
    return pa.table(
        {
            "group_id": pa.array([line.roomid for line in lines], pa.string()),
            "sent_at": wall_clock(in_milliseconds, "ms", options.zone),
            "message_id": pa.array([line.msgid for line in lines], pa.string()),
            "sender_id": pc.binary_join_element_wise("wecom", senders, ":"),
            "kind": pa.array(kinds, pa.string()),
            "text": text,
            "char_count": visible_characters(text),
            "refers_to": pa.array(
                [line.revoke.pre_msgid if line.revoke is not None else None for line in lines], pa.string()
            ),
            "row": pa.array(rows, pa.int64()),
        }
    )


def _photos(found: list[tuple[int, Line, tuple[str, int | None]]]) -> pa.Table:
    return pa.table(
        {
            "message_id": pa.array([line.msgid for _, line, _ in found], pa.string()),
            "group_id": pa.array([line.roomid for _, line, _ in found], pa.string()),
            "fingerprint": pa.array([photo[0] for _, _, photo in found], pa.string()),
            "byte_count": pa.array([photo[1] for _, _, photo in found], pa.int64()),
            "row": pa.array([row for row, _, _ in found], pa.int64()),
        }
    )
