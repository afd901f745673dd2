"""Symbols of the grammar into bytes: phrases within phrases, and what stands in their slots."""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import FACTS, FORM, WORDS, State, below, bits, kernel, seed_of, start
from jianfu.simulate.chat.grammar import BY_FACTS, LITERAL, NUMBER, PHRASE, STICKY
from jianfu.simulate.chat.message import FACTS_SEED, GROWTH, HELD, NUMBER_FACT, SYMBOL, WORDS_SEED
from jianfu.simulate.chat.noting import DEADLINE_STYLE, ON, is_unit, note_fact, note_number, special_kind
from jianfu.simulate.chat.slots import DEADLINE_SLOT, Desk, Pens, pick, put_special
from jianfu.simulate.chat.spell import escape_again, put, put_number

Bytes = NDArray[np.uint8]
Row = NDArray[np.int64]


@kernel
def close_phrase(out: Bytes, at: int, pens: Pens, depth: int, state: State) -> int:
    """A phrase is done: escape it where it asks for that, give back the streams it borrowed."""
    if pens.stack[depth, 2] >= 0:
        at = escape_again(out, pens.stack[depth, 2], at, pens.spare.text)
    if pens.stack[depth, 3]:
        state[:] = pens.saved[depth]
    note_fact(pens.notes, pens.stack[depth, 5], at, pens.stack[depth, 4])
    return at


@kernel
def draw_fact(state: State, held: int, stream: int, fixed: bool) -> int:
    """A non-negative random number: of the facts, of the template where it is ``fixed``, or the one all share."""
    if stream >= STICKY:
        return seed_of(held, stream, 7) & 0x3FFFFFFFFFFFFFFF
    return bits(state, FORM if fixed else FACTS)


@kernel
def grow(desk: Desk, row: Row, number: int, token: int, end: int) -> int:
    """The number as it stands on this notice: larger where a relay raised it and it counts something."""
    phrases = desk.phrases
    if not desk.pens.notes.marks[ON] or token >= end or phrases.tokens[token, 0] != LITERAL:
        return number
    begin = phrases.tokens[token, 1]
    if phrases.tokens[token, 2] < begin + 3 or not is_unit(phrases.text, begin):
        return number
    return note_number(desk.pens.notes, number, begin, row[GROWTH])


@kernel
def put_slot(out: Bytes, at: int, desk: Desk, row: Row, what: tuple[int, int, int]) -> int:
    """A slot that is not a phrase: ``what`` is its token, where its phrase ends, and a random number."""
    token, end, number = what
    notes, begin = desk.pens.notes, at
    kind, first, second = desk.phrases.tokens[token, 0], desk.phrases.tokens[token, 1], desk.phrases.tokens[token, 2]
    if kind == NUMBER:
        value = grow(desk, row, first + number % (second - first + 1), token + 1, end)
        at = put_number(out, at, np.uint64(value))
        note_fact(notes, begin, at, NUMBER_FACT)
        return at
    if first == DEADLINE_SLOT and notes.marks[ON] and notes.marks[DEADLINE_STYLE] < 0:
        notes.marks[DEADLINE_STYLE] = number % 3
    at = put_special(out, at, desk, row, (first, second, number))
    note_fact(notes, begin, at, special_kind(first))
    return at


@kernel
def slot_kind(kind: int, code: int) -> int:
    """The kind of fact a slot is that is not a phrase."""
    return NUMBER_FACT if kind == NUMBER else special_kind(code)


@kernel
def expand(out: Bytes, at: int, desk: Desk, row: Row, symbol: int, state: State) -> int:
    """Write a symbol of the grammar: an own stack in place of recursion.

    What a whole text shares is picked by its facts in a talk, by its words in a notice or report: every use of a
    template is about the same matter.
    """
    phrases, pens = desk.phrases, desk.pens
    stack, saved, depth = pens.stack, pens.saved, 0
    held = row[WORDS_SEED] if row[SYMBOL] == pens.sent or row[SYMBOL] == pens.report else row[FACTS_SEED]
    chosen = pick(phrases, symbol, below(state, WORDS, 1 << 30))
    stack[0, 0], stack[0, 1] = phrases.token_from[chosen], phrases.token_from[chosen + 1]
    stack[0, 2], stack[0, 3], stack[0, 4] = -1, 0, 0
    while depth >= 0:
        token = stack[depth, 0]
        if token == stack[depth, 1]:
            at = close_phrase(out, at, pens, depth, state)
            depth -= 1
            continue
        stack[depth, 0] = token + 1
        kind, first, stream = phrases.tokens[token, 0], phrases.tokens[token, 1], phrases.tokens[token, 3]
        percent, twice = phrases.tokens[token, 4], phrases.tokens[token, 5]
        if percent < 100 and below(state, WORDS, 100) >= percent:
            continue
        if kind == LITERAL:
            at = put(out, at, phrases.text, first, phrases.tokens[token, 2])
        elif kind == PHRASE:
            depth += 1
            stack[depth, 2], stack[depth, 3] = (at if twice else -1), (1 if stream >= STICKY else 0)
            stack[depth, 4], stack[depth, 5] = phrases.facts[first], at
            if stream >= STICKY:
                saved[depth] = state
                fixed = seed_of(held, stream, 11)
                start(state, fixed, fixed + 1)
            by = WORDS
            if stream == BY_FACTS:
                by = FORM if row[HELD] & phrases.facts[first] else FACTS
            chosen = pick(phrases, first, below(state, by, 1 << 30))
            stack[depth, 0], stack[depth, 1] = phrases.token_from[chosen], phrases.token_from[chosen + 1]
        else:
            number = draw_fact(state, held, stream, row[HELD] & slot_kind(kind, first) != 0)
            at = put_slot(out, at, desk, row, (token, stack[depth, 1], number))
    return at
