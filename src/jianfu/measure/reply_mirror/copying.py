"""Runs of a reply that come from the letter (照抄来信): found by trigrams, joined where an edit parts them."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.reply_mirror.reading import BREAK, COMMA, Codes, Ints, Marks, Texts

TABLE_BITS = 15
CHAIN = 24
"""Places of one trigram of the letter that are tried."""
LONGEST_EDIT = 12
"""Folded characters between two runs that follow each other in the letter too: an edit, not an answer."""
DRIFT = 4
SHORTEST_RUN = 4
SHORTEST_COPY = 7
"""A lone run below this is a word both use, unless it is a whole clause."""
MOST_RUNS = 4000


def copied_characters(replies: Texts, letters: Texts, letter_of: Ints) -> Marks:
    """1 for each character of a reply that comes from its letter; ``letter_of`` is -1 where the letter is missing."""
    copied = np.zeros(len(replies.codes), np.uint8)
    longest = int(np.diff(letters.starts).max(initial=0))
    _mark(replies, letters, letter_of, copied, np.zeros(longest + 1, np.int32))
    return copied


def copied_runs(reply: Codes, marks: Marks, letter: Codes) -> npt.NDArray[np.int64]:
    """Rows of (begin, end in the reply, begin, end in the letter), in folded characters."""
    runs = np.zeros((MOST_RUNS, 4), np.int64)
    head = np.zeros((2, 1 << TABLE_BITS), np.int32)
    chain = np.zeros(len(letter) + 1, np.int32)
    _index(letter, head, chain, 1)
    found = _runs((reply, marks), letter, (head, chain, 1), runs)
    return runs[:found]


@kernel
def _mark(replies: Texts, letters: Texts, letter_of: Ints, copied: Marks, chain: Codes) -> None:
    head = np.zeros((2, 1 << TABLE_BITS), np.int32)
    runs = np.zeros((MOST_RUNS, 4), np.int64)
    indexed = np.int64(-1)
    stamp = 0
    for row in range(len(replies.starts) - 1):
        number = letter_of[row]
        if number < 0:
            continue
        letter = letters.codes[letters.starts[number] : letters.starts[number + 1]]
        first, end = replies.starts[row], replies.starts[row + 1]
        if number != indexed:
            stamp += 1
            indexed = number
            _index(letter, head, chain, stamp)
        found = _runs((replies.codes[first:end], replies.marks[first:end]), letter, (head, chain, stamp), runs)
        for at in range(found):
            copied[first + runs[at, 0] : first + runs[at, 1]] = 1


@inlined
def _slot(codes: Codes, at: int) -> Any:
    mixed = (np.int64(codes[at]) * 31 + codes[at + 1]) * 1009 + codes[at + 2]
    mixed = (mixed * 0x9E3779B1) & 0xFFFFFFFF
    return mixed >> (32 - TABLE_BITS)


@kernel
def _index(letter: Codes, head: Codes, chain: Codes, stamp: int) -> None:
    """Chains the trigrams of the letter, the first place in front."""
    for at in range(len(letter) - 3, -1, -1):
        slot = _slot(letter, at)
        chain[at] = head[0, slot] if head[1, slot] == stamp else -1
        head[0, slot] = at
        head[1, slot] = stamp


@kernel
def _runs(
    text: tuple[Codes, Marks], letter: Codes, table: tuple[Codes, Codes, int], runs: npt.NDArray[np.int64]
) -> Any:
    reply, marks = text
    head, chain, stamp = table
    found = 0
    at = 0
    while at + 3 <= len(reply) and found < MOST_RUNS:
        slot = _slot(reply, at)
        place = head[0, slot] if head[1, slot] == stamp else -1
        wanted = runs[found - 1, 3] + at - runs[found - 1, 1] if found else -1
        best = best_place = tried = 0
        while place >= 0 and tried < CHAIN:
            length = 0
            while (
                at + length < len(reply)
                and place + length < len(letter)
                and reply[at + length] == letter[place + length]
            ):
                length += 1
            if length > best or (length == best and abs(place - wanted) < abs(best_place - wanted)):
                best, best_place = length, place
            place = chain[place]
            tried += 1
        near = found > 0 and at - runs[found - 1, 1] <= LONGEST_EDIT and abs(best_place - wanted) <= DRIFT
        if best < (3 if near else SHORTEST_RUN):
            at += 1
            continue
        if near:
            runs[found - 1, 1], runs[found - 1, 3] = at + best, max(runs[found - 1, 3], best_place + best)
        else:
            found = _drop_short(runs, found, marks)
            runs[found, 0], runs[found, 1], runs[found, 2], runs[found, 3] = (
                at,
                at + best,
                best_place,
                best_place + best,
            )
            found += 1
        at += best
    return _drop_short(runs, found, marks)


@inlined
def _drop_short(runs: npt.NDArray[np.int64], found: int, marks: Marks) -> Any:
    """Without the last run where that is too short to be a copy."""
    if found == 0 or runs[found - 1, 1] - runs[found - 1, 0] >= SHORTEST_COPY:
        return found
    begin, end = runs[found - 1, 0], runs[found - 1, 1]
    opens = begin == 0 or marks[begin - 1] & BREAK >= COMMA
    closes = end == len(marks) or marks[end - 1] & BREAK >= COMMA
    return found if opens and closes else found - 1
