"""Persons (人员) as keyed pseudonyms; names never enter the dataset."""

from jianfu.tables.column import Table, date, person, text

POSTS = ("leader", "middle", "staff", "village_cadre", "grid_worker", "other")
"""Leader (领导班子), mid-level (中层), staff (一般干部), village cadre (村社干部), grid worker (网格员)."""
PERSON_STATES = ("active", "left")

PERSON = Table(
    name="person",
    zh="人员",
    en="Person",
    key=("person_id",),
    columns=(
        person("person_id", "人员代号", "Person pseudonym"),
        text("unit_id", "单位编号", "Unit id"),
        text("post", "岗位", "Post", values=POSTS),
        text("state", "在职状态", "State", values=PERSON_STATES),
        date("left_on", "离任日期", "Left on"),
    ),
)
