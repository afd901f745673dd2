"""Readings made by hand: a small county in the shape the sources give."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from jianfu.sources.batch import PERSON_ALIAS, PERSON_ALIAS_SCHEMA, Batch, Piece, Reading, SourceFile
from jianfu.tables import TABLES

KEY = b"k" * 32
MADE_AT = datetime.fromisoformat("2026-09-01T08:00")


def batch(table: str, rows: Sequence[dict[str, object]], *, sheet: str = "") -> Batch:
    """Rows as a batch; only the columns some row states, and the row number (from 1 where not given)."""
    stated = {name for row in rows for name in row}
    schema = PERSON_ALIAS_SCHEMA if table == PERSON_ALIAS else TABLES[table].schema
    fields = [field for field in schema if field.name in stated] + [pa.field("row", pa.int64())]
    numbered = [{"row": at, **row} for at, row in enumerate(rows, 1)]
    return Batch(table, pa.Table.from_pylist(numbered, pa.schema(fields)), sheet)


def reading(name: str, kind: str, pieces: Iterable[Piece]) -> Reading:
    """A file of that name; its hash follows from what it holds."""
    held = list(pieces)
    told = "".join(str(p.rows.to_pylist()) + p.table if isinstance(p, Batch) else str(p) for p in held)
    sha = hashlib.sha256((name + kind + told).encode()).hexdigest()
    return Reading(SourceFile(Path(name), name, sha, len(told), kind), iter(held))


def ledgers() -> Iterator[Reading]:
    yield reading(
        "单位.xlsx", "ledger",
        [batch("unit", [
            {"unit_id": "X001", "name": "示例县应急管理局", "level": "county"},
            {"unit_id": "X002", "name": "示例县城关镇人民政府", "parent_id": "示例县", "level": "township"},
            {"unit_id": "X000", "name": "示例县", "level": "county"},
            {"unit_id": "X003", "name": "东关村", "parent_id": "城关镇", "level": "village"},
        ])],
    )  # fmt: skip
    yield reading(
        "人员.xlsx", "ledger",
        [
            batch("person", [
                {"person_id": "wecom:zhangsan", "unit_id": "应急管理局", "post": "staff", "state": "active"},
                {"person_id": "wecom:lisi", "unit_id": "城关镇", "post": "leader", "state": "active"},
                {"person_id": "name:东关村:王五", "unit_id": "东关村", "post": "village_cadre"},
            ]),
            batch(PERSON_ALIAS, [
                {"person_id": "wecom:zhangsan", "alias": "name:应急管理局:张三"},
                {"person_id": "wecom:lisi", "alias": "name:城关镇:李四"},
            ]),
        ],
    )  # fmt: skip
    yield reading(
        "工作群.xlsx", "ledger",
        [batch("work_group", [
            {"name": "防汛工作群", "platform": "wecom", "unit_id": "县应急管理局",
             "owner_id": "name:示例县应急管理局:张三", "created_on": date(2025, 5, 1), "approved": True},
            {"name": "东关村 便民群", "platform": "wechat", "unit_id": "城关镇东关村", "owner_id": "name:东关村:王五"},
            {"name": "乡镇联络群", "platform": "wecom", "unit_id": "北山乡人民政府"},
        ])],
    )  # fmt: skip
    yield reading(
        "成员.xlsx", "ledger",
        [batch("membership", [
            {"group_id": "name:东关村:东关村便民群", "person_id": "name:东关村:王五", "role": "owner"},
            {"group_id": "name:应急管理局:防汛工作群", "person_id": "name:城关镇:李四"},
        ])],
    )  # fmt: skip
    yield reading(
        "应用.xlsx", "ledger",
        [
            batch("app", [{"name": "示例通", "unit_id": "应急管理局", "audience": "grassroots"}]),
            batch("app_function", [{"app_id": "name:应急管理局:示例通", "function": "check_in", "name": "打卡"}]),
            batch("exemption", [
                {"subject_kind": "app", "subject_id": "name::示例通", "reason": "emergency", "approved": True,
                 "until_on": date(2026, 12, 31)},
                {"subject_kind": "unit", "subject_id": "应急管理局", "reason": "security"},
            ]),
        ],
    )  # fmt: skip
    yield reading(
        "来信.xlsx", "ledger",
        [
            batch("letter", [
                {"letter_id": "L1", "unit_id": "城关镇", "received_at": datetime.fromisoformat("2026-08-01T09:00"), "title": "路灯"},
                {"unit_id": "城关镇", "received_at": datetime.fromisoformat("2026-09-02T09:00"), "title": "水压"},
            ]),
            batch("reply", [{"replied_at": datetime.fromisoformat("2026-09-05T09:00"), "text": "已修复", "row": 2}]),
        ],
    )  # fmt: skip


def group_information() -> Reading:
    return reading(
        "groups.jsonl", "wecom_groups",
        [
            batch("work_group", [{"group_id": "wrFlood", "name": "防汛工作群", "platform": "wecom", "owner_id": "wecom:zhangsan"}]),
            batch("membership", [
                {"group_id": "wrFlood", "person_id": "wecom:zhangsan", "role": "owner", "joined_on": date(2025, 5, 1)},
                {"group_id": "wrFlood", "person_id": "wecom:zhaoliu"},
            ]),
        ],
    )  # fmt: skip


def messages(count: int, *, groups: int = 3, start: int = 0) -> list[dict[str, object]]:
    """Messages that go round the groups and senders, two in the same second now and then."""
    senders = ("wecom:zhangsan", "wecom:lisi", "wecom:zhaoliu", None)
    return [
        {
            "group_id": "wrFlood" if n % groups == 0 else f"wrOther{n % groups}",
            "sent_at": MADE_AT + timedelta(seconds=n // 2 * 30),
            "message_id": f"m{n:06d}",
            "sender_id": senders[n % 4],
            "kind": "text" if n % 5 else "image",
            "text": f"通知{n % 7}" if n % 5 else None,
            "char_count": 3 if n % 5 else 0,
        }
        for n in range(start, start + count)
    ]


def archive(name: str = "chat.jsonl", *, rows: Sequence[dict[str, object]] | None = None, size: int = 50) -> Reading:
    rows = messages(200) if rows is None else rows
    photos = [
        {"message_id": row["message_id"], "group_id": row["group_id"], "fingerprint": "f" * 32, "byte_count": 5}
        for row in rows
        if row["kind"] == "image"
    ]
    pieces: list[Piece] = [batch("message", rows[at : at + size]) for at in range(0, len(rows), size)]
    return reading(name, "wecom", [*pieces, *([batch("photo", photos)] if photos else [])])


def county() -> list[Reading]:
    """Everything: ledgers, group information, two archives that overlap."""
    return [
        *ledgers(),
        group_information(),
        archive("a.jsonl", rows=messages(120)),
        archive("b.jsonl", rows=messages(120, start=80)),
    ]
