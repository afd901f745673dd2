"""The slots of a phrase into bytes: names, places, days, lists, figures."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import kernel, seed_of
from jianfu.simulate.chat.grammar import (
    FROM_TO,
    LITERAL,
    SPECIALS,
    Phrases,
)
from jianfu.simulate.chat.message import (
    AT,
    DAY,
    DEADLINE,
    FIRST,
    GROUP,
    ROUND,
    SENDER,
    STEP,
    STRIDE,
    UNIT,
)
from jianfu.simulate.chat.noting import (
    Notes,
)
from jianfu.simulate.chat.spell import (
    put,
    put_hex,
    put_id,
    put_name,
    put_number,
)
from jianfu.simulate.chat.stage import DATE, PERSON, TOWNS, UNIT_NAME, VILLAGES, WEEKDAY, Cast, Names

Bytes = NDArray[np.uint8]
Int32s = NDArray[np.int32]
Row = NDArray[np.int64]

(
    _MEMBER, _SURNAME, _UNIT, _OWN_UNIT, _TOWN, _VILLAGE, _DAY, _WEEKDAY, _DEADLINE, _HEX, _DIGITS,
    _REFERENCE, _ROUND, _CHAIN, _EPOCH, _COPY, _SELF, _CLOCK,
) = range(len(SPECIALS))  # fmt: skip
DEADLINE_SLOT = SPECIALS.index("deadline")
_DAY_MINUTES = 1440
_HALF_HOUR_MS = 1_800_000


class Paper(NamedTuple):
    """A text in bytes, and beside every byte what hands may do to it (see ``slips``)."""

    text: Bytes
    mask: Bytes


class Pens(NamedTuple):
    """What the loop needs beside phrases and stage: symbols it names itself, scratch, the seed."""

    notice: Int32s
    """The symbols a notice is made of, in the order of ``notice_text.SYMBOLS``."""
    remark: Int32s
    """Symbols of what stands behind a name on a chain reply's list."""
    sent: int
    recalled: int
    """The symbol of a recall, whose action differs."""
    switched: int
    report: int
    body: Paper
    body_length: NDArray[np.int64]
    spare: Paper
    second: Row
    """A row to work on."""
    notes: Notes
    stack: NDArray[np.int64]
    saved: NDArray[np.uint64]
    seed: int
    tolist_limit: int
    """Groups up to this size have all recipients in ``tolist``; larger ones an empty list (ours: keeps files small)."""


class Desk(NamedTuple):
    """Everything a writer has before it."""

    phrases: Phrases
    names: Names
    cast: Cast
    pens: Pens


@kernel
def pick(phrases: Phrases, symbol: int, number: int) -> int:
    """The alternative of a symbol that a random number picks."""
    begin = phrases.pick_from[symbol]
    return int(phrases.picks[begin + number % (phrases.pick_from[symbol + 1] - begin)])


@kernel
def put_plain(out: Bytes, at: int, phrases: Phrases, symbol: int, number: int) -> int:
    """A phrase without slots."""
    chosen = pick(phrases, symbol, number)
    for token in range(phrases.token_from[chosen], phrases.token_from[chosen + 1]):
        if phrases.tokens[token, 0] == LITERAL:
            at = put(out, at, phrases.text, phrases.tokens[token, 1], phrases.tokens[token, 2])
    return at


@kernel
def put_chain(out: Bytes, at: int, desk: Desk, row: Row) -> int:
    """The list of a chain reply as it stands after ``STEP`` people."""
    phrases, cast, names, pens = desk.phrases, desk.cast, desk.names, desk.pens
    begin = cast.member_from[row[GROUP]]
    size = cast.member_from[row[GROUP] + 1] - begin
    remark = pens.remark[(row[ROUND] & 0x7FFFFFFF) % len(pens.remark)]
    for place in range(row[STEP]):
        person = cast.members[begin + (row[FIRST] + place * row[STRIDE]) % size, 0]
        out[at], out[at + 1] = 92, 110
        at = put_number(out, at + 2, np.uint64(place + 1))
        out[at], out[at + 1] = 46, 32
        at = put_name(out, at + 2, names, PERSON, person)
        at = put_plain(out, at, phrases, remark, seed_of(row[ROUND], place, 1) & 0xFFFFFF)
    return at


