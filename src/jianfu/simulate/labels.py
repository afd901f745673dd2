"""The truth about units and groups: which findings are real, and which only look so."""

from collections.abc import Iterable

import numpy as np

from jianfu.simulate.settings import limits
from jianfu.simulate.world import Flags, Groups, Label, Units, life_code


def label_units(units: Units, groups: Groups, valid: Flags) -> list[Label]:
    """Truth of unit-group-count and off-hours-messages."""
    active = np.isnat(groups.dissolved_on)
    owned = np.bincount(groups.unit[active], minlength=len(units))
    counted = np.bincount(groups.unit[active & ~valid], minlength=len(units))
    codes = units.code.to_pylist()
    labels = [
        Label(
            "unit-group-count",
            "unit",
            codes[row],
            bool(counted[row] > limits().groups_per_unit),
            f"{counted[row]} groups, {owned[row] - counted[row]} exempt",
        )
        for row in np.flatnonzero(owned >= limits().groups_per_unit)
    ]
    late = units.works_late
    labels += [Label("off-hours-messages", "unit", codes[row], True, "planted") for row in np.flatnonzero(late)]
    on_duty = np.isin(np.arange(len(units)), groups.unit[(groups.life == life_code("flood")) & valid]) & ~late
    why = "its evenings are emergency duty under an exemption"
    return labels + [Label("off-hours-messages", "unit", codes[row], False, why) for row in np.flatnonzero(on_duty)]


def label_groups(groups: Groups, as_of: np.datetime64, valid: Flags) -> list[Label]:
    """Truth of every rule about groups."""
    active = np.isnat(groups.dissolved_on)
    unapproved, unfiled = ~groups.approved, ~groups.filed
    asked = active & ~valid
    after = groups.created_on >= np.datetime64(limits().approval_since)
    rules = (
        ("temporary-group-overdue", *_overdue(groups, as_of, active, valid)),
        ("group-zombie", *_zombie(groups, as_of, active, valid)),
        ("group-unapproved", asked & unapproved & after, unapproved, "dissolved, exempt, or older than the duty"),
        ("group-unfiled", asked & unfiled, unfiled, "dissolved or exempt"),
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
    past = groups.temporary & (days > limits().overdue_days)
    near = groups.temporary & (days >= 0) & ~past
    return past & active & ~valid, near | (past & ~active), "ended no longer ago than the limit, or dissolved"


def _zombie(groups: Groups, as_of: np.datetime64, active: Flags, valid: Flags) -> tuple[Flags, Flags, str]:
    silent = np.isin(groups.life, [life_code(name) for name in ("asleep", "zombie")])
    known = ~np.isnat(groups.last_active_on)
    idle = (as_of - np.fmax(groups.last_active_on, groups.created_on)).astype("timedelta64[D]").astype(np.int64)
    running = groups.temporary & ~np.isnat(groups.task_end_on) & (groups.task_end_on >= as_of)
    dead = silent & active & known & (idle > limits().zombie_group_days) & ~running & ~valid
    behind = ~silent & active & known & (idle > limits().zombie_group_days)
    why = "seasonal within the limit, exempt, task still running, new, or alive in the archive"
    return dead, (silent & ~dead) | behind, why


def _demanded(groups: Groups, valid: Flags) -> tuple[Flags, Flags, str]:
    runs = groups.chain_rounds_per_week > 0
    asked = runs & groups.demands_chain
    return asked & ~valid, (runs & ~groups.demands_chain) | (asked & valid), "voluntary, or emergency duty"


def _frequent(groups: Groups, valid: Flags) -> tuple[Flags, Flags, str]:
    many = groups.chain_rounds_per_week > limits().chains_per_week
    at_limit = groups.chain_rounds_per_week == limits().chains_per_week
    return many & ~valid, at_limit | (many & valid), "two a week, or emergency duty"
