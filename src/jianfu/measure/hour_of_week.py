"""When messages are sent (消息时段): by weekday and hour over the whole period, outside working hours apart."""

from jianfu.tables.column import Table, integer

TABLE = Table(
    name="hour_of_week",
    zh="消息时段",
    en="Messages by weekday and hour",
    key=("weekday", "hour"),
    columns=(
        integer("weekday", "星期", "Weekday", note="1 is Monday"),
        integer("hour", "时", "Hour", unit="hour", note="0 to 23, wall-clock"),
        integer("message_count", "消息数", "Messages", unit="message"),
        integer("off_hours_count", "非工作时间消息数", "Outside working hours", unit="message"),
    ),
)
