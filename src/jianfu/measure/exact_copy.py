"""Texts sent more than once, letter for letter after folding (原文重复): copies and who read them again."""

from jianfu.tables.column import Table, integer, moment, number, text

TABLE = Table(
    name="exact_copy",
    zh="原文重复",
    en="Exact copies",
    key=("copy_id",),
    columns=(
        text("copy_id", "重复文本编号", "Copy id", note="hash of the folded text"),
        text("message_id", "首发消息编号", "First message id"),
        text("group_id", "首发群组编号", "First group id"),
        text("unit_id", "首发单位编号", "First sender's unit id", note="charged for the copies"),
        moment("first_at", "首发时间", "First sent at"),
        moment("last_at", "末次时间", "Last sent at"),
        integer("message_count", "条数", "Messages", unit="message", note="the first one included"),
        integer("group_count", "涉及群数", "Groups"),
        integer("char_count", "字数", "Characters", unit="character"),
        integer("reader_count", "读者人数", "Readers", unit="person"),
        integer("rereading_count", "重读人次", "Readings beyond each person's first", unit="reading"),
        number("rereading_minutes", "重读分钟", "Minutes of re-reading, middle case", unit="minute"),
    ),
)
