"""Which notices must be acted on (必办通知), for whom it is so, and by when.

A message is one that must be acted on where

- it demands something and sets a deadline, or a time in which to answer (``deadline``);
- it demands something, or passes a notice on, in a group that serves a duty of the ledger: the group the ledger names,
  else groups of the issuer or unit whose purpose is that of the duty. It must arrive within the duty's hours
  (``ledger``);
- it demands something, or passes a notice on, in a group that is restricted, or exempt on that day for security or
  emergency work (``protected``).

Entries of a round that runs already (接龙) demand nothing new. What was said in a temporary group whose task ended
before the day of the audit and that has fallen quiet since is over, unless its deadline is still to come. A notice
must reach everybody who is in the group, whoever wrote it left out. Copies in the same words are one notice: whoever
gets one of them has it, and must have it by the earliest time any of them sets.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import DAY_MICROSECONDS, day_number
from jianfu.plan.duty import DutyRow
from jianfu.plan.instance import Flags, Floats, Ints, Longs
from jianfu.plan.read_groups import GroupFacts
from jianfu.plan.replay.notices import NEVER, Notices
from jianfu.plan.replay.record import BASES
from jianfu.plan.run_folder import AuditedRun
from jianfu.plan.weights import Weights

HOUR = 3_600_000_000
NO_BASIS = -1
DEADLINE, LEDGER, PROTECTED = range(len(BASES))


@dataclass(frozen=True)
class MustAct:
    """One entry a message of ``Notices``."""

    basis: Ints
    """Place in ``BASES``, -1 where nobody must act on it."""
    due: Longs
    """By when it must have arrived; ``NEVER`` where any time will do."""
    duty: Ints
    """The duty of the ledger it serves, by place; -1 for none."""

    @property
    def must(self) -> Flags:
        """Which messages must be acted on."""
        return np.asarray(self.basis != NO_BASIS)


def find_must_act(
    run: AuditedRun, groups: GroupFacts, ledger: Sequence[DutyRow], notices: Notices, weights: Weights
) -> MustAct:
    """Judges every message."""
    basis = np.full(len(notices), NO_BASIS, np.int32)
    basis[notices.order & (notices.due < NEVER)] = DEADLINE
    told = notices.order | notices.passed_on
    basis[told & _guarded(run, groups, notices)] = PROTECTED
    duty, hours = _duties_of_groups(ledger, len(groups.ids))
    serves = told & (duty[notices.group] >= 0)
    basis[serves] = LEDGER
    within = notices.moment + (np.where(serves, hours[notices.group], 0.0) * HOUR).astype(np.int64)
    due = np.where(serves, np.minimum(notices.due, within), notices.due)
    end = (day_number(run.as_of) + 1) * DAY_MICROSECONDS
    basis[_over(run, groups, weights)[notices.group] & ((due == NEVER) | (due < end))] = NO_BASIS
    return MustAct(basis, due, np.where(basis == LEDGER, duty[notices.group], -1).astype(np.int32))


def hours_of_groups(notices: Notices, acts: MustAct, groups: int) -> Floats:
    """The least hours a notice of each group that must be acted on gives; infinite where none sets a time."""
    hours = np.full(groups, np.inf)
    timed = acts.must & (acts.due < NEVER)
    np.minimum.at(hours, notices.group[timed], (acts.due[timed] - notices.moment[timed]) / HOUR)
    return hours


def _duties_of_groups(ledger: Sequence[DutyRow], groups: int) -> tuple[Longs, Floats]:
    """The most urgent duty each group serves, the first of several, and its hours."""
    duty, hours = np.full(groups, -1, np.int64), np.full(groups, np.inf)
    for at, row in enumerate(ledger):
        for group in row.serving:
            if row.within_hours < hours[group]:
                duty[group], hours[group] = at, row.within_hours
    return duty, hours


def _guarded(run: AuditedRun, groups: GroupFacts, notices: Notices) -> Flags:
    """Messages of restricted groups, and of groups that were exempt on the day, themselves or through their unit."""
    restricted = np.asarray(pc.fill_null(groups.table["restricted"], False).to_numpy(zero_copy_only=False), np.bool_)
    found = restricted[notices.group]
    day = notices.moment // DAY_MICROSECONDS
    order = np.argsort(notices.group, kind="stable")
    start = np.searchsorted(notices.group[order], np.arange(len(groups.ids) + 1))
    named: dict[tuple[str, str | None], list[int]] = {}
    for at, (one, unit) in enumerate(zip(groups.ids, groups.table["unit_id"].to_pylist(), strict=True)):
        named.setdefault(("group", one), []).append(at)
        named.setdefault(("unit", unit), []).append(at)
    for row in run.snapshot.read("exemption").to_pylist():
        if not row["approved"] or row["until_on"] is None:
            continue
        first = day_number(row["from_on"]) if row["from_on"] is not None else day.min(initial=0)
        for group in named.get((row["subject_kind"], row["subject_id"]), ()):
            some = order[start[group] : start[group + 1]]
            found[some] |= (day[some] >= first) & (day[some] <= day_number(row["until_on"]))
    return found


def _over(run: AuditedRun, groups: GroupFacts, weights: Weights) -> Flags:
    """Temporary groups whose task ended before the day and that have been quiet since."""
    ended = pc.and_(
        pc.equal(groups.table["type"], "temporary"), pc.less(groups.table["task_end_on"], pa.scalar(run.as_of))
    )
    over = np.asarray(pc.fill_null(ended, False).to_numpy(zero_copy_only=False), np.bool_)
    return np.asarray(over & (groups.idle_days >= weights.whole("quiet_days")))
