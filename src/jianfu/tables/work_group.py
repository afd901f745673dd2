"""Work groups (工作群组), from census sheets, registers and group information exports."""

from jianfu.tables.column import Table, date, flag, integer, person, text

GROUP_TYPES = ("fixed", "temporary")
GROUP_STATES = ("active", "dissolved")

WORK_GROUP = Table(
    name="work_group",
    zh="工作群组",
    en="Work group",
    key=("group_id",),
    columns=(
        text("group_id", "群组编号", "Group id", note=("有平台群号的用平台群号", "the platform's room id where known")),
        text("name", "群名称", "Group name"),
        text(
            "platform",
            "平台",
            "Platform",
            note=(
                "wechat、wecom、qq、dingtalk、feishu、slack、mattermost、other",
                "wechat, wecom, qq, dingtalk, feishu, slack, mattermost, other",
            ),
        ),
        text("unit_id", "主办单位编号", "Owning unit id"),
        person("owner_id", "群主代号", "Owner pseudonym"),
        text("type", "类型", "Type", values=GROUP_TYPES),
        text("purpose", "用途", "Purpose"),
        text("audience", "对象范围", "Audience"),
        date("created_on", "建群日期", "Created on"),
        date("task_start_on", "任务开始日期", "Task starts on"),
        date("task_end_on", "任务结束日期", "Task ends on"),
        text("state", "状态", "State", values=GROUP_STATES),
        date("dissolved_on", "解散日期", "Dissolved on"),
        flag(
            "approved",
            "是否审批",
            "Approved",
            note=("写有审批人即为“是”；不保留审批人姓名", "true where an approver is named; the name is not kept"),
        ),
        text("filing_no", "备案号", "Filing number"),
        date("filed_on", "备案日期", "Filed on"),
        date("last_active_on", "最近活跃日期", "Last active on", note=("以台账填报为准", "as the census states it")),
        integer("stated_members", "成员数", "Stated members", unit="person"),
        flag("restricted", "涉密或限制范围", "Restricted"),
        text(
            "notice",
            "群公告",
            "Group's announcement",
            note=(
                "群规、群公告原文，来自平台导出",
                "its own rules or announcement, word for word, as the platform exports it",
            ),
        ),
    ),
)
