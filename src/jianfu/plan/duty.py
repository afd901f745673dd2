"""Duties to protect (职责): from the ledger where there is one, else proposed from what groups are used for.

A group that is not known to be over carries a duty whether or not anybody has written it down: everybody in it must
still be reached. Such a duty is *proposed*, with a confidence for a person to confirm: known purpose, known issuing
unit, useful messages, people who act after them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jianfu.measure.naming.name_similarity import similarities
from jianfu.plan.instance import Duties, Floats, Rows, rows_of
from jianfu.plan.read_groups import GroupFacts
from jianfu.plan.run_folder import AuditedRun
from jianfu.plan.weights import Weights
from jianfu.tables.identity import derived_id

POST_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("grid_worker", ("网格", "grid")),
    ("village_cadre", ("村", "社区", "居委", "village")),
    ("leader", ("领导", "书记", "镇长", "乡长", "局长", "县长", "leader")),
    ("middle", ("中层", "主任", "科长", "所长", "站长", "股长", "middle")),
    ("staff", ("干部", "科员", "职员", "专干", "工作人员", "staff")),
)
"""Words of a post, the first that fits (岗位)."""
PROPOSED_BASE, PURPOSE_KNOWN, ISSUER_KNOWN, USED, ACTED_ON = 0.3, 0.2, 0.15, 0.2, 0.1
NAMED, MATCHED, SOMEHOW = 0.95, 0.6, 0.4


@dataclass(frozen=True)
class DutyRow:
    """One duty before it is numbered."""

    duty_id: str
    name: str
    unit_id: str | None
    post: str | None
    issuer_id: str | None
    within_hours: float
    restricted: bool
    source: str
    confidence: float
    carriers: tuple[int, ...]
    needed: np.ndarray
    unreached: int
    serving: tuple[int, ...] = ()
    """Groups that are for this duty of the ledger: the one it names, else those of like purpose; of the carriers."""


def proposed_duties(run: AuditedRun, groups: GroupFacts, weights: Weights, hours: Floats) -> list[DutyRow]:
    """One duty for each group with members that nothing shows to be dead or over.

    ``hours``: the least any notice of each group gives; a duty is as urgent as that.
    """
    acted = set(run.measure("acknowledgement")["group_id"].to_pylist())
    acted |= set(run.measure("chain_reply")["group_id"].to_pylist())
    rows = groups.table.select(["group_id", "name", "purpose", "unit_id", "restricted"]).to_pylist()
    found = []
    for at, row in enumerate(rows):
        needed = groups.people.row(at)
        if groups.may_end[at] or not len(needed):
            continue
        sure = PROPOSED_BASE
        sure += PURPOSE_KNOWN * bool(row["purpose"]) + ISSUER_KNOWN * bool(row["unit_id"])
        sure += USED * bool(groups.useful[at] > 0) + ACTED_ON * (row["group_id"] in acted)
        found.append(
            DutyRow(
                derived_id("duty", row["unit_id"], row["group_id"], "evidence"),
                row["purpose"] or row["name"] or row["group_id"],
                row["unit_id"],
                None,
                row["unit_id"],
                min(weights["notice_hours"], float(hours[at])),
                bool(row["restricted"]),
                "evidence",
                round(sure, 2),
                (at,),
                needed,
                0,
            )
        )
    return found


def ledger_duties(run: AuditedRun, groups: GroupFacts, people: tuple[str, ...], weights: Weights) -> list[DutyRow]:
    """The duties of the ledger; the group a row names carries it, and everybody in it must be reached afterwards.

    A row that names none says only who must be reached: all groups of its issuer and its unit carry it together that
    are alive and hold anybody of the unit or of those below it, and each of these people must be left one of them.
    """
    ledger = run.snapshot.read("duty").to_pylist()
    if not ledger:
        return []
    staff = _Staff(run, people)
    place = {one: at for at, one in enumerate(groups.ids)}
    owned: dict[str | None, list[int]] = {}
    for at, unit in enumerate(groups.table["unit_id"].to_pylist()):
        owned.setdefault(unit, []).append(at)
    alike = _alike(run, ledger, groups, weights["same_duty"])
    found = []
    for row, like in zip(ledger, alike, strict=True):
        named = place.get(row["group_id"])
        carriers, reached = (
            _somehow(row, groups, staff, owned) if named is None else ((named,), groups.people.row(named))
        )
        sure = NAMED if named is not None else MATCHED if like else SOMEHOW if carriers else 0.0
        found.append(
            DutyRow(
                duty_id=row["duty_id"],
                name=row["name"] or row["duty_id"],
                unit_id=row["unit_id"],
                post=row["post"],
                issuer_id=row["issuer_id"],
                within_hours=row["within_hours"] if row["within_hours"] is not None else weights["notice_hours"],
                restricted=bool(row["restricted"]),
                source="ledger",
                confidence=sure,
                carriers=carriers,
                needed=reached,
                unreached=len(np.setdiff1d(staff.of(row["unit_id"], row["post"]), reached)),
                serving=carriers if named is not None else tuple(one for one in like if one in carriers),
            )
        )
    return found


def _somehow(
    row: dict[str, Any], groups: GroupFacts, staff: "_Staff", owned: dict[str | None, list[int]]
) -> tuple[tuple[int, ...], np.ndarray]:
    """The groups a duty that names none may run through, and whom of its unit they reach."""
    own = staff.around(row["unit_id"])
    asked = {one for unit in (row["unit_id"], row["issuer_id"]) if unit for one in owned.get(unit, [])}
    asked -= set(np.flatnonzero(groups.may_end).tolist())
    inside = {one: np.intersect1d(groups.people.row(one), own) for one in sorted(asked)}
    carriers = tuple(one for one, some in inside.items() if len(some))
    return carriers, np.unique(np.concatenate([np.zeros(0, np.int32), *(inside[one] for one in carriers)]))


def _alike(
    run: AuditedRun, ledger: Sequence[dict[str, Any]], groups: GroupFacts, least: float
) -> list[tuple[int, ...]]:
    """For each duty the groups of its issuer or unit whose purpose or name is that of the duty."""
    units = run.snapshot.read("unit", ["name"])["name"].drop_null().to_pylist()
    texts = [row["purpose"] or row["name"] for row in groups.table.select(["purpose", "name"]).to_pylist()]
    owners = groups.table["unit_id"].to_pylist()
    asked = [
        (duty, at)
        for duty, row in enumerate(ledger)
        for at, owner in enumerate(owners)
        if owner is not None and owner in (row["unit_id"], row["issuer_id"])
    ]
    names = [_text(ledger[duty]["name"]) for duty, _ in asked]
    like = similarities(names, [texts[at] for _, at in asked], units) if asked else np.zeros(0)
    found: list[list[int]] = [[] for _ in ledger]
    for (duty, at), score in zip(asked, like.tolist(), strict=True):
        if score >= least:
            found[duty].append(at)
    return [tuple(some) for some in found]


def _text(value: object) -> str | None:
    return str(value) if value is not None else None


class _Staff:
    """Who holds which post where: a unit's people, or those of the units below it."""

    def __init__(self, run: AuditedRun, people: tuple[str, ...]) -> None:
        place = {one: at for at, one in enumerate(people)}
        self._posts: dict[tuple[str | None, str | None], list[int]] = {}
        for row in run.snapshot.read("person").to_pylist():
            if row["state"] != "left" and row["person_id"] in place:
                self._posts.setdefault((row["unit_id"], row["post"]), []).append(place[row["person_id"]])
        self._below: dict[str | None, list[str]] = {}
        for row in run.snapshot.read("unit", ["unit_id", "parent_id"]).to_pylist():
            self._below.setdefault(row["parent_id"], []).append(row["unit_id"])

    def of(self, unit: str | None, post: str | None) -> np.ndarray:
        """The people of a post in a unit; where it has none of that post, in the units below it."""
        words = (post or "").strip()
        posts = next((name for name, marks in POST_WORDS if any(mark in words for mark in marks)), None)
        own = self._find([unit], posts)
        found = own or self._find(self._below.get(unit, []), posts)
        return np.asarray(sorted(found), np.int32)

    def around(self, unit: str | None) -> np.ndarray:
        """Everybody of a unit and of those right below it."""
        return np.asarray(sorted(self._find([unit, *self._below.get(unit, [])], None)) if unit else [], np.int32)

    def _find(self, units: Sequence[str | None], post: str | None) -> list[int]:
        return [
            person
            for (unit, held), some in self._posts.items()
            if unit in units and (post is None or held == post)
            for person in some
        ]


