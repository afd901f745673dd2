"""Chain replies, votes, forms and check-ins run in a group (接龙、投票、填表、打卡): one row per round."""

from jianfu.tables.column import Table, flag, integer, moment, text

ROUND_KINDS = ("chain_reply", "vote", "form", "check_in")

TABLE = Table(
    name="chain_reply",
    zh="接龙打卡",
    en="Chain reply round",
    key=("message_id",),
    columns=(
        text("message_id", "起始消息编号", "First message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "发起单位编号", "Starter's unit id"),
        moment("started_at", "开始时间", "Started at"),
        text("kind", "类型", "Kind", values=ROUND_KINDS),
        flag("demanded", "是否强制", "Demanded", note="the starter or a notice just before says all must"),
        integer("participant_count", "参与人数", "Participants", unit="person"),
        flag("exempt", "是否豁免", "Exempt"),
    ),
)