@kernel
def put_deadline(out: Bytes, at: int, names: Names, deadline: int, number: int) -> int:
    """A day and an hour, as people write them; ``deadline`` is in minutes since the period began."""
    day, minute = deadline // _DAY_MINUTES, deadline % _DAY_MINUTES
    at = put_name(out, at, names, DATE, day)
    at = put_number(out, at, np.uint64(minute // 60))
    if minute % 60 or number % 3 == 0:
        out[at], out[at + 1], out[at + 2] = 58, 48 + minute % 60 // 10, 48 + minute % 10
        return at + 3
    out[at], out[at + 1], out[at + 2] = 0xE7, 0x82, 0xB9  # 点
    return at + 3


@kernel
def put_person(out: Bytes, at: int, desk: Desk, row: Row, number: int) -> int:
    """A member of the group, by name."""
    begin, end = desk.cast.member_from[row[GROUP]], desk.cast.member_from[row[GROUP] + 1]
    return put_name(out, at, desk.names, PERSON, desk.cast.members[begin + number % (end - begin), 0])


@kernel
def put_place(out: Bytes, at: int, desk: Desk, row: Row, code: int, number: int) -> int:
    """A unit by name: the one that speaks, the sender's, or one of the townships or villages around."""
    cast, unit = desk.cast, row[UNIT]
    if code == _OWN_UNIT:
        unit = cast.unit_of[row[SENDER]]
    elif code != _UNIT:
        run = TOWNS if code == _TOWN else VILLAGES
        begin, end = cast.units[unit, run], cast.units[unit, run + 1]
        if end > begin:
            unit = cast.lists[begin + number % (end - begin)]
    return put_name(out, at, desk.names, UNIT_NAME, unit)


@kernel
def put_named(out: Bytes, at: int, desk: Desk, row: Row, what: tuple[int, int, int]) -> int:
    """A slot that stands for somebody, some place or some day."""
    code, argument, number = what
    if code == _MEMBER:
        return put_person(out, at, desk, row, number)
    if code == _SURNAME:
        put_person(out, at, desk, row, number)
        return at + 3
    if code == _SELF:
        return put_name(out, at, desk.names, PERSON, row[SENDER])
    if code == _DEADLINE:
        return put_deadline(out, at, desk.names, row[DEADLINE], number)
    if code in (_DAY, _WEEKDAY):
        least, most = (argument % FROM_TO, argument // FROM_TO) if argument >= FROM_TO else (0, argument)
        column = DATE if code == _DAY else WEEKDAY
        return put_name(out, at, desk.names, column, row[DAY] + least + number % (most - least + 1))
    return put_place(out, at, desk, row, code, number)


@kernel
def put_figure(out: Bytes, at: int, desk: Desk, row: Row, what: tuple[int, int, int]) -> int:
    """A slot that stands for digits: ids, times, hashes."""
    code, argument, number = what
    if code == _HEX:
        at = put_hex(out, at, number, argument)
    elif code == _ROUND:
        at = put_hex(out, at, row[ROUND], 16)
    elif code == _DIGITS:
        at = put_number(out, at, np.uint64(10 ** (argument - 1) + number % (9 * 10 ** (argument - 1))))
    elif code == _REFERENCE:
        at = put_id(out, at, desk.pens.seed, row[ROUND], row[STEP])
    elif code == _EPOCH:
        at = put_number(out, at, np.uint64((row[AT] // _HALF_HOUR_MS + 2 * argument) * 1800))
    elif code == _CLOCK:
        at = put_number(out, at, np.uint64(8 + number % 10))
        out[at], out[at + 1], out[at + 2] = 58, 48 + number // 16 % 6, 48
        at += 3
    return at


@kernel
def put_special(out: Bytes, at: int, desk: Desk, row: Row, what: tuple[int, int, int]) -> int:
    """A slot that is not a phrase: ``what`` is its code, its argument and a random number."""
    pens, code = desk.pens, what[0]
    if code == _COPY:
        return put(out, at, pens.body.text, 0, pens.body_length[0])
    if code == _CHAIN:
        return put_chain(out, at, desk, row)
    if code <= _DEADLINE or code == _SELF:
        return put_named(out, at, desk, row, what)
    return put_figure(out, at, desk, row, what)
