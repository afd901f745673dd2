"""Dissolved groups that come back under another name (解散后换名重建), what only looks like it, and the truth."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.world import PLATFORMS, Groups, Label, Units

KINDS = ("returned", "taken_over", "long_ago")
SHARES = (0.5, 0.25, 0.25)
ENDINGS = ("微信群", "交流群", "通知群", "联系群", "内部群")


def plant_returns(groups: Groups, units: Units, seed: int, *, clean: bool) -> tuple[Groups, list[Label]]:
    """Some dissolved groups turn out to have done the work of a group made soon after; none in a clean county."""
    rng = stream(seed, "closings")
    gone = ~np.isnat(groups.dissolved_on) & (groups.platform == PLATFORMS.index("wecom")) & ~groups.temporary
    gone &= groups.twin_of < 0
    rows = np.flatnonzero(gone)
    kinds = deal(rng, len(rows), (0, *SHARES[1:]) if clean else SHARES)
    name, purpose = groups.name.to_pylist(), groups.purpose.to_pylist()
    dates = {key: getattr(groups, key).copy() for key in ("created_on", "dissolved_on", "filed_on", "last_active_on")}
    talked_on = dates["last_active_on"] > groups.dissolved_on
    dates["last_active_on"][talked_on] = groups.dissolved_on[talked_on]
    labels: list[Label] = []
    taken: set[int] = set()
    for row, kind in zip(rows.tolist(), kinds.tolist(), strict=True):
        live = next((place for place in _candidates(groups, row, rng) if place not in taken), None)
        if live is None:
            continue
        taken.add(live)
        said = f"{units.name[int(groups.unit[row])].as_py()}{purpose[live]}"
        name[row], purpose[row] = f"{said}{ENDINGS[int(rng.integers(0, len(ENDINGS)))]}", purpose[live]
        days = {"returned": int(rng.integers(1, 300)), "taken_over": -30, "long_ago": 400}[KINDS[kind]]
        dissolved = groups.created_on[live] - np.timedelta64(days, "D")
        made = dissolved - rng.integers(200, 800).astype("timedelta64[D]")
        for key, day in (("created_on", made), ("dissolved_on", dissolved), ("filed_on", made + 5)):
            dates[key][row] = day if not np.isnat(dates[key][row]) else dates[key][row]
        if not np.isnat(dates["last_active_on"][row]):
            dates["last_active_on"][row] = dissolved - 3
        real = KINDS[kind] == "returned"
        labels.append(
            Label(
                "group-closed-again", "group", groups.group_id[live].as_py(), real, "planted" if real else KINDS[kind]
            )
        )
    return replace(groups, name=pa.array(name), purpose=pa.array(purpose), **dates), labels


def _candidates(groups: Groups, row: int, rng: Rng) -> list[int]:
    """Groups in use of the same unit, in random order, that are neither twins nor made for one task."""
    able = (groups.unit == groups.unit[row]) & np.isnat(groups.dissolved_on) & ~groups.temporary
    able &= (groups.twin_of < 0) & ~np.isin(np.arange(len(groups)), groups.twin_of)
    able &= groups.created_on < groups.dissolved_on[row] - 60
    found: list[int] = rng.permutation(np.flatnonzero(able)).tolist()
    return found
