"""Two audits -> one verification (前后对比): the same measures of comparable periods, proposals, rebound, verdict."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from jianfu.base.version import VERSION
from jianfu.measure.suppression import hidden_parts, is_small
from jianfu.plan.folder import Plan
from jianfu.plan.run_folder import AuditedRun
from jianfu.plan.weights import Weights, default_weights
from jianfu.report.figures.bearers import people_of, rows_by_level, weighted_mean
from jianfu.verify.account import CASES, Account, Thing
from jianfu.verify.judge import Measured, compare
from jianfu.verify.limits import verify_limits
from jianfu.verify.model import Amount, Change, Figure, Reason, Rebound, Verification
from jianfu.verify.periods import period_of, why_not, why_not_these
from jianfu.verify.proposals import changed, check_proposals, ended, touched
from jianfu.verify.rebound import find_rebound, sorted_rebound


def verify(before: AuditedRun, after: AuditedRun, plan: Plan | None = None) -> Verification:
    """What changed from one audit to the other; with a plan also what became of each of its proposals.

    Raises ``UserProblem`` where a snapshot is gone or a measure was made by another version.
    """
    limits, weights = verify_limits(), _weights(plan)
    books = Account(before, weights), Account(after, weights)
    periods = period_of(before), period_of(after)
    reasons = [*why_not(*periods, limits), *why_not_these(before, after, limits)]
    rows = changed(plan) if plan else []
    # an end date alone saves nothing
    saving = [row for row in rows if row["choice"] != "temporary"]
    drift = _drift(books, touched(saving))
    if drift is not None and round(abs(drift), 10) > limits["background"]:
        reasons.append(Reason("background", {"percent": round(100 * drift)}))
    found, silent, back = find_rebound(*books, ended(rows), limits)
    figures = [] if reasons else _figures(books, limits)
    if saving and not reasons:
        figures.append(_touched(books, (touched(saving), back), limits, drift or 0.0))
    rebound = sorted_rebound(found)
    return Verification(
        jianfu=VERSION,
        before=before.snapshot.snapshot_id,
        after=after.snapshot.snapshot_id,
        plan=plan is not None,
        verdict="cannot_tell" if reasons else verdict(figures, rebound),
        reasons=tuple(reasons),
        periods=tuple(period for period in periods if period is not None),
        background=None if drift is None else round(drift, 6),
        figures=tuple(figures),
        proposals=check_proposals(rows, books, limits, drift or 0.0, comparable=not reasons),
        rebound=rebound,
        silent=tuple(silent),
        limits=dict(limits),
    )


def _weights(plan: Plan | None) -> Weights:
    """What openings and upkeep cost: as the plan counted, else the default."""
    settings = dict(default_weights().settings)
    for name, value in (plan.record.weights if plan else {}).items():
        if name in settings:
            settings[name] = msgspec.structs.replace(settings[name], value=value)
    return Weights(settings)


def verdict(figures: Sequence[Figure], rebound: Sequence[Rebound]) -> str:
    """The one word: of what the plan touched where there is a plan, unless everybody together is worse off.

    An improvement that came back another way is one only as far as minutes are known: more calls leave it open.
    """
    outcome = {figure.name: figure.outcome for figure in figures}
    everybody = outcome.get("everybody", "cannot_tell")
    found = outcome.get("touched", everybody)
    if everybody == "worse":
        return "worse"
    if found == "improved" and any(one.code == "calls" for one in rebound):
        return "cannot_tell"
    return found


def _drift(books: tuple[Account, Account], left_out: set[Thing]) -> float | None:
    """By how much the load of groups the plan left alone changed, as a share; of groups both audits know."""
    groups = [
        {thing for thing in book.rows if thing[0] == "group" and thing not in left_out and book.in_use(thing)}
        for book in books
    ]
    if not left_out:
        return None
    both = groups[0] & groups[1]
    before, after = (book.measured(both).load.middle for book in books)
    return after / before - 1 if before else None


def _touched(
    books: tuple[Account, Account], things: tuple[set[Thing], set[Thing]], limits: Mapping[str, float], drift: float
) -> Figure:
    """What the plan touched, and afterwards also what came back in its place."""
    concerned, back = things
    change = compare(books[0].measured(concerned), books[1].measured(concerned | back), limits, drift)
    few = any(is_small(book.reached(concerned)) for book in books)
    return Figure("touched", None, None if few else change, change.outcome)


def _figures(books: tuple[Account, Account], limits: Mapping[str, float]) -> list[Figure]:
    """Everybody, the most burdened tenth, each level: minutes of one person and working day."""
    groups = [[thing for thing in book.rows if thing[0] == "group"] for book in books]
    errors = [book.measured(some).error for book, some in zip(books, groups, strict=True)]
    people = [book.run.measure("burden_person").num_rows for book in books]
    measured = [_each(book, some, error) for book, some, error in zip(books, groups, errors, strict=True)]
    figures = []
    for name, at in (("everybody", 0), ("worst-tenth", 1)):
        few = any(is_small(count if at == 0 else -(-count // 10)) for count in people)
        change = None if few or not all(people) else compare(measured[0][at], measured[1][at], limits)
        figures.append(_figure(name, people[1], change))
    levels = [rows_by_level(book.run.measure("burden_bearer")) for book in books]
    both = [level for level in levels[0] if level in levels[1]]
    hidden = frozenset().union(
        *(hidden_parts({level: people_of(rows) for level, rows in side.items()}) for side in levels)
    )
    for level in both:
        sides = [
            Measured(Amount(*(weighted_mean(side[level], f"mean_{case}") for case in CASES)), 0.0, error)
            for side, error in zip(levels, errors, strict=True)
        ]
        change = None if level in hidden else compare(sides[0], sides[1], limits)
        figures.append(_figure(f"level-{level}", None if level in hidden else people_of(levels[1][level]), change))
    return figures


def _figure(name: str, people: int | None, change: Change | None) -> Figure:
    return Figure(name, people, change, change.outcome if change else "cannot_tell")


def _each(book: Account, groups: Sequence[Thing], error: float) -> tuple[Measured, Measured]:
    """Minutes of one person: of everybody, with openings and upkeep shared out, and of the most burdened tenth."""
    rows = book.run.measure("burden_person")
    count = max(rows.num_rows, 1)
    minutes = np.stack([rows[f"minutes_{case}"].to_numpy() for case in CASES])
    heaviest = np.argsort(-minutes[1], kind="stable")[: -(-count // 10)]
    fixed = book.measured(groups).fixed / count
    everybody = Amount(*(minutes.sum(axis=1) / count).tolist())
    worst = Amount(*minutes[:, heaviest].mean(axis=1).tolist()) if len(heaviest) else Amount(0.0, 0.0, 0.0)
    return Measured(everybody, fixed, error), Measured(worst, 0.0, error)
