"""Acknowledgement chains (“收到”刷屏): each notice that was answered by a row of “收到”."""

from jianfu.tables.column import Table, flag, integer, moment, text

TABLE = Table(
    name="acknowledgement",
    zh="收到接力",
    en="Acknowledgement chain",
    key=("message_id",),
    columns=(
        text("message_id", "通知消息编号", "Notice message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "发通知单位编号", "Notice sender's unit id"),
        moment("sent_at", "通知时间", "Notice sent at"),
        flag("demanded", "是否要求回复", "Reply demanded"),
        integer("acknowledgement_count", "收到类消息数", "Acknowledgements", unit="message"),
        flag("exempt", "是否豁免", "Exempt"),
    ),
)
