"""One text from the grammar.

Words, facts and figures are drawn from streams of their own: a twin has the words of another notice and other facts, a
report the words and facts of its template and other figures.
"""

from typing import NamedTuple

import numpy as np
from compiled import below, kernel
from grammar import COUNT, DEADLINE, MARKS, NUMBER, ONE_DIGIT, PHONE, THREE_DIGITS, TWO_DIGITS, Grammar
from numpy.typing import NDArray

WORDS, FACTS, FIGURES, CHANGE = range(4)
"""State: three streams, and the fact that is still to be changed."""
NOTHING, CHANGED_DEADLINE, CHANGED_NUMBER, CHANGED_PLACE = range(4)
DAYS = tuple(np.array([ord(character) for character in word], np.uint32) for word in ("今天", "明天", "后天"))
WEEKDAYS = np.array([ord(character) for character in "一二三四五六"], np.uint32)
MONTH, DAY, HOUR, HOUR_TOO, HALF, BEFORE, MORNING, AFTERNOON, WEEK, LEAVING = (
    np.array([ord(character) for character in word], np.uint32)
    for word in ("月", "日", "时", "点", ":30", "前", "上午", "下午", "周", "下班")
)
SYMBOLS = len(MARKS) + 1
DEEPEST_RULE = 64


class Pen(NamedTuple):
    """What one thread writes with."""

    grammar: Grammar
    place_head: int
    """The symbol a changed place is told by."""
    state: NDArray[np.uint64]
    stack: NDArray[np.int64]
    """``DEEPEST_RULE`` times where the walk stands and where it ends."""


def take_pen(grammar: Grammar, place_head: int) -> Pen:
    return Pen(grammar, place_head, np.zeros(4, np.uint64), np.empty((DEEPEST_RULE, 2), np.int64))


@kernel
def put(text, at, word):
    for character in word:
        text[at] = character
        at += 1
    return at


@kernel
def put_number(text, at, value):
    scale = 1
    while scale * 10 <= value:
        scale *= 10
    while scale:
        text[at] = 48 + value // scale % 10
        at += 1
        scale //= 10
    return at


@kernel
def put_clock(text, at, form, hour):
    """The hour in one of four spellings."""
    if form == 0:
        return put(text, put(text, put_number(text, at, hour), HOUR), BEFORE)
    if form == 1:
        at = put(text, at, MORNING if hour < 12 else AFTERNOON)
        return put(text, put(text, put_number(text, at, hour if hour <= 12 else hour - 12), HOUR_TOO), BEFORE)
    if form == 2:
        return put(text, put(text, put_number(text, at, hour), HALF), BEFORE)
    return put(text, put(text, put_number(text, at, hour), HOUR_TOO), BEFORE)


@kernel
def put_deadline(text, at, state):
    """A day and an hour; a pending change moves it earlier."""
    form, clock = below(state, WORDS, 4), below(state, WORDS, 4)
    month, day, hour = 3 + below(state, FACTS, 4), 1 + below(state, FACTS, 28), 9 + below(state, FACTS, 10)
    near, weekday = below(state, FACTS, 3), below(state, FACTS, 6)
    if state[CHANGE] == CHANGED_DEADLINE:
        state[CHANGE] = NOTHING
        if (form == 2 and near) or (form == 3 and weekday):
            near, weekday = near - 1, weekday - 1
        elif form < 2 and day > 3:
            day -= 1 + below(state, FIGURES, 3)
        else:
            hour -= 1
    if form < 2:
        at = put(text, put_number(text, put(text, put_number(text, at, month), MONTH), day), DAY)
        if form == 1 and clock == 3 and hour >= 17:
            return put(text, put(text, at, LEAVING), BEFORE)
    elif form == 2:
        for word in range(3):
            if word == near:
                at = put(text, at, DAYS[word])
    else:
        at = put(text, at, WEEK)
        text[at] = WEEKDAYS[weekday]
        at += 1
    return put_clock(text, at, clock, hour)


@kernel
def put_count(text, at, state):
    """How often something has to be done; a pending change asks for more."""
    count = 2 + below(state, FACTS, 8)
    if state[CHANGE] == CHANGED_NUMBER:
        state[CHANGE] = NOTHING
        count += 1 + below(state, FIGURES, 5)
    return put_number(text, at, count)


@kernel
def put_mark(text, at, token, state):
    """What a mark in capitals or a number stands for."""
    if token == DEADLINE:
        return put_deadline(text, at, state)
    if token == COUNT:
        return put_count(text, at, state)
    value = 0
    if token == PHONE:
        value = 13_000_000_000 + below(state, FACTS, 6_999_999_999)
    elif token == NUMBER:
        value = below(state, FIGURES, 10 ** (1 + below(state, FIGURES, 4)))
    elif token == ONE_DIGIT:
        value = 1 + below(state, FACTS, 9)
    elif token == TWO_DIGITS:
        value = 10 + below(state, FACTS, 90)
    elif token == THREE_DIGITS:
        value = 100 + below(state, FACTS, 900)
    return put_number(text, at, value)


@kernel
def choose(symbol, pen):
    """One of the symbol's alternatives."""
    grammar, state = pen.grammar, pen.state
    first, count = grammar.first[symbol], grammar.first[symbol + 1] - grammar.first[symbol]
    chosen = below(state, FACTS if grammar.is_fact[symbol] else WORDS, count)
    if symbol == pen.place_head and state[CHANGE] == CHANGED_PLACE:
        state[CHANGE] = NOTHING
        chosen = (chosen + 1 + below(state, FIGURES, count - 1)) % count
    return first + chosen


@kernel
def expand(text, at, symbol, pen):
    """Write one text for the symbol from ``at`` on; returns its end."""
    grammar, stack, deep = pen.grammar, pen.stack, 0
    alternative = choose(symbol, pen)
    stack[0, 0], stack[0, 1] = grammar.begin[alternative], grammar.begin[alternative + 1]
    while deep >= 0:
        if stack[deep, 0] == stack[deep, 1]:
            deep -= 1
            continue
        token = grammar.tokens[stack[deep, 0]]
        stack[deep, 0] += 1
        if token >= 0:
            text[at] = token
            at += 1
        elif token >= THREE_DIGITS:
            at = put_mark(text, at, token, pen.state)
        else:
            alternative = choose(-token - SYMBOLS, pen)
            deep += 1
            stack[deep, 0], stack[deep, 1] = grammar.begin[alternative], grammar.begin[alternative + 1]
    return at
