"""What letter and reply speak of (事项): character bigrams that are no set phrase, weighed by how rare they are."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.reply_mirror.clusters import BUCKET_BITS, bucket_of
from jianfu.measure.reply_mirror.reading import BREAK, Codes, Ints, Marks, Texts

Numbers = npt.NDArray[np.float64]
ALONE = 1 << 16
"""Buckets for one letter and one reply."""


class Matter(NamedTuple):
    """One entry a reply; sums of weights over different bigrams."""

    own: Numbers
    """Of the matter words of the reply."""
    met: Numbers
    """Of those that stand in the letter."""
    asked: Numbers
    """Of the matter words of the letter."""
    taken_up: Numbers
    """Of those that stand in the reply."""
    words: Ints
    """Different matter words of the reply."""
    met_words: Ints
    """Those of them that stand in the letter."""

    @property
    def overlap(self) -> Numbers:
        """Overlap coefficient: what is met of the smaller of both (0 to 1); 0 where one says nothing."""
        smaller = np.minimum(self.own, self.asked)
        return np.divide(
            np.minimum(np.maximum(self.met, self.taken_up), smaller),
            smaller,
            out=np.zeros(len(smaller)),
            where=smaller > 0,
        )

    @property
    def share_met(self) -> Numbers:
        """What part of the reply's matter stands in the letter."""
        return np.divide(self.met, self.own, out=np.zeros(len(self.own)), where=self.own > 0)


def weights(letters: Texts, asked: Marks, *, corpus: bool) -> npt.NDArray[np.float32]:
    """The weight of each bucket of bigrams: log(1 + letters / letters with it); 0 for those in no letter.

    Without other letters to compare with, all weigh the same.
    """
    if not corpus:
        return np.ones(ALONE, np.float32)
    count = _letters_with(letters, asked)
    many = float(max(len(letters.starts) - 1, 1))
    weight = np.where(count > 0, np.log1p(many / np.maximum(count, 1)), 0.0)
    return np.asarray(weight, np.float32)


def weights_of_both(letters: Texts, asked: Marks, replies: Texts, said: Marks) -> npt.NDArray[np.float32]:
    """The weight of each bucket counted over letters and replies: what all replies say is as little a matter."""
    count = _letters_with(letters, asked) + _letters_with(replies, said)
    many = float(len(letters.starts) + len(replies.starts) - 2)
    return np.asarray(np.log1p(many / np.maximum(count, 1)), np.float32)


def _letters_with(texts: Texts, speaks: Marks) -> npt.NDArray[np.int32]:
    count = np.zeros(1 << BUCKET_BITS, np.int32)
    _count(texts, speaks, count, np.full(1 << BUCKET_BITS, -1, np.int32))
    return count


def compare(
    replies: Texts, said: Marks, letters: Texts, asked: Marks, pairs: tuple[Ints, npt.NDArray[np.float32]]
) -> Matter:
    """The matter of each reply against that of its letter; ``pairs``: letter of each reply, weight of each bucket."""
    rows = len(replies.starts) - 1
    sums = np.zeros((4, rows))
    counts = np.zeros((2, rows), np.int64)
    letter_of, weight = pairs
    _compare((replies, said), (letters, asked), letter_of, weight, (sums, counts))
    return Matter(sums[0], sums[1], sums[2], sums[3], counts[0], counts[1])


@inlined
def token_at(texts: Texts, speaks: Marks, at: int) -> Any:
    """The bigram that begins at a character, or -1 where it is no matter word."""
    if speaks[at] == 0 or speaks[at + 1] == 0 or texts.marks[at] & BREAK > 1:
        return -1
    if texts.codes[at] < 0x590 and texts.codes[at + 1] < 0x590:
        return -1
    return (np.int64(texts.codes[at]) << 21) | np.int64(texts.codes[at + 1])


@kernel
def _count(letters: Texts, speaks: Marks, count: Codes, seen: Codes) -> None:
    for row in range(len(letters.starts) - 1):
        for at in range(letters.starts[row], letters.starts[row + 1] - 1):
            token = token_at(letters, speaks, at)
            if token >= 0:
                bucket = bucket_of(token)
                if seen[bucket] != row:
                    seen[bucket] = row
                    count[bucket] += 1


@kernel
def _compare(
    reply: tuple[Texts, Marks],
    letter: tuple[Texts, Marks],
    letter_of: Ints,
    weight: npt.NDArray[np.float32],
    out: tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]],
) -> None:
    replies, said = reply
    letters, asked = letter
    sums, counts = out
    mask = len(weight) - 1
    in_letter = np.full(len(weight), -1, np.int32)
    in_reply = np.full(len(weight), -1, np.int32)
    for row in range(len(replies.starts) - 1):
        number = letter_of[row]
        if number < 0:
            continue
        for at in range(letters.starts[number], letters.starts[number + 1] - 1):
            token = (np.int64(letters.codes[at]) << 21) | np.int64(letters.codes[at + 1])
            in_letter[bucket_of(token) & mask] = row
        for at in range(replies.starts[row], replies.starts[row + 1] - 1):
            token = token_at(replies, said, at)
            if token < 0:
                continue
            bucket = bucket_of(token) & mask
            if in_reply[bucket] != row:
                in_reply[bucket] = row
                sums[0, row] += weight[bucket]
                counts[0, row] += weight[bucket] > 0
                if in_letter[bucket] == row:
                    sums[1, row] += weight[bucket]
                    counts[1, row] += weight[bucket] > 0
        for at in range(letters.starts[number], letters.starts[number + 1] - 1):
            token = token_at(letters, asked, at)
            if token < 0:
                continue
            bucket = bucket_of(token) & mask
            if in_letter[bucket] == row:
                in_letter[bucket] = -2 - row
                sums[2, row] += weight[bucket]
                if in_reply[bucket] == row:
                    sums[3, row] += weight[bucket]
