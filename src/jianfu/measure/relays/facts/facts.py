"""Facts of identity (同一性要素) of folded texts: moments, numbers, names, addresses, proof asked for."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel, lean_kernel
from jianfu.measure.relays.facts.layout import (
    ADDRESS,
    AMOUNT_BITS,
    CLASS_SHIFT,
    DATE_FIELDS,
    DUTY,
    HALF_FIELD,
    MINUTE_BITS,
    MOMENT,
    MOST_FACTS,
    NUMBER,
    PLACE,
    PURPOSE_SHIFT,
    REISSUE,
    SENDING_FIELDS,
    UNIT_SHIFT,
    is_same,
    pack_fact,
)
from jianfu.measure.relays.facts.moments import read_weekday, settle_moment
from jianfu.measure.relays.facts.purposes import purpose_at
from jianfu.measure.relays.facts.reading import passes_on, read_name, read_quantity, read_word
from jianfu.measure.relays.facts.tables import (
    DIGIT,
    LINK,
    MEANING_SHIFT,
    NUMERAL,
    SUFFIX,
    TELLS_DUTY,
    TELLS_NAME,
    TELLS_REISSUE,
    TELLS_TIME,
    TELLS_WEEKDAY,
    WORD,
    FactTables,
)
from jianfu.measure.relays.text.addresses import begins_address, read_address

__all__ = ["MOST_FACTS", "Facts", "read_all_facts", "read_facts"]

_BEGINS = DIGIT | NUMERAL | WORD | SUFFIX | LINK
_ROOM = 1 << 20
_FLOOR, _ROOM_CLASS = ord("楼"), 7
"""三楼 is where people meet, as a room of a name is."""

Units = npt.NDArray[np.uint16]
Codes64 = npt.NDArray[np.uint64]


class Facts(NamedTuple):
    """Facts of many texts, in the order of each text, without repeats."""

    values: Codes64
    """See ``layout``."""
    starts: npt.NDArray[np.int64]
    """One more than texts: facts of text i are ``values[starts[i]:starts[i + 1]]``."""


def read_all_facts(
    codes: Units, starts: npt.NDArray[np.int64], tables: FactTables, wanted: npt.NDArray[np.bool_] | None = None
) -> Facts:
    """The facts of texts ``codes[starts[i]:starts[i + 1]]``; none of those that are not ``wanted``."""
    texts = len(starts) - 1
    wanted = np.ones(texts, np.bool_) if wanted is None else wanted
    found = np.zeros(texts + 1, np.int64)
    parts: list[Codes64] = []
    row = used = 0
    while row < texts:
        room = np.empty(max(_ROOM, MOST_FACTS), np.uint64)
        after, filled = _read_until_full(codes, starts, (row, wanted), tables, (room, found))
        parts.append(room[:filled])
        row, used = after, used + filled
    return Facts(np.concatenate(parts) if parts else np.zeros(0, np.uint64), np.cumsum(found))


@kernel
def _read_until_full(
    codes: Units,
    starts: npt.NDArray[np.int64],
    rows: tuple[int, npt.NDArray[np.bool_]],
    tables: FactTables,
    places: tuple[Codes64, npt.NDArray[np.int64]],
) -> tuple[int, int]:
    """Reads texts from a row on while another one surely fits: the next row and the facts written.

    ``rows``: that row, and which texts are wanted.
    """
    room, found = places
    row, wanted = rows
    facts, at = np.empty(MOST_FACTS, np.uint64), np.empty(MOST_FACTS, np.uint32)
    filled = 0
    while row < len(starts) - 1 and filled + MOST_FACTS <= len(room):
        count = read_facts(codes, starts[row], starts[row + 1], tables, facts, at) if wanted[row] else 0
        for index in range(count):
            room[filled + index] = facts[index]
        filled += count
        found[row + 1] = count
        row += 1
    return row, filled


@lean_kernel
def read_facts(codes: Units, begin: int, end: int, tables: FactTables, out: Codes64, at: npt.NDArray[np.uint32]) -> int:
    """The facts of one text ``codes[begin:end]``, at most ``MOST_FACTS``; returns how many.

    ``out`` and ``at`` have room for MOST_FACTS: facts, and where each begins, counted from ``begin``.
    """
    count = 0
    ends = np.int64(begin), np.int64(end)
    place = floor = np.int64(begin)
    moment, moment_from, moment_to = np.int64(0), place, place
    while place < end and count < MOST_FACTS - 1:
        mark = tables.marks[codes[place]]
        if mark & _BEGINS == 0:
            place += 1
            continue
        kind, value, first, after = _read_one(codes, (place, floor, end), mark, tables)
        if kind == MOMENT:
            if moment and (moment_to != first or _overlap(moment, value)):
                count = _add_moment((out, at), count, moment, (codes, moment_from, moment_to, ends), tables)
                moment = np.int64(0)
            if moment == 0:
                moment_from = first
            moment |= value
            moment_to = after
        elif kind:
            if moment:
                count = _add_moment((out, at), count, moment, (codes, moment_from, moment_to, ends), tables)
                moment = np.int64(0)
            count = _add(out, at, count, pack_fact(kind, value, after - first), first - begin)
        if kind:
            floor = after
        place = after
    if moment:
        count = _add_moment((out, at), count, moment, (codes, moment_from, moment_to, ends), tables)
    return count


@inlined
def _read_one(codes: Units, where: tuple[Any, Any, int], mark: int, tables: FactTables) -> tuple[Any, Any, Any, Any]:
    """The fact a unit begins or ends: kind (0: none; a moment may be a part of one), value, begin, where to go on."""
    place, floor, end = where
    kind, value, first, after = 0, np.int64(0), place, place + 1
    if mark & LINK and begins_address(codes, place, end):
        value, after = read_address(codes, place, end, tables.aside)
        return ADDRESS, value, first, after
    if mark & WORD:
        meaning, behind = read_word(codes, place, end, tables)
        sort = meaning & ((1 << MEANING_SHIFT) - 1)
        value = meaning >> MEANING_SHIFT
        if sort == TELLS_WEEKDAY:
            value, behind = read_weekday(codes, value, (place, behind, end), tables)
            sort = TELLS_TIME if value else 0
        if sort == TELLS_TIME:
            kind = MOMENT
        elif sort == TELLS_DUTY:
            kind = DUTY
        elif sort == TELLS_REISSUE:
            kind = REISSUE
        elif sort == TELLS_NAME:
            kind = 0 if passes_on(codes, place, behind, (floor, end)) else PLACE
        if kind:
            after = behind
    if kind == 0 and mark & (DIGIT | NUMERAL):
        kind, value, after = read_quantity(codes, place, end, tables)
        if kind == NUMBER and value >> UNIT_SHIFT == _FLOOR:
            kind, value = PLACE, _ROOM_CLASS << CLASS_SHIFT | (value & AMOUNT_BITS)
    elif kind == 0 and mark & SUFFIX:
        value, first = read_name(codes, place, floor, end, tables)
        kind = PLACE if value and not passes_on(codes, first, after, (floor, end)) else 0
    return kind, value, first, after


@inlined
def _overlap(moment: Any, part: Any) -> Any:
    """Whether a part tells what the moment has told already: then a new moment begins."""
    clock = moment & MINUTE_BITS != 0 and part & (MINUTE_BITS | HALF_FIELD) != 0
    clock = clock or (moment & HALF_FIELD != 0 and part & HALF_FIELD != 0)
    dated = moment & DATE_FIELDS != 0 and part & DATE_FIELDS != 0
    return clock or dated or (moment & SENDING_FIELDS != 0 and part & SENDING_FIELDS != 0)


@lean_kernel
def _add_moment(
    out: tuple[Codes64, npt.NDArray[np.uint32]],
    count: int,
    moment: Any,
    where: tuple[Units, Any, Any, tuple[Any, Any]],
    tables: FactTables,
) -> Any:
    """Writes a moment; 晚 by itself is none (晚点, 不晚于)."""
    codes, first, after, ends = where
    if after - first == 1:
        return count
    purpose = purpose_at(codes, moment, (first, after), ends, tables.purposes)
    fact = pack_fact(MOMENT, settle_moment(moment), after - first) | np.uint64(purpose) << np.uint64(PURPOSE_SHIFT)
    return _add(out[0], out[1], count, fact, first - ends[0])


@inlined
def _add(out: Codes64, at: npt.NDArray[np.uint32], count: int, fact: np.uint64, first: int) -> Any:
    """Writes a fact unless the text has told it before; returns the count."""
    known = False
    for index in range(count):
        known = known or is_same(out[index], fact)
    if not known:
        out[count] = fact
        at[count] = first
        count += 1
    return count
