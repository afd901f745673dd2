"""A finding: one rule, one subject, the numbers, and where the evidence stands."""

from jianfu.tables.column import Table, date, integer, number, text

LIMIT_KINDS = ("exact", "exact_local", "setting")
"""The text gives the number (national; local), or the number is our proposal."""
FINDING_STATES = ("open", "muted", "exempted")
"""``muted``: another finding on the same cause already tells it; ``exempted``: a valid exemption covers it."""

FINDING = Table(
    name="finding",
    zh="发现",
    en="Finding",
    key=("rule_id", "subject_id"),
    columns=(
        text(
            "finding_id",
            "发现编号",
            "Finding id",
            note=("固定不变：由规则和对象算出的哈希值", "stable: hash of rule and subject"),
        ),
        text("rule_id", "规则编号", "Rule id"),
        integer(
            "check", "检查项", "Check", note=("规则所属检查项的序号", "the number of the check the rule belongs to")
        ),
        text("limit_kind", "界限性质", "Kind of limit", values=LIMIT_KINDS),
        text("subject_kind", "对象类别", "Kind of subject"),
        text("subject_id", "对象编号", "Subject id"),
        text("subject_name", "对象名称", "Subject name"),
        text("unit_id", "责任单位编号", "Unit that causes it"),
        number("value", "数值", "Value"),
        number("limit_value", "界限", "Limit", note=("出现即算的规则为空", "empty where any occurrence is a finding")),
        text(
            "facts",
            "事实",
            "Facts",
            note=("JSON 对象：填入规则文字的各项数值", "JSON object: what fills the named holes of the rule's message"),
        ),
        text(
            "cause_id",
            "归因编号",
            "Cause id",
            note=("归因相同的发现合并为一条通知", "findings with the same cause make one notice"),
        ),
        text("state", "状态", "State", values=FINDING_STATES),
        text(
            "because",
            "静默或豁免依据",
            "Muted or exempted by",
            note=("所依据的发现编号或豁免编号", "finding id or exemption id"),
        ),
        text("lapsed_exemption_id", "已过期豁免编号", "Exemption that has lapsed"),
        date("as_of", "截至日期", "As of"),
    ),
)
