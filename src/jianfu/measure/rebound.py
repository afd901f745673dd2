"""Closed things that come back (关停后反弹): the same group, account or app in use again, or another in its place.

What was closed is remembered from the ledgers, which keep closed items, and from earlier snapshots of the same
dataset, which keep what a later ledger leaves out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from jianfu.base.errors import UserProblem
from jianfu.dataset.snapshot import Snapshot, open_snapshot, withdrawn
from jianfu.measure.app_overlap import UNTOLD
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.naming.core import fold_name
from jianfu.measure.naming.name_similarity import core_similarities, similarities
from jianfu.measure.naming.purpose_similarity import similarities as purpose_similarities
from jianfu.tables.column import Table, number, text
from jianfu.tables.column import date as day

KINDS = ("group", "account", "app")
WAYS = ("reopened", "renamed")
"""原号重新启用; 换名重来."""
WITHIN = timedelta(days=365)
"""What opens later than this after the other was closed is a new beginning."""

TABLE = Table(
    name="rebound",
    zh="关停后反弹",
    en="Closed and back again",
    key=("subject_kind", "subject_id", "closed_id"),
    columns=(
        text("subject_kind", "对象类别", "Kind of subject", values=KINDS),
        text("subject_id", "对象编号", "Subject id"),
        text("closed_id", "已关停对象编号", "Id of what was closed"),
        text("closed_name", "已关停对象名称", "Name of what was closed"),
        text(
            "way",
            "反弹方式",
            "Way back",
            values=WAYS,
            note=(
                "reopened 原号在关停后又启用，renamed 同一单位关停后一年内另建",
                "reopened: in use after it was closed; renamed: another of the unit within a year of the closing",
            ),
        ),
        day("closed_on", "关停日期", "Closed on"),
        day("returned_on", "重现日期", "Back since"),
        number(
            "similarity",
            "相似度",
            "Likeness",
            note=("名称、用途或功能，取较像的", "of names, purposes or functions, the largest"),
        ),
    ),
)

_COLUMNS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "group": (
        "work_group",
        ("group_id", "name", "unit_id", "platform", "state", "dissolved_on", "created_on", "last_active_on", "purpose",
         "type"),
    ),
    "account": (
        "account",
        ("account_id", "name", "unit_id", "platform", "state", "closed_on", "opened_on", "last_post_on"),
    ),
    "app": (
        "app",
        ("app_id", "name", "unit_id", "audience", "state", "closed_on", "launched_on", "last_updated_on"),
    ),
}  # fmt: skip
_NAMES = ("id", "name", "unit", "platform", "state", "closed_on", "opened_on", "last_on", "purpose", "type")
Item = dict[str, object]


def compute_rebound(given: MeasureInput, activity: pa.Table) -> pa.Table:
    """``TABLE`` as of the day of the audit; ``activity``: last messages of groups, of ``group_activity``."""
    earlier = list(_earlier(given.snapshot))
    spoke = dict(zip(activity["group_id"].to_pylist(), activity["last_message_at"].to_pylist(), strict=True))
    rows: list[dict[str, object]] = []
    units = [name for name in given.snapshot.read("unit", ["name"])["name"].to_pylist() if name]
    for kind in KINDS:
        now = {str(item["id"]): item for item in _items(given.snapshot, kind)}
        if kind == "group":
            for item in now.values():
                heard, stated = spoke.get(item["id"]), item["last_on"]
                if heard is not None and not (isinstance(stated, date) and stated > heard.date()):
                    item["last_on"] = heard.date()
        closed = _closed([*(item for past in earlier for item in _items(past, kind)), *now.values()], given.as_of)
        found = [*_reopened(now, closed, given.as_of), *_renamed(now, closed, given.as_of, kind, units)]
        rows += [{"subject_kind": kind, **row} for row in found]
    return TABLE.arrow(rows).sort_by([(name, "ascending") for name in TABLE.key])


def _earlier(snapshot: Snapshot) -> Iterator[Snapshot]:
    """The snapshots that stand beside this one in the dataset, but those whose import was taken back."""
    folder = snapshot.folder.resolve()
    mistaken = withdrawn(folder.parent.parent)
    for place in sorted(folder.parent.glob("*")):
        if place != folder and place.name not in mistaken and (place / "manifest.json").is_file():
            try:
                yield open_snapshot(place)
            except UserProblem:
                continue


def _items(snapshot: Snapshot, kind: str) -> list[Item]:
    table, columns = _COLUMNS[kind]
    rows = snapshot.read(table, columns).rename_columns(list(_NAMES[: len(columns)])).to_pylist()
    does = _functions(snapshot) if kind == "app" else {}
    return [{**dict.fromkeys(_NAMES), "purpose": does.get(str(row["id"])), **row} for row in rows]


def _functions(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """App -> the classes of function it has; the class of what is told apart no further says nothing."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = snapshot.read("app_function", ["app_id", "function"])
    for app, function in zip(rows["app_id"].to_pylist(), rows["function"].to_pylist(), strict=True):
        if function and function != UNTOLD:
            found[app].add(function)
    return {app: frozenset(functions) for app, functions in found.items()}


