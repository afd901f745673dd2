"""Replies to letters (答复)."""

from jianfu.tables.column import Table, moment, text

REPLY = Table(
    name="reply",
    zh="答复",
    en="Reply",
    key=("letter_id", "replied_at", "text"),
    columns=(
        text("letter_id", "来信编号", "Letter id"),
        moment("replied_at", "答复时间", "Replied at"),
        text("text", "答复内容", "Text"),
        text("unit_id", "答复单位编号", "Replying unit id"),
    ),
)
