"""What each app can do (应用功能), with the exemption recorded in its filing."""

from jianfu.tables.column import Table, text

FUNCTIONS = (
    "check_in", "points_ranking", "online_time", "form", "notice", "chat", "learning", "inspection", "approval",
    "query", "map", "video", "complaint", "payment", "ledger", "statistics", "other",
)  # fmt: skip
"""The first three are the ones the 2026 Measures forbid: 打卡签到, 积分排名, 在线时长."""
EXEMPTION_REASONS = ("security", "emergency")

APP_FUNCTION = Table(
    name="app_function",
    zh="应用功能",
    en="App function",
    key=("app_id", "function", "name"),
    columns=(
        text("app_id", "应用编号", "App id"),
        text("function", "功能类别", "Function", values=FUNCTIONS),
        text("name", "功能名称", "Name", note=("按台账原文", "as the ledger writes it")),
        text("exemption_reason", "豁免事由", "Exemption reason", values=EXEMPTION_REASONS),
    ),
)
