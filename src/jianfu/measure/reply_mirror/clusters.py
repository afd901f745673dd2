"""Clusters of near-equal texts (雷同答复): exact, without ever listing their pairs.

Two texts are alike when the Dice coefficient of their sets of character bigrams is at least ``ALIKE``; a cluster is
what hangs together by that. Candidates come from a prefix filter (Chaudhuri, Ganti, Kaushik 2006; Xiao et al. 2008):
two alike texts share one of the rarest bigrams of both. A list of places whose texts are one cluster already is passed
over as soon as the text at hand belongs to it, so that ten thousand copies of one reply cost ten thousand steps.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.bits import bits_set
from jianfu.measure.disjoint_sets import root_of, roots
from jianfu.measure.reply_mirror.reading import Codes, Ints, Marks

ALIKE_OF, ALIKE = 5, 4
"""Four fifths of the bigrams: about nine of ten characters."""
BUCKET_BITS = 22
PARITY_WORDS = 4
COMMONEST = (1 << 20) - 1
TOKEN = (1 << 42) - 1
FIRST, FACTOR = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93

Hashes = npt.NDArray[np.uint64]


class Sets(NamedTuple):
    """The bigrams of each text without repetition, rarest first."""

    starts: Ints
    tokens: Ints
    parity: npt.NDArray[np.uint64]
    """``PARITY_WORDS`` words a text: which buckets hold an odd number of its bigrams."""


class Index(NamedTuple):
    """Which texts have a bigram among their rarest: one list a bucket, the shorter texts first."""

    starts: Ints
    """Of the lists."""
    filled: Ints
    """Where the next text of each list goes."""
    owner: Codes
    position: Codes
    """Where the bigram stands in the set of its text."""
    one_cluster: Codes
    """A text of the cluster that all texts of the list belong to; -1 where they belong to several."""


def clusters_of(starts: Ints, codes: Codes) -> tuple[Ints, Hashes]:
    """For each text the number of the first text of its cluster, and its hash; an empty text is alone."""
    hashes = hash_texts(starts, codes)
    _, distinct, same = np.unique(hashes, return_index=True, return_inverse=True)
    sets = _sets(starts, codes, distinct.astype(np.int64))
    order = np.argsort(np.diff(sets.starts), kind="stable")
    parent = np.arange(len(distinct), dtype=np.int64)
    _connect(sets, order, parent)
    root = distinct[roots(parent)][same]
    first = np.full(len(hashes), len(hashes), np.int64)
    np.minimum.at(first, root, np.arange(len(hashes)))
    return first[root], hashes


@kernel
def hash_texts(starts: Ints, codes: Codes) -> Hashes:
    """64 bits of each text, the same on every machine."""
    hashes = np.empty(len(starts) - 1, np.uint64)
    for row in range(len(hashes)):
        mixed = np.uint64(FIRST)
        for at in range(starts[row], starts[row + 1]):
            mixed = (mixed ^ np.uint64(codes[at])) * np.uint64(FACTOR)
            mixed ^= mixed >> np.uint64(32)
        hashes[row] = mixed
    return hashes


def _sets(starts: Ints, codes: Codes, rows: Ints) -> Sets:
    lengths = np.maximum(starts[rows + 1] - starts[rows] - 1, 0)
    space = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(lengths, out=space[1:])
    tokens = np.empty(int(space[-1]), np.int64)
    count = np.zeros(1 << BUCKET_BITS, np.int32)
    sizes = np.zeros(len(rows), np.int64)
    _tokens(starts, codes, rows, (space, tokens, sizes, count))
    _rarest_first(space, tokens, sizes, count)
    return _packed(space, tokens, sizes)


@inlined
def bucket_of(token: Any) -> Any:
    """The list a bigram belongs to."""
    mixed = np.uint64(token) * np.uint64(FIRST)
    return np.int64(mixed >> np.uint64(64 - BUCKET_BITS))


@kernel
def _tokens(starts: Ints, codes: Codes, rows: Ints, out: tuple[Ints, Ints, Ints, Codes]) -> None:
    space, tokens, sizes, count = out
    for number in range(len(rows)):
        first, end = starts[rows[number]], starts[rows[number] + 1]
        base = space[number]
        size = 0
        for at in range(first, end - 1):
            tokens[base + size] = (np.int64(codes[at]) << 21) | np.int64(codes[at + 1])
            size += 1
        tokens[base : base + size].sort()
        kept = 0
        for at in range(size):
            if at == 0 or tokens[base + at] != tokens[base + kept - 1]:
                tokens[base + kept] = tokens[base + at]
                kept += 1
        sizes[number] = kept
        for at in range(kept):
            count[bucket_of(tokens[base + at])] += 1


@kernel
def _rarest_first(space: Ints, tokens: Ints, sizes: Ints, count: Codes) -> None:
    for number in range(len(sizes)):
        base = space[number]
        some = tokens[base : base + sizes[number]]
        for at in range(len(some)):
            some[at] |= np.int64(min(count[bucket_of(some[at])], COMMONEST)) << 42
        some.sort()


@kernel
def _packed(space: Ints, tokens: Ints, sizes: Ints) -> Sets:
    starts = np.zeros(len(sizes) + 1, np.int64)
    for number in range(len(sizes)):
        starts[number + 1] = starts[number] + sizes[number]
        for at in range(sizes[number]):
            tokens[starts[number] + at] = tokens[space[number] + at]
    return Sets(starts, tokens, _parities(starts, tokens))


@inlined
def _parities(starts: Ints, tokens: Ints) -> Any:
    parity = np.zeros((len(starts) - 1) * PARITY_WORDS, np.uint64)
    for text in range(len(starts) - 1):
        for at in range(starts[text], starts[text + 1]):
            bit = bucket_of(tokens[at] & TOKEN) % (64 * PARITY_WORDS)
            parity[text * PARITY_WORDS + bit // 64] ^= np.uint64(1) << np.uint64(bit % 64)
    return parity


@inlined
def _own_prefix(length: int) -> Any:
    """So many of its rarest bigrams a text shares one of with every alike text that is not shorter."""
    return length - (ALIKE * length + ALIKE_OF - 1) // ALIKE_OF + 1


@kernel
def _empty_index(sets: Sets) -> Index:
    starts = np.zeros((1 << BUCKET_BITS) + 1, np.int64)
    for text in range(len(sets.starts) - 1):
        first, length = sets.starts[text], sets.starts[text + 1] - sets.starts[text]
        if length > 0:
            for at in range(first, first + _own_prefix(length)):
                starts[bucket_of(sets.tokens[at] & TOKEN) + 1] += 1
    for bucket in range(1 << BUCKET_BITS):
        starts[bucket + 1] += starts[bucket]
    size = starts[-1]
    return Index(
        starts,
        starts[:-1].copy(),
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        np.full(1 << BUCKET_BITS, -1, np.int32),
    )


@kernel
def _connect(sets: Sets, order: Ints, parent: Ints) -> None:
    """Joins every two alike texts, the shorter ones first."""
    index = _empty_index(sets)
    seen = np.full(len(order), -1, np.int32)
    for text in order:
        first, length = sets.starts[text], sets.starts[text + 1] - sets.starts[text]
        if length == 0:
            continue
        longest = length - (2 * length + 2) // 3 + 1
        for rank in range(longest):
            _visit((text, rank, bucket_of(sets.tokens[first + rank] & TOKEN)), (sets, index), parent, seen)
        for rank in range(_own_prefix(length)):
            bucket = bucket_of(sets.tokens[first + rank] & TOKEN)
            at = index.filled[bucket]
            if at == index.starts[bucket]:
                index.one_cluster[bucket] = text
            elif index.one_cluster[bucket] >= 0 and root_of(parent, index.one_cluster[bucket]) != root_of(parent, text):
                index.one_cluster[bucket] = -1
            index.owner[at] = text
            index.position[at] = rank
            index.filled[bucket] = at + 1


@inlined
def _visit(where: tuple[int, int, int], what: tuple[Sets, Index], parent: Ints, seen: Codes) -> None:
    """Compares a text with those that hold one of its bigrams and are not of its cluster yet.

    Read from the end, the lists hold longer texts first: where one is too short, all that follow are. The first bigram
    two texts share bounds what they can share from there on (Xiao et al. 2008).
    """
    text, rank, bucket = where
    sets, index = what
    whole = index.one_cluster[bucket]
    if whole >= 0 and root_of(parent, whole) == root_of(parent, text):
        return
    length = sets.starts[text + 1] - sets.starts[text]
    token = sets.tokens[sets.starts[text] + rank]
    for at in range(index.filled[bucket] - 1, index.starts[bucket] - 1, -1):
        other = np.int64(index.owner[at])
        if seen[other] == text:
            continue
        others = sets.starts[other + 1] - sets.starts[other]
        if others * (2 * ALIKE_OF - ALIKE) < length * ALIKE:
            break
        wanted = (ALIKE * (length + others) + 2 * ALIKE_OF - 1) // (2 * ALIKE_OF)
        if _differences(sets, text, other) > length + others - 2 * wanted:
            seen[other] = text
            continue
        place = index.position[at]
        if sets.tokens[sets.starts[other] + place] != token:
            continue
        seen[other] = text
        if min(length - rank, others - place) < wanted:
            continue
        root, another = root_of(parent, text), root_of(parent, other)
        if root != another and _alike(sets, text, other):
            parent[another] = root


@inlined
def _differences(sets: Sets, text: int, other: Any) -> Any:
    """At least so many bigrams stand in one of two texts only (bitmap filter, Sandes, Teodoro, Melo 2020)."""
    count = np.uint64(0)
    for word in range(PARITY_WORDS):
        count += bits_set(sets.parity[text * PARITY_WORDS + word] ^ sets.parity[other * PARITY_WORDS + word])
    return np.int64(count)


@inlined
def _alike(sets: Sets, text: int, other: Any) -> bool:
    a, a_end = sets.starts[text], sets.starts[text + 1]
    b, b_end = sets.starts[other], sets.starts[other + 1]
    wanted = (ALIKE * (a_end - a + b_end - b) + 2 * ALIKE_OF - 1) // (2 * ALIKE_OF)
    common = 0
    while common < wanted and common + min(a_end - a, b_end - b) >= wanted:
        left, right = sets.tokens[a], sets.tokens[b]
        if left == right:
            common += 1
            a += 1
            b += 1
        elif left < right:
            a += 1
        else:
            b += 1
    return bool(common >= wanted)


def gather(starts: Ints, codes: Codes, kept: Marks) -> tuple[Ints, Codes]:
    """The kept characters of each text, packed."""
    total = np.zeros(len(kept) + 1, np.int64)
    np.cumsum(kept, out=total[1:])
    return total[starts], codes[kept.astype(bool)]
