"""From texts to messages (传播树): which message each copy was made from, as far as its sender can have received it."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.compiled import lean_kernel
from jianfu.measure.inputs import DAY_MICROSECONDS
from jianfu.measure.relays.judgement import recurs
from jianfu.measure.relays.view import View

NONE = -1
NEVER = 2**63 - 1
LOOK_BACK = 16
"""Messages of one group, or of one sender, looked at for each copy, the last ones first."""
LONGEST_LINE = 64
"""Texts a text is traced back through where nothing its sender received is at hand."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Copies(NamedTuple):
    """Messages of clusters, by cluster, then in order of time; one entry a message."""

    row: Longs
    text: Ints
    cluster: Longs
    """Ascending."""
    moment: Longs
    gone: Longs
    """When it was taken back."""
    sender: Ints
    group: Ints
    marks: npt.NDArray[np.uint16]


class Memberships(NamedTuple):
    """The groups of each person."""

    start: Longs
    """Those of person p stand from ``start[p]`` to ``start[p + 1]``."""
    group: Ints
    first: Ints
    """The first day read, as days from 1970-01-01."""
    until: Ints
    """The first day no longer."""


class Links(NamedTuple):
    """Where each copy came from: places among the copies, ``NONE`` for the first of a cluster."""

    parent: Longs
    heard: Longs
    """The last copy its sender received, of whatever text; a parent where texts bear it out."""


class Last(NamedTuple):
    """The last message of each group, text and sender, and of each message the one before it there."""

    of_group: Longs
    of_text: Longs
    of_sender: Longs
    before_in_group: Longs
    before_of_sender: Longs


def new_last(copies: Copies, joined: Memberships, texts: int) -> Last:
    """Nothing posted yet."""
    groups = 1 + max(int(copies.group.max(initial=NONE)), int(joined.group.max(initial=NONE)))
    senders = 1 + int(copies.sender.max(initial=NONE))
    return Last(*(np.full(size, NONE, np.int64) for size in (groups, texts, senders, len(copies.row), len(copies.row))))


def groups_of(people: int, member_start: Longs, members: tuple[Ints, Ints, Ints]) -> Memberships:
    """The groups of each person out of the members of each group (person, first day, first day no longer)."""
    count = len(members[0])
    found = Memberships(np.zeros(people + 1, np.int64), *(np.zeros(count, np.int32) for _ in range(3)))
    _invert(member_start, members, found)
    return found


@lean_kernel
def _invert(member_start: Longs, members: tuple[Ints, Ints, Ints], joined: Memberships) -> None:
    """Members of groups turned to groups of members; ``members``: person, first day, first day no longer."""
    person, first, until = members
    for place in range(len(person)):
        joined.start[person[place] + 1] += 1
    for at in range(1, len(joined.start)):
        joined.start[at] += joined.start[at - 1]
    for group in range(len(member_start) - 1):
        for place in range(member_start[group], member_start[group + 1]):
            at = joined.start[person[place]]
            joined.group[at] = group
            joined.first[at] = first[place]
            joined.until[at] = until[place]
            joined.start[person[place]] += 1
    for at in range(len(joined.start) - 1, 0, -1):
        joined.start[at] = joined.start[at - 1]
    joined.start[0] = 0


def first_of(cluster: Longs) -> Longs:
    """Of each copy the place of the first of its cluster."""
    begins = np.flatnonzero(np.append(True, cluster[1:] != cluster[:-1])[: len(cluster)])
    return begins[cluster] if len(cluster) else begins


@lean_kernel
def split(copies: Copies, view: View, number: Longs, room: tuple[Longs, Longs]) -> int:
    """Numbers the clusters anew, and returns how many there are.

    A cluster ends where a text that tells its day by the sending (明天, 周五) comes again days later: the same words
    about another day are another notice. ``room``: of a text, -1 and 0 at first.
    """
    issue, begun = room
    count = 0
    for at in range(len(copies.row)):
        text, moment = copies.text[at], copies.moment[at]
        if at == 0 or copies.cluster[at] != copies.cluster[at - 1]:
            count += 1
        elif issue[text] == count - 1:
            delay = (moment - begun[text]) // 60_000_000
            if recurs(view.facts, view.fact_starts[text], view.fact_starts[text + 1], delay):
                count += 1
        if issue[text] != count - 1:
            issue[text] = count - 1
            begun[text] = moment
        number[at] = count - 1
    return count


