"""The truth about units and groups: which findings are real, and which only look so."""

from collections.abc import Iterable

import numpy as np

from jianfu.simulate.planting import CHAINS_PER_WEEK, OVERDUE_DAYS, ZOMBIE_DAYS
from jianfu.simulate.world import Flags, Groups, Label, Units, life_code

GROUP_LIMIT = 20
"""Groups per unit the example county's pack allows."""


def label_units(units: Units, groups: Groups) -> list[Label]:
    """Truth of unit-group-count and off-hours-messages."""
    active = np.bincount(groups.unit[np.isnat(groups.dissolved_on)], minlength=len(units))
    codes = units.code.to_pylist()
    labels = [
        Label("unit-group-count", "unit", codes[row], bool(active[row] > GROUP_LIMIT), f"{active[row]} active groups")
        for row in np.flatnonzero(active >= GROUP_LIMIT)
    ]
    late = np.flatnonzero(units.works_late)
    labels += [Label("off-hours-messages", "unit", codes[row], True, "writes in the evening") for row in late]
    return labels


def label_groups(groups: Groups, as_of: np.datetime64, valid: Flags) -> list[Label]:
    """Truth of every rule about groups."""
    active = np.isnat(groups.dissolved_on)
    rules = (
        ("temporary-group-overdue", *_overdue(groups, as_of, active, valid)),
        ("group-zombie", *_zombie(groups, as_of, active, valid)),
        ("group-unapproved", active & ~groups.approved, ~active & ~groups.approved, "dissolved before anybody asked"),
        ("group-unfiled", active & ~groups.filed, ~active & ~groups.filed, "dissolved before anybody asked"),
        ("chain-reply-demanded", *_demanded(groups, valid)),
        ("chain-reply-frequent", *_frequent(groups, valid)),
    )
    ids = groups.group_id.to_pylist()
    return [label for rule, real, legitimate, why in rules for label in _spell(rule, ids, (real, legitimate), why)]


def _spell(rule: str, ids: list[str], marks: tuple[Flags, Flags], why: str) -> Iterable[Label]:
    real, legitimate = marks
    for row in np.flatnonzero(real | legitimate):
        yield Label(rule, "group", ids[row], bool(real[row]), "planted" if real[row] else why)


def _overdue(groups: Groups, as_of: np.datetime64, active: Flags, valid: Flags) -> tuple[Flags, Flags, str]:
    days = (as_of - groups.task_end_on).astype(np.float64)
    past = groups.temporary & (days > OVERDUE_DAYS)
    near = groups.temporary & (days >= 0) & ~past
    return past & active & ~valid, near | (past & ~active), "ended no longer ago than the limit, or dissolved"


def _zombie(groups: Groups, as_of: np.datetime64, active: Flags, valid: Flags) -> tuple[Flags, Flags, str]:
    silent = np.isin(groups.life, [life_code(name) for name in ("asleep", "zombie")])
    last = np.where(np.isnat(groups.last_active_on), groups.created_on, groups.last_active_on)
    long_silent = (as_of - last).astype(np.float64) > ZOMBIE_DAYS
    behind = ~silent & active & long_silent & ~np.isnat(groups.last_active_on)
    legitimate = (silent & ~(long_silent & ~valid)) | behind
    return silent & long_silent & ~valid, legitimate, "seasonal within the limit, exempt, new, or alive in the archive"


def _demanded(groups: Groups, valid: Flags) -> tuple[Flags, Flags, str]:
    runs = groups.chain_rounds_per_week > 0
    asked = runs & groups.demands_chain
    return asked & ~valid, (runs & ~groups.demands_chain) | (asked & valid), "voluntary, or emergency duty"


def _frequent(groups: Groups, valid: Flags) -> tuple[Flags, Flags, str]:
    many = groups.chain_rounds_per_week > CHAINS_PER_WEEK
    at_limit = groups.chain_rounds_per_week == CHAINS_PER_WEEK
    return many & ~valid, at_limit | (many & valid), "two a week, or emergency duty"
