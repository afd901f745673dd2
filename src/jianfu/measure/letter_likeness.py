"""How like two letters are (来信相似): their character bigrams, compared only where something else joins them.

Two letters are compared when they share a key: the same writer, a place both name, or near-equal words. What hangs
together by likeness becomes one group, whatever the order of rows.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.bits import bits_set
from jianfu.measure.disjoint_sets import join, root_of
from jianfu.measure.reply_mirror.clusters import BUCKET_BITS, bucket_of
from jianfu.measure.reply_mirror.reading import BREAK, Ints, Marks, Texts

Weights = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
SHIFT = 21
COMMONEST = (1 << 20) - 1
ROUNDING = 1e-9


class Bags(NamedTuple):
    """The bigrams of each letter without repetition, in order; text ``i`` is ``starts[i]:starts[i + 1]``."""

    starts: Ints
    tokens: Ints


class Keys(NamedTuple):
    """Letters that share something: list ``i`` is ``members[starts[i]:starts[i + 1]]``, ascending."""

    starts: Ints
    members: Ints


def bags_of(texts: Texts, speaks: Marks) -> Bags:
    """The bigrams whose both characters speak and that no end of a sentence parts."""
    starts = np.zeros(len(texts.starts), np.int64)
    tokens = np.empty(len(texts.codes), np.int64)
    _fill(texts, speaks, starts, tokens)
    return Bags(starts, tokens[: starts[-1]].copy())


@kernel
def _fill(texts: Texts, speaks: Marks, starts: Ints, tokens: Ints) -> None:
    write = 0
    for row in range(len(texts.starts) - 1):
        begin = write
        for at in range(texts.starts[row], texts.starts[row + 1] - 1):
            if speaks[at] and speaks[at + 1] and texts.marks[at] & BREAK < BREAK:
                tokens[write] = np.int64(texts.codes[at]) << SHIFT | np.int64(texts.codes[at + 1])
                write += 1
        own = np.sort(tokens[begin:write])
        write = begin
        for at in range(len(own)):
            if at == 0 or own[at] != own[at - 1]:
                tokens[write] = own[at]
                write += 1
        starts[row + 1] = write


def counts_of(bags: Bags) -> npt.NDArray[np.int32]:
    """In how many letters a bigram stands, by bucket."""
    count = np.zeros(1 << BUCKET_BITS, np.int32)
    _count(bags.tokens, count)
    return count


@kernel
def _count(tokens: Ints, count: npt.NDArray[np.int32]) -> None:
    for token in tokens:
        count[bucket_of(token)] += 1


def rarity(bags: Bags) -> Weights:
    """What a bigram weighs, by bucket: log(1 + letters / letters with it)."""
    letters = float(max(len(bags.starts) - 1, 1))
    return np.asarray(np.log1p(letters / np.maximum(counts_of(bags), 1)), np.float32)


def keys_of(rows: Ints, keys: Ints, most: int) -> Keys:
    """The lists of letters with the same key; those of one letter, and those of more than ``most``, are left out."""
    order = np.lexsort((rows, keys))
    rows, keys = rows[order], keys[order]
    first = np.ones(len(rows), bool)
    first[1:] = (rows[1:] != rows[:-1]) | (keys[1:] != keys[:-1])
    rows, keys = rows[first], keys[first]
    _, size = np.unique(keys, return_counts=True)
    kept = (size > 1) & (size <= most)
    starts = np.concatenate([[0], np.cumsum(size[kept])]).astype(np.int64)
    return Keys(starts, rows[np.repeat(kept, size)])


def rare_keys(bags: Bags, least: float) -> Keys:
    """Lists of letters that share one of their rarest bigrams: any two whose Dice coefficient is at least ``least``
    stand in one list (prefix filter: Chaudhuri, Ganti, Kaushik 2006)."""
    # Of n bigrams such a partner has at least this share: it can miss none of the n - share * n + 1 rarest.
    share = least / (2.0 - least)
    rows = np.empty(len(bags.tokens) + len(bags.starts), np.int64)
    tokens = np.empty(len(rows), np.int64)
    size = _rarest(bags, counts_of(bags), share, rows, tokens)
    return keys_of(rows[:size], tokens[:size], len(bags.starts))


@kernel
def _rarest(bags: Bags, count: npt.NDArray[np.int32], share: float, rows: Ints, tokens: Ints) -> int:
    write = 0
    for row in range(len(bags.starts) - 1):
        begin, end = bags.starts[row], bags.starts[row + 1]
        rank = np.empty(end - begin, np.int64)
        for at in range(begin, end):
            often = min(np.int64(count[bucket_of(bags.tokens[at])]), np.int64(COMMONEST))
            rank[at - begin] = (often << (2 * SHIFT)) | bags.tokens[at]
        rank.sort()
        spare = len(rank) - int(np.ceil(share * len(rank) - ROUNDING))
        for at in range(len(rank)):
            if at > spare:
                break
            rows[write] = row
            tokens[write] = rank[at] & ((np.int64(1) << (2 * SHIFT)) - 1)
            write += 1
    return write


@kernel
def join_copies(keys: Keys, bags: Bags, people: tuple[Ints, Ints], least: float, parent: Ints) -> None:
    """Joins letters of a list whose Dice coefficient is at least ``least``.

    ``people``: writer (-1: unknown) and channel of each letter. Two writers known on one channel who differ did not
    send the same letter; on different channels nobody can tell.
    """
    writer, channel = people
    marks = _marks(bags)
    for number in range(len(keys.starts) - 1):
        for one in range(keys.starts[number], keys.starts[number + 1]):
            for other in range(one + 1, keys.starts[number + 1]):
                a, b = keys.members[one], keys.members[other]
                ours, theirs = bags.starts[a + 1] - bags.starts[a], bags.starts[b + 1] - bags.starts[b]
                enough = least * (ours + theirs)
                apart = ours + theirs - enough
                if enough > 2 * min(ours, theirs) or _differing(marks, a, b) > apart:
                    continue
                known = writer[a] >= 0 and writer[b] >= 0 and channel[a] == channel[b]
                if (known and writer[a] != writer[b]) or root_of(parent, a) == root_of(parent, b):
                    continue
                if enough > 0 and 2 * _shared(bags, a, b) >= enough:
                    join(parent, a, b)


@kernel
def join_matters(keys: Keys, bags: Bags, weight: Weights, least: float, parent: Ints) -> None:
    """Joins letters of a list of which the shared bigrams weigh at least ``least`` of what the lighter one weighs."""
    for number in range(len(keys.starts) - 1):
        for one in range(keys.starts[number], keys.starts[number + 1]):
            for other in range(one + 1, keys.starts[number + 1]):
                a, b = keys.members[one], keys.members[other]
                if root_of(parent, a) != root_of(parent, b) and _overlap(bags, weight, a, b) >= least:
                    join(parent, a, b)


@kernel
def _marks(bags: Bags) -> npt.NDArray[np.uint64]:
    """128 bits a letter. Each bigram turns one, so that two letters differ in at least as many bigrams as bits."""
    marks = np.zeros((len(bags.starts) - 1, 2), np.uint64)
    for row in range(len(marks)):
        for at in range(bags.starts[row], bags.starts[row + 1]):
            bit = bucket_of(bags.tokens[at]) & 127
            marks[row, bit >> 6] ^= np.uint64(1) << np.uint64(bit & 63)
    return marks


@inlined
def _differing(marks: npt.NDArray[np.uint64], a: int, b: int) -> Any:
    """In how many bits two letters differ."""
    return np.int64(bits_set(marks[a, 0] ^ marks[b, 0]) + bits_set(marks[a, 1] ^ marks[b, 1]))


@inlined
def _shared(bags: Bags, a: int, b: int) -> Any:
    """How many bigrams both have."""
    at, to, count = bags.starts[a], bags.starts[b], 0
    while at < bags.starts[a + 1] and to < bags.starts[b + 1]:
        if bags.tokens[at] == bags.tokens[to]:
            count += 1
        forward = bags.tokens[at] <= bags.tokens[to]
        if bags.tokens[to] <= bags.tokens[at]:
            to += 1
        if forward:
            at += 1
    return count


@kernel
def _overlap(bags: Bags, weight: Weights, a: int, b: int) -> float:
    both = ours = theirs = 0.0
    to = bags.starts[b]
    for at in range(bags.starts[a], bags.starts[a + 1]):
        heavy = weight[bucket_of(bags.tokens[at])]
        ours += heavy
        while to < bags.starts[b + 1] and bags.tokens[to] < bags.tokens[at]:
            to += 1
        if to < bags.starts[b + 1] and bags.tokens[to] == bags.tokens[at]:
            both += heavy
    for at in range(bags.starts[b], bags.starts[b + 1]):
        theirs += weight[bucket_of(bags.tokens[at])]
    lighter = min(ours, theirs)
    return both / lighter if lighter > 0 else 0.0