@lean_kernel
def link(copies: Copies, forest: Ints, joined: Memberships, last: Last, links: Links) -> None:
    """Finds where each copy came from; ``forest``: the text each text was made from; ``last``: all ``NONE``.

    Who sends the same words again passes on what he passed on before. Else it is the last message his groups showed
    him with the same text, else with the text its own was made from; nothing he can have received leaves the last
    message with these texts, and at the end the first of the cluster.
    """
    begin = 0
    for at in range(len(copies.row)):
        if at and copies.cluster[at] != copies.cluster[at - 1]:
            begin = at
        if at > begin:
            links.parent[at] = _own(at, begin, copies.text[at], copies, (last, links))
            wanted = copies.text[at], forest[copies.text[at]]
            place = 0
            while links.parent[at] == NONE and place < 2:
                if place:
                    links.parent[at] = _own(at, begin, wanted[place], copies, (last, links))
                if links.parent[at] == NONE:
                    links.parent[at] = _received(at, begin, wanted[place], copies, (joined, last))
                place += 1
            if links.parent[at] == NONE:
                links.heard[at] = _received(at, begin, NONE, copies, (joined, last))
                links.parent[at] = _by_text(at, begin, copies, forest, last)
        _post(at, copies, last)


@lean_kernel
def _post(at: int, copies: Copies, last: Last) -> None:
    group, sender = copies.group[at], copies.sender[at]
    last.of_text[copies.text[at]] = at
    if group >= 0:
        last.before_in_group[at] = last.of_group[group]
        last.of_group[group] = at
    if sender >= 0:
        last.before_of_sender[at] = last.of_sender[sender]
        last.of_sender[sender] = at


@lean_kernel
def _own(at: int, begin: int, text: int, copies: Copies, found: tuple[Last, Links]) -> Any:
    """Where the sender's own earlier message with this text came from; that message itself where it is the first."""
    last, links = found
    sender = copies.sender[at]
    parent = np.int64(NONE)
    if sender >= 0 and text >= 0:
        other = last.of_sender[sender]
        for _ in range(LOOK_BACK):
            if other < begin:
                break
            if copies.text[other] == text:
                same = text == copies.text[at] and links.parent[other] != NONE
                parent = links.parent[other] if same else other
                break
            other = last.before_of_sender[other]
    return parent


@lean_kernel
def _received(at: int, begin: int, text: int, copies: Copies, seen: tuple[Memberships, Last]) -> Any:
    """The last message of another with this text (``NONE``: any) in a group the sender then belonged to."""
    joined, last = seen
    sender = copies.sender[at]
    best = np.int64(NONE)
    if sender < 0 or sender + 1 >= len(joined.start):
        return best
    for place in range(joined.start[sender], joined.start[sender + 1]):
        other = last.of_group[joined.group[place]]
        for _ in range(LOOK_BACK):
            if other < begin or other <= best:
                break
            day = copies.moment[other] // DAY_MICROSECONDS
            fits = text == NONE or copies.text[other] == text
            fits = fits and joined.first[place] <= day < joined.until[place]
            if fits and copies.sender[other] != sender and copies.gone[other] > copies.moment[at]:
                best = other
                break
            other = last.before_in_group[other]
    return best


@lean_kernel
def _by_text(at: int, begin: int, copies: Copies, forest: Ints, last: Last) -> Any:
    """The last message with the same text, or with one its text goes back to; else the first of the cluster."""
    text = copies.text[at]
    for _ in range(LONGEST_LINE):
        if text < 0:
            break
        if last.of_text[text] >= begin:
            return last.of_text[text]
        text = forest[text]
    return np.int64(begin)


@lean_kernel
def find_levels(copies: Copies, parent: Longs, level: Ints) -> None:
    """How many hands each copy went through; who posts in several groups is one hand."""
    for at in range(len(parent)):
        above = parent[at]
        level[at] = 0
        if above != NONE:
            same = copies.sender[at] >= 0 and copies.sender[at] == copies.sender[above]
            level[at] = level[above] + (0 if same else 1)
