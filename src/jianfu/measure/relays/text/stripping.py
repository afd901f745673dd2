"""Strips a folded message (去套话): whole clauses of the phrases people put around a notice, at either end."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, lean_kernel
from jianfu.measure.relays.text.wrapping import (
    BOILERPLATE,
    FORWARD_MARK,
    LONGEST_CLAUSE,
    REPLY_REQUEST,
    SIGN_OFF,
    WORDS_MARKS,
    WORDS_SHIFT,
    Wrapping,
    marks_of,
)

MOST_CLAUSES = 1024
"""Clauses kept apart in a message; what follows counts as one."""
SEARCHED = 4
"""Last clauses that are left in which a demand to answer is looked for: a name or a day may stand behind it."""
SHORTEST_SIGNATURE, LONGEST_SIGNATURE = 2, 12
PASSED, NOT_PASSED = ord("转"), tuple(ord(unit) for unit in "移运账岗变换入到")
"""转, and what makes another word of it at the beginning of a clause."""
LINE, SPACE, DASH, RULE = 0x0A, 0x20, 0x2014, 0x2500

Units = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.int64]


class Clauses(NamedTuple):
    """Room for the clauses of the message at hand."""

    cuts: Longs
    """Where each begins among the units, and the end of the last."""
    breaks: Longs
    """The character before each."""


def new_clauses() -> Clauses:
    """Room for one message."""
    return Clauses(np.empty(MOST_CLAUSES + 1, np.int64), np.empty(MOST_CLAUSES + 1, np.int64))


@lean_kernel
def cut(clauses: Clauses, count: Any, at: Any, character: Any) -> Any:
    """A clause ends at a unit with a character that does not count; returns the number of clauses ended so far."""
    if clauses.cuts[count] < at and count < MOST_CLAUSES:
        count += 1
        clauses.cuts[count] = at
        clauses.breaks[count] = character
    elif character == LINE or character == DASH or character == RULE:  # noqa: PLR1714, SIM109 - no sets here
        clauses.breaks[count] = character
    return count


@lean_kernel
def strip(codes: Units, count: Any, seen: tuple[Any, Any], phrases: Wrapping, clauses: Clauses) -> tuple[Any, Any, Any]:
    """What of a message's units is the notice itself: begin, end, and the marks with those of what was stripped.

    ``seen``: the marks so far, and a number for the pictures around the words, 0 for none.
    """
    cuts = clauses.cuts
    head = 0
    marks = seen[0]
    words = np.int64(0 if seen[1] == 0 else 1 + seen[1] % (WORDS_MARKS - 1))
    while head < count:
        after, found = head + 1, _phrase(codes, (head, head + 1), phrases, clauses) & np.uint32(0xFFFF)
        if found == 0 and after < count and clauses.breaks[after] == SPACE:
            after, found = head + 2, _phrase(codes, (head, head + 2), phrases, clauses) & np.uint32(0xFFFF)
        if found == 0 and _passes_on(codes, cuts[head], cuts[head + 1], phrases):
            after, found = head + 1, np.uint32(FORWARD_MARK)
        if found == 0:
            break
        marks |= found
        words += _words_of(codes, cuts[head], cuts[after])
        head = after
    tail = count
    while tail > head:
        before, found = tail - 1, _phrase(codes, (tail - 1, tail), phrases, clauses) >> np.uint32(16)
        if found == 0 and before > head and clauses.breaks[before] == SPACE:
            before, found = tail - 2, _phrase(codes, (tail - 2, tail), phrases, clauses) >> np.uint32(16)
        if found == 0 and tail > head + 1 and _passes_on(codes, cuts[tail - 1], cuts[tail], phrases):
            before, found = tail - 1, np.uint32(FORWARD_MARK)
        if found == 0 and tail == count and tail > head + 1 and _signs(codes, tail, phrases, clauses):
            before, found = tail - 1, np.uint32(SIGN_OFF)
        if found == 0:
            break
        marks |= found
        words += 0 if found == REPLY_REQUEST else _words_of(codes, cuts[before], cuts[tail])
        tail = before
    for clause in range(max(head, tail - SEARCHED), tail):
        marks |= _phrase(codes, (clause, clause + 1), phrases, clauses) >> np.uint32(16) & np.uint32(REPLY_REQUEST)
    if head == tail and count:
        marks |= BOILERPLATE
    if words:
        marks |= (1 + words % WORDS_MARKS) << WORDS_SHIFT
    return cuts[head], cuts[tail], marks


@inlined
def _phrase(codes: Units, span: tuple[Any, Any], phrases: Wrapping, clauses: Clauses) -> Any:
    """The bits of a clause, or of two that a space parts (thank you), 0 where they are no phrase."""
    begin, end = clauses.cuts[span[0]], clauses.cuts[span[1]]
    return marks_of(codes, begin, end, phrases) if end - begin <= LONGEST_CLAUSE else np.uint32(0)


@lean_kernel
def _words_of(codes: Units, begin: Any, end: Any) -> Any:
    """A number for the words of a clause, no multiple of ``WORDS_MARKS``: with the clause the sum is never the same."""
    value = np.int64(0)
    for at in range(begin, end):
        value = 7 * value + np.int64(codes[at])
    return 1 + value % (WORDS_MARKS - 1)


@lean_kernel
def _passes_on(codes: Units, begin: Any, end: Any, phrases: Wrapping) -> Any:
    """Whether a clause names who passes a text on, or from whom: 转县水利局, 马鞍乡转."""
    found = False
    if SHORTEST_SIGNATURE < end - begin <= LONGEST_SIGNATURE:
        if codes[end - 1] == PASSED:
            found = _ends_as_body(codes[end - 2], phrases)
        elif codes[begin] == PASSED and codes[begin + 1] not in NOT_PASSED:
            found = _ends_as_body(codes[end - 1], phrases)
    return found


@lean_kernel
def _ends_as_body(unit: Any, phrases: Wrapping) -> Any:
    found = False
    for end in phrases.signature_ends:
        found = found or unit == end
    return found


@lean_kernel
def _signs(codes: Units, tail: Any, phrases: Wrapping, clauses: Clauses) -> Any:
    """Whether the last clause is a signature: set off by a dash or a new line, short, ending as bodies' names do."""
    size = clauses.cuts[tail] - clauses.cuts[tail - 1]
    before = clauses.breaks[tail - 1]
    apart = before == LINE or before == DASH or before == RULE  # noqa: PLR1714 - no sets here
    found = _ends_as_body(codes[clauses.cuts[tail] - 1], phrases)
    return found and apart and SHORTEST_SIGNATURE <= size <= LONGEST_SIGNATURE
