"""Citizens' letters and hotline tickets (群众来信/工单)."""

from jianfu.tables.column import Table, flag, moment, text

LETTER_KINDS = ("consult", "help", "complaint", "advice", "petition", "other")
"""咨询, 求助, 投诉, 建议, 信访."""
LETTER_STATES = ("open", "closed")

LETTER = Table(
    name="letter",
    zh="群众来信",
    en="Letter",
    key=("letter_id",),
    columns=(
        text("letter_id", "来信编号", "Letter id"),
        text("unit_id", "办理单位编号", "Responsible unit id"),
        text("kind", "类型", "Kind", values=LETTER_KINDS),
        flag("urgent", "是否紧急", "Urgent"),
        moment("received_at", "来信时间", "Received at"),
        text("title", "标题", "Title"),
        text("text", "内容", "Text", note=("电话和身份证号码在导入时已遮盖", "phone and ID numbers masked on import")),
        text("state", "状态", "State", values=LETTER_STATES),
        flag("satisfied", "是否满意", "Citizen satisfied"),
    ),
)
