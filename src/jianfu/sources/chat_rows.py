"""Collects what chat exports other than WeCom give and turns it into batches."""

from dataclasses import dataclass, field

import pyarrow as pa

from jianfu.sources.batch import ROW, Batch
from jianfu.sources.visible import visible_characters
from jianfu.sources.zone_time import wall_clock, wall_date
from jianfu.tables import TABLES

FILE_KINDS = (("image/", "image"), ("video/", "video"), ("audio/", "voice"))
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".heic")


@dataclass
class Posts:
    """Messages of one or more groups, column by column; ``sent`` in microseconds since 1970 in UTC."""

    group: list[str] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    message: list[str] = field(default_factory=list)
    sender: list[str | None] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    text: list[str | None] = field(default_factory=list)
    refers_to: list[str | None] = field(default_factory=list)
    row: list[int] = field(default_factory=list)

    def batch(self, zone: str, sheet: str = "") -> Batch:
        """The messages as one batch."""
        text = pa.array(self.text, pa.string())
        columns = {
            "group_id": pa.array(self.group, pa.string()),
            "sent_at": wall_clock(pa.array(self.sent, pa.int64()), "us", zone),
            "message_id": pa.array(self.message, pa.string()),
            "sender_id": pa.array(self.sender, pa.string()),
            "kind": pa.array(self.kind, pa.string()),
            "text": text,
            "char_count": visible_characters(text),
            "refers_to": pa.array(self.refers_to, pa.string()),
            ROW: pa.array(self.row, pa.int64()),
        }
        return Batch("message", pa.table(columns), sheet)


@dataclass
class Stay:
    """One person's membership of a group; moments in microseconds since 1970 in UTC."""

    joined: int | None = None
    left: int | None = None
    role: str = "member"
    row: int = 0


def memberships(stays: dict[tuple[str, str], Stay], zone: str, sheet: str = "") -> Batch:
    """Memberships by group and person reference as one batch."""
    keys = sorted(stays)
    days = {
        name: wall_date(pa.array([getattr(stays[key], moment) for key in keys], pa.int64()), "us", zone)
        for name, moment in (("joined_on", "joined"), ("left_on", "left"))
    }
    columns = {
        "group_id": pa.array([group for group, _ in keys], pa.string()),
        "person_id": pa.array([person for _, person in keys], pa.string()),
        **days,
        "role": pa.array([stays[key].role for key in keys], pa.string()),
        ROW: pa.array([stays[key].row for key in keys], pa.int64()),
    }
    return Batch("membership", pa.table(columns), sheet)


def table_batch(table: str, rows: list[dict[str, object]], numbers: list[int], sheet: str = "") -> Batch:
    """Rows of any table, all with the same columns, as one batch."""
    schema = TABLES[table].schema
    columns = {
        name: pa.array([row[name] for row in rows], schema.field(name).type) for name in (rows[0] if rows else ())
    }
    columns[ROW] = pa.array(numbers, pa.int64())
    return Batch(table, pa.table(columns), sheet)


def kind_of_file(media_type: str, name: str) -> str:
    """The message kind of an attached file."""
    for start, kind in FILE_KINDS:
        if media_type.startswith(start):
            return kind
    return "image" if name.lower().endswith(IMAGE_SUFFIXES) else "file"
