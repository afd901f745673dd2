"""Government apps (政务应用程序)."""

from jianfu.tables.column import Table, date, flag, integer, text

AUDIENCES = ("internal", "grassroots", "public")
APP_STATES = ("active", "closed")

APP = Table(
    name="app",
    zh="政务应用程序",
    en="Government app",
    key=("app_id",),
    columns=(
        text("app_id", "应用编号", "App id"),
        text("name", "应用名称", "App name"),
        text("unit_id", "主办单位编号", "Sponsoring unit id"),
        text("audience", "使用对象", "Audience", values=AUDIENCES),
        date("launched_on", "上线日期", "Launched on"),
        text("filing_no", "备案号", "Filing number"),
        date("filed_on", "备案日期", "Filed on"),
        flag("number_shown", "是否展示备案号", "Filing number shown"),
        flag("complaint_function", "是否有投诉建议功能", "Has a complaint function"),
        date("last_updated_on", "最近更新日期", "Last updated on"),
        integer("enrolled_users", "注册人数", "Enrolled users", unit="person"),
        integer("monthly_users", "月活跃人数", "Monthly users", unit="person"),
        text("state", "状态", "State", values=APP_STATES),
        date("closed_on", "关停日期", "Closed on"),
    ),
)
