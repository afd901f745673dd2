"""Replays the period's messages in a plan's structure and in those of the crude campaigns (推演)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.version import VERSION
from jianfu.measure.suppression import is_small
from jianfu.plan.duty import DutyRow
from jianfu.plan.instance import PROTECTIONS, Floats, Longs
from jianfu.plan.read_groups import GroupFacts
from jianfu.plan.replay.deliver import Arrivals, arrivals, how_often, posted_once, unreached
from jianfu.plan.replay.minutes import CLASSES, Burden, minutes_of, read_burden
from jianfu.plan.replay.must_act import LEDGER, MustAct, find_must_act, hours_of_groups
from jianfu.plan.replay.notices import NEVER, Said, read_said
from jianfu.plan.replay.record import (
    BASES,
    CAMPAIGNS,
    HowOften,
    LostNotice,
    Replayed,
    ReplayRecord,
    Unreached,
)
from jianfu.plan.replay.structure import Structure, campaign, planned
from jianfu.plan.run_folder import AuditedRun
from jianfu.plan.weights import Weights

MOST_LOST = 20
"""So many of the notices that are lost are told."""
LEFT_ALONE = tuple(PROTECTIONS.index(name) for name in ("exempt", "restricted", "seasonal", "citizens"))


@dataclass(frozen=True)
class Heard:
    """Who was in which group, and what was said there; what every structure is replayed with."""

    groups: GroupFacts
    people: tuple[str, ...]
    ledger: Sequence[DutyRow]
    said: Said
    acts: MustAct
    burden: Burden
    weights: Weights

    @property
    def must_act_groups(self) -> Longs:
        """The groups in which something must be acted on, by place."""
        return np.unique(self.said.notices.group[self.acts.must]).astype(np.int64)

    @property
    def hours(self) -> Floats:
        """The least hours such a notice of each group gives; infinite where none sets a time."""
        return hours_of_groups(self.said.notices, self.acts, len(self.groups.ids))

    @cached_property
    def how_often(self) -> Longs:
        """How many times notices come to people as it is."""
        notices = self.said.notices
        return how_often(notices, notices.group.astype(np.int64), self.groups.people, len(self.people))


def hear(
    run: AuditedRun, groups: GroupFacts, people: tuple[str, ...], ledger: Sequence[DutyRow], weights: Weights
) -> Heard:
    """Reads the messages of an audited run; ``ledger``: the duties of the ledger with the groups that carry them."""
    said = read_said(run, groups.ids, people)
    acts = find_must_act(run, groups, ledger, said.notices, weights)
    return Heard(groups, people, ledger, said, acts, read_burden(run, groups, people), weights)


def replay_plan(heard: Heard, proposals: pa.Table, run: AuditedRun) -> ReplayRecord:
    """A plan (columns of ``PROPOSALS``) and the campaigns beside it; refused where somebody is not reached in time."""
    record = ReplayRecord(
        jianfu=VERSION,
        snapshot_id=run.snapshot.snapshot_id,
        as_of=run.as_of,
        status="no_messages",
        first_day=heard.said.first_day,
        last_day=heard.said.last_day,
        messages=heard.said.messages,
        other_messages=heard.said.other_messages,
    )
    if not heard.said.messages:
        return record
    found = replay(heard, planned(heard.groups, proposals, heard.weights["screen_hours"]))
    return replace(
        record,
        status="refused" if found.missed or found.late else "passed",
        plan=found,
        campaigns={name: replay(heard, campaign(name, heard.groups, heard.weights)) for name in CAMPAIGNS},
    )


def replay(heard: Heard, after: Structure) -> Replayed:
    """The period's messages in one structure."""
    notices, groups, count = heard.said.notices, heard.groups, len(heard.people)
    found = arrivals(notices, heard.acts, groups.people, after, count)
    target = after.target[notices.group]
    posted = posted_once(notices, target)
    before, then = heard.how_often, how_often(notices, np.where(posted, target, -1), after.people, count)
    return Replayed(
        must_act=int(found.must.sum()),
        missed=int(found.is_missed.sum()),
        late=int(((found.late > 0) & ~found.is_missed).sum()),
        twice=int(then[1:].sum()),
        twice_before=int(before[1:].sum()),
        how_often=tuple(
            HowOften(times + 1, int(was), int(now)) for times, (was, now) in enumerate(zip(before, then, strict=True))
        ),
        changes=after.changes,
        duties_lost=sum(_is_lost(row, after) for row in heard.ledger),
        protected_ended=int((np.isin(groups.protected, LEFT_ALONE) & (after.target < 0)).sum()),
        restricted_widened=_widened(groups, after),
        minutes=minutes_of(heard.burden, groups, heard.said, posted, after, heard.weights["group_open"]),
        lost=_lost(heard, after, found),
    )


