"""How alive each group is: all messages, and those that do work (a group that lives on “收到” is not alive)."""

from jianfu.tables.column import Table, integer, moment, number, text

TABLE = Table(
    name="group_activity",
    zh="群组活跃度",
    en="Group activity",
    key=("group_id",),
    columns=(
        text("group_id", "群组编号", "Group id"),
        moment("first_message_at", "首条消息时间", "First message at"),
        moment("last_message_at", "末条消息时间", "Last message at"),
        moment("last_useful_at", "末条有效消息时间", "Last useful message at"),
        integer("message_count", "消息数", "Messages", unit="message"),
        integer(
            "useful_count",
            "有效消息数",
            "Useful messages",
            unit="message",
            note="neither acknowledgement, chain reply, flattery nor picture shown off",
        ),
        integer("acknowledgement_count", "收到类消息数", "Acknowledgements", unit="message"),
        integer("praise_count", "吹捧点赞消息数", "Praise messages", unit="message"),
        integer("chain_count", "接龙打卡消息数", "Chain replies and check-ins", unit="message"),
        integer("picture_count", "图片消息数", "Pictures", unit="message"),
        integer("off_hours_count", "非工作时间消息数", "Messages outside working hours", unit="message"),
        integer("sender_count", "发言人数", "Senders", unit="person"),
        integer("active_days", "活跃天数", "Active days", unit="day"),
        number("useful_share", "有效消息占比", "Useful share", note="useful_count / message_count"),
    ),
)
