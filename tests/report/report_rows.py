"""Rows of a plausible small county: units, people, groups, measures, findings."""

from datetime import date, datetime, time, timedelta

AS_OF = date(2026, 9, 30)
POSTS = {
    "county": ("leader", "middle", "staff"),
    "township": ("leader", "staff"),
    "village": ("village_cadre", "grid_worker"),
}
PEOPLE = {
    ("county", "leader"): 3,
    ("county", "middle"): 24,
    ("county", "staff"): 96,
    ("township", "leader"): 18,
    ("township", "staff"): 140,
    ("village", "village_cadre"): 210,
    ("village", "grid_worker"): 95,
}
MEAN = {"county": 46.0, "township": 88.0, "village": 131.0}
SHARES = {
    "reading": 0.31,
    "reading_acknowledgements": 0.12,
    "rereading": 0.17,
    "interruption": 0.09,
    "response": 0.16,
    "form": 0.11,
    "app": 0.04,
}
DEPARTMENTS = (
    "县委组织部",
    "县民政局",
    "县农业农村局",
    "县应急管理局",
    "县卫生健康局",
    "县教育局",
    "县生态环境局",
    "县乡村振兴局",
    "县水利局",
    "县文化和旅游局",
    "县市场监督管理局",
    "县司法局",
    "县统计局",
    "县城管局",
)
TOWNSHIPS = ("清溪镇", "柳河镇", "石桥乡", "云岭乡")
LOUD = "<script>alert(1)</script>{{ 7*7 }}=1+1"
"""A name no renderer may take at its word."""


Rows = list[dict[str, object]]


def moment(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime.combine(date(2026, month, day), time(hour, minute))


def units() -> Rows:
    rows: Rows = [{"unit_id": "county", "name": "清源县人民政府", "level": "county", "kind": "government"}]
    rows += [
        {"unit_id": f"d{n}", "name": name, "parent_id": "county", "level": "county", "kind": "department"}
        for n, name in enumerate(DEPARTMENTS)
    ]
    for number, name in enumerate(TOWNSHIPS):
        rows.append(
            {
                "unit_id": f"t{number}",
                "name": f"{name}人民政府",
                "parent_id": "county",
                "level": "township",
                "kind": "government",
            }
        )
        rows += [
            {
                "unit_id": f"v{number}-{village}",
                "name": f"{name}第{village}村村委会",
                "parent_id": f"t{number}",
                "level": "village",
                "kind": "other",
            }
            for village in range(1, 6)
        ]
    return rows


def homes(level: str) -> list[str]:
    return {
        "county": [f"d{n}" for n in range(len(DEPARTMENTS))],
        "township": [f"t{n}" for n in range(4)],
        "village": [f"v{n}-{v}" for n in range(4) for v in range(1, 6)],
    }[level]


def people() -> Rows:
    rows: Rows = []
    for (level, post), count in PEOPLE.items():
        places = homes(level)
        rows += [
            {
                "person_id": f"p-{level}-{post}-{n:03d}",
                "unit_id": places[n % len(places)],
                "post": post,
                "state": "active",
            }
            for n in range(count)
        ]
    return rows


def groups() -> Rows:
    rows: Rows = []
    for number in range(60):
        unit = f"d{number % len(DEPARTMENTS)}"
        name = (
            LOUD
            if number == 3
            else f"{DEPARTMENTS[number % len(DEPARTMENTS)]}{('工作群', '信息报送群', '专项行动群', '通知群')[number % 4]}{number}"
        )
        rows.append(
            {
                "group_id": f"g{number:03d}",
                "name": name,
                "platform": "wecom",
                "unit_id": unit,
                "type": "temporary" if number % 5 == 0 else "fixed",
                "created_on": date(2024, 3, 1) + timedelta(days=number),
                "task_end_on": date(2026, 8, 1) if number % 5 == 0 else None,
                "state": "active",
                "approved": number % 3 != 0,
                "stated_members": 3 if number == 7 else 40 + number,
            }
        )
    return rows
