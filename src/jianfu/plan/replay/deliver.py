"""Delivers notices in a structure (推演送达): who is missed, who is late, to whom the same notice comes how often.

Deliveries are never laid down: each notice is walked through the members of the groups it arrives in.
Copies of a notice that arrive in one group because their groups became one are posted there once: of each of these
groups the n-th copy is the n-th of the new one, and comes when the first of them came.
"""

from typing import NamedTuple

import numpy as np

from jianfu.base.compiled import kernel
from jianfu.plan.instance import Flags, Ints, Longs, Rows
from jianfu.plan.replay.must_act import HOUR, MustAct
from jianfu.plan.replay.notices import NEVER, Notices
from jianfu.plan.replay.structure import Structure

MOST_TIMES = 5
"""Who gets a notice so often or more is counted together."""


class Arrivals(NamedTuple):
    """Of each wording of a notice, by the place of its first message."""

    first: Longs
    must: Flags
    """Somebody must be reached by it."""
    missed: Longs
    """People whom it reaches no more."""
    late: Longs
    """People whom it reaches too late."""
    unread: Flags
    """It was said in a group whose members nobody knows, and no copy arrives anywhere."""

    @property
    def is_missed(self) -> Flags:
        """Somebody is not reached."""
        return np.asarray((self.missed > 0) | self.unread)


class _Desk(NamedTuple):
    """One entry a person; what was written for an earlier notice does not count."""

    needed: Longs
    due: Longs
    knows: Longs
    reached: Longs
    arrival: Longs


def arrivals(notices: Notices, acts: MustAct, people: Rows, after: Structure, count: int) -> Arrivals:
    """Whom each notice reaches of those it must; ``people``: who is in which group as it is, ``count`` of all."""
    first = _first_of_each(notices.words)
    arrives = notices.moment + _delay(notices, after)
    must, missed, late, unread = np.zeros((4, len(first)), np.int64)
    desk = _Desk(*(np.full(count, -1, np.int64) for _ in range(5)))
    rows = (notices.group, notices.sender, acts.must, acts.due, after.target[notices.group], arrives)
    _arrive(np.append(first, len(notices)), rows, people, after.people, desk, (must, missed, late, unread))
    return Arrivals(first, must > 0, missed, late, unread > 0)


def unreached(
    notices: Notices, acts: MustAct, people: Rows, after: Structure, span: tuple[int, int]
) -> tuple[Longs, Longs]:
    """Of the wording that stands in ``span``: the people it misses, and those it reaches too late."""
    due: dict[int, int] = {}
    knows: set[int] = set()
    arrival: dict[int, int] = {}
    delay = _delay(notices, after)
    for at in range(*span):
        sender, group = int(notices.sender[at]), int(notices.group[at])
        target = int(after.target[group])
        if sender not in due:
            knows.add(sender)
        for person in people.row(group).tolist() if acts.must[at] else ():
            if person != sender and person not in knows:
                due[person] = min(due.get(person, NEVER), int(acts.due[at]))
        for person in after.people.row(target).tolist() if target >= 0 else ():
            if person != sender:
                arrival[person] = min(arrival.get(person, NEVER), int(notices.moment[at] + delay[at]))
    missed = [one for one in due if one not in arrival]
    late = [one for one in due if one in arrival and arrival[one] > due[one]]
    return np.asarray(sorted(missed), np.int64), np.asarray(sorted(late), np.int64)


def how_often(notices: Notices, arrives: Longs, people: Rows, count: int) -> Longs:
    """Pairs of person and notice by how many times it comes: once, twice, ... , ``MOST_TIMES`` and more.

    ``arrives``: the group each message is posted in, -1 for none.
    """
    first = np.append(_first_of_each(notices.notice), len(notices))
    times = np.zeros(MOST_TIMES + 1, np.int64)
    _count_times(first, notices.sender, arrives, people, np.zeros(count, np.int64), times)
    return times[1:]


def posted_once(notices: Notices, target: Longs) -> Flags:
    """The messages that are still posted where several groups became one: of each n-th copy there, the first.

    ``target``: where each message arrives.
    """
    place = np.arange(len(notices))
    order = np.lexsort((place, notices.moment, notices.group, notices.notice))
    nth = _number_within(notices.notice[order], notices.group[order])
    copy = np.empty(len(place), np.int64)
    copy[order] = nth
    order = np.lexsort((place, notices.group, notices.moment, copy, target, notices.notice))
    kept = np.ones(len(place), np.bool_)
    same = np.ones(max(len(place) - 1, 0), np.bool_)
    for column in (notices.notice, target, copy):
        same &= column[order][1:] == column[order][:-1]
    kept[order[1:][same]] = False
    return kept & (target >= 0)


