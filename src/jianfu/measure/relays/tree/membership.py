"""Who belongs to which groups, as far as copies may have reached them there (群成员)."""

import numpy as np

from jianfu.measure.relays.messages import Longs, Messages, rest
from jianfu.measure.relays.threads import in_threads
from jianfu.measure.relays.tree.cascade import NONE, Copies, Memberships, groups_of
from jianfu.measure.roster import ALWAYS_FROM, ALWAYS_UNTIL, Roster

MESSAGES_AT_ONCE = 1 << 20


def memberships(messages: Messages, copies: Copies, roster: Roster | None) -> Memberships:
    """Who belongs to which groups; without a roster who posts in one, of those that have copies."""
    if roster is not None:
        members = (roster.member_person, roster.member_from, roster.member_until)
        return groups_of(len(roster.people), roster.member_start, members)
    sender, group = messages.postings.sender, messages.postings.group
    people = int(copies.sender.max(initial=NONE)) + 1
    posts = np.zeros(max(1, int(sender.max(initial=NONE)) + 2), np.bool_)
    posts[copies.sender] = True
    posts[NONE] = False

    def work(begin: int) -> Longs:
        who, where = (column[begin : begin + MESSAGES_AT_ONCE] for column in (sender, group))
        chosen = posts[who] & (where >= 0)
        found = where[chosen].astype(np.int64) * max(1, people) + who[chosen]
        rest(messages.postings)
        return _distinct(found)

    found = in_threads(work, range(0, len(sender), MESSAGES_AT_ONCE))
    pairs = _distinct(np.concatenate([np.zeros(0, np.int64), *found]))
    person = (pairs % max(1, people)).astype(np.int32)
    start = np.searchsorted(pairs // max(1, people), np.arange(int(group.max(initial=NONE)) + 2)).astype(np.int64)
    first, until = (np.full(len(person), day, np.int32) for day in (ALWAYS_FROM, ALWAYS_UNTIL))
    return groups_of(people, start, (person, first, until))


def _distinct(values: Longs) -> Longs:
    """Each value once, in order; numpy's own takes three times as long."""
    values = np.sort(values)
    return np.asarray(values[np.append(True, values[1:] != values[:-1])[: len(values)]])