def numbered(rows: Sequence[DutyRow]) -> Duties:
    """Duties as the model takes them; a duty nobody needs any more or nothing carries is left out of it."""
    kept = [row for row in rows if row.carriers and len(row.needed)]
    return Duties(
        tuple(row.duty_id for row in kept),
        np.asarray([row.within_hours for row in kept], np.float64),
        np.asarray([row.restricted for row in kept], np.bool_),
        _rows([row.carriers for row in kept]),
        _rows([row.needed for row in kept]),
    )


def _rows(rows: Sequence[Sequence[int] | np.ndarray]) -> Rows:
    sizes = [len(row) for row in rows]
    items = np.concatenate([np.asarray(row, np.int64) for row in rows]) if rows else np.zeros(0, np.int64)
    return rows_of(np.repeat(np.arange(len(rows)), sizes), items, len(rows))


def duty_rows(rows: Sequence[DutyRow], thing_ids: Sequence[str]) -> list[dict[str, object]]:
    """The rows of the ``DUTIES`` table."""
    return [
        {
            "duty_id": row.duty_id, "name": row.name, "unit_id": row.unit_id, "post": row.post,
            "issuer_id": row.issuer_id, "within_hours": row.within_hours, "restricted": row.restricted,
            "source": row.source, "confidence": row.confidence,
            "carriers": " ".join(thing_ids[one] for one in row.carriers),
            "people": len(row.needed), "unreached": row.unreached,
        }
        for row in sorted(rows, key=lambda row: row.duty_id)
    ]  # fmt: skip
