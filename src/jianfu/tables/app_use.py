"""What using an app costs those who must (应用使用情况), by using unit; no per-person rows."""

from jianfu.tables.column import Table, integer, number, text

APP_USE = Table(
    name="app_use",
    zh="应用使用情况",
    en="App use",
    key=("app_id", "unit_id"),
    columns=(
        text("app_id", "应用编号", "App id"),
        text("unit_id", "使用单位编号", "Using unit id"),
        integer("users", "使用人数", "Users", unit="person"),
        number("logins_per_day", "日均登录次数", "Logins per user and working day", unit="1/day"),
        number("check_ins_per_day", "日均打卡次数", "Check-ins per user and working day", unit="1/day"),
        number("required_minutes_per_day", "每日要求在线分钟", "Required minutes online", unit="minute/day"),
    ),
)