def _is_lost(duty: DutyRow, after: Structure) -> bool:
    """Somebody one of its carriers reaches today is reached by none of them, or not within its hours."""
    carriers = np.asarray(duty.carriers, np.int64)
    targets = np.unique(after.target[carriers])
    in_time = [one for one in targets.tolist() if one >= 0 and after.hours[one] <= max(duty.within_hours, 0.0)]
    reached = [after.people.row(one) for one in in_time]
    return bool(len(np.setdiff1d(duty.needed, np.concatenate(reached) if reached else duty.needed[:0])))


def _widened(groups: GroupFacts, after: Structure) -> int:
    restricted = np.flatnonzero(groups.protected == PROTECTIONS.index("restricted"))
    return sum(
        len(np.setdiff1d(after.people.row(int(after.target[one])), groups.people.row(one))) > 0
        for one in restricted.tolist()
        if after.target[one] >= 0
    )


def _lost(heard: Heard, after: Structure, found: Arrivals) -> tuple[LostNotice, ...]:
    """The first notices that do not reach everybody in time, missed ones first, then by time and id."""
    notices, must, missed = heard.said.notices, heard.acts.must, found.is_missed
    ends = np.append(found.first, len(notices))
    words = np.flatnonzero(missed | (found.late > 0))
    # the message told is the first that must be acted on, not merely the first in these words
    start = np.asarray([ends[one] + np.argmax(must[ends[one] : ends[one + 1]]) for one in words.tolist()], np.int64)
    keys = [
        ("late", pa.array(~missed[words])),
        ("moment", pa.array(notices.moment[start])),
        ("id", notices.message_id.take(pa.array(start))),
    ]
    order = pc.sort_indices(pa.table(dict(keys)), sort_keys=[(name, "ascending") for name, _ in keys])
    told = []
    for at in order[:MOST_LOST].to_pylist():
        one = int(words[at])
        span = (int(ends[one]), int(ends[one + 1]))
        never, late = unreached(notices, heard.acts, heard.groups.people, after, span)
        told.append(_told(heard, int(start[at]), bool(missed[one]), never if missed[one] else late))
    return tuple(told)


def _told(heard: Heard, at: int, missed: bool, people: Longs) -> LostNotice:
    notices, acts, table = heard.said.notices, heard.acts, heard.groups.table
    group = int(notices.group[at])
    row = table.select(["group_id", "name", "purpose"]).slice(group, 1).to_pylist()[0]
    due, duty = int(acts.due[at]), int(acts.duty[at])
    sizes = np.bincount(heard.burden.classes[people], minlength=len(CLASSES))
    return LostNotice(
        message_id=notices.message_id[at].as_py(),
        group_id=row["group_id"],
        group=row["name"] or row["purpose"] or "",
        basis=BASES[acts.basis[at]],
        duty=heard.ledger[duty].name if acts.basis[at] == LEDGER else None,
        sent_at=_moment(int(notices.moment[at])),
        due_at=_moment(due) if due < NEVER else None,
        missed=missed,
        unreached=tuple(
            Unreached(*CLASSES[one], None if is_small(int(sizes[one])) else int(sizes[one]))
            for one in np.flatnonzero(sizes).tolist()
        ),
    )


def _moment(microseconds: int) -> datetime:
    moment: datetime = pa.scalar(microseconds, pa.timestamp("us")).as_py()
    return moment
