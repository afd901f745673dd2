"""How long each letter waited (来信办理时长), in working and calendar days, to its first reply or to ``as_of``."""

from jianfu.tables.column import Table, date, flag, integer, text

TABLE = Table(
    name="letter_delay",
    zh="来信办理时长",
    en="Letter delay",
    key=("letter_id",),
    columns=(
        text("letter_id", "来信编号", "Letter id"),
        text("unit_id", "办理单位编号", "Responsible unit id"),
        text("kind", "类型", "Kind"),
        flag("urgent", "是否紧急", "Urgent"),
        date("received_on", "来信日期", "Received on"),
        date("replied_on", "首次答复日期", "First replied on", note="null: no reply by as_of"),
        flag("answered", "是否已答复", "Answered"),
        integer(
            "working_days",
            "历时工作日",
            "Working days waited",
            unit="working day",
            note="days after the day received",
        ),
        integer("calendar_days", "历时天数", "Days waited", unit="day"),
    ),
)
