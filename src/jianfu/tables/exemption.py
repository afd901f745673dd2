"""Exemptions (豁免) for security and emergency work, with reason, approver and expiry."""

from jianfu.tables.app_function import EXEMPTION_REASONS
from jianfu.tables.column import Table, date, flag, text

SUBJECT_KINDS = ("unit", "group", "app", "account", "form", "letter")

EXEMPTION = Table(
    name="exemption",
    zh="豁免",
    en="Exemption",
    key=("exemption_id",),
    columns=(
        text("exemption_id", "豁免编号", "Exemption id"),
        text("subject_kind", "对象类别", "Kind of subject", values=SUBJECT_KINDS),
        text("subject_id", "对象编号", "Subject id"),
        text(
            "rule_id",
            "规则编号",
            "Rule id",
            note=("空：适用于所有认可豁免的规则", "empty: every rule that honours exemptions"),
        ),
        text("reason", "事由", "Reason", values=EXEMPTION_REASONS),
        flag(
            "approved",
            "是否批准",
            "Approved",
            note=("写有审批人即为“是”；不保留审批人姓名", "true where an approver is named; the name is not kept"),
        ),
        date("from_on", "起始日期", "From"),
        date(
            "until_on",
            "截止日期",
            "Until",
            note=(
                "有效的最后一天；没有截止日期的豁免不予认可",
                "the last day it holds; an exemption without end is not honoured",
            ),
        ),
    ),
)
