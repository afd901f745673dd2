"""From texts to messages (传播树): which message each copy was made from, as far as its sender can have received it."""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.inputs import DAY_MICROSECONDS
from jianfu.measure.relays.find.judgement import recurs
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.text.wrapping import REPLY_REQUEST
from jianfu.measure.relays.threads import THREADS, each

NONE = -1
NEVER = 2**63 - 1
LOOK_BACK = 16
"""Messages of one group, or of one sender, looked at for each copy, the last ones first."""
OFFERS = 6
"""Messages a copy may have come from: one with its text, one with the text that was made from, the last ones with other
texts, and one by the text alone."""
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
    """Where each copy may have come from: places among the copies, ``NONE`` for none."""

    same: Longs
    """The sender's own earlier message with this text: it came from where that came from."""
    offers: Ints
    """(copies, ``OFFERS``): messages its sender had, then, last, the one its text goes back to."""


class Last(NamedTuple):
    """The last message of each group, text and sender, and of each message the one before it there."""

    of_group: Ints
    of_text: Ints
    of_sender: Ints
    before_in_group: Ints
    before_of_sender: Ints


def only(copies: Copies, places: Longs) -> Copies:
    """The copies at these places, column by column where all of them stand now: there may be no room for both."""
    for column in copies:
        column[: len(places)] = column[places]
    return Copies(*(column[: len(places)] for column in copies))  # type: ignore[arg-type]


def link_all(copies: Copies, forest: Ints, joined: Memberships) -> Links:
    """Where each copy came from; ``forest``: the text each text was made from."""
    count = len(copies.row)
    groups = 1 + max(int(copies.group.max(initial=NONE)), int(joined.group.max(initial=NONE)))
    sizes = groups, len(forest), 1 + int(copies.sender.max(initial=NONE))
    links = Links(np.full(count, NONE, np.int64), np.full((count, OFFERS), NONE, np.int32))
    before = [np.full(count, NONE, np.int32) for _ in range(2)]
    halves = [at * count // THREADS for at in range(1, THREADS)] if count else []
    cuts = (int(np.searchsorted(copies.cluster, copies.cluster[at])) for at in halves)

    def work(span: tuple[int, int]) -> None:
        link(copies, span, forest, joined, Last(*(np.full(size, NONE, np.int32) for size in sizes), *before), links)

    each(work, pairwise([0, *cuts, count]))
    return links


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
def link(copies: Copies, span: tuple[int, int], forest: Ints, joined: Memberships, last: Last, links: Links) -> None:
    """Finds where the copies of whole clusters, from ``span[0]`` to ``span[1]``, may have come from.

    ``forest``: the text each text was made from; ``last``: all ``NONE``.
    Who sends the same words again passes on what he passed on before. Else it may be the last message his groups showed
    him with the same text, or with the text its own was made from; the last ones with other texts; and, whether he had
    it or not, the last message with these texts, or the first of the cluster. Nothing leaves less to him than his very
    words, and no more asked of anybody: the others are not compared then.
    """
    begin = span[0]
    for at in range(span[0], span[1]):
        if at > begin and copies.cluster[at] != copies.cluster[at - 1]:
            begin = at
        if at > begin:
            links.same[at] = _own(at, begin, copies, last)
            if links.same[at] == NONE:
                wanted = copies.text[at], forest[copies.text[at]]
                _hear(at, begin, wanted, copies, (joined, last, links.offers[at]))
                heard = links.offers[at, 0]
                if heard == NONE or copies.marks[at] & ~copies.marks[heard] & REPLY_REQUEST:
                    links.offers[at, OFFERS - 1] = _by_text(at, begin, copies, forest, last)
                else:
                    links.offers[at, 1:] = NONE
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
def _own(at: int, begin: int, copies: Copies, last: Last) -> Any:
    """The sender's own last message with this text."""
    found = np.int64(NONE)
    if copies.sender[at] >= 0:
        other = last.of_sender[copies.sender[at]]
        for _ in range(LOOK_BACK):
            if other < begin:
                break
            if copies.text[other] == copies.text[at]:
                found = other
                break
            other = last.before_of_sender[other]
    return found


@lean_kernel
def _hear(at: int, begin: int, wanted: tuple[int, int], copies: Copies, seen: tuple[Memberships, Last, Ints]) -> None:
    """Writes what the sender's groups showed him: the last message with his text, with ``wanted[1]``, with others.

    Of messages with his text those that ask for an answer come first where his does. His own messages count where
    they have the text his was made from.
    """
    joined, last, offers = seen
    sender = copies.sender[at]
    if sender < 0 or sender + 1 >= len(joined.start):
        return
    for place in range(joined.start[sender], joined.start[sender + 1]):
        other = last.of_group[joined.group[place]]
        for _ in range(LOOK_BACK):
            if other < begin:
                break
            day = copies.moment[other] // DAY_MICROSECONDS
            had = joined.first[place] <= day < joined.until[place] and copies.gone[other] > copies.moment[at]
            if had and copies.text[other] == wanted[0]:
                if offers[0] == NONE or _nearer(copies, at, other, offers[0]):
                    offers[0] = other
            elif had and copies.text[other] == wanted[1]:
                offers[1] = max(offers[1], other)
            elif had and copies.sender[other] != sender:
                _keep_last(offers, copies.text, other)
            other = last.before_in_group[other]


@lean_kernel
def _nearer(copies: Copies, at: int, other: Any, held: Any) -> Any:
    """Whether a message with the text of a copy is likelier its source than the one held."""
    lacking = copies.marks[at] & ~copies.marks[other] & REPLY_REQUEST
    held_lacking = copies.marks[at] & ~copies.marks[held] & REPLY_REQUEST
    return lacking < held_lacking or (lacking == held_lacking and other > held)


@lean_kernel
def _keep_last(offers: Ints, text: Ints, other: Any) -> None:
    """Keeps the last message of each of the last other texts, the later ones first, in whatever order they come."""
    fresh = text[other]
    for place in range(2, OFFERS - 1):
        held = offers[place]
        if held >= other:
            if text[held] == fresh:
                return
            continue
        offers[place] = other
        if held == NONE or text[held] == fresh:
            return
        other = np.int64(held)


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
