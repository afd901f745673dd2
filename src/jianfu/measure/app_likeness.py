"""Pairs of apps that are easily taken for each other (名称、图标近似的应用)."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from jianfu.measure.app_channels import plain_signature
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.naming.core import COUNTY, fold_name
from jianfu.measure.naming.name_similarity import core_similarities
from jianfu.tables.column import Table, flag, number, text

FLOOR = 0.7
"""Pairs less alike are not listed; a setting."""
SHORTEST = 3
"""Shorter names are alike only where they are equal."""
_LEVELS = re.compile("[省市县区镇乡村州旗]")

TABLE = Table(
    name="app_likeness",
    zh="近似应用",
    en="Apps that look alike",
    key=("app_a", "app_b"),
    columns=(
        text("app_a", "应用甲", "App a", note=("编号较小的一个", "the smaller id of the two")),
        text("app_b", "应用乙", "App b"),
        number(
            "name_likeness",
            "名称相似度",
            "Likeness of names",
            note=("形近字、繁简、全半角视为相同", "look-alike characters, both scripts and both widths are the same"),
        ),
        number("icon_likeness", "图标名称相似度", "Likeness of icon names"),
        flag(
            "same_package",
            "安装包是否相同",
            "Same package",
            note=("包名有一方不详时为空", "null where the package id of either is unknown"),
        ),
    ),
)


@dataclass(frozen=True)
class NamedApp:
    """An app as users meet it."""

    app_id: str
    name: str
    unit: str
    """Name of the sponsoring unit; empty where it is unknown."""
    icons: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()
    signatures: frozenset[str] = frozenset()


def compute_app_likeness(given: MeasureInput) -> pa.Table:
    """``TABLE``: pairs of apps in service whose names or icon names are alike."""
    units = given.snapshot.read("unit", ["unit_id", "name"])
    unit_name = dict(zip(units["unit_id"].to_pylist(), units["name"].to_pylist(), strict=True))
    seen: defaultdict[str, tuple[set[str], set[str], set[str]]] = defaultdict(lambda: (set(), set(), set()))
    for row in given.snapshot.read("app_package").to_pylist():
        stated = (row["icon_name"], (row["package_id"] or "").lower(), plain_signature(row["signature"]))
        for kept, value in zip(seen[row["app_id"]], stated, strict=True):
            if value:
                kept.add(value)
    apps = [
        NamedApp(app["app_id"], app["name"], unit_name.get(app["unit_id"]) or "", *map(frozenset, seen[app["app_id"]]))
        for app in given.snapshot.read("app", ["app_id", "name", "unit_id", "state"]).to_pylist()
        if app["name"] and app["state"] != "closed"
    ]
    return likeness_table(apps)


def likeness_table(apps: Sequence[NamedApp]) -> pa.Table:
    """``TABLE`` of any apps: pairs whose names or icon names reach ``FLOOR``; usable without a snapshot."""
    apps = sorted(apps, key=lambda app: app.app_id)
    names = _likeness([fold_name(app.name) for app in apps], [_own_prefix(app) for app in apps])
    icons: dict[tuple[int, int], float] = {}
    shown = [(at, fold_name(icon)) for at, app in enumerate(apps) for icon in sorted(app.icons)]
    for (i, j), score in _likeness([icon for _, icon in shown], [""] * len(shown)).items():
        pair = (min(shown[i][0], shown[j][0]), max(shown[i][0], shown[j][0]))
        if pair[0] != pair[1]:
            icons[pair] = max(score, icons.get(pair, 0.0))
    rows: list[dict[str, object]] = [
        {
            "app_a": apps[i].app_id,
            "app_b": apps[j].app_id,
            "name_likeness": names.get((i, j), 0.0),
            "icon_likeness": icons.get((i, j), 0.0),
            "same_package": _same_package(apps[i], apps[j]),
        }
        for i, j in sorted(names.keys() | icons.keys())
    ]
    return TABLE.arrow(rows)


def _likeness(names: Sequence[str], prefixes: Sequence[str]) -> dict[tuple[int, int], float]:
    """Pairs of folded names past the floor. Apps that open with their own sponsor's name are told apart by it."""
    found: dict[tuple[int, int], float] = {}
    lengths = np.asarray([len(name) for name in names], np.int64)
    for i in range(len(names) - 1):
        near = np.abs(lengths[i + 1 :] - lengths[i]) <= (1 - FLOOR) * (lengths[i + 1 :] + lengths[i])
        others: list[int] = (i + 1 + np.flatnonzero(near)).tolist()
        if not lengths[i] or not others:
            continue
        scores = core_similarities([names[i]] * len(others), [names[j] for j in others])
        for j, score in zip(others, scores.tolist(), strict=True):
            if score >= FLOOR and not _told_apart((names[i], prefixes[i]), (names[j], prefixes[j])):
                found[i, j] = score
    return found


def _told_apart(a: tuple[str, str], b: tuple[str, str]) -> bool:
    (name_a, prefix_a), (name_b, prefix_b) = a, b
    if name_a == name_b:
        return False
    if min(len(name_a), len(name_b)) < SHORTEST or (prefix_a and prefix_b and prefix_a != prefix_b):
        return True
    return _LEVELS.sub("", name_a) == _LEVELS.sub("", name_b)


def _own_prefix(app: NamedApp) -> str:
    """The sponsor's name where the app's name opens with it, in full, without its county, or without 县."""
    name, unit = fold_name(app.name), fold_name(app.unit)
    forms = {unit, COUNTY.sub("", unit), re.sub("^[省市县区]", "", unit)}
    fitting = [form for form in forms if len(form) > 1 and name.startswith(form)]
    return max(fitting, key=len, default="")


def _same_package(a: NamedApp, b: NamedApp) -> bool | None:
    """The same build: a package id in common and no other signature."""
    if not (a.packages and b.packages):
        return None
    if not a.packages & b.packages:
        return False
    return bool(a.signatures & b.signatures) if a.signatures and b.signatures else True
