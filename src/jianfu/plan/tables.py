"""The tables a plan leaves in its folder: duties, proposals, certificate, what is given back."""

from jianfu.plan.instance import CHOICES, KINDS, PROTECTIONS
from jianfu.tables.column import Table, flag, integer, number, person, text
from jianfu.tables.unit import LEVELS

DUTY_SOURCES = ("ledger", "evidence", "confirmed")
"""From the duty ledger; proposed from purpose, unit and messages; confirmed by a person (职责台账, 推定, 已确认)."""

DUTIES = Table(
    name="plan_duty",
    zh="方案须保障的职责",
    en="Duties the plan protects",
    key=("duty_id",),
    columns=(
        text("duty_id", "职责编号", "Duty id"),
        text("name", "职责名称", "Duty"),
        text("unit_id", "责任单位编号", "Unit to be reached"),
        text("post", "岗位", "Post to be reached", note=("空：群内全体", "empty: everybody in the group")),
        text("issuer_id", "下达单位编号", "Issuing unit id"),
        number("within_hours", "须送达时限", "Must arrive within", unit="hour"),
        flag("restricted", "限制范围", "Need to know"),
        text("source", "依据", "Source", values=DUTY_SOURCES),
        number(
            "confidence",
            "把握程度",
            "Confidence",
            note=("0 至 1；低的请人确认", "0 to 1; where it is low a person should confirm it"),
        ),
        text("carriers", "承载事物编号", "Things that carry it", note=("以空格分隔", "ids with a space between them")),
        integer("people", "须送达人数", "People to be reached", unit="person"),
        integer(
            "unreached",
            "目前未送达人数",
            "People not reached today",
            note=("方案之前就没有路径", "no path to them even before the plan"),
        ),
    ),
)

PROPOSALS = Table(
    name="plan_proposal",
    zh="方案处置建议",
    en="Proposals",
    key=("kind", "thing_id"),
    columns=(
        text("kind", "类别", "Kind", values=KINDS),
        text("thing_id", "编号", "Id"),
        text("name", "名称", "Name"),
        text("unit_id", "主办单位编号", "Owning unit id"),
        text("choice", "处置", "Choice", values=CHOICES),
        text("target_id", "并入或嵌入的目标", "Target"),
        text("reason", "理由", "Reason", note=("文字 plan-reason-…", "message plan-reason-...")),
        text("protected", "不动的原因", "Why it is left alone", values=PROTECTIONS[1:]),
        number("confidence", "把握程度", "Confidence"),
        integer("people", "涉及人数", "People who bear it", unit="person"),
        integer("moved", "须入群人数", "People to be brought in", unit="person"),
        number("load", "每人每日分钟", "Minutes per person and working day", unit="minute/day"),
        number("minutes_back", "每日退还分钟", "Minutes given back", unit="minute/day"),
        number(
            "worst_tenth_back",
            "其中负担最重十分之一",
            "Of which to the most burdened tenth",
            unit="minute/day",
        ),
        text("runner_up", "次优处置", "Runner-up", values=CHOICES),
        text("runner_up_target_id", "次优目标", "Target of the runner-up"),
        number(
            "runner_up_cost",
            "次优多出的代价",
            "What the runner-up costs more",
            unit="minute/day",
            note=("按方案的权重；空：别无可选", "weighed as the plan does; empty: nothing else was possible"),
        ),
    ),
)

CERTIFICATE = Table(
    name="plan_certificate",
    zh="送达证明",
    en="Certificate",
    key=("duty_id", "person_id"),
    columns=(
        text("duty_id", "职责编号", "Duty id"),
        person("person_id", "人员代号", "Person pseudonym"),
        text("carrier_id", "原承载事物编号", "What carries it today"),
        text("thing_id", "方案后的路径", "What reaches the person after the plan"),
        number("hours", "送达时间", "Arrives within", unit="hour"),
    ),
)

GIVEN_BACK = Table(
    name="plan_given_back",
    zh="各层级退还分钟",
    en="Minutes given back, by level",
    key=("level",),
    columns=(
        text("level", "层级", "Level", values=LEVELS, note=("空：不明", "empty: unknown")),
        integer("people", "人数", "People", unit="person"),
        *(
            number(f"{name}_{case}", f"{zh}({zh_case})", f"{en}, {case}", unit="minute/day")
            for name, zh, en in (
                ("before", "目前人均每日分钟", "Minutes per person and working day today"),
                ("back", "其中退还", "Of which given back"),
            )
            for case, zh_case in (("low", "低"), ("middle", "中"), ("high", "高"))
        ),
    ),
)
