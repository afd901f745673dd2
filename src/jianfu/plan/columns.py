"""What may become of things (可选处置), one column each: keep, end, or make several into one, with who then bears what.

A plan takes every thing in exactly one column. A column of several things stands for all of them made into its target;
its people are everybody of all of them, and each bears the whole load: merging is charged honestly.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from jianfu.plan.instance import (
    DISSOLVE,
    EMBED,
    KEEP,
    KINDS,
    MERGE,
    SCREEN,
    STOP,
    TEMPORARY,
    Flags,
    Floats,
    Instance,
    Ints,
    Longs,
    Rows,
)

GROUP = KINDS.index("group")


class Columns(NamedTuple):
    """Column ``g`` keeps thing ``g``; then come those that change something."""

    things: Rows
    people: Rows
    """Who bears it afterwards; nobody where it ends."""
    minutes: Floats
    """Per person and working day: load and opening."""
    upkeep: Floats
    moved: Ints
    """People who must be brought into the target."""
    choice: Ints
    """Place in ``CHOICES``: what becomes of the things other than the target."""
    target: Ints
    """The thing that stays; -1 where none does."""
    changes: Ints
    """How many things are changed."""

    def __len__(self) -> int:
        return len(self.choice)


class Covers(NamedTuple):
    """Of the things of each row at least one must stay, else somebody loses a duty; ``duty`` says which."""

    things: Rows
    duty: Ints


class _Draft(NamedTuple):
    things: tuple[int, ...]
    people: Ints
    minutes: float
    upkeep: float
    moved: int
    choice: int
    target: int
    changes: int


def cover_rows(instance: Instance) -> Covers:
    """The least sets of carriers some person is reached by; sets that hold another one are left out."""
    things, duties = instance.things, instance.duties
    rows: dict[tuple[int, ...], int] = {}
    for duty in range(len(duties)):
        carriers = duties.carriers.row(duty)
        if not things.may_end[carriers].any():
            continue
        needed = duties.needed.row(duty)
        inside = np.stack([np.isin(needed, things.people.row(int(carrier))) for carrier in carriers])
        for pattern in np.unique(inside, axis=1).T:
            if pattern.any() and things.may_end[carriers[pattern]].all():
                rows.setdefault(tuple(carriers[pattern].tolist()), duty)
    sets = {row: frozenset(row) for row in rows}
    holding: dict[int, list[frozenset[int]]] = {}
    for one in sets.values():
        holding.setdefault(min(one), []).append(one)
    least = sorted(row for row in rows if not any(other < sets[row] for one in row for other in holding.get(one, [])))
    return Covers(_ragged([np.asarray(row, np.int32) for row in least]), np.asarray([rows[row] for row in least], int))


def make_columns(instance: Instance, covers: Covers) -> Columns:
    """Every column that breaks no limit by itself."""
    things = instance.things
    alone = np.zeros(len(things), np.bool_)
    alone[[int(row[0]) for row in map(covers.things.row, range(len(covers.things))) if len(row) == 1]] = True
    drafts = [_kept(instance, thing) for thing in range(len(things))]
    open_to_change = things.protected == 0
    for thing in np.flatnonzero(open_to_change & things.may_end & ~alone).tolist():
        ends = DISSOLVE if things.kind[thing] == GROUP else STOP
        drafts.append(_Draft((thing,), np.zeros(0, np.int32), 0.0, 0.0, 0, ends, -1, 1))
    slow = _slow_enough(instance)
    for thing in np.flatnonzero(open_to_change & things.may_screen & slow & ~things.must_end).tolist():
        kept = drafts[thing]
        drafts.append(kept._replace(minutes=float(things.reading[thing]), choice=SCREEN, changes=1))
    drafts.extend(_merged(instance))
    whole = {
        name: np.asarray([getattr(draft, name) for draft in drafts], np.int32)
        for name in ("moved", "choice", "target", "changes")
    }
    return Columns(
        things=_ragged([np.asarray(draft.things, np.int32) for draft in drafts]),
        people=_ragged([draft.people for draft in drafts]),
        minutes=np.asarray([draft.minutes for draft in drafts], np.float64),
        upkeep=np.asarray([draft.upkeep for draft in drafts], np.float64),
        **whole,
    )


def _kept(instance: Instance, thing: int) -> _Draft:
    things = instance.things
    choice, changes = (TEMPORARY, 1) if things.must_end[thing] and not things.protected[thing] else (KEEP, 0)
    minutes = float(things.load[thing] + things.open_cost[thing])
    upkeep = float(things.upkeep[thing])
    return _Draft((thing,), things.people.row(thing), minutes, upkeep, 0, choice, thing, changes)


def _slow_enough(instance: Instance) -> Flags:
    """Things whose duties all have time to wait for the worker's screen."""
    slow = np.ones(len(instance.things), np.bool_)
    hasty = np.flatnonzero(instance.duties.within_hours < instance.weights["screen_hours"])
    for duty in hasty.tolist():
        slow[instance.duties.carriers.row(duty)] = False
    return slow


