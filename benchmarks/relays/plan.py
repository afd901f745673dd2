"""Who sends what when, before any text is written: every row of a plan is enough to write its text again."""

from typing import NamedTuple

import numpy as np
from compiled import below, kernel, seed_of, share
from numpy.typing import NDArray

KINDS = ("ack", "chat", "report", "notice", "origin", "whole", "edited", "preface", "shortened", "quoted", "reissued",
         "changed")  # fmt: skip
ACK, CHAT, REPORT, NOTICE, ORIGIN, WHOLE, EDITED, PREFACE, SHORTENED, QUOTED, REISSUED, CHANGED = range(len(KINDS))
SHARES = ((WHOLE, 0.40), (EDITED, 0.28), (PREFACE, 0.09), (SHORTENED, 0.08), (QUOTED, 0.06), (REISSUED, 0.03),
          (CHANGED, 0.06))  # fmt: skip
"""Of all copies."""
RELAYED, ACKS, CHATS, REPORTS = 0.22, 0.33, 0.25, 0.15
"""Of all messages; what remains are notices nobody passes on."""
TWINS = 0.06
"""Notices that have the words of an earlier one and facts of their own."""
TAIL = 1.15
LARGEST = 5_000
DEEPEST = 4
DAYS, DAY = 30, 86_400
HOURS = np.array([1, 0.5, 0.3, 0.3, 0.4, 1, 3, 7, 12, 12, 10, 8, 5, 6, 9, 10, 10, 9, 7, 6, 6, 5, 4, 2])
GROUP_SIZE = 45


class Wanted(NamedTuple):
    messages: int
    seed: int
    copies: int = 0
    """Copies of one notice, besides what the tail gives."""
    one_template: int = 0
    """Reports out of one template."""


class Plan(NamedTuple):
    """Rows in order of time."""

    kind: NDArray[np.int8]
    notice: NDArray[np.int32]
    parent: NDArray[np.int32]
    sent: NDArray[np.int32]
    group: NDArray[np.int32]
    sender: NDArray[np.int32]
    depth: NDArray[np.int8]
    template: NDArray[np.int32]
    """By report row, -1 elsewhere."""
    words_of: NDArray[np.int32]
    """By notice: the notice whose words it has, itself unless it is a twin."""
    seed: int


