"""Where messages go in a structure of groups (推演用的群组结构): under a plan, after a crude campaign."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.plan.instance import Flags, Floats, Longs, Rows, rows_of
from jianfu.plan.read_groups import GroupFacts
from jianfu.plan.replay.record import CAMPAIGNS
from jianfu.plan.run_folder import place_in
from jianfu.plan.weights import Weights

SMALLEST_SHARE, IDLE_DAYS = 0.6, 90
STAYS = ("keep", "temporary", "screen")


class Structure(NamedTuple):
    """One entry a group in use, in the order of ``GroupFacts``."""

    target: Longs
    """The group its messages arrive in; -1 where they arrive nowhere."""
    people: Rows
    """Who is in each group then; nobody in those that are no target."""
    hours: Floats
    """After so many hours a message that arrives there is seen; 0 in a group."""
    changes: int


def planned(groups: GroupFacts, proposals: pa.Table, screen_hours: float) -> Structure:
    """The structure a plan leaves; ``proposals``: columns of ``PROPOSALS``.

    A group the plan does not name, and one to be made into something that does not stay, arrives nowhere.
    """
    rows = proposals.filter(pc.equal(proposals["kind"], "group"))
    at = place_in(groups.ids, rows["thing_id"])
    rows, at = rows.filter(pa.array(at >= 0)), at[at >= 0]
    count = len(groups.ids)
    target = np.full(count, -1)
    stays = np.asarray(pc.is_in(rows["choice"], pa.array(STAYS)).to_numpy(), np.bool_)
    target[at[stays]] = at[stays]
    merged = np.asarray(pc.equal(rows["choice"], "merge").to_numpy(), np.bool_)
    into = place_in(groups.ids, rows["target_id"])[merged]
    target[at[merged]] = np.where(into >= 0, target[into], -1)
    hours = np.zeros(count)
    hours[at[np.asarray(pc.equal(rows["choice"], "screen").to_numpy(), np.bool_)]] = screen_hours
    changed = int(pc.sum(pc.not_equal(rows["choice"], "keep")).as_py() or 0)
    return Structure(target, _moved(groups.people, target), hours, changed)


def campaign(name: str, groups: GroupFacts, weights: Weights) -> Structure:
    """What a crude campaign leaves: one of ``CAMPAIGNS``. Nothing is exempt from it, nobody is asked."""
    sizes = _sizes(groups)
    target = np.arange(len(sizes))
    if name == CAMPAIGNS[0]:
        return _one_per_unit(groups, sizes, weights.whole("group_size"))
    if name == CAMPAIGNS[1]:
        known = np.flatnonzero(sizes > 0)
        order = known[np.argsort(sizes[known], kind="stable")]
        target[order[: int(SMALLEST_SHARE * len(order))]] = -1
    else:
        target[groups.idle_days > IDLE_DAYS] = -1
    return Structure(target, _moved(groups.people, target), np.zeros(len(sizes)), int((target < 0).sum()))


def _sizes(groups: GroupFacts) -> Longs:
    """Members, or what the ledger states where they are not known."""
    stated = np.asarray(pc.fill_null(groups.table["stated_members"], 0).to_numpy(), np.int64)
    return np.where(groups.people.sizes > 0, groups.people.sizes, stated)


def _one_per_unit(groups: GroupFacts, sizes: Longs, cap: int) -> Structure:
    """Each unit's groups made into its largest, from the larger on, until the platform takes in nobody more."""
    units = groups.table["unit_id"].to_pylist()
    target = np.arange(len(units))
    largest: dict[str, int] = {}
    order = np.argsort(-sizes, kind="stable")
    for at in order.tolist():
        if units[at] is not None:
            target[at] = largest.setdefault(units[at], at)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    source = np.repeat(np.arange(len(units)), groups.people.sizes)
    place = np.lexsort((groups.people.item, rank[source], target[source]))
    goes, person = target[source][place], groups.people.item[place].astype(np.int64)
    _, first = np.unique(goes * (person.max(initial=0) + 1) + person, return_index=True)
    first.sort()
    goes, person = goes[first], person[first]
    nth = np.arange(len(goes)) - np.searchsorted(goes, goes)
    fits: Flags = nth < np.maximum(cap, groups.people.sizes[goes])
    changes = int((target != np.arange(len(target))).sum())
    return Structure(target, rows_of(goes[fits], person[fits], len(units)), np.zeros(len(units)), changes)


def _moved(people: Rows, target: Longs) -> Rows:
    """Everybody in the group theirs becomes."""
    now = np.repeat(target, people.sizes)
    return rows_of(now[now >= 0], people.item[now >= 0], len(target))
