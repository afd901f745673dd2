"""Deliveries agree with laying down every single one."""

import numpy as np
import pyarrow as pa
import pytest

from jianfu.plan.instance import rows_of
from jianfu.plan.replay.deliver import MOST_TIMES, arrivals, how_often, posted_once, unreached
from jianfu.plan.replay.must_act import HOUR, MustAct
from jianfu.plan.replay.notices import NEVER, Notices
from jianfu.plan.replay.structure import Structure

GROUPS, PEOPLE, MESSAGES = 6, 9, 40
Made = tuple[Notices, MustAct, list[set[int]], Structure]


def made_up(seed: int) -> Made:
    """Random notices, and a structure that ends and joins groups."""
    rng = np.random.default_rng(seed)
    members = [set(rng.choice(PEOPLE, int(rng.integers(0, 6)), replace=False).tolist()) for _ in range(GROUPS)]
    words = np.sort(rng.integers(0, 10, MESSAGES))
    moment = rng.integers(0, 20, MESSAGES) * HOUR
    place = np.lexsort((moment, words))
    words, moment = words[place], moment[place]
    must = rng.random(MESSAGES) < 0.6
    due = np.where(rng.random(MESSAGES) < 0.7, moment + rng.integers(0, 9, MESSAGES) * HOUR, NEVER)
    none = np.zeros(MESSAGES, np.bool_)
    notices = Notices(
        pa.array([str(one) for one in range(MESSAGES)]), rng.integers(0, GROUPS, MESSAGES).astype(np.int32), moment,
        rng.integers(-1, PEOPLE, MESSAGES).astype(np.int32), np.ones(MESSAGES, np.int64),
        (words // 2).astype(np.int32), words.astype(np.int32), none, none, due,
    )  # fmt: skip
    target = rng.integers(-1, 3, GROUPS)
    after: list[set[int]] = [set() for _ in range(GROUPS)]
    for group, into in enumerate(target.tolist()):
        if into >= 0:
            after[into] |= members[group]
    hours = np.where(rng.random(GROUPS) < 0.3, 4.0, 0.0)
    acts = MustAct(np.where(must, 0, -1).astype(np.int32), due, np.full(MESSAGES, -1, np.int32))
    return notices, acts, members, Structure(target, rows(after), hours, 0)


def rows(members: list[set[int]]):
    pairs = [(group, one) for group, some in enumerate(members) for one in sorted(some)]
    return rows_of([group for group, _ in pairs], [one for _, one in pairs], len(members))


def laid_down(made: Made, words: int) -> tuple[set[int], set[int], bool]:
    """Who misses a wording, who gets it too late, and whether nobody can say: one delivery after another."""
    notices, acts, members, after = made
    due: dict[int, int] = {}
    knows: set[int] = set()
    got: dict[int, list[int]] = {}
    blind = lives = False
    for at in np.flatnonzero(notices.words == words).tolist():
        group, sender, target = int(notices.group[at]), int(notices.sender[at]), int(after.target[notices.group[at]])
        if sender not in due:
            knows.add(sender)
        for one in members[group] - knows - {sender} if acts.must[at] else ():
            due[one] = min(due.get(one, NEVER), int(acts.due[at]))
        blind |= bool(acts.must[at]) and not members[group]
        if target >= 0:
            lives = True
            for one in set(after.people.row(target).tolist()) - {sender}:
                got.setdefault(one, []).append(int(notices.moment[at] + after.hours[target] * HOUR))
    missed = {one for one in due if one not in got}
    late = {one for one in due if one in got and min(got[one]) > due[one]}
    return missed, late, blind and not lives


@pytest.mark.parametrize("seed", range(25))
def test_who_is_missed_and_late_is_who_no_single_delivery_reaches(seed: int) -> None:
    made = made_up(seed)
    notices, acts, members, after = made
    people = rows(members)
    found = arrivals(notices, acts, people, after, PEOPLE)
    ends = np.append(found.first, len(notices))
    for at, first in enumerate(found.first.tolist()):
        missed, late, unread = laid_down(made, int(notices.words[first]))
        assert (found.missed[at], found.late[at], bool(found.unread[at])) == (len(missed), len(late), unread)
        never, after_due = unreached(notices, acts, people, after, (first, int(ends[at + 1])))
        assert (set(never.tolist()), set(after_due.tolist())) == (missed, late)


@pytest.mark.parametrize("seed", range(25))
def test_how_often_a_notice_comes_is_the_most_any_of_the_joined_groups_posted_it(seed: int) -> None:
    notices, _, _, after = made_up(seed)
    target = after.target[notices.group]
    posted = posted_once(notices, target)
    for notice in np.unique(notices.notice).tolist():
        for into in range(GROUPS):
            some = (notices.notice == notice) & (target == into)
            most = max((int((some & (notices.group == group)).sum()) for group in range(GROUPS)), default=0)
            assert int((posted & some).sum()) == most
    assert not posted[target < 0].any()
    found = how_often(notices, np.where(posted, target, -1), after.people, PEOPLE)
    expected = np.zeros(MOST_TIMES, np.int64)
    for notice in np.unique(notices.notice).tolist():
        times = np.zeros(PEOPLE, np.int64)
        for at in np.flatnonzero((notices.notice == notice) & posted).tolist():
            for one in after.people.row(int(target[at])).tolist():
                times[one] += one != notices.sender[at]
        for one in times[times > 0].tolist():
            expected[min(one, MOST_TIMES) - 1] += 1
    assert found.tolist() == expected.tolist()
