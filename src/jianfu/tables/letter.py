"""Citizens' letters and hotline tickets (群众来信/工单)."""

from jianfu.tables.column import Table, flag, moment, person, text

LETTER_KINDS = ("consult", "help", "complaint", "advice", "petition", "other")
"""咨询, 求助, 投诉, 建议, 信访."""
LETTER_STATES = ("open", "closed")

MASKED = ("电话、证件、银行卡、车牌号码和来信人姓名在导入时已遮盖", "numbers and the writer's name masked on import")

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
        moment(
            "due_at", "办理期限", "Due at",
            note=("来源写明的期限；没有写的按当地时限", "as the source states it; else local limits hold"),
        ),
        text("title", "标题", "Title"),
        text("text", "内容", "Text", note=MASKED),
        text("state", "状态", "State", values=LETTER_STATES),
        moment("closed_at", "办结时间", "Closed at"),
        moment(
            "reopened_at", "重办时间", "Reopened at",
            note=("办结之后又重新交办", "taken up again after it had been closed"),
        ),
        flag("satisfied", "是否满意", "Citizen satisfied"),
        text("place", "事发地点", "Place", note=("不含门牌和房号", "without house and room numbers")),
        text("channel", "来信渠道", "Letter channel"),
        text(
            "account_id", "受理账号编号", "Receiving account id",
            note=("留言、评论、私信所在的公众账号", "of the official account a comment or message was left on"),
        ),
        person("asker_id", "来信人假名", "Writer pseudonym"),
    ),
)  # fmt: skip
