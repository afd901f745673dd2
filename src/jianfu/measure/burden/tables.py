"""The tables the burden measure leaves: minutes, each with who bears and who causes it."""

from jianfu.tables.column import Column, Table, flag, integer, number, person, text
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

COMPONENTS = ("reading", "reading_acknowledgements", "rereading", "interruption", "response", "form", "app")
"""阅读, 阅读“收到”, 重读, 打断, 应答(收到、接龙、打卡、照片、定位), 填表, 应用."""
AVOIDABLE = ("reading_acknowledgements", "rereading", "response")
"""The part that serves no work; the rest may be work and is never called waste."""


def _cases(prefix: str, zh: str, en: str, unit: str) -> tuple[Column, ...]:
    return (
        number(f"{prefix}_low", f"{zh}(低)", f"{en}, low", unit=unit),
        number(f"{prefix}_middle", f"{zh}(中)", f"{en}, middle", unit=unit),
        number(f"{prefix}_high", f"{zh}(高)", f"{en}, high", unit=unit),
    )


BURDEN = Table(
    name="burden",
    zh="负担流向",
    en="Burden, by bearers' level and causing unit",
    key=("bearer_level", "bearer_post", "causer_unit_id", "own_unit", "component", "off_hours"),
    columns=(
        text("bearer_level", "承担层级", "Bearing level", values=LEVELS, note=("空：不明", "empty: unknown")),
        text("bearer_post", "承担岗位", "Bearing post", values=POSTS),
        text(
            "causer_unit_id",
            "制造单位编号",
            "Causing unit id",
            note=("空：无法确定制造单位", "empty: nobody can be named"),
        ),
        flag("own_unit", "是否本单位承担", "Borne in the causing unit itself"),
        text("component", "构成", "Component", values=COMPONENTS),
        flag("off_hours", "是否非工作时间", "Outside working hours"),
        *_cases("minutes", "分钟", "Minutes over the period", "minute"),
    ),
)
"""Every minute once, with who bears and who causes it. Bearers by level, not by unit: unit by unit the table would
outgrow the messages it is made of; what one unit bears stands in ``BURDEN_UNIT``."""

BURDEN_UNIT = Table(
    name="burden_unit",
    zh="单位负担",
    en="Burden by bearing unit",
    key=("bearer_unit_id", "bearer_post", "component", "off_hours"),
    columns=(
        text("bearer_unit_id", "承担单位编号", "Bearing unit id"),
        text("bearer_post", "承担岗位", "Bearing post", values=POSTS),
        text("component", "构成", "Component", values=COMPONENTS),
        flag("off_hours", "是否非工作时间", "Outside working hours"),
        *_cases("minutes", "分钟", "Minutes over the period", "minute"),
    ),
)

BURDEN_CAUSER = Table(
    name="burden_causer",
    zh="单位账单",
    en="What each unit causes",
    key=("causer_unit_id",),
    columns=(
        text(
            "causer_unit_id",
            "制造单位编号",
            "Causing unit id",
            note=("空：无法确定制造单位", "empty: nobody can be named"),
        ),
        *_cases("minutes", "分钟", "Minutes over the period", "minute"),
        number("to_others_middle", "其中他单位承担", "Of which borne by other units", unit="minute"),
        number("rereading_middle", "其中重读", "Of which re-reading", unit="minute"),
        number("off_hours_middle", "其中非工作时间", "Of which outside working hours", unit="minute"),
        integer("people", "涉及人数", "Different people reached", unit="person"),
    ),
)

BURDEN_BEARER = Table(
    name="burden_bearer",
    zh="人均负担",
    en="Burden per person and working day",
    key=("level", "post"),
    columns=(
        text("level", "层级", "Level", values=LEVELS),
        text("post", "岗位", "Post", values=POSTS),
        integer("people", "人数", "People", unit="person"),
        *_cases("mean", "人均每工作日分钟", "Mean minutes per person and working day", "minute/day"),
        number("median_middle", "中位数", "Median, middle case", unit="minute/day"),
        number("p90_middle", "九成位数", "90th percentile, middle case", unit="minute/day"),
        number("off_hours_middle", "其中非工作时间", "Of which outside working hours", unit="minute/day"),
        number("avoidable_middle", "其中可避免", "Of which avoidable", unit="minute/day"),
        number("groups_median", "人均群数中位数", "Groups per person, median", unit="group"),
    ),
)

BURDEN_GROUP = Table(
    name="burden_group",
    zh="群组负担",
    en="Burden by group",
    key=("group_id", "component", "off_hours"),
    columns=(
        text("group_id", "群组编号", "Group id"),
        text("component", "构成", "Component", values=COMPONENTS),
        flag("off_hours", "是否非工作时间", "Outside working hours"),
        *_cases("minutes", "分钟", "Minutes over the period", "minute"),
    ),
)

BURDEN_PERSON = Table(
    name="burden_person",
    zh="个人负担",
    en="Burden by person",
    key=("person_id",),
    columns=(
        person(
            "person_id",
            "人员代号",
            "Person pseudonym",
            note=("除本人外，不向任何人显示", "shown to nobody but that person"),
        ),
        integer("groups", "群数", "Groups", unit="group"),
        *_cases("minutes", "每工作日分钟", "Minutes per working day", "minute/day"),
        number("off_hours_middle", "其中非工作时间", "Of which outside working hours", unit="minute/day"),
        number("avoidable_middle", "其中可避免", "Of which avoidable", unit="minute/day"),
    ),
)
