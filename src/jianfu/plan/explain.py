"""From a plan to its reasons (处置说明): what each choice gives back to whom, what it risks, what would change it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from jianfu.measure.suppression import hidden_parts, is_small
from jianfu.plan.columns import Columns, Covers, things_of
from jianfu.plan.explained import Explanation, Flip, Gain, Risk
from jianfu.plan.flips import price_flips
from jianfu.plan.given_back import CASES, column_minutes, scaled
from jianfu.plan.instance import CHOICES, DISSOLVE, KEEP, KINDS, MERGE, SCREEN, TEMPORARY, Floats, Instance, Ints, Longs
from jianfu.plan.ranks import NO_POST, read_ranks
from jianfu.plan.run_folder import AuditedRun
from jianfu.plan.search import Found
from jianfu.plan.swaps import all_swaps, over, runners_up, swapped
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

UNKNOWN = "unknown"
RANKS = tuple(product((*LEVELS, UNKNOWN), (*POSTS, UNKNOWN)))
"""All levels and posts in order, unknown ones last."""
MOST_FLIPS = 3


class Bearers(NamedTuple):
    """Who the people are, and what is known of things beyond the instance."""

    rank: Ints
    """Place of each person's level and post in ``RANKS``."""
    loads: tuple[tuple[Floats, Floats], ...]
    """Minutes of each thing per person and working day, and of reading alone: low, middle, high."""
    idle: Mapping[str, tuple[str, float, float]]
    """Group -> the limit of silence it is past: its setting, its value, and for how many days the group is silent."""
    unseen: frozenset[str]
    """Groups of which no message is at hand."""
    unsure: Mapping[str, int]
    """Group -> duties through it that nobody has confirmed."""
    alike: Mapping[tuple[str, str], tuple[float, float]]
    """Two groups, the smaller id first -> overlap of their members (Jaccard), likeness of their purposes."""


def read_bearers(run: AuditedRun, instance: Instance, duties: Sequence[Mapping[str, object]]) -> Bearers:
    """What the audit knows about people and silence."""
    seen = set(run.measure("group_activity")["group_id"].to_pylist())
    unsure: dict[str, int] = {}
    for duty in duties:
        if duty["source"] == "evidence":
            for one in str(duty["carriers"]).split():
                unsure[one] = unsure.get(one, 0) + 1
    loads = tuple(scaled(run, instance, case) for case in CASES)
    unseen = frozenset(set(instance.things.thing_id) - seen)
    stand = read_ranks(run, instance.people)
    rank = stand.level * (NO_POST + 1) + stand.post
    return Bearers(rank, loads, _idle(run, instance), unseen, unsure, _alike(run))


def _idle(run: AuditedRun, instance: Instance) -> dict[str, tuple[str, float, float]]:
    """Groups that may end because of their silence, with the limit they are past."""
    last = run.measure("group_activity").select(["group_id", "last_useful_at"]).to_pylist()
    quiet = {row["group_id"]: (run.as_of - row["last_useful_at"].date()).days for row in last if row["last_useful_at"]}
    limit = instance.weights["quiet_days"]
    over = run.subjects("temporary-group-overdue")
    found = {one: ("quiet-days", limit, float(quiet[one])) for one in over if quiet.get(one, -1) >= limit}
    for row in run.findings.to_pylist():
        if row["rule_id"] == "group-zombie" and row["limit_value"] is not None:
            found[row["subject_id"]] = ("idle-days", float(row["limit_value"]), float(row["value"]))
    return found


def _alike(run: AuditedRun) -> dict[tuple[str, str], tuple[float, float]]:
    """Of groups whose names or purposes say what they are for: where they do not, other limits hold."""
    found = {}
    for row in run.measure("group_likeness").to_pylist():
        likeness = [row[name] for name in ("name_similarity", "purpose_similarity") if row[name] is not None]
        if likeness:
            first, second = sorted((row["group_id"], row["other_id"]))
            found[first, second] = float(row["jaccard"]), float(max(likeness))
    return found


