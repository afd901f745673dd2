"""Reads WeCom group information (企业微信群信息): groups and their members, as JSON lines, one object or a list.

Format: https://developer.work.weixin.qq.com/document/path/92951
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow as pa

from jianfu.base.errors import SourceProblem
from jianfu.sources.batch import Batch, Piece, Quarantined
from jianfu.sources.decoding import BROKEN_JSON, Seconds
from jianfu.sources.lines import Block, line_blocks
from jianfu.sources.options import ReadOptions
from jianfu.sources.zone_time import wall_date

BYTES_LIMIT = 500_000_000
"""Of a file that is not written line by line."""


class Member(msgspec.Struct, gc=False):
    """One member of a group; ``jointime`` in seconds since 1970 in UTC."""

    memberid: str = ""
    jointime: Seconds | None = None


class GroupInfo(msgspec.Struct, gc=False):
    """One group as the platform describes it."""

    roomid: str = ""
    roomname: str | None = None
    creator: str | None = None
    room_create_time: Seconds | None = None
    notice: str | None = None
    members: list[Member] = []


_group = msgspec.json.Decoder(GroupInfo, strict=False)
_groups = msgspec.json.Decoder(list[GroupInfo], strict=False)


def read_wecom_groups(
    path: Path, options: ReadOptions, *, encoding: str = "utf-8", packed: bool = False
) -> Iterator[Piece]:
    """Groups and memberships; a line that cannot be read goes to quarantine."""
    for block in _blocks(line_blocks(path, encoding=encoding, packed=packed), path):
        rows: list[int] = []
        groups: list[GroupInfo] = []
        for row, data in _objects(block.data, block.first_line):
            try:
                found = _groups.decode(data) if data.lstrip().startswith(b"[") else [_group.decode(data)]
            except BROKEN_JSON:
                yield Quarantined(row, "", "", "json-broken", table="work_group")
                continue
            for group in found:
                if group.roomid:
                    rows.append(row)
                    groups.append(group)
                else:
                    yield Quarantined(row, "group_id", "", "key-missing", table="work_group")
        if rows:
            yield Batch("work_group", _work_groups(rows, groups, options))
            yield Batch("membership", _memberships(rows, groups, options))


def _blocks(blocks: Iterator[Block], path: Path) -> Iterator[Block]:
    """Blocks of lines as they come; what is one object or list over several lines in one piece."""
    first = next(blocks, None)
    if first is None:
        return
    if not _is_one_piece(first.data):
        yield first
        yield from blocks
        return
    data = first.data
    for block in blocks:
        data += block.data
        if len(data) > BYTES_LIMIT:
            raise SourceProblem("file-too-large", file=path.name)
    yield Block(1, data)


def _is_one_piece(data: bytes) -> bool:
    head = data.lstrip()
    return head.startswith(b"[") or head[1:2].isspace()


def _objects(data: bytes, first_line: int) -> Iterator[tuple[int, bytes]]:
    """Line by line, or the whole block where it is one object or list written over several lines."""
    if _is_one_piece(data):
        yield first_line, data
        return
    for number, line in enumerate(data.split(b"\n"), first_line):
        if line.strip():
            yield number, line


def _reference(user: str | None) -> str | None:
    return f"wecom:{user}" if user else None


def _work_groups(rows: list[int], groups: list[GroupInfo], options: ReadOptions) -> pa.Table:
    created = pa.array([group.room_create_time or None for group in groups], pa.int64())
    return pa.table(
        {
            "group_id": pa.array([group.roomid for group in groups], pa.string()),
            "name": pa.array([group.roomname or None for group in groups], pa.string()),
            "platform": pa.array(["wecom"] * len(groups), pa.string()),
            "owner_id": pa.array([_reference(group.creator) for group in groups], pa.string()),
            "notice": pa.array([group.notice or None for group in groups], pa.string()),
            "created_on": wall_date(created, "s", options.zone),
            "row": pa.array(rows, pa.int64()),
        }
    )


def _memberships(rows: list[int], groups: list[GroupInfo], options: ReadOptions) -> pa.Table:
    found = [
        (row, group, member)
        for row, group in zip(rows, groups, strict=True)
        for member in group.members
        if member.memberid
    ]
    joined = pa.array([member.jointime or None for _, _, member in found], pa.int64())
    roles = ["owner" if member.memberid == group.creator else "member" for _, group, member in found]
    return pa.table(
        {
            "group_id": pa.array([group.roomid for _, group, _ in found], pa.string()),
            "person_id": pa.array([_reference(member.memberid) for _, _, member in found], pa.string()),
            "joined_on": wall_date(joined, "s", options.zone),
            "role": pa.array(roles, pa.string()),
            "row": pa.array([row for row, _, _ in found], pa.int64()),
        }
    )