def _closed(items: list[Item], as_of: date) -> dict[str, Item]:
    """Everything that was ever stated closed, by id, with the day where one is stated."""
    found: dict[str, Item] = {}
    for item in items:
        stated = item["state"] in ("closed", "dissolved")
        on = item["closed_on"]
        if (stated or isinstance(on, date)) and not (isinstance(on, date) and on > as_of):
            known = found.get(str(item["id"]))
            if known is None or known["closed_on"] is None:
                found[str(item["id"])] = item
    return found


def _reopened(now: Mapping[str, Item], closed: Mapping[str, Item], as_of: date) -> Iterator[dict[str, object]]:
    """Items used after they were closed, or closed before and now in use."""
    for name, before in closed.items():
        item, on = now.get(name), before["closed_on"]
        if item is None:
            continue
        last = item["last_on"]
        used = isinstance(last, date) and isinstance(on, date) and on < last <= as_of
        if used or (item is not before and item["state"] == "active" and item["closed_on"] is None):
            yield _row(item, before, "reopened", last if used else None, 1.0)


def _renamed(
    now: Mapping[str, Item], closed: Mapping[str, Item], as_of: date, kind: str, units: Sequence[str]
) -> Iterator[dict[str, object]]:
    """Items of a unit opened within a year after another one of it was closed; temporary groups end with their task.

    ``units``: names of units, which say nothing of the work.
    """
    of_unit: defaultdict[object, list[Item]] = defaultdict(list)
    for before in closed.values():
        if isinstance(before["closed_on"], date) and before["unit"] is not None:
            of_unit[before["unit"]].append(before)
    pairs = [
        (item, before)
        for item in now.values()
        if item["state"] in (None, "active") and item["type"] != "temporary" and _opened(item) <= as_of
        for before in of_unit.get(item["unit"], ())
        if before["id"] != item["id"] and _follows(before, item) and (kind != "account" or _same_platform(before, item))
    ]
    for (item, before), score in zip(pairs, _likeness(pairs, kind, units), strict=True):
        yield _row(item, before, "renamed", item["opened_on"], score)


def _likeness(pairs: Sequence[tuple[Item, Item]], kind: str, units: Sequence[str]) -> list[float]:
    """How like the two of each pair are: accounts by name; groups by name or purpose; apps by name or functions."""
    mine, theirs = ([str(pair[at]["name"] or "") for pair in pairs] for at in (0, 1))
    if kind == "account":
        alike = core_similarities([fold_name(name) for name in mine], [fold_name(name) for name in theirs])
        return [float(score) for score in alike]
    if kind == "app":
        named = similarities(mine, theirs, units).tolist()
        return [
            max(score, _shared(item["purpose"], before["purpose"]))
            for score, (item, before) in zip(named, pairs, strict=True)
        ]
    # The name of a group says its work as its purpose does: 林长制 and 河长制 share letters and nothing else.
    said, told = ([str(pair[at]["purpose"] or "") for pair in pairs] for at in (0, 1))
    named, purposed = (
        purpose_similarities(mine, theirs, units).tolist(),
        purpose_similarities(said, told, units).tolist(),
    )
    return [max(0.0 if np.isnan(score) else score for score in both) for both in zip(named, purposed, strict=True)]


def _shared(one: object, other: object) -> float:
    """The classes of function two apps share, as a part of those either has."""
    if not isinstance(one, frozenset) or not isinstance(other, frozenset) or not one or not other:
        return 0.0
    return len(one & other) / len(one | other)


def _opened(item: Item) -> date:
    opened = item["opened_on"]
    return opened if isinstance(opened, date) else date.max


def _follows(before: Item, item: Item) -> bool:
    on = before["closed_on"]
    return isinstance(on, date) and _opened(item) != date.max and on < _opened(item) <= on + WITHIN


def _same_platform(before: Item, item: Item) -> bool:
    return item["platform"] is not None and item["platform"] == before["platform"]


def _row(item: Item, before: Item, way: str, since: object, score: float) -> dict[str, object]:
    return {
        "subject_id": item["id"],
        "closed_id": before["id"],
        "closed_name": before["name"],
        "way": way,
        "closed_on": before["closed_on"],
        "returned_on": since,
        "similarity": score,
    }
