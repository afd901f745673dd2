"""Who is in which group (群成员)."""

from jianfu.tables.column import Table, date, person, text

MEMBER_ROLES = ("owner", "admin", "member")

MEMBERSHIP = Table(
    name="membership",
    zh="群成员",
    en="Membership",
    key=("group_id", "person_id"),
    columns=(
        text("group_id", "群组编号", "Group id"),
        person("person_id", "人员代号", "Person pseudonym"),
        date(
            "joined_on",
            "入群日期",
            "Joined on",
            note=("空：数据起始之前已在群内", "empty: since before the data begins"),
        ),
        date(
            "left_on",
            "退群日期",
            "Left on",
            note=("不再阅读的第一天；空：仍在群内", "the first day the person no longer reads; empty: still in"),
        ),
        date(
            "last_seen_on",
            "最近查看日期",
            "Last seen on",
            note=(
                "最近一次阅读或发言；只有发言记录的不填",
                "last read or wrote; empty where only what people wrote is known",
            ),
        ),
        text("role", "角色", "Role", values=MEMBER_ROLES),
    ),
)
