"""Promised reductions (精简目标): some reached, some short by one, some whose day is still to come."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from jianfu.simulate.chance import deal, stream
from jianfu.simulate.registers.account_files import sketch_accounts
from jianfu.simulate.registers.account_returns import bring_back
from jianfu.simulate.registers.form_sketch import sketch_forms
from jianfu.simulate.registers.habit import Cell
from jianfu.simulate.registers.sheet import Register
from jianfu.simulate.registers.shelf import Shelf, shelve
from jianfu.simulate.world import LEVELS, Label, World

RULE = "reduction-missed"
KINDS = ("reached", "short", "far_short", "to_come", "bettered")
SHARES = (0.35, 0.15, 0.1, 0.25, 0.15)
CLEAN = (0.5, 0, 0, 0.3, 0.2)
KIND_WORDS = {"group": "工作群", "account": "政务公众账号", "form": "报表"}
REDUCED = 0.6
"""What Hengyang set itself: three fifths fewer by the end of the year."""
Row = tuple[int, str, int, int, date, int]
"""Unit, kind, count before, promised count, term, count as reported."""


def write_promises(shelf: Shelf) -> Iterator[Path | Label]:
    """One register of all promises, and which of them were not kept."""
    world = shelf.world
    left = {"group": _groups(world), "account": _accounts(world), "form": _forms(world)}
    able = [
        (unit, kind)
        for kind, counts in left.items()
        for unit in np.flatnonzero(world.units.level != LEVELS.index("village")).tolist()
        if counts[unit] > 1
    ]
    rng = stream(world.seed, "promises")
    chosen = [able[place] for place in sorted(rng.choice(len(able), len(able) // 3, replace=False).tolist())]
    rows: list[Row] = []
    missed: dict[int, str] = {}
    kinds = deal(rng, len(chosen), CLEAN if world.clean else SHARES)
    for (unit, thing), outcome in zip(chosen, (KINDS[kind] for kind in kinds.tolist()), strict=True):
        count = left[thing][unit]
        short = {"short": 1, "far_short": count - count // 2, "to_come": 1, "bettered": -2}.get(outcome, 0)
        due = world.as_of + timedelta(days=0 if len(rows) % 2 else 92) if outcome == "to_come" else None
        term = due or world.as_of - timedelta(days=1 if outcome == "short" else int(rng.integers(1, 200)))
        rows.append((unit, thing, round(count / (1 - REDUCED)), count - short, term, count - max(short, 0)))
        if outcome in ("short", "far_short"):
            missed[unit] = outcome
    if not rows:
        return
    columns = _columns(world, rows)
    yield from shelve(
        shelf, Register("reduction_target", "精简目标台账", columns), np.full(len(rows), -1, dtype=np.int32), "精简目标"
    )
    codes = world.units.code.to_pylist()
    for unit in sorted({row[0] for row in rows}):
        yield Label(RULE, "unit", codes[unit], unit in missed, missed.get(unit, "reached, or not yet due"))


def _below(world: World, own: Counter[int]) -> Counter[int]:
    """Counts of each unit with all below it."""
    ends = world.units.subtree_to.tolist()
    return Counter({unit: sum(own[below] for below in range(unit, end)) for unit, end in enumerate(ends)})


def _groups(world: World) -> Counter[int]:
    in_use = world.groups.unit[np.isnat(world.groups.dissolved_on)]
    return _below(world, Counter(in_use.tolist()))


def _accounts(world: World) -> Counter[int]:
    accounts, _ = bring_back(world, sketch_accounts(world))
    return _below(world, Counter(account.unit for account in accounts if account.active))


def _forms(world: World) -> Counter[int]:
    ids = {form.form_id: form.issuer for form in sketch_forms(world)}
    return _below(world, Counter(ids.values()))


def _columns(world: World, rows: list[Row]) -> dict[str, list[Cell]]:
    names = world.units.name.to_pylist()
    return {
        "unit": [names[row[0]] for row in rows],
        "kind": [KIND_WORDS[row[1]] for row in rows],
        "baseline_count": [row[2] for row in rows],
        "target_count": [row[3] for row in rows],
        "due_on": [row[4] for row in rows],
        "reported_count": [row[5] for row in rows],
    }
