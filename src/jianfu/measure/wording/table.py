"""What notices and written rules say that the rules forbid (通知用语), message by message."""

from jianfu.tables.column import Table, flag, integer, moment, text

KINDS = (
    "leaving_punished", "sharing_duty", "answer_minutes", "silence_punished", "online_always", "muting_forbidden",
    "install_rate", "install_forced", "likes_appraised", "learning_appraised", "named_criticism",
)  # fmt: skip
"""退群受罚, 转发成任务, 限时回复的群规, 不回复受罚, 24 小时在线, 不得免打扰, 安装率、登录率要求或通报, 强制下载关注,
点赞转发投票纳入考核, 学习时长积分纳入考核, 因未回复点名."""

EXEMPTIBLE = {
    "written_rule": KINDS[:6],
    "named_criticism": ("named_criticism",),
}
"""Exemption purpose -> the kinds of which an exempt row is no finding. Install rates and appraisal have none."""

TABLE = Table(
    name="notice_wording",
    zh="通知用语",
    en="Wording of notices",
    key=("group_id", "message_id", "kind", "start"),
    columns=(
        text(
            "message_id",
            "消息编号",
            "Message id",
            note=("群公告没有消息编号，为空", "empty for a group's own announcement"),
        ),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "发出单位编号", "Sending unit id"),
        moment("sent_at", "发出时间", "Sent at"),
        text("kind", "用语类别", "Kind", values=KINDS),
        integer("start", "起始字", "From character", unit="character"),
        integer("end", "结束字", "To character", unit="character", note=("不含", "not included")),
        flag("exempt", "是否豁免", "Exempt"),
        flag(
            "passed_on",
            "是否原话转发",
            "Passed on",
            note=("转自别的消息，那里已有同样的话", "made from another message that says the same"),
        ),
    ),
)
