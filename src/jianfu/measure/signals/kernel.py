"""Reads what each message does (信号) from its UTF-8 bytes: one walk, no Python per message."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.signals.folding import decode
from jianfu.measure.signals.lexicon import ALONE, CORE, FILLER, FOLDED_MASK, SYMBOL_SHIFT, Automaton, Lexicon

LONGEST_ACKNOWLEDGEMENT = 32
"""Folded characters; a longer message is never taken for an acknowledgement."""
CHAIN_HEAD_LINES = 2
FIRST = 0x9E3779B97F4A7C15
FACTOR = 0xD6E8FEB86659FD93


@dataclass(frozen=True)
class Signals:
    """One entry a message; without text: mask 0, hashes 0, lengths 0."""

    mask: npt.NDArray[np.int64]
    """The signals of the lexicon, bit by bit."""
    text_hash: npt.NDArray[np.uint64]
    """64 bits of the folded text: the same for exact copies."""
    head_hash: npt.NDArray[np.uint64]
    """The same of the first two lines: the list a chain reply goes on with."""
    folded: npt.NDArray[np.int32]
    """Folded characters."""
    reading: npt.NDArray[np.int32]
    """Characters to read: visible ones, a run of letters or digits of an alphabet counting as one."""


class Columns(NamedTuple):
    """Where the kernel writes."""

    mask: npt.NDArray[np.int64]
    text_hash: npt.NDArray[np.uint64]
    head_hash: npt.NDArray[np.uint64]
    folded: npt.NDArray[np.int32]
    reading: npt.NDArray[np.int32]


def read_signals(text: pa.Array, lexicon: Lexicon) -> Signals:
    """The signals of a text column (Arrow string, nulls allowed)."""
    count = len(text)
    columns = Columns(
        np.zeros(count, np.int64),
        np.zeros(count, np.uint64),
        np.zeros(count, np.uint64),
        np.zeros(count, np.int32),
        np.zeros(count, np.int32),
    )
    offsets, data = utf8(text)
    if len(data):
        _walk(offsets, data, lexicon.automaton, columns, np.zeros(LONGEST_ACKNOWLEDGEMENT, np.uint16))
    return Signals(*columns)


def utf8(text: pa.Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Offsets (one more than rows) into the bytes of a string array, without copying the bytes."""
    width = np.int64 if pa.types.is_large_string(text.type) else np.int32
    _, offsets, data = text.buffers()
    if offsets is None or data is None:
        return np.zeros(len(text) + 1, np.int64), np.zeros(0, np.uint8)
    starts = np.frombuffer(offsets, width)[text.offset : text.offset + len(text) + 1]
    return starts.astype(np.int64), np.frombuffer(data, np.uint8)


@kernel
def _walk(
    offsets: npt.NDArray[np.int64],
    data: npt.NDArray[np.uint8],
    words: Automaton,
    columns: Columns,
    beginning: npt.NDArray[np.uint16],
) -> None:
    for row in range(len(offsets) - 1):
        if offsets[row] < offsets[row + 1]:
            _read(row, (offsets[row], offsets[row + 1], data), words, columns, beginning)


@inlined
def _read(
    row: int,
    text: tuple[int, int, npt.NDArray[np.uint8]],
    words: Automaton,
    columns: Columns,
    beginning: npt.NDArray[np.uint16],
) -> None:
    """One message: folds, hashes, matches and counts character by character."""
    at, end, data = text
    characters, following, anywhere = words.characters, words.following, words.anywhere
    state = length = reading = lines = 0
    in_word = False
    mask = np.int64(0)
    text_hash = np.uint64(FIRST)
    head_hash = np.uint64(0)
    while at < end:
        code, at = decode(data, at)
        character = characters[code]
        folded = character & FOLDED_MASK
        if folded == 0:
            if code == 10 and length > 0:
                lines += 1
                if lines == CHAIN_HEAD_LINES:
                    head_hash = text_hash
            reading += _is_visible(code)
            in_word = False
            continue
        alphabetic = folded < 0x590 and folded != 43
        reading += not (alphabetic and in_word)
        in_word = alphabetic
        text_hash = (text_hash ^ np.uint64(folded)) * np.uint64(FACTOR)
        text_hash ^= text_hash >> np.uint64(32)
        symbol = character >> SYMBOL_SHIFT
        if length < LONGEST_ACKNOWLEDGEMENT:
            beginning[length] = symbol
        length += 1
        if symbol == 0:
            state = 0
            continue
        state = following[state, symbol]
        mask |= anywhere[state]
        if words.depth[state] == length:
            mask |= words.at_start[state]
    columns.folded[row] = length
    columns.reading[row] = reading
    if length:
        columns.text_hash[row] = text_hash
        columns.head_hash[row] = head_hash if lines >= CHAIN_HEAD_LINES else text_hash
        columns.mask[row] = _whole_message(mask | words.at_end[state], length, words, beginning)


@inlined
def _whole_message(mask: int, length: int, words: Automaton, beginning: npt.NDArray[np.uint16]) -> int:
    """The signals of the message as a whole added to those of its words."""
    if length <= LONGEST_ACKNOWLEDGEMENT and _made_of(beginning, length, words):
        mask |= 1
    return _derive(mask, length, words)


@inlined
def _is_visible(code: int) -> bool:
    """Whether a character that folds to nothing is seen: punctuation is, white space and selectors are not."""
    blank = code <= 0x20 or 0x7F <= code <= 0xA0 or 0x200B <= code <= 0x200F or code in (0x3000, 0xFEFF)
    return not (blank or 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF)


@inlined
def _made_of(symbols: npt.NDArray[np.uint16], length: int, words: Automaton) -> bool:
    """Whether the message is a row of acknowledging words with at least one core word, or a lone one.

    Bit n of ``reached``: the first n characters are such words; of ``core``: with a core word among them.
    """
    reached = 1
    core = 0
    for start in range(length):
        if not reached >> start & 1:
            continue
        node = 0
        for at in range(start, length):
            node = words.whole_following[node, symbols[at]]
            if node < 0:
                break
            accepts = words.whole_accepts[node]
            if accepts & CORE or (accepts & ALONE and at + 1 - start == length):
                reached |= 1 << (at + 1)
                core |= 1 << (at + 1)
            elif accepts & FILLER:
                reached |= 1 << (at + 1)
                core |= (core >> start & 1) << (at + 1)
    return bool(core >> length & 1)


@inlined
def _derive(mask: int, length: int, words: Automaton) -> int:
    """Adds the signals of length and those made of other signals."""
    for at in range(len(words.lengths)):
        if length <= words.lengths[at, 0]:
            mask |= words.lengths[at, 1]
    for at in range(len(words.derived)):
        present = words.derived[at, 0]
        if mask & present == present and mask & words.derived[at, 1] == 0:
            mask |= words.derived[at, 2]
    return mask