def make_plan(wanted: Wanted) -> Plan:
    """The same for the same wish, whatever the machine."""
    rng = np.random.default_rng(wanted.seed)
    total = wanted.messages
    sizes = cluster_sizes(rng, wanted)
    relayed = int(sizes.sum())
    reports = max(int(total * REPORTS), wanted.one_template)
    room = total - relayed - reports
    acks, chats = int(room * ACKS / (1 - RELAYED - REPORTS)), int(room * CHATS / (1 - RELAYED - REPORTS))
    singles = room - acks - chats
    notices = max(1, len(sizes) + singles)
    groups = max(20, total // 450)
    words_of, issued = issue_notices(rng, notices)
    kind = np.repeat(np.array([ACK, CHAT, REPORT, NOTICE], np.int8), [acks, chats, reports, singles])
    others = len(kind)
    template = np.full(others, -1, np.int32)
    template[kind == REPORT] = rng.integers(0, max(50, reports // 40), reports)
    template[np.flatnonzero(kind == REPORT)[: wanted.one_template]] = 0
    sent = moments(rng, others)
    sent[kind == NOTICE] = issued[len(sizes) :]
    relays = plan_relays(sizes, issued, groups, relayed, wanted.seed)
    notice = np.full(others, -1, np.int32)
    notice[kind == NOTICE] = len(sizes) + np.arange(singles, dtype=np.int32)
    group = (groups * rng.random(others) ** 1.7).astype(np.int32)
    sender = (group * GROUP_SIZE + rng.integers(0, 2 * GROUP_SIZE, others)).astype(np.int32)
    none = np.full(relayed, -1, np.int32)
    columns = (
        np.concatenate([relays[0], kind]),
        np.concatenate([relays[1], notice]),
        np.concatenate([relays[2], np.full(others, -1, np.int32)]),
        np.concatenate([relays[3], sent]),
        np.concatenate([relays[4], group]),
        np.concatenate([relays[5], sender]),
        np.concatenate([relays[6], np.zeros(others, np.int8)]),
        np.concatenate([none, template]),
    )
    order = np.argsort(columns[3], kind="stable")
    place = np.empty(total, np.int32)
    place[order] = np.arange(total, dtype=np.int32)
    kind, notice, parent, sent, group, sender, depth, template = (column[order] for column in columns)
    parent = np.where(parent >= 0, place[parent], -1).astype(np.int32)
    return Plan(kind, notice, parent, sent, group, sender, depth, template, words_of, wanted.seed)


def cluster_sizes(rng: np.random.Generator, wanted: Wanted) -> NDArray[np.int64]:
    """How often each notice is seen, 2 and more, until the share of relays is reached."""
    aim = int((wanted.messages - wanted.copies - wanted.one_template) * RELAYED)
    largest = max(4, min(LARGEST, aim // 40))
    sizes = np.zeros(0, np.int64)
    while sizes.sum() < aim:
        more = np.minimum((2 * (1 - rng.random(20_000)) ** (-1 / TAIL)).astype(np.int64), largest)
        sizes = np.concatenate([sizes, more])
    sizes = sizes[: np.searchsorted(np.cumsum(sizes), aim)]
    return np.concatenate([[wanted.copies], sizes]) if wanted.copies else sizes


def moments(rng: np.random.Generator, count: int) -> NDArray[np.int32]:
    """Seconds since the month began, more of them in office hours."""
    hours = rng.choice(24, count, p=HOURS / HOURS.sum())
    return (rng.integers(0, DAYS, count) * DAY + hours * 3_600 + rng.integers(0, 3_600, count)).astype(np.int32)


def issue_notices(rng: np.random.Generator, count: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Whose words each notice has, and when it is issued; a twin within a week after the other."""
    itself = np.arange(count, dtype=np.int32)
    is_twin = (rng.random(count) < TWINS) & (itself > 0)
    other = (rng.random(count) * itself).astype(np.int32)
    is_twin &= ~is_twin[other]
    issued = moments(rng, count)
    later = issued[other] + rng.integers(3_600, 7 * DAY, count)
    issued = np.where(is_twin, np.minimum(later, DAYS * DAY), issued).astype(np.int32)
    return np.where(is_twin, other, itself).astype(np.int32), issued


@kernel
def choose_kind(state):
    chance = share(state, 0)
    for kind, part in SHARES:
        chance -= part
        if chance < 0.0:
            return kind
    return WHOLE


@kernel
def plan_relays(sizes, issued, groups, count, seed):
    """Every copy of a notice: from which message, by whom, into which group, how long after."""
    kind, depth = np.empty(count, np.int8), np.zeros(count, np.int8)
    notice, parent, sent = np.empty(count, np.int32), np.full(count, -1, np.int32), np.empty(count, np.int32)
    group, sender = np.empty(count, np.int32), np.empty(count, np.int32)
    state = np.zeros(1, np.uint64)
    state[0] = seed_of(seed, 1, 1)
    row = 0
    for number in range(len(sizes)):
        root = row
        for copy in range(sizes[number]):
            notice[row] = number
            if copy == 0:
                kind[row], sent[row] = ORIGIN, issued[number]
                group[row] = int(groups * share(state, 0) ** 1.7)
                sender[row] = group[row] * GROUP_SIZE + below(state, 0, 2 * GROUP_SIZE)
            else:
                kind[row] = choose_kind(state)
                source = root + int(copy * share(state, 0) ** 2)
                if depth[source] == DEEPEST or kind[row] >= REISSUED:
                    source = root
                parent[row], depth[row] = source, depth[source] + 1
                sent[row] = sent[source] + 30 - int(2_400 * np.log(1 - share(state, 0)))
                sender[row] = group[source] * GROUP_SIZE + below(state, 0, 2 * GROUP_SIZE)
                near = sender[row] // GROUP_SIZE + below(state, 0, 7) - 3
                group[row] = near % groups if share(state, 0) < 0.9 else below(state, 0, groups)
            row += 1
    return kind, notice, parent, sent, group, sender, depth