def _number_within(*columns: np.ndarray) -> Longs:
    """0, 1, ... within each run of rows that are the same in all columns."""
    count = len(columns[0])
    fresh = np.ones(count, np.bool_)
    for number, column in enumerate(columns):
        differs = column[1:] != column[:-1]
        fresh[1:] = differs if number == 0 else fresh[1:] | differs
    start = np.maximum.accumulate(np.where(fresh, np.arange(count), 0)) if count else np.zeros(0, np.int64)
    return np.asarray(np.arange(count) - start, np.int64)


def _delay(notices: Notices, after: Structure) -> Longs:
    hours = after.hours[np.maximum(after.target[notices.group], 0)]
    return np.asarray(hours * HOUR, np.int64)


def _first_of_each(labels: Ints) -> Longs:
    """Where each run of equal labels begins."""
    return np.flatnonzero(np.append(True, labels[1:] != labels[:-1])[: len(labels)])


@kernel
def _arrive(
    start: Longs,
    rows: tuple[Ints, Ints, Flags, Longs, Longs, Longs],
    people: Rows,
    planned: Rows,
    desk: _Desk,
    found: tuple[Longs, Longs, Longs, Longs],
) -> None:
    """Fills ``found``: must, missed, late, unread, one entry a wording; what each person needs first, then gets."""
    group, sender, must, due, target, arrives = rows
    for words in range(len(start) - 1):
        low, high = start[words], start[words + 1]
        blind = False
        lives = False
        for at in range(low, high):
            lives = lives or target[at] >= 0
            one = sender[at]
            if one >= 0 and desk.needed[one] != words:
                desk.knows[one] = words
            if not must[at]:
                continue
            first, end = people.start[group[at]], people.start[group[at] + 1]
            blind = blind or first == end
            for place in range(first, end):
                person = people.item[place]
                if person == one or desk.knows[person] == words:
                    continue
                if desk.needed[person] != words:
                    desk.needed[person] = words
                    desk.due[person] = due[at]
                    found[0][words] += 1
                elif due[at] < desk.due[person]:
                    desk.due[person] = due[at]
        if blind:
            found[0][words] += 1
            found[3][words] = not lives
        if found[0][words]:
            _reach((low, high), words, (sender, target, arrives), planned, desk)
            _judge((low, high), words, (group, must), people, desk, found)


@kernel
def _reach(span: tuple[int, int], words: int, rows: tuple[Ints, Longs, Longs], planned: Rows, desk: _Desk) -> None:
    """When each person gets the wording first."""
    sender, target, arrives = rows
    for at in range(span[0], span[1]):
        if target[at] < 0:
            continue
        for place in range(planned.start[target[at]], planned.start[target[at] + 1]):
            person = planned.item[place]
            if person == sender[at]:
                continue
            if desk.reached[person] != words or arrives[at] < desk.arrival[person]:
                desk.reached[person] = words
                desk.arrival[person] = arrives[at]


@kernel
def _judge(
    span: tuple[int, int],
    words: int,
    rows: tuple[Ints, Flags],
    people: Rows,
    desk: _Desk,
    found: tuple[Longs, Longs, Longs, Longs],
) -> None:
    """Counts who needs it and does not get it, or too late; everybody once."""
    group, must = rows
    for at in range(span[0], span[1]):
        if not must[at]:
            continue
        for place in range(people.start[group[at]], people.start[group[at] + 1]):
            person = people.item[place]
            if desk.needed[person] != words:
                continue
            desk.needed[person] = -2
            if desk.reached[person] != words:
                found[1][words] += 1
            elif desk.arrival[person] > desk.due[person]:
                found[2][words] += 1


@kernel
def _count_times(start: Longs, sender: Ints, target: Longs, people: Rows, had: Longs, times: Longs) -> None:
    """Adds up in ``times`` how often each notice comes to each person; ``had`` is all zero before and after."""
    most = len(times) - 1
    for notice in range(len(start) - 1):
        for at in range(start[notice], start[notice + 1]):
            if target[at] >= 0:
                for place in range(people.start[target[at]], people.start[target[at] + 1]):
                    had[people.item[place]] += people.item[place] != sender[at]
        for at in range(start[notice], start[notice + 1]):
            if target[at] >= 0:
                for place in range(people.start[target[at]], people.start[target[at] + 1]):
                    person = people.item[place]
                    if had[person]:
                        times[min(had[person], most)] += 1
                        had[person] = 0
