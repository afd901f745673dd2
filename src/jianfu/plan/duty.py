"""Duties to protect (职责): from the ledger where there is one, else proposed from what groups are used for.

A group in which work goes on carries a duty whether or not anybody has written it down: everybody in it must still be
reached. Such a duty is *proposed*, with a confidence for a person to confirm: known purpose, known issuing unit,
useful messages, people who act after them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jianfu.measure.naming.name_similarity import similarities
from jianfu.plan.instance import Duties, Floats, Rows, rows_of
from jianfu.plan.read_groups import RESTRICTED, GroupFacts
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
NAMED, MATCHED = 0.95, 0.6


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


def proposed_duties(run: AuditedRun, groups: GroupFacts, weights: Weights, hours: Floats) -> list[DutyRow]:
    """One duty for each group in which work goes on, or of which nothing is known but its members.

    ``hours``: the least any notice of each group gives; a duty is as urgent as that.
    """
    acted = set(run.measure("acknowledgement")["group_id"].to_pylist())
    acted |= set(run.measure("chain_reply")["group_id"].to_pylist())
    rows = groups.table.select(["group_id", "name", "purpose", "unit_id"]).to_pylist()
    found = []
    for at, row in enumerate(rows):
        needed = groups.people.row(at)
        if groups.may_end[at] or not len(needed) or groups.useful[at] == 0:
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
                bool(groups.protected[at] == RESTRICTED),
                "evidence",
                round(sure, 2),
                (at,),
                needed,
                0,
            )
        )
    return found


def ledger_duties(run: AuditedRun, groups: GroupFacts, people: tuple[str, ...], weights: Weights) -> list[DutyRow]:
    """The duties of the ledger; the group a row names carries it, else groups of the issuer or unit of like purpose.

    Everybody such a group reaches today must be reached afterwards, not only those who hold the post.
    """
    ledger = run.snapshot.read("duty").to_pylist()
    if not ledger:
        return []
    staff = _Staff(run, people)
    place = {one: at for at, one in enumerate(groups.ids)}
    carriers = [((place[row["group_id"]],) if row["group_id"] in place else (), NAMED) for row in ledger]
    matched = _matched(run, ledger, groups, weights["same_duty"])
    found = []
    for row, (named, sure), like in zip(ledger, carriers, matched, strict=True):
        carrying = named or like
        wanted = staff.of(row["unit_id"], row["post"])
        reached = _everybody([groups.people.row(one) for one in carrying])
        hours = row["within_hours"] if row["within_hours"] is not None else weights["notice_hours"]
        found.append(
            DutyRow(
                duty_id=row["duty_id"],
                name=row["name"] or row["duty_id"],
                unit_id=row["unit_id"],
                post=row["post"],
                issuer_id=row["issuer_id"],
                within_hours=hours,
                restricted=bool(row["restricted"]),
                source="ledger",
                confidence=sure if named else MATCHED if like else 0.0,
                carriers=carrying,
                needed=reached,
                unreached=len(np.setdiff1d(wanted, reached)),
            )
        )
    return found


def _everybody(groups: Sequence[np.ndarray]) -> np.ndarray:
    """All whom some of the groups reach: who holds the post, and whoever else is told today."""
    return np.unique(np.concatenate(groups)) if groups else np.zeros(0, np.int32)


def _matched(
    run: AuditedRun, ledger: Sequence[Mapping[str, object]], groups: GroupFacts, least: float
) -> list[tuple[int, ...]]:
    """For each duty the groups of its issuer or unit whose purpose or name is that of the duty."""
    units = run.snapshot.read("unit", ["name"])["name"].drop_null().to_pylist()
    texts = [row["purpose"] or row["name"] for row in groups.table.select(["purpose", "name"]).to_pylist()]
    owned: dict[str | None, list[int]] = {}
    for at, unit in enumerate(groups.table["unit_id"].to_pylist()):
        owned.setdefault(unit, []).append(at)
    asked = [
        (duty, at)
        for duty, row in enumerate(ledger)
        for at in sorted({*owned.get(_text(row["unit_id"]), []), *owned.get(_text(row["issuer_id"]), [])})
    ]
    names = [_text(ledger[duty]["name"]) for duty, _ in asked]
    like = similarities(names, [texts[at] for _, at in asked], units) if asked else np.zeros(0)
    found: list[list[int]] = [[] for _ in ledger]
    for (duty, at), score in zip(asked, like.tolist(), strict=True):
        if score >= least:
            found[duty].append(at)
    return [tuple(one) for one in found]


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
