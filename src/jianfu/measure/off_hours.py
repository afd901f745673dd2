"""Messages outside working hours (非工作时间消息), by sending unit and group, by the real calendar."""

from jianfu.tables.column import Table, integer, text

TABLE = Table(
    name="off_hours",
    zh="非工作时间消息",
    en="Messages outside working hours",
    key=("unit_id", "group_id"),
    columns=(
        text("unit_id", "发送人所在单位编号", "Sender's unit id"),
        text("group_id", "群组编号", "Group id"),
        integer(
            "message_count",
            "消息数",
            "Messages",
            unit="message",
            note="acknowledgements, which only answer, are left out",
        ),
        integer(
            "off_hours_count",
            "非工作时间消息数",
            "Outside working hours",
            unit="message",
            note="without the exempt ones",
        ),
        integer("exempt_count", "豁免消息数", "Exempt, outside working hours", unit="message"),
    ),
)
