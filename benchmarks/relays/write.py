"""The text of any row of a plan: its notice from the grammar, then what each hand on the way did to it."""

from typing import NamedTuple

import numpy as np
from compiled import below, kernel, seed_of, share
from expand import (
    CHANGE,
    CHANGED_DEADLINE,
    CHANGED_NUMBER,
    CHANGED_PLACE,
    FACTS,
    FIGURES,
    NOTHING,
    WORDS,
    expand,
    take_pen,
)
from grammar import Phrases
from numpy.typing import NDArray

from plan import ACK, CHANGED, DEEPEST, EDITED, NOTICE, PREFACE, QUOTED, REISSUED, REPORT, SHORTENED, WHOLE, Plan

USED = ("notice", "ack", "chat", "report", "mark", "closing", "preface", "quote_before", "quote_after", "reissue",
        "urge")  # fmt: skip
A_NOTICE, AN_ACK, A_CHAT, A_REPORT, A_MARK, A_CLOSING, A_PREFACE, BEFORE, AFTER, A_REISSUE, AN_URGE = range(len(USED))
LONGEST = 4_000
"""Characters that a text may have before nothing more is added to it."""
ROOM = LONGEST * 3
MOST_EDITED = 0.10
CHANGES = (CHANGED_DEADLINE,) * 6 + (CHANGED_NUMBER,) * 3 + (CHANGED_PLACE,)
"""What a hand changes of the facts, each as likely: deadlines move most, the place seldom."""


@kernel
def start(state, words, facts, figures):
    state[WORDS], state[FACTS], state[FIGURES], state[CHANGE] = words, facts, figures, NOTHING


@kernel
def edit(source, out, at, rate, pen, fill):
    """Copy the text, each character changed, followed by another or left out with chance ``rate``.

    Returns the end, how many were touched, and how many digits among them.
    """
    state = pen.state
    touched, digits = 0, 0
    for character in source:
        if share(state, WORDS) >= rate:
            out[at] = character
            at += 1
            continue
        touched += 1
        digits += 48 <= character <= 57
        way = below(state, WORDS, 4)
        if way == 2:
            out[at] = character
            at += 1
        if way < 3:
            out[at] = fill[below(state, WORDS, len(fill))]
            at += 1
    return at, touched, digits


@kernel
def shorten(source, out, state):
    """Cut off the end, or take a piece out of the middle; returns how much is left."""
    length = len(source)
    if share(state, WORDS) < 0.6:
        keep = int(length * (0.45 + 0.4 * share(state, WORDS)))
        out[:keep] = source[:keep]
        return keep
    gap = int(length * (0.15 + 0.3 * share(state, WORDS)))
    begin = int((length - gap) * share(state, WORDS))
    out[:begin] = source[:begin]
    out[begin : length - gap] = source[begin + gap :]
    return length - gap


@kernel
def put_before(kind, wrapped, out, pen, names):
    """What stands before the text that is passed on."""
    if kind == PREFACE:
        return expand(out, 0, names[A_PREFACE], pen)
    if kind == QUOTED:
        return expand(out, 0, names[BEFORE], pen)
    if kind == REISSUED:
        return expand(out, 0, names[A_REISSUE], pen)
    if wrapped and share(pen.state, WORDS) < 0.6:
        return expand(out, 0, names[AN_URGE if kind == CHANGED else A_MARK], pen)
    return 0


@kernel
def pass_on(kind, source, out, pen, phrases):
    """One hand's work; returns the length, and of edits the touched characters and digits."""
    names, fill, state = phrases.names, phrases.fill, pen.state
    touched, digits = 0, 0
    if len(source) > LONGEST:
        out[: len(source)] = source
        return len(source), touched, digits
    wrapped = kind != WHOLE or share(state, WORDS) < 0.6
    at = put_before(kind, wrapped, out, pen, names)
    if kind == EDITED:
        at, touched, digits = edit(source, out, at, MOST_EDITED * share(state, WORDS), pen, fill)
    elif kind == SHORTENED:
        at += shorten(source, out[at:], state)
    else:
        out[at : at + len(source)] = source
        at += len(source)
    if kind == QUOTED:
        at = expand(out, at, names[AFTER], pen)
    elif wrapped and kind != REISSUED and share(state, WORDS) < 0.4:
        at = expand(out, at, names[A_CLOSING], pen)
    return at, touched, digits


@kernel
def write_notice(plan, row, change, text, pen, name):
    """The notice of ``row`` as first issued, but for the fact that ``row`` changed; returns its length and the fact."""
    number = plan.notice[row]
    words, facts = seed_of(plan.seed, 2, plan.words_of[number]), seed_of(plan.seed, 3, number)
    while True:
        start(pen.state, words, facts, seed_of(plan.seed, 4, row))
        pen.state[CHANGE] = change
        length = expand(text, 0, name, pen)
        if pen.state[CHANGE] == NOTHING:
            return length, change
        change = CHANGED_DEADLINE  # no such fact in it, but a deadline always


