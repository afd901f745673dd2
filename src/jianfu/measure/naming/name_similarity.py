"""How like two names (名称相似度) are, from 0 to 1, and every pair past a floor without comparing all with all.

``similarity`` of the cores: the larger of 1 - edit distance / length of the longer (insert, delete, replace, swap
neighbours), and the mean of the shares of common characters and of common neighbours (Dice), which does not mind order.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel
from jianfu.measure.naming.core import LONGEST, codes_of, core_names

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
LEAST = 0.5
"""Pairs are only looked for above this: below it names need not share anything rare."""
ROUNDING = 1e-9


class Pairs(NamedTuple):
    """Similar names by position, ``i < j``, in order; one array each."""

    i: Longs
    j: Longs
    similarity: Floats


class _Tokens(NamedTuple):
    """The characters of each name from rare to common: name ``n`` has ``token[starts[n]:starts[n + 1]]``."""

    starts: Longs
    token: Longs
    tokens: int


def similarity(a: str, b: str) -> float:
    """How like two names are; 0 where one of them holds nothing that counts."""
    return float(similarities([a], [b])[0])


def similarities(a: Sequence[str | None], b: Sequence[str | None], units: Iterable[str] = ()) -> Floats:
    """``similarity`` of the names of each place; ``units``: names of units, to be left out of account."""
    units = tuple(units)
    return core_similarities(core_names(a, units), core_names(b, units))


def core_similarities(a: Collection[str], b: Collection[str]) -> Floats:
    """``similarities`` of names that ``core_names`` has already cut to their cores."""
    starts_a, codes_a = codes_of(a)
    starts_b, codes_b = codes_of(b)
    found = np.zeros(len(a), np.float64)
    _compare((starts_a, codes_a), (starts_b, codes_b), found)
    return found


def similar_pairs(
    names: Sequence[str | None],
    least: float,
    *,
    units: Iterable[str] = (),
    within: npt.ArrayLike | None = None,
) -> Pairs:
    """Every pair of names as like as ``least`` (above one half, at most 1) or more.

    Names are met by a rare character they share: all that can reach ``least`` are met, few others are.

    ``within`` gives each name a number: only names of the same number are compared. The result grows with the square
    of the number of names that have the same core. Raises ValueError where ``least`` is not above one half.
    """
    if not LEAST < least <= 1:
        raise ValueError(f"least must be above {LEAST} and at most 1: {least}")
    cores = core_names(names, units)
    block = np.zeros(len(cores), np.int64) if within is None else np.asarray(within, np.int64)
    spelled, core_of = np.unique(np.asarray(cores, dtype=np.str_), return_inverse=True)
    keys, place = np.unique(block * max(len(spelled), 1) + core_of, return_inverse=True)
    texts = [str(spelled[key % len(spelled)]) for key in keys.tolist()]
    starts, codes = codes_of(texts)
    tokens = _tokens(starts, codes, keys // max(len(spelled), 1))
    pairs, likeness = np.zeros((1 << 12, 2), np.int64), np.zeros(1 << 12, np.float64)
    found = -1
    while found < 0:
        found = _meet((starts, codes), tokens, least, pairs, likeness)
        if found < 0:
            pairs, likeness = np.zeros((4 * len(pairs), 2), np.int64), np.zeros(4 * len(pairs), np.float64)
    return _spread(place, np.diff(starts) > 0, pairs[:found], likeness[:found])


def _tokens(starts: Longs, codes: Ints, block: Longs) -> _Tokens:
    """Characters as numbers that tell block, character and its how-manieth occurrence in the name, rare ones small."""
    row = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    order = np.lexsort((codes, row))
    row, code = row[order], codes[order].astype(np.int64)
    new = np.ones(len(row), np.bool_)
    new[1:] = (row[1:] != row[:-1]) | (code[1:] != code[:-1])
    place = np.arange(len(row))
    nth = place - np.maximum.accumulate(np.where(new, place, 0))
    _, token, count = np.unique((block[row] << 28) | (code << 7) | nth, return_inverse=True, return_counts=True)
    rank = np.empty(len(count), np.int64)
    rank[np.argsort(count, kind="stable")] = np.arange(len(count))
    token = rank[token]
    return _Tokens(starts, token[np.lexsort((token, row))], len(count))


def _spread(place: Longs, speaks: npt.NDArray[np.bool_], pairs: Longs, likeness: Floats) -> Pairs:
    """Pairs of cores as pairs of the names that have them; names of one core are alike."""
    order = np.argsort(place, kind="stable")
    size = np.bincount(place, minlength=len(speaks))
    first = np.cumsum(size) - size
    same = np.flatnonzero(speaks & (size > 1))
    a, b = np.concatenate([pairs[:, 0], same]), np.concatenate([pairs[:, 1], same])
    score = np.concatenate([likeness, np.ones(len(same))])
    count = size[a] * size[b]
    of = np.repeat(np.arange(len(a)), count)
    at = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    i = order[first[a[of]] + at // size[b[of]]]
    j = order[first[b[of]] + at % size[b[of]]]
    once = (a[of] != b[of]) | (i < j)
    i, j, score = np.minimum(i, j)[once], np.maximum(i, j)[once], score[of][once]
    sort = np.lexsort((j, i))
    return Pairs(i[sort], j[sort], score[sort])


@kernel
def _meet(texts: tuple[Longs, Ints], tokens: _Tokens, least: float, pairs: Longs, likeness: Floats) -> int:
    """Fills the pairs that reach ``least``; -1 where the arrays cannot hold them.

    Likeness ``s`` needs at least ``(2 s - 1) n / (3 - 2 s)`` common characters with a name of ``n``, so two such names
    share one of the rarest ``n - that + 1`` of either.
    """
    starts, codes = texts
    names = len(starts) - 1
    prefix = np.zeros(names, np.int64)
    posted = np.zeros(tokens.tokens + 1, np.int64)
    for name in range(names):
        length = starts[name + 1] - starts[name]
        common = max(1, int(np.ceil((2 * least - 1) * length / (3 - 2 * least) - ROUNDING)))
        prefix[name] = max(length - common + 1, 0)
        for at in range(starts[name], starts[name] + prefix[name]):
            posted[tokens.token[at] + 1] += 1
    posted = np.cumsum(posted)
    filled = posted.copy()
    post = np.zeros(posted[-1], np.int64)
    met = np.full(names, -1, np.int64)
    found = 0
    for name in range(names):
        for at in range(starts[name], starts[name] + prefix[name]):
            token = tokens.token[at]
            for position in range(posted[token], filled[token]):
                other = post[position]
                if met[other] == name:
                    continue
                met[other] = name
                score = _likeness(codes[starts[other] : starts[other + 1]], codes[starts[name] : starts[name + 1]])
                if score >= least - ROUNDING:
                    if found == len(pairs):
                        return -1
                    pairs[found, 0], pairs[found, 1], likeness[found] = other, name, score
                    found += 1
            post[filled[token]] = name
            filled[token] += 1
    return found


@kernel
def _compare(a: tuple[Longs, Ints], b: tuple[Longs, Ints], found: Floats) -> None:
    for row in range(len(found)):
        found[row] = _likeness(a[1][a[0][row] : a[0][row + 1]], b[1][b[0][row] : b[0][row + 1]])


@kernel
def _likeness(a: Ints, b: Ints) -> float:
    if len(a) == 0 or len(b) == 0:
        return 0.0
    edits = 1.0 - _edits(a, b) / max(len(a), len(b))
    characters = 2.0 * _common(a, b, 0) / (len(a) + len(b))
    neighbours = 0.0
    if len(a) > 1 and len(b) > 1:
        neighbours = 2.0 * _common(a, b, 1) / (len(a) + len(b) - 2)
    return max(edits, (characters + neighbours) / 2.0)


@kernel
def _common(a: Ints, b: Ints, further: int) -> int:
    """Characters both have (``further`` 0), or runs of two (1), each as often as in the one that has it less."""
    used = np.zeros(len(b), np.bool_)
    count = 0
    for i in range(len(a) - further):
        for j in range(len(b) - further):
            if not used[j] and a[i] == b[j] and a[i + further] == b[j + further]:
                used[j] = True
                count += 1
                break
    return count


@kernel
def _edits(a: Ints, b: Ints) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that lead from one name to the other."""
    rows = np.zeros((3, LONGEST + 1), np.int64)
    for j in range(len(b) + 1):
        rows[0, j] = j
    for i in range(1, len(a) + 1):
        now, last, before = i % 3, (i - 1) % 3, (i - 2) % 3
        rows[now, 0] = i
        for j in range(1, len(b) + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            best = min(rows[last, j] + 1, rows[now, j - 1] + 1, rows[last, j - 1] + cost)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[before, j - 2] + 1)
            rows[now, j] = best
    return int(rows[len(a) % 3, len(b)])
