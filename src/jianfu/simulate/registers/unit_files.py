"""Units (单位名录), people (人员花名册), duties (职责清单) and exemptions (豁免审批表)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from jianfu.simulate.chance import stream
from jianfu.simulate.registers.account_worth import residents
from jianfu.simulate.registers.habit import PLAIN, Cell
from jianfu.simulate.registers.sheet import Register, write_register
from jianfu.simulate.registers.shelf import Shelf, days, habit_of, offices, shelve
from jianfu.simulate.world import KINDS, LEVELS, POSTS

LEVEL_WORDS = {"city": "市级", "county": "县级", "township": "乡镇", "village": "村"}
KIND_WORDS = {
    "department": "行政机关", "government": "政府", "party": "党群部门", "institution": "事业单位",
    "other": "群众自治组织",
}  # fmt: skip
POST_WORDS = {
    "leader": ("局长", "副局长"),
    "middle": ("科长", "股长", "副科长"),
    "staff": ("科员", "办事员", "一般干部"),
    "village_cadre": ("村支书", "村主任", "村文书", "村干部"),
    "grid_worker": ("网格员",),
}
TOWNSHIP_LEADERS = ("党委书记", "镇长", "副镇长")
DUTIES = (
    "汛情预警转移",
    "森林防火值守",
    "安全生产隐患报送",
    "疫情信息报告",
    "信访事项交办",
    "惠农补贴公示",
    "医保参保通知",
    "低保复核通知",
)
EMERGENCY_WORDS = ("防汛抗旱", "应急抢险", "森林防火", "应急值守")


def write_units(shelf: Shelf) -> Iterator[Path]:
    """The directory of units."""
    units = shelf.world.units
    names: list[Cell] = units.name.to_pylist()
    columns: dict[str, list[Cell]] = {
        "code": units.code.to_pylist(),
        "name": names,
        "parent": [names[parent] if parent >= 0 else None for parent in units.parent.tolist()],
        "level": [LEVEL_WORDS[LEVELS[level]] for level in units.level.tolist()],
        "kind": [KIND_WORDS[KINDS[kind]] for kind in units.kind.tolist()],
        "residents": list(residents(shelf.world)),
    }
    yield write_register(
        shelf.folder / "组织人事", "单位名录", Register("unit", "单位名录", columns), habit_of(shelf, -1, "unit")
    )


def write_people(shelf: Shelf) -> Iterator[Path]:
    """The rosters, one per office; a province sends one plain file."""
    people, units = shelf.world.people, shelf.world.units
    place = np.arange(len(people)) - units.people_from[people.unit]
    town = units.level[people.unit] == LEVELS.index("township")
    columns: dict[str, list[Cell]] = {
        "name": people.name.to_pylist(),
        "userid": people.userid.to_pylist(),
        "unit": units.name.take(pa.array(people.unit)).to_pylist(),
        "post": _posts(people.post.tolist(), place.tolist(), town.tolist()),
        "state": ["离任" if left else "在职" for left in people.left.tolist()],
        "left_on": days(people.left_on),
    }
    register = Register("person", "人员花名册", columns)
    if shelf.world.size == "province":
        yield write_register(shelf.folder / "组织人事", "人员花名册", register, replace(PLAIN, file_kind="csv-gb18030"))
        return
    yield from shelve(shelf, register, offices(shelf, people.unit), "组织人事/花名册")


def _posts(post: list[int], place: list[int], town: list[bool]) -> list[Cell]:
    words = [POST_WORDS[name] for name in POSTS]
    return [
        TOWNSHIP_LEADERS[min(nth, 2)] if in_town and code == 0 else words[code][nth % len(words[code])]
        for code, nth, in_town in zip(post, place, town, strict=True)
    ]


def write_duties(shelf: Shelf) -> Iterator[Path]:
    """Who must be reached with what: each township and its village cadres, for every duty."""
    units = shelf.world.units
    rng = stream(shelf.world.seed, "habits")
    names = units.name.to_pylist()
    towns = np.flatnonzero(units.level == LEVELS.index("township")).tolist()
    departments = np.flatnonzero((units.level == LEVELS.index("county")) & (units.people_to > units.people_from))
    columns: dict[str, list[Cell]] = {key: [] for key in ("number", "name", "unit", "post", "issuer", "within_hours")}
    for town in towns:
        home = departments[units.county[departments] == units.county[town]]
        for duty in DUTIES:
            row = (
                f"ZZ{len(columns['number']) + 1:05d}",
                duty,
                names[town],
                ("一般干部", "村干部", "网格员")[int(rng.integers(0, 3))],
                names[int(rng.choice(home))],
                (1, 2, 4, 24, 72)[int(rng.integers(0, 5))],
            )
            for key, value in zip(columns, row, strict=True):
                columns[key].append(value)
    yield write_register(
        shelf.folder / "组织人事", "职责清单", Register("duty", "基层职责清单", columns), habit_of(shelf, -1, "duty")
    )


def write_exemptions(shelf: Shelf) -> Iterator[Path]:
    """The exemptions of groups, those that have lapsed among them."""
    groups, units = shelf.world.groups, shelf.world.units
    rows = np.flatnonzero(~np.isnat(groups.exempt_until))
    chosen = pa.array(rows)
    rooms = groups.room_id.take(chosen).to_pylist()
    columns: dict[str, list[Cell]] = {
        "number": [f"HM2026{number + 1:05d}" for number in range(len(rows))],
        "subject_kind": ["群组"] * len(rows),
        "subject": rooms,
        "subject_name": groups.name.take(chosen).to_pylist(),
        "subject_unit": units.name.take(pa.array(groups.unit[rows])).to_pylist(),
        "reason": [
            "安保" if reason == 0 else EMERGENCY_WORDS[number % len(EMERGENCY_WORDS)]
            for number, reason in enumerate(groups.exempt_reason[rows].tolist())
        ],
        "approver": ["王副县长"] * len(rows),
        "from_on": days(groups.exempt_from[rows]),
        "until_on": days(groups.exempt_until[rows]),
    }
    if len(rows):
        yield write_register(
            shelf.folder / "豁免审批",
            "豁免审批表",
            Register("exemption", "豁免审批表", columns),
            habit_of(shelf, -1, "exemption"),
        )
