"""The working calendar (工作日历): public holidays and make-up workdays."""

from jianfu.tables.column import Table, date, flag, integer, text

DAY_KINDS = ("workday", "weekend", "holiday", "makeup_workday")

CALENDAR = Table(
    name="calendar",
    zh="工作日历",
    en="Calendar",
    key=("day",),
    columns=(
        date("day", "日期", "Day"),
        text("kind", "类别", "Kind", values=DAY_KINDS),
        flag("working", "是否工作日", "Working day"),
        integer(
            "workday_number",
            "工作日序号",
            "Working-day number",
            note=(
                "从首行起累计到当日（含）的工作日数",
                "working days up to and including this one, from the first row",
            ),
        ),
    ),
)