def _merged(instance: Instance) -> Iterator[_Draft]:
    """Every set of things all of which may become one with each other, up to the most at a time."""
    pairs, things = instance.pairs, instance.things
    copied: dict[tuple[int, int], float] = {}
    embeds: dict[tuple[int, int], bool] = {}
    after: dict[int, set[int]] = {}
    for a, b, of_a, of_b, embed in zip(
        pairs.a.tolist(), pairs.b.tolist(), pairs.copied_a.tolist(), pairs.copied_b.tolist(), pairs.embeds.tolist(),
        strict=True,
    ):  # fmt: skip
        if things.protected[a] or things.protected[b] or things.kind[a] != things.kind[b]:
            continue
        copied[a, b], copied[b, a] = of_a, of_b
        embeds[a, b] = embeds[b, a] = embed
        after.setdefault(a, set()).add(b)
    reach = _restricted_reach(instance)
    most = instance.weights.whole("merge_at_most")
    for first in sorted(after):
        for clique in _cliques((first,), after[first], after, most):
            draft = _joined(instance, clique, copied, embeds)
            if draft is not None and not any(_widens(draft.people, reach.get(one)) for one in clique):
                yield draft


def _cliques(
    grown: tuple[int, ...], common: set[int], after: dict[int, set[int]], most: int
) -> Iterator[tuple[int, ...]]:
    """Sets that hold ``grown`` and later things, every two of them a pair."""
    for later in sorted(common):
        larger = (*grown, later)
        yield larger
        if len(larger) < most:
            yield from _cliques(larger, common & after.get(later, set()), after, most)


def _joined(
    instance: Instance,
    clique: tuple[int, ...],
    copied: dict[tuple[int, int], float],
    embeds: dict[tuple[int, int], bool],
) -> _Draft | None:
    """The set made into the one of its things that comes cheapest; ``None`` where it would not hold everybody."""
    things, weights = instance.things, instance.weights
    people = np.unique(np.concatenate([things.people.row(one) for one in clique]))
    best: tuple[float, int, float, int] | None = None
    for target in clique:
        if len(people) > things.cap[target]:
            continue
        load = things.load[target] + sum(
            (1 - copied[one, target]) * things.load[one] for one in clique if one != target
        )
        minutes = float(load + things.open_cost[target])
        moved = len(people) - len(things.people.row(target))
        cost = len(people) * minutes + float(things.upkeep[target]) + weights["moved"] * moved
        if best is None or (cost, target) < best[:2]:
            best = (cost, target, minutes, moved)
    if best is None:
        return None
    _, target, minutes, moved = best
    choice = EMBED if any(embeds[one, target] for one in clique if one != target) else MERGE
    upkeep = float(things.upkeep[target])
    return _Draft(clique, people.astype(np.int32), minutes, upkeep, moved, choice, target, len(clique) - 1)


def _restricted_reach(instance: Instance) -> dict[int, list[Ints]]:
    """Carriers of restricted duties -> for each such duty everybody it may be known to: who is in a carrier today."""
    duties, people = instance.duties, instance.things.people
    reach: dict[int, list[Ints]] = {}
    for duty in np.flatnonzero(duties.restricted).tolist():
        carriers = duties.carriers.row(duty).tolist()
        if carriers:
            known = np.unique(np.concatenate([people.row(one) for one in carriers]))
            for one in carriers:
                reach.setdefault(one, []).append(known)
    return reach


def _widens(people: Ints, known: list[Ints] | None) -> bool:
    return any(not np.isin(people, one).all() for one in known or ())


def _ragged(rows: list[Ints]) -> Rows:
    start = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=start[1:])
    return Rows(start, np.concatenate(rows).astype(np.int32) if rows else np.zeros(0, np.int32))


def things_of(columns: Columns, chosen: Longs) -> Longs:
    """The column each thing is taken in; ``chosen`` are the columns of a plan."""
    taken = np.full(int(columns.things.item.max(initial=-1)) + 1, -1, np.int64)
    for column in chosen.tolist():
        taken[columns.things.row(column)] = column
    return taken
