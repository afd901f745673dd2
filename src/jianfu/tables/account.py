"""Official accounts (政务公众账号)."""

from jianfu.tables.column import Table, date, flag, integer, number, text

ACCOUNT_STATES = ("active", "closed")

ACCOUNT = Table(
    name="account",
    zh="政务公众账号",
    en="Official account",
    key=("account_id",),
    columns=(
        text("account_id", "账号编号", "Account id"),
        text("name", "账号名称", "Account name"),
        text(
            "platform",
            "平台",
            "Platform",
            note=(
                "wechat、weibo、douyin、toutiao、kuaishou、video、website、mini_program、other",
                "wechat, weibo, douyin, toutiao, kuaishou, video, website, mini_program, other",
            ),
        ),
        text("unit_id", "主办单位编号", "Owning unit id"),
        date("opened_on", "开设日期", "Opened on"),
        text("state", "状态", "State", values=ACCOUNT_STATES),
        date("closed_on", "关停日期", "Closed on"),
        text("filing_no", "备案号", "Filing number"),
        date("filed_on", "备案日期", "Filed on"),
        date("last_post_on", "最近更新日期", "Last post on"),
        flag("interaction", "是否有互动功能", "Has a working interaction function"),
        integer("fans", "粉丝数", "Followers", unit="person"),
        integer("reads_last_year", "年阅读量", "Reads in the last year", unit="1/year"),
        number("yearly_cost", "年度费用", "Yearly cost", unit="CNY/year"),
        flag("outsourced", "是否外包", "Outsourced"),
    ),
)
