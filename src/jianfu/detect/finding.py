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
        text("finding_id", "发现编号", "Finding id", note="stable: hash of rule and subject"),
        text("rule_id", "规则编号", "Rule id"),
        integer("check", "检查项", "Check", note="the number of the check the rule belongs to"),
        text("limit_kind", "界限性质", "Kind of limit", values=LIMIT_KINDS),
        text("subject_kind", "对象类别", "Kind of subject"),
        text("subject_id", "对象编号", "Subject id"),
        text("subject_name", "对象名称", "Subject name"),
        text("unit_id", "责任单位编号", "Unit that causes it"),
        number("value", "数值", "Value"),
        number("limit_value", "界限", "Limit", note="null where any occurrence is a finding"),
        text("facts", "事实", "Facts", note="JSON object: the named holes of the rule's message"),
        text("cause_id", "归因编号", "Cause id", note="findings with the same cause make one notice"),
        text("state", "状态", "State", values=FINDING_STATES),
        text("because", "静默或豁免依据", "Muted or exempted by", note="finding id or exemption id"),
        text("lapsed_exemption_id", "已过期豁免编号", "Exemption that has lapsed"),
        date("as_of", "截至日期", "As of"),
    ),
)
