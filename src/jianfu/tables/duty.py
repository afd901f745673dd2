"""Duties (职责): who must be reached with what, how urgently."""

from jianfu.tables.column import Table, flag, number, text

DUTY = Table(
    name="duty",
    zh="职责",
    en="Duty",
    key=("duty_id",),
    columns=(
        text("duty_id", "职责编号", "Duty id"),
        text("name", "职责名称", "Duty"),
        text("unit_id", "责任单位编号", "Unit to be reached"),
        text("post", "岗位", "Post to be reached"),
        text("issuer_id", "下达单位编号", "Issuing unit id"),
        number("within_hours", "须送达时限", "Must arrive within", unit="hour"),
        flag("restricted", "限制范围", "Need to know"),
        text("group_id", "现用群组编号", "Group that serves it now"),
    ),
)