@kernel
def write_single(plan, row, text, pen, names):
    """An acknowledgement, a piece of talk or a report; returns its length."""
    kind, here = plan.kind[row], seed_of(plan.seed, 5, row)
    if kind == REPORT:
        template = plan.template[row]
        start(pen.state, seed_of(plan.seed, 6, template), seed_of(plan.seed, 7, template), here)
        return expand(text, 0, names[A_REPORT], pen)
    start(pen.state, here, here + np.uint64(1), here)
    return expand(text, 0, names[AN_ACK if kind == ACK else A_CHAT], pen)


@kernel
def write_row(plan, row, scratch, pen, phrases):
    """Write the row's text into ``scratch[0]``.

    Returns its length, the last hand's touched characters and digits, and what fact was changed.
    """
    if plan.kind[row] < NOTICE:
        return write_single(plan, row, scratch[0], pen, phrases.names), 0, 0, NOTHING
    chain, deep, at = np.empty(DEEPEST, np.int64), 0, row
    while plan.parent[at] >= 0:
        chain[deep] = at
        deep += 1
        at = plan.parent[at]
    first = chain[deep - 1] if deep else row
    change, touched, digits = NOTHING, 0, 0
    if plan.kind[first] >= REISSUED:
        change = CHANGES[np.int64(seed_of(plan.seed, 8, first) % np.uint64(len(CHANGES)))]
    length, change = write_notice(plan, first, change, scratch[0], pen, phrases.names[A_NOTICE])
    for step in range(deep - 1, -1, -1):
        by = seed_of(plan.seed, 9, chain[step])
        start(pen.state, by, by + np.uint64(1), by)
        length, touched, digits = pass_on(plan.kind[chain[step]], scratch[0, :length], scratch[1], pen, phrases)
        scratch[0, :length] = scratch[1, :length]
    return length, touched, digits, change


class Written(NamedTuple):
    """Some rows of a plan: UTF-8 bytes, where each text begins among them, and what is true of each."""

    text: NDArray[np.uint8]
    starts: NDArray[np.int32]
    length: NDArray[np.int32]
    touched: NDArray[np.int32]
    digits: NDArray[np.int32]
    change: NDArray[np.int8]


@kernel
def encode(codes, length, out, at):
    """The characters as UTF-8 from ``at`` on; returns the end."""
    for place in range(length):
        code = codes[place]
        if code < 0x80:
            out[at] = code
            at += 1
            continue
        if code < 0x800:
            out[at], tail = 0xC0 | code >> 6, 1
        elif code < 0x10000:
            out[at], tail = 0xE0 | code >> 12, 2
        else:
            out[at], tail = 0xF0 | code >> 18, 3
        at += 1
        for step in range(tail - 1, -1, -1):
            out[at] = 0x80 | (code >> (6 * step)) & 0x3F
            at += 1
    return at


@kernel
def write_rows(plan, begin, end, pen, phrases, written):
    """Fill ``written``; returns whether its bytes had room."""
    scratch, at = np.empty((2, ROOM), np.uint32), 0
    for row in range(begin, end):
        here = row - begin
        written.starts[here] = at
        length, touched, digits, change = write_row(plan, row, scratch, pen, phrases)
        if at + 4 * length > len(written.text):
            return False
        at = encode(scratch[0], length, written.text, at)
        written.length[here], written.touched[here], written.digits[here] = length, touched, digits
        written.change[here] = change
    written.starts[end - begin] = at
    return True


class Used(NamedTuple):
    """What the loops take from the phrases: the symbols by number, and the characters edits put in."""

    names: NDArray[np.int64]
    fill: NDArray[np.int32]


def write_slice(plan: Plan, begin: int, end: int, phrases: Phrases) -> Written:
    """The texts of some rows; the same whichever way a plan is cut into slices."""
    grammar, fill = phrases.grammar, phrases.symbols["fill"]
    letters = grammar.tokens[grammar.begin[grammar.first[fill]] : grammar.begin[grammar.first[fill + 1]]]
    used = Used(np.array([phrases.symbols[name] for name in USED]), letters)
    pen = take_pen(grammar, phrases.symbols["place_head"])
    rows, room = end - begin, 400
    while True:
        counts = [np.empty(rows, kind) for kind in (np.int32, np.int32, np.int32, np.int8)]
        written = Written(np.empty(rows * room + ROOM, np.uint8), np.empty(rows + 1, np.int32), *counts)
        if write_rows(plan, begin, end, pen, used, written):
            return written
        room *= 2
