"""What stands out among the messages: evenings, the costliest copied texts, groups that live on “收到”."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from jianfu.report.figures.rounding import figure, share
from jianfu.report.model import CopyRow, HollowGroup, HourCell
from jianfu.report.suppression import SMALLEST_SHOWN

SHOWN = 10
EXCERPT_CHARACTERS = 48
LEAST_CHARACTERS = 30
"""Shorter texts are small talk, not notices, and are not listed."""
LEAST_COPIED_GROUPS = 3
"""A text is quoted only when it went to at least so many groups: a broadcast, not a talk."""
LEAST_MESSAGES = 20
HOLLOW_SHARE = 0.5
"""A group most of whose messages only acknowledge."""
_LONG_NUMBER = re.compile(r"\d[\d\s-]{5,}\d")


def evening_cells(hour_of_week: pa.Table) -> tuple[list[HourCell], float | None]:
    """Messages by weekday and hour, and the share outside working hours; nothing where there are no messages."""
    cells = [
        HourCell(row["weekday"], row["hour"], row["message_count"], row["off_hours_count"])
        for row in hour_of_week.sort_by([("weekday", "ascending"), ("hour", "ascending")]).to_pylist()
    ]
    whole = sum(cell.messages for cell in cells)
    return (cells, share(sum(cell.off_hours for cell in cells), whole)) if whole else ([], None)


def copy_rows(exact_copy: pa.Table, *, message_files: Sequence[Path], unit_names: Mapping[str, str]) -> list[CopyRow]:
    """The texts whose copies cost most reading time, costliest first."""
    read_by_many = pc.greater_equal(exact_copy["reader_count"], SMALLEST_SHOWN)
    seen = exact_copy.filter(pc.and_(read_by_many, pc.greater_equal(exact_copy["char_count"], LEAST_CHARACTERS)))
    order = [("rereading_minutes", "descending"), ("copy_id", "ascending")]
    rows = seen.sort_by(order).slice(0, SHOWN).to_pylist()
    texts = _texts([row for row in rows if row["group_count"] >= LEAST_COPIED_GROUPS], message_files)
    return [
        CopyRow(
            excerpt=texts.get(row["message_id"]),
            unit=unit_names.get(row["unit_id"]),
            first_at=row["first_at"].strftime("%Y-%m-%d %H:%M"),
            messages=row["message_count"],
            groups=row["group_count"],
            readers=row["reader_count"],
            rereadings=row["rereading_count"],
            hours=figure((row["rereading_minutes"] or 0.0) / 60),
        )
        for row in rows
    ]


def hollow_groups(activity: pa.Table, work_group: pa.Table, unit_names: Mapping[str, str]) -> list[HollowGroup]:
    """Groups most of whose messages are acknowledgements, most acknowledgements first."""
    names = dict(zip(work_group["group_id"].to_pylist(), work_group["name"].to_pylist(), strict=True))
    units = dict(zip(work_group["group_id"].to_pylist(), work_group["unit_id"].to_pylist(), strict=True))
    part = pc.divide(pc.cast(activity["acknowledgement_count"], pa.float64()), activity["message_count"])
    hollow = pc.and_(
        pc.and_(
            pc.greater_equal(activity["message_count"], LEAST_MESSAGES),
            pc.greater_equal(activity["sender_count"], SMALLEST_SHOWN),
        ),
        pc.greater_equal(part, HOLLOW_SHARE),
    )
    order = [("acknowledgement_count", "descending"), ("group_id", "ascending")]
    return [
        HollowGroup(
            group=names.get(row["group_id"]) or row["group_id"],
            unit=unit_names.get(units.get(row["group_id"]) or ""),
            messages=row["message_count"],
            acknowledgements=row["acknowledgement_count"],
            share=share(row["acknowledgement_count"], row["message_count"]),
            useful_share=None if row["useful_share"] is None else round(row["useful_share"], 3),
        )
        for row in activity.filter(pc.fill_null(hollow, False)).sort_by(order).slice(0, SHOWN).to_pylist()
    ]


def _texts(rows: Sequence[Mapping[str, str]], message_files: Sequence[Path]) -> dict[str, str]:
    if not rows or not message_files:
        return {}
    wanted = pc.field("group_id").isin(sorted({row["group_id"] for row in rows})) & pc.field("message_id").isin(
        sorted(row["message_id"] for row in rows)
    )
    files = ds.dataset([str(path) for path in message_files], format="parquet")
    # reading ahead by default would hold gigabytes of a large archive at once
    near = {"batch_readahead": 2, "fragment_readahead": 1}
    found = files.to_table(columns=["message_id", "text"], filter=wanted, **near).to_pylist()
    return {row["message_id"]: excerpt(row["text"]) for row in found if row["text"]}


def excerpt(text: str) -> str:
    """The beginning of a text on one line, long numbers blotted out."""
    line = _LONG_NUMBER.sub("***", " ".join(text.split()))
    return line if len(line) <= EXCERPT_CHARACTERS else line[: EXCERPT_CHARACTERS - 1] + "…"
