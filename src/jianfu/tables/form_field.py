"""The fields of each form (报表指标项)."""

from jianfu.tables.column import Table, integer, text

FORM_FIELD = Table(
    name="form_field",
    zh="报表指标项",
    en="Form field",
    key=("form_id", "position"),
    columns=(
        text("form_id", "报表编号", "Form id"),
        integer("position", "序号", "Position"),
        text("label", "指标项名称", "Label"),
        text("format", "数据格式", "Format"),
    ),
)
