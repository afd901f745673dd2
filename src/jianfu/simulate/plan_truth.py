"""What a plan should do with the made-up county's groups (方案真值): make one, end, or leave alone.

A group should end where it is dead, or where its task is over and it has been silent; a seasonal one should not. Two
groups should become one where they do the same work with mostly the same people. Everything else should stay two, and
what only looks like either is named with the reason.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from jianfu.simulate.doubles import same_work
from jianfu.simulate.world import PLATFORMS, SILENT_LIVES, World, life_code

FILE_NAME = "plan.jsonl"
ENDING_RULES = ("group-zombie", "temporary-group-overdue")
QUIET_DAYS = 14


class PlanLabel(NamedTuple):
    """One line: ``choice`` is ``merge`` (two groups) or ``dissolve`` (one)."""

    choice: str
    groups: list[str]
    label: str
    """``real`` or ``legitimate``: a look-alike to be left alone."""
    why: str


def write_plan_truth(world: World, folder: Path) -> None:
    """``plan.jsonl`` in the folder of the truth."""
    encode = msgspec.json.Encoder().encode
    lines = sorted([*_merges(world), *_ends(world)])
    (folder / FILE_NAME).write_bytes(b"".join(encode(line._asdict()) + b"\n" for line in lines))


def _merges(world: World) -> Iterator[PlanLabel]:
    groups = world.groups
    ids = groups.group_id.to_pylist()
    working = ~np.isin(groups.life, [life_code(name) for name in (*SILENT_LIVES, "flood")])
    working &= groups.platform == PLATFORMS.index("wecom")
    real = set()
    for a, b in same_work(world):
        if working[[a, b]].all() and groups.temporary[a] == groups.temporary[b]:
            real.add((min(a, b), max(a, b)))
    looks = {
        (int(groups.twin_of[twin]), twin)
        for twin in np.flatnonzero(groups.twin_of >= 0).tolist()
        if (int(groups.twin_of[twin]), twin) not in real
    }
    for a, b in sorted(real):
        yield PlanLabel("merge", sorted([ids[a], ids[b]]), "real", "same work, mostly the same people")
    for a, b in sorted(looks):
        why = "other work, other season, restricted, exempt, or one of them silent"
        yield PlanLabel("merge", sorted([ids[a], ids[b]]), "legitimate", why)


def _ends(world: World) -> Iterator[PlanLabel]:
    groups = world.groups
    row_of = {one: row for row, one in enumerate(groups.group_id.to_pylist())}
    silent = np.isin(groups.life, [life_code(name) for name in SILENT_LIVES])
    seasonal = np.isin(groups.life, [life_code(name) for name in ("asleep", "flood")])
    as_of = np.datetime64(world.as_of, "D")
    idle = (as_of - np.fmax(groups.last_active_on, groups.created_on)).astype("timedelta64[D]").astype(np.int64)
    # Of a group outside the archive nobody knows more than the ledger says.
    unseen = groups.platform != PLATFORMS.index("wecom")
    quiet = (silent | unseen) & (idle >= QUIET_DAYS)
    ends: dict[int, bool] = {}
    for label in world.labels:
        if label.rule_id in ENDING_RULES:
            row = row_of[label.subject_id]
            real = label.real and bool(quiet[row]) and not seasonal[row] and not groups.restricted[row]
            ends[row] = ends.get(row, False) or real
    for row in sorted(ends):
        why = (
            "no duty goes through it"
            if ends[row]
            else "seasonal, still at work, exempt, restricted, or within the limit"
        )
        yield PlanLabel("dissolve", [groups.group_id[row].as_py()], "real" if ends[row] else "legitimate", why)
