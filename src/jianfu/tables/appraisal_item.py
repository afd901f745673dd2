"""Items of appraisal documents (考核指标): what a unit is given points for, or loses them."""

from jianfu.tables.column import Table, date, number, text

APPRAISAL_ITEM = Table(
    name="appraisal_item",
    zh="考核指标",
    en="Appraisal item",
    key=("appraisal_item_id",),
    columns=(
        text("appraisal_item_id", "考核指标编号", "Appraisal item id"),
        text("unit_id", "考核单位编号", "Appraising unit id"),
        text("document", "考核文件", "Appraisal document"),
        text("name", "考核指标", "Indicator"),
        text("standard", "评分标准", "Scoring standard"),
        number("points", "分值", "Points", unit="point"),
        date("issued_on", "印发日期", "Issued on"),
        date("ended_on", "废止日期", "Repealed on"),
    ),
)
