"""What a reply usually answers (对应事项): the letters that other replies with the same words were written to.

A good answer need not repeat the letter: "电缆已更换" answers "路灯不亮" because replies with those words mostly answer
letters about lamps. Each letter is a short vector of its matter words (feature hashing, Weinberger et al. 2009); each
word of a reply stands for the mean of the letters it was written to, the reply at hand left out; a reply for the
weighted sum of its words. The cosine of that sum with its own letter tells whether the two go together.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import kernel
from jianfu.measure.reply_mirror.clusters import bucket_of
from jianfu.measure.reply_mirror.matter import token_at
from jianfu.measure.reply_mirror.reading import Ints, Marks, Texts

WIDTH = 512
THREADS = 2
WORD_BITS = 16
LEAST_SUPPORT = 2
"""Other replies that must hold a word before it tells anything."""
FEW = 50
"""So many letters weigh as much as all others when the common part of all letters is taken away."""

Floats = npt.NDArray[np.float32]


class Fit(NamedTuple):
    """One entry a reply."""

    cosine: npt.NDArray[np.float64]
    """Of what its words usually answer with its own letter (-1 to 1); 0 where nothing is known."""
    firmness: npt.NDArray[np.float64]
    """How much its words agree on what they answer (0 to 1)."""
    words: Ints
    """Different words with support."""


NO_FIT = Fit(np.zeros(1), np.zeros(1), np.zeros(1, np.int64))


def letter_vectors(letters: Texts, asked: Marks, weight: Floats) -> Floats:
    """A unit vector of each letter without the part common to all; letters x ``WIDTH``."""
    vectors = np.zeros((len(letters.starts) - 1, WIDTH), np.float32)
    _vectors(letters, asked, weight, vectors, np.full(len(weight), -1, np.int32))
    many = len(vectors)
    if many:
        vectors -= vectors.mean(axis=0) * np.float32(many / (many + FEW))
    length = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    return np.asarray(np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0), np.float32)


def fit(replies: Texts, said: Marks, letter_of: Ints, vectors: Floats, weight: Floats) -> Fit:
    """How each reply goes with its letter, by what its words usually answer."""
    rows = len(letter_of)
    size = 1 << WORD_BITS
    sums, count = np.zeros((size, WIDTH), np.float32), np.zeros(size, np.int32)
    seen = np.full(size, -1, np.int32)
    _learn(replies, said, letter_of, vectors, (sums, count, seen))
    out = np.zeros((2, rows))
    words = np.zeros(rows, np.int64)
    answers, middle = (replies, said, letter_of), rows // 2
    with ThreadPoolExecutor(THREADS) as pool:
        halves = [
            pool.submit(_fit, answers, (first, last), (vectors, weight, sums, count), (out, words))
            for first, last in ((0, middle), (middle, rows))
        ]
        for half in halves:
            half.result()
    return Fit(out[0], out[1], words)


@kernel
def _vectors(letters: Texts, asked: Marks, weight: Floats, vectors: Floats, seen: npt.NDArray[np.int32]) -> None:
    for row in range(len(vectors)):
        length = 0.0
        for at in range(letters.starts[row], letters.starts[row + 1] - 1):
            token = token_at(letters, asked, at)
            if token < 0:
                continue
            bucket = bucket_of(token)
            if seen[bucket] == row:
                continue
            seen[bucket] = row
            slot = bucket % WIDTH
            vectors[row, slot] += weight[bucket] if (bucket // WIDTH) % 2 else -weight[bucket]
        for slot in range(WIDTH):
            length += vectors[row, slot] ** 2
        if length > 0:
            vectors[row] /= np.float32(np.sqrt(length))


@kernel
def _learn(
    replies: Texts,
    said: Marks,
    letter_of: Ints,
    vectors: Floats,
    known: tuple[Floats, npt.NDArray[np.int32], npt.NDArray[np.int32]],
) -> None:
    sums, count, seen = known
    for row in range(len(letter_of)):
        letter = letter_of[row]
        if letter < 0:
            continue
        for at in range(replies.starts[row], replies.starts[row + 1] - 1):
            token = token_at(replies, said, at)
            if token < 0:
                continue
            word = bucket_of(token) >> (22 - WORD_BITS)
            if seen[word] == row:
                continue
            seen[word] = row
            count[word] += 1
            for slot in range(WIDTH):
                sums[word, slot] += vectors[letter, slot]


@kernel
def _fit(
    answers: tuple[Texts, Marks, Ints],
    rows: tuple[int, int],
    known: tuple[Floats, Floats, Floats, npt.NDArray[np.int32]],
    result: tuple[npt.NDArray[np.float64], Ints],
) -> None:
    replies, said, letter_of = answers
    vectors, weight, sums, count = known
    out, words = result
    seen = np.full(len(count), -1, np.int32)
    total = np.zeros(WIDTH)
    for row in range(rows[0], rows[1]):
        letter = letter_of[row]
        if letter < 0:
            continue
        total[:] = 0
        mass = 0.0
        for at in range(replies.starts[row], replies.starts[row + 1] - 1):
            token = token_at(replies, said, at)
            if token < 0:
                continue
            bucket = bucket_of(token)
            word = bucket >> (22 - WORD_BITS)
            if seen[word] == row or count[word] <= LEAST_SUPPORT:
                continue
            seen[word] = row
            others = count[word] - 1
            agreement = -1.0 / others
            for slot in range(WIDTH):
                mean = (sums[word, slot] - vectors[letter, slot]) / others
                agreement += mean * mean
            if agreement <= 0:
                continue
            words[row] += 1
            mass += weight[bucket] * agreement
            for slot in range(WIDTH):
                total[slot] += weight[bucket] * agreement * (sums[word, slot] - vectors[letter, slot]) / others
        length = cosine = 0.0
        for slot in range(WIDTH):
            length += total[slot] ** 2
            cosine += total[slot] * vectors[letter, slot]
        if length > 0 and mass > 0:
            out[0, row] = cosine / np.sqrt(length)
            out[1, row] = np.sqrt(length) / mass
