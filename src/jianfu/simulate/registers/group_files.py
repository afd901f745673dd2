"""Ledgers of work groups (工作群台账) and WeCom's group information (群信息), where memberships come from."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from jianfu.simulate.registers.habit import Cell
from jianfu.simulate.registers.sheet import Register
from jianfu.simulate.registers.shelf import Shelf, days, offices, shelve
from jianfu.simulate.world import NOT_LISTED, PLATFORMS, World

PLATFORM_WORDS = {"wecom": "企业微信", "wechat": "微信", "qq": "QQ", "dingtalk": "钉钉"}
AUDIENCE_WORDS = ("本单位干部", "镇村干部", "全县业务条线干部")
APPROVERS = ("张主任", "李局长", "王书记", "分管副县长", "办公室主任刘某", "县委网信办")
LINES_AT_A_TIME = 2_000
BEIJING_SECONDS = 8 * 3600
MORNING_SECONDS = 9 * 3600


def write_group_ledgers(shelf: Shelf) -> Iterator[Path]:
    """Every group of every platform, by the office that answers for it."""
    groups, units = shelf.world.groups, shelf.world.units
    unit = pa.array(groups.unit)
    gone = ~np.isnat(groups.dissolved_on)
    codes = np.arange(len(groups))
    columns: dict[str, list[Cell]] = {
        "group_id": groups.room_id.to_pylist(),
        "name": groups.name.to_pylist(),
        "platform": [PLATFORM_WORDS[PLATFORMS[code]] for code in groups.platform.tolist()],
        "unit": units.name.take(unit).to_pylist(),
        "owner": shelf.world.people.name.take(pa.array(groups.owner, mask=groups.owner == NOT_LISTED)).to_pylist(),
        "created_on": days(groups.created_on),
        "purpose": groups.purpose.to_pylist(),
        "audience": [AUDIENCE_WORDS[code] for code in groups.audience.tolist()],
        "stated_members": groups.stated_members.tolist(),
        "type": ["临时" if temporary else "固定" for temporary in groups.temporary.tolist()],
        "task_start_on": days(groups.task_start_on),
        "task_end_on": days(groups.task_end_on),
        "approver": [
            APPROVERS[row % len(APPROVERS)] if approved else "无"
            for row, approved in zip(codes.tolist(), groups.approved.tolist(), strict=True)
        ],
        "filing_no": [
            f"群备〔{day.year}〕{row + 1}号" if day is not None else None
            for row, day in enumerate(groups.filed_on.astype("datetime64[D]").tolist())
        ],
        "filed_on": days(groups.filed_on),
        "last_active_on": days(groups.last_active_on),
        "state": ["已解散" if dissolved else "在用" for dissolved in gone.tolist()],
        "dissolved_on": days(groups.dissolved_on),
        "restricted": groups.restricted.tolist(),
        "remark": [None] * len(groups),
    }
    register = Register("group", "工作群台账", columns)
    yield from shelve(shelf, register, offices(shelf, groups.unit), "工作群台账")


def write_group_info(shelf: Shelf) -> Iterator[Path]:
    """One JSON object per active WeCom group with its members, as the platform exports it; packed where large."""
    packed = not shelf.is_small
    folder = shelf.folder / "企业微信会话存档"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ("群信息.jsonl.gz" if packed else "群信息.jsonl")
    with path.open("wb") as raw:
        if not packed:
            raw.writelines(_lines(shelf.world))
        else:
            with gzip.GzipFile("群信息.jsonl", "wb", compresslevel=1, fileobj=raw, mtime=0) as file:
                file.writelines(_lines(shelf.world))
    yield path


def _lines(world: World) -> Iterator[bytes]:
    groups = world.groups
    listed = np.flatnonzero((groups.platform == PLATFORMS.index("wecom")) & np.isnat(groups.dissolved_on))
    for start in range(0, len(listed), LINES_AT_A_TIME):
        yield from _spell(world, listed[start : start + LINES_AT_A_TIME])


def _spell(world: World, rows: np.ndarray) -> Iterator[bytes]:
    """The lines of some groups; memory holds no more members than theirs."""
    groups, members = world.groups, world.memberships
    first = members.offset[rows]
    count = members.offset[rows + 1] - first
    place = np.repeat(first - np.r_[0, np.cumsum(count)[:-1]], count) + np.arange(count.sum())
    userids = world.people.userid.take(pa.array(members.person[place])).to_pylist()
    joined = (members.joined_on[place].astype(np.int64) * 86400 + MORNING_SECONDS - BEIJING_SECONDS).tolist()
    spelled = [f'{{"memberid":"{userid}","jointime":{moment}}}' for userid, moment in zip(userids, joined, strict=True)]
    ends = np.cumsum(count).tolist()
    created = groups.created_on[rows].astype("datetime64[D]").astype(np.int64) * 86400
    owners = world.people.userid.take(pa.array(groups.owner[rows])).to_pylist()
    names, rooms = (column.take(pa.array(rows)).to_pylist() for column in (groups.name, groups.room_id))
    said = world.wordings.announcements
    notices = [json.dumps(said.get(row, ""), ensure_ascii=False) for row in rows.tolist()]
    begin = 0
    for number, end in enumerate(ends):
        made = int(created[number]) + MORNING_SECONDS - BEIJING_SECONDS
        yield (
            f'{{"roomid":"{rooms[number]}","roomname":"{names[number]}","creator":"{owners[number]}",'
            f'"room_create_time":{made},"notice":{notices[number]},"members":[{",".join(spelled[begin:end])}]}}\n'
        ).encode()
        begin = end
