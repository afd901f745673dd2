"""Forms to be filled in (报表)."""

from jianfu.tables.column import Table, flag, integer, text

FREQUENCIES = ("daily", "weekly", "monthly", "quarterly", "yearly", "ad_hoc")
CHANNELS = ("system", "chat", "spreadsheet", "paper")

FORM = Table(
    name="form",
    zh="报表",
    en="Form",
    key=("form_id",),
    columns=(
        text("form_id", "报表编号", "Form id"),
        text("name", "报表名称", "Form name"),
        text("unit_id", "制发部门编号", "Issuing unit id"),
        text("basis", "制发依据", "Basis"),
        text("level", "填报层级", "Filled in at", values=("county", "township", "village")),
        text("frequency", "频次", "Frequency", values=FREQUENCIES),
        integer("yearly_submissions", "年报送次数", "Submissions a year per filling unit", unit="1/year"),
        text("channel", "报送方式", "Channel", values=CHANNELS),
        flag("paper_copy", "是否另报纸质", "Paper copy as well"),
        integer("field_count", "指标项数", "Fields", unit="field"),
        flag("listed", "是否准入备案", "On the admitted list"),
    ),
)
