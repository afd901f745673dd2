"""How like two letters are (来信相似): their character bigrams, compared only where something else joins them.

Two letters are compared when they share a key: the same writer, a place both name, or near-equal words. What hangs
together by likeness becomes one group, whatever the order of rows.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.compiled import inlined, kernel
from jianfu.measure.reply_mirror.clusters import BUCKET_BITS, bucket_of
from jianfu.measure.reply_mirror.reading import BREAK, Ints, Marks, Texts

Weights = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
SHIFT = 21


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


def rarity(bags: Bags) -> Weights:
    """What a bigram weighs, by bucket: log(1 + letters / letters with it)."""
    count = np.zeros(1 << BUCKET_BITS, np.int32)
    _count(bags.tokens, count)
    letters = float(max(len(bags.starts) - 1, 1))
    return np.asarray(np.log1p(letters / np.maximum(count, 1)), np.float32)


@kernel
def _count(tokens: Ints, count: npt.NDArray[np.int32]) -> None:
    for token in tokens:
        count[bucket_of(token)] += 1


def keys_of(rows: Ints, keys: Ints, most: int) -> Keys:
    """The lists of letters with the same key; those of one letter, and those of more than ``most``, are left out."""
    pairs = np.unique(np.stack([keys, rows], axis=1), axis=0) if len(rows) else np.zeros((0, 2), np.int64)
    _, size = np.unique(pairs[:, 0], return_counts=True)
    kept = (size > 1) & (size <= most)
    chosen = np.repeat(kept, size)
    starts = np.concatenate([[0], np.cumsum(size[kept])]).astype(np.int64)
    return Keys(starts, pairs[chosen, 1].astype(np.int64))


@kernel
def join_copies(keys: Keys, bags: Bags, people: tuple[Ints, Ints], least: float, parent: Ints) -> None:
    """Joins letters of a list whose Dice coefficient is at least ``least``.

    ``people``: writer (-1: unknown) and channel of each letter. Two writers known on one channel who differ did not
    send the same letter; on different channels nobody can tell.
    """
    writer, channel = people
    for number in range(len(keys.starts) - 1):
        for one in range(keys.starts[number], keys.starts[number + 1]):
            for other in range(one + 1, keys.starts[number + 1]):
                a, b = keys.members[one], keys.members[other]
                known = writer[a] >= 0 and writer[b] >= 0 and channel[a] == channel[b]
                if (known and writer[a] != writer[b]) or _find(parent, a) == _find(parent, b):
                    continue
                sizes = bags.starts[a + 1] - bags.starts[a] + bags.starts[b + 1] - bags.starts[b]
                if sizes > 0 and 2.0 * _shared(bags, a, b) >= least * sizes:
                    _join(parent, a, b)


@kernel
def join_matters(keys: Keys, bags: Bags, weight: Weights, least: float, parent: Ints) -> None:
    """Joins letters of a list of which the shared bigrams weigh at least ``least`` of what the lighter one weighs."""
    for number in range(len(keys.starts) - 1):
        for one in range(keys.starts[number], keys.starts[number + 1]):
            for other in range(one + 1, keys.starts[number + 1]):
                a, b = keys.members[one], keys.members[other]
                if _find(parent, a) != _find(parent, b) and _overlap(bags, weight, a, b) >= least:
                    _join(parent, a, b)


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


@inlined
def _find(parent: Ints, row: int) -> Any:
    root = row
    while parent[root] != root:
        root = parent[root]
    while parent[row] != root:
        parent[row], row = root, parent[row]
    return root


@inlined
def _join(parent: Ints, a: int, b: int) -> None:
    """The earlier row becomes the root."""
    one, other = _find(parent, a), _find(parent, b)
    if one < other:
        parent[other] = one
    else:
        parent[one] = other


@kernel
def roots(parent: Ints) -> Ints:
    """The root of each row."""
    found = np.empty(len(parent), np.int64)
    for row in range(len(parent)):
        found[row] = _find(parent, row)
    return found
