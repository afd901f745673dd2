"""The registers of apps (政务应用程序台账), their functions (应用功能清单) and their use (应用使用情况)."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from jianfu.simulate.chance import stream
from jianfu.simulate.registers.app_labels import label_apps
from jianfu.simulate.registers.app_packages import Build, dress_apps, plain_build
from jianfu.simulate.registers.app_returns import plant_app_returns
from jianfu.simulate.registers.app_sketch import App, sketch_apps
from jianfu.simulate.registers.habit import Cell
from jianfu.simulate.registers.sheet import Register
from jianfu.simulate.registers.shelf import Shelf, office_batches, shelve
from jianfu.simulate.world import LEVELS, Label

AUDIENCE_WORDS = {"internal": "机关内部", "grassroots": "基层干部", "public": "社会公众"}
FUNCTION_WORDS = {
    "check_in": ("打卡签到", "考勤打卡"), "points_ranking": ("积分排名", "排行榜"),
    "online_time": ("在线时长统计", "学习时长"),
    "form": ("数据填报", "信息采集"), "notice": ("通知公告", "政策发布"), "chat": ("即时通讯", "在线沟通"),
    "learning": ("在线学习", "学习培训"), "inspection": ("隐患排查", "任务督办"), "approval": ("公文流转", "请假审批"),
    "query": ("信息查询", "进度查询"), "map": ("电子地图", "一张图"), "video": ("视频会议", "视频监控"),
    "payment": ("在线缴费", "缴费"), "ledger": ("电子台账", "档案管理"), "statistics": ("数据统计", "统计分析"),
    "complaint": ("投诉建议", "意见反馈"),
}  # fmt: skip
USE_COLUMNS = ("app", "owner", "unit", "users", "logins_per_day", "check_ins_per_day", "required_minutes_per_day")
BATCHES = 6


def write_apps(shelf: Shelf) -> Iterator[Path | Label]:
    """All three registers, then the truth about them."""
    apps = sketch_apps(shelf.world)
    builds, labels = dress_apps(shelf.world, apps)
    before, returns = plant_app_returns(shelf.world, apps, {label.subject_id for label in labels})
    apps, builds = (
        [*apps, *before],
        [*builds, *([plain_build(shelf.world, app, nth)] for nth, app in enumerate(before))],
    )
    rows = [(app, build) for app, each in zip(apps, builds, strict=True) for build in each]
    unit = np.asarray([app.unit for app, _ in rows], dtype=np.int32)
    columns = _columns(shelf, [app for app, _ in rows], {app.app_id: row for row, app in enumerate(apps)})
    register = Register("app", "政务应用程序台账", {**columns, **_package_columns([build for _, build in rows])})
    yield from shelve(shelf, register, office_batches(shelf, unit, BATCHES), "政务应用程序", in_batches=True)
    functions = Register("app_function", "应用功能清单", _function_columns(shelf, apps))
    yield from shelve(shelf, functions, np.full(functions.row_count, -1, dtype=np.int32), "政务应用程序")
    use = Register("app_use", "应用使用情况", _use_columns(shelf, apps))
    yield from shelve(shelf, use, np.full(use.row_count, -1, dtype=np.int32), "政务应用程序")
    yield from label_apps(shelf.world, apps)
    yield from labels
    yield from returns


def _package_columns(builds: list[Build]) -> dict[str, list[Cell]]:
    return {
        "channels": ["、".join(build.channels) for build in builds],
        "package_id": [build.package_id for build in builds],
        "signature": [build.signature for build in builds],
        "icon_name": [build.icon for build in builds],
    }


def _columns(shelf: Shelf, apps: list[App], places: dict[str, int]) -> dict[str, list[Cell]]:
    """Columns of the register, an app once for each of its builds; ``places``: the number each app is filed under."""
    names = shelf.world.units.name.to_pylist()
    return {
        "name": [app.name for app in apps],
        "unit": [names[app.unit] for app in apps],
        "audience": [AUDIENCE_WORDS[app.audience] for app in apps],
        "launched_on": [app.launched_on for app in apps],
        "filing_no": [f"政移备2026-{places[app.app_id] + 1:06d}" if app.filed else None for app in apps],
        "filed_on": [app.filed_on for app in apps],
        "number_shown": [app.number_shown for app in apps],
        "complaint_function": [app.complaint_function for app in apps],
        "last_updated_on": [app.last_updated_on for app in apps],
        "enrolled_users": [app.enrolled for app in apps],
        "monthly_users": [app.monthly for app in apps],
        "state": ["运行中" if app.active else "已关停" for app in apps],
        "closed_on": [app.closed_on for app in apps],
    }


def _function_columns(shelf: Shelf, apps: list[App]) -> dict[str, list[Cell]]:
    names = shelf.world.units.name.to_pylist()
    rows = [(nth, app, function) for nth, app in enumerate(apps) for function in app.functions]
    return {
        "app": [app.name for _, app, _ in rows],
        "unit": [names[app.unit] for _, app, _ in rows],
        "name": [FUNCTION_WORDS[function][nth % len(FUNCTION_WORDS[function])] for nth, _, function in rows],
        "exemption_reason": [app.reasons.get(function) for _, app, function in rows],
    }


def _use_columns(shelf: Shelf, apps: list[App]) -> dict[str, list[Cell]]:
    """Apps facing the grassroots are used by townships and villages of their county, the others by departments."""
    world = shelf.world
    units, rng = world.units, stream(world.seed, "apps")
    names = units.name.to_pylist()
    staff = units.people_to - units.people_from
    columns: dict[str, list[Cell]] = {key: [] for key in USE_COLUMNS}
    for app in apps:
        if not app.active or app.audience == "public":
            continue
        level = LEVELS.index("township" if app.audience == "grassroots" else "county")
        users = np.flatnonzero((units.level == level) & (units.county == units.county[app.unit]) & (staff > 0))
        if app.audience == "internal":
            users = np.unique(np.append(rng.permutation(users)[:8], app.unit))
        for unit in users.tolist():
            checks = round(float(rng.uniform(1, 3)), 1) if "check_in" in app.functions else 0
            minutes = int(rng.integers(10, 31)) if "online_time" in app.functions else 0
            row = (app.name, names[app.unit], names[unit], int(rng.integers(1, max(2, staff[unit] * 2 // 3))),
                   round(float(rng.uniform(0.5, 4)), 1), checks, minutes)  # fmt: skip
            for key, value in zip(columns, row, strict=True):
                columns[key].append(value)
    return columns
