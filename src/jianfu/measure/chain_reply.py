"""Chain replies, votes, forms and check-ins run in a group (接龙、投票、填表、打卡): one row per round."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.chunk import CHECK_IN, Chunk
from jianfu.measure.windows import Windows
from jianfu.tables.column import Table, flag, integer, moment, text

ROUND_KINDS = ("chain_reply", "vote", "form", "check_in")

TABLE = Table(
    name="chain_reply",
    zh="接龙打卡",
    en="Chain reply round",
    key=("message_id",),
    columns=(
        text("message_id", "起始消息编号", "First message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "发起单位编号", "Starter's unit id"),
        moment("started_at", "开始时间", "Started at"),
        text("kind", "类型", "Kind", values=ROUND_KINDS),
        flag(
            "demanded",
            "是否强制",
            "Demanded",
            note=("发起人或紧接其前的通知要求人人参加", "the starter or a notice just before says all must"),
        ),
        integer("participant_count", "参与人数", "Participants", unit="person"),
        flag("exempt", "是否豁免", "Exempt"),
    ),
)

OPEN_ROUNDS = 8
"""So many rounds of one group may run side by side; the one longest without an entry makes room."""
KINDS = len(ROUND_KINDS)


class Rounds(NamedTuple):
    """Per message."""

    first: npt.NDArray[np.int64]
    """The first message of the round it belongs to, else -1."""
    demander: npt.NDArray[np.int64]
    """On first messages: the message that demands the round, -1 where it is not demanded."""


class _Open(NamedTuple):
    """The rounds running in a group."""

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]


def find_rounds(chunk: Chunk, windows: Windows) -> Rounds:
    """Chain replies, votes, forms and check-ins as rounds.

    An entry goes on with a running round of its kind and list (the same first lines, where there is text) unless
    more than ``windows.round`` has passed since that round's last entry. A demanded check-in begins a new round.
    """
    count = len(chunk.moment)
    rounds = Rounds(np.full(count, -1, np.int64), np.full(count, -1, np.int64))
    running = _Open(*(np.empty(OPEN_ROUNDS, np.int64) for _ in _Open._fields))
    _find_rounds(chunk, windows, rounds, running, np.empty(KINDS + 1, np.int64))
    return rounds


@kernel
def _find_rounds(
    chunk: Chunk, windows: Windows, rounds: Rounds, running: _Open, demands: npt.NDArray[np.int64]
) -> None:
    """``demands``: room for the last demand of each kind."""
    for group in range(len(chunk.group)):
        for place in range(OPEN_ROUNDS):
            running.first[place] = running.last[place] = -1
        for kind in range(KINDS + 1):
            demands[kind] = -1
        for at in range(chunk.starts[group], chunk.starts[group + 1]):
            kind = chunk.round_kind[at]
            if kind > 0:
                place = _running(chunk, at, running, windows.round)
                if place < 0:
                    place = _oldest(running)
                    running.first[place] = at
                    rounds.demander[at] = _demander(chunk, at, demands[kind], windows.demand)
                running.last[place] = at
                rounds.first[at] = running.first[place]
            else:
                for demanded in range(1, KINDS + 1):
                    if chunk.demands_round[at] >> demanded & 1:
                        demands[demanded] = at


@inlined
def _running(chunk: Chunk, at: int, running: _Open, longest: int) -> int:
    """The running round this entry goes on with: the one with the latest entry, else -1."""
    kind = chunk.round_kind[at]
    best = -1
    if kind == CHECK_IN and chunk.demands_round[at] >> kind & 1:
        return best
    for place in range(OPEN_ROUNDS):
        first, last = running.first[place], running.last[place]
        if first < 0 or chunk.round_kind[first] != kind or chunk.moment[at] - chunk.moment[last] > longest:
            continue
        told = chunk.head_hash[at] != 0 and chunk.head_hash[first] != 0
        if kind != CHECK_IN and told and chunk.head_hash[at] != chunk.head_hash[first]:
            continue
        if best < 0 or last > running.last[best]:
            best = place
    return best


@inlined
def _oldest(running: _Open) -> int:
    """The round whose last entry is the longest ago."""
    oldest = 0
    for place in range(1, OPEN_ROUNDS):
        if running.last[place] < running.last[oldest]:
            oldest = place
    return oldest


@inlined
def _demander(chunk: Chunk, at: int, demand: int, longest: int) -> int:
    """The message that demands the round beginning here: itself, or a demand not longer ago, else -1."""
    if chunk.voluntary[at]:
        return -1
    if chunk.demands_round[at] != 0 or chunk.insists[at]:
        return at
    if demand >= 0 and chunk.moment[at] - chunk.moment[demand] <= longest:
        return demand
    return -1


def count_participants(chunk: Chunk, rounds: Rounds) -> npt.NDArray[np.int64]:
    """On first messages: how many different people took part; one who only calls for check-ins does not."""
    at = np.flatnonzero(rounds.first >= 0)
    calls = (rounds.first[at] == at) & (chunk.round_kind[at] == CHECK_IN)
    calls &= chunk.demands_round[at] >> CHECK_IN & 1 != 0
    at = at[~calls & (chunk.sender[at] >= 0)]
    people = int(chunk.sender.max(initial=0)) + 1
    distinct = np.unique(rounds.first[at] * people + chunk.sender[at])
    return np.bincount(distinct // people, minlength=len(chunk.moment))