def explain(instance: Instance, columns: Columns, covers: Covers, found: Found, bearers: Bearers) -> list[Explanation]:
    """One explanation for each thing, in key order."""
    taken = things_of(columns, found.chosen)
    swaps = all_swaps(instance, columns, covers, found.chosen, found.share)
    flips = price_flips(instance, columns, taken, swaps, found.share)
    second = runners_up(columns, taken, swaps.more, swaps.possible)
    heavier = swapped(columns, taken, columns.minutes * over(columns, found.share))
    longer = swapped(columns, taken, columns.minutes * columns.people.sizes + columns.upkeep)
    joining = swapped(columns, taken, columns.moved.astype(np.float64))
    chosen, cases = _minutes(instance, columns, found.chosen, bearers)
    explained = []
    for at, other in enumerate(second.tolist()):
        column = int(taken[at])
        part = columns.things.row(column).tolist()
        changes = bool(column >= len(taken))
        people = len(_together(instance, part))
        explained.append(
            Explanation(
                kind=KINDS[instance.things.kind[at]],
                thing_id=instance.things.thing_id[at],
                together=tuple(instance.things.thing_id[one] for one in part),
                people=None if is_small(people) else people,
                gains=tuple(_gains(instance, columns, column, bearers, cases[chosen[column]])) if changes else (),
                upkeep_back=round(float(columns.upkeep[part].sum() - columns.upkeep[column]), 6),
                runner_up_minutes=None if other < 0 else round(float(longer[other]), 6),
                runner_up_worst=None if other < 0 else round(float(heavier[other]), 6),
                runner_up_moved=None if other < 0 else round(float(joining[other])),
                risks=tuple(_risks(instance, columns, at, column, bearers)),
                flips=(*_limits(instance, columns, at, column, bearers), *flips[at])[:MOST_FLIPS],
            )
        )
    return sorted(explained, key=lambda one: (one.kind, one.thing_id))


def _minutes(
    instance: Instance, columns: Columns, chosen: Longs, bearers: Bearers
) -> tuple[dict[int, int], list[list[float]]]:
    """Place of each chosen column, and there its minutes per person in the three cases."""
    cases = [column_minutes(instance, columns, chosen, load, reading) for load, reading in bearers.loads]
    return {int(column): place for place, column in enumerate(chosen)}, np.stack(cases, axis=1).tolist()


def _gains(
    instance: Instance, columns: Columns, column: int, bearers: Bearers, minutes: Sequence[float]
) -> Iterator[Gain]:
    """By level and post; a part that could be got by subtraction is hidden with the small ones.

    ``minutes``: what the column costs one person in each case.
    """
    things = instance.things
    part = columns.things.row(column).tolist()
    people = _together(instance, part)
    back = np.zeros((len(CASES), len(people)))
    for one in part:
        inside = np.isin(people, things.people.row(one))
        for case, (load, _) in enumerate(bearers.loads):
            back[case, inside] += load[one] + things.open_cost[one]
    back[:, np.isin(people, columns.people.row(column))] -= np.asarray(minutes)[:, None]
    rank = bearers.rank[people]
    parts = np.unique(rank).tolist()
    counts = [int((rank == one).sum()) for one in parts]
    hidden = hidden_parts({f"{one:04}": count for one, count in zip(parts, counts, strict=True)})
    for at, one in enumerate(parts):
        level, post = RANKS[one]
        if f"{one:04}" in hidden:
            yield Gain(level, post, None, None, None, None)
        else:
            low, middle, high = (round(float(case), 6) for case in back[:, rank == one].sum(axis=1))
            yield Gain(level, post, counts[at], low, middle, high)


def _together(instance: Instance, part: Sequence[int]) -> Ints:
    """Everybody of some things."""
    return np.unique(np.concatenate([instance.things.people.row(one) for one in part]))


def _risks(instance: Instance, columns: Columns, at: int, column: int, bearers: Bearers) -> Iterator[Risk]:
    """What to look out for."""
    one, choice, target = instance.things.thing_id[at], int(columns.choice[column]), int(columns.target[column])
    group = instance.things.kind[at] == 0
    if choice == KEEP:
        return
    if choice == TEMPORARY:
        yield Risk("end-forgotten")
        return
    if target != at:
        yield Risk("records")
    if group and target < 0 and one in bearers.unseen:
        yield Risk("ledger-only")
    if group and target >= 0:
        if columns.moved[column]:
            yield Risk("not-yet-in", int(columns.moved[column]))
        if bearers.unsure.get(one):
            yield Risk("unconfirmed", bearers.unsure[one])
    if choice == SCREEN:
        yield Risk("screen-unread")


def _limits(instance: Instance, columns: Columns, at: int, column: int, bearers: Bearers) -> Iterator[Flip]:
    """At which limit of silence a group would stay, and at which of sameness groups would not become one."""
    one = instance.things.thing_id[at]
    if columns.choice[column] == DISSOLVE and one in bearers.idle:
        code, limit, days = bearers.idle[one]
        # the rule asks for more days than its limit, the setting for as many
        yield Flip(code, limit, days if code == "idle-days" else days + 1, CHOICES[KEEP], None)
    part = sorted(instance.things.thing_id[place] for place in columns.things.row(column).tolist())
    known = [bearers.alike[pair] for pair in combinations(part, 2) if pair in bearers.alike]
    if known and columns.choice[column] == MERGE:
        # every two of them must be alike enough: the least alike decide
        for name, values in zip(("same_people", "same_purpose"), zip(*known, strict=True), strict=True):
            value = min(values)
            yield Flip(name.replace("_", "-"), instance.weights[name], round(value, 6), CHOICES[KEEP], None)
