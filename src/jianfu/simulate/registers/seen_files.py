"""When members last looked (群成员查看情况): an export some platforms give for some of the groups, and its truth."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from jianfu.simulate.chance import deal, stream
from jianfu.simulate.registers.habit import Cell
from jianfu.simulate.registers.sheet import Register, write_register
from jianfu.simulate.registers.shelf import Shelf, habit_of
from jianfu.simulate.settings import limits
from jianfu.simulate.world import PLATFORMS, Label, life_code

WATCHED_SHARE = 0.2
"""Of the quiet and sleeping groups: the platform says when each member last looked."""
FEWEST = 8
KINDS = ("idle", "just_past", "at_limit", "fine")
SHARES = (0.35, 0.15, 0.15, 0.35)


def write_seen(shelf: Shelf) -> Iterator[Path | Label]:
    """One file, then the truth about it."""
    world = shelf.world
    rng, groups, members = stream(world.seed, "seen"), world.groups, world.memberships
    quiet = np.isin(groups.life, [life_code("quiet"), life_code("asleep")]) & np.isnat(groups.dissolved_on)
    quiet &= (groups.platform == PLATFORMS.index("wecom")) & (groups.twin_of < 0)
    quiet &= np.isnat(groups.task_start_on) & (np.diff(members.offset) >= FEWEST)
    quiet &= groups.created_on < np.datetime64(world.as_of, "D") - 2 * limits().idle_days
    rows = np.flatnonzero(quiet & (rng.random(len(groups)) < WATCHED_SHARE))
    kinds = deal(rng, len(rows), (0, 0, *SHARES[2:]) if world.clean else SHARES)
    valid, as_of = world.valid_exemption(), int(np.datetime64(world.as_of, "D").astype(np.int64))
    columns: dict[str, list[Cell]] = {"group_id": [], "userid": [], "last_seen_on": []}
    labels = []
    for row, kind in zip(rows.tolist(), kinds.tolist(), strict=True):
        people = members.person[members.offset[row] : members.offset[row + 1]]
        joined = members.joined_on[members.offset[row] : members.offset[row + 1]]
        judged = np.flatnonzero(joined <= as_of - limits().idle_days)
        if len(judged) < FEWEST:
            continue
        count = _idle_count(KINDS[kind], len(judged), rng)
        seen = as_of - rng.integers(0, limits().idle_days + 1, len(people))
        idle = rng.permutation(judged)[:count]
        seen[idle] = np.maximum(as_of - limits().idle_days - rng.integers(1, 200, len(idle)), joined[idle])
        seen[idle] = np.minimum(seen[idle], as_of - limits().idle_days - 1)
        never = np.isin(np.arange(len(people)), idle[: len(idle) // 3])
        columns["group_id"] += [groups.room_id[row].as_py()] * len(people)
        columns["userid"] += world.people.userid.take(pa.array(people)).to_pylist()
        columns["last_seen_on"] += [
            None if unseen else np.datetime64(int(day), "D").item() for day, unseen in zip(seen, never, strict=True)
        ]
        real = count > limits().idle_member_share * len(judged) and not valid[row]
        why = "planted" if real else f"{count} of {len(judged)} do not look"
        labels.append(Label("member-idle", "group", groups.group_id[row].as_py(), bool(real), why))
    if rows.size:
        habit = habit_of(shelf, -1, "member_seen")
        yield write_register(
            shelf.folder / "群成员", "群成员查看情况", Register("member_seen", "群成员查看情况", columns), habit
        )
    yield from labels


def _idle_count(kind: str, judged: int, rng: np.random.Generator) -> int:
    """How many of the members who can be judged do not look."""
    half = judged // 2
    if kind == "just_past":
        return min(half + 1, judged)
    if kind == "at_limit":
        return half
    return int(rng.integers(half + 1, judged + 1)) if kind == "idle" else int(rng.integers(0, max(half // 2, 1)))
