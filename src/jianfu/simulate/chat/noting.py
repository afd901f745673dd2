"""While a notice's own text is written: where its facts stand, which deadline and which counted number it names."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import kernel, mix
from jianfu.simulate.chat.grammar import SPECIALS
from jianfu.simulate.chat.message import DATE_FACT, NAME_FACT, NUMBER_FACT, PLACE_FACT

Bytes = NDArray[np.uint8]
Int64s = NDArray[np.int64]

(ON, SPANS, DEADLINE_STYLE, BEFORE, AFTER, UNIT_AT) = range(6)
"""Places in ``Notes.marks``: noting or not; facts noted; how the first deadline is written (-1: none is); the first
counted number as its author wrote it and as it stands here (-1: none); where its unit stands among the phrases."""

MOST_SPANS = 1024
_OF_SPECIAL = np.array(
    [
        {
            "member": NAME_FACT,
            "surname": NAME_FACT,
            "self": NAME_FACT,
            "unit": PLACE_FACT,
            "own_unit": PLACE_FACT,
            "town": PLACE_FACT,
            "village": PLACE_FACT,
            "day": DATE_FACT,
            "weekday": DATE_FACT,
            "deadline": DATE_FACT,
            "clock": DATE_FACT,
            "digits": NUMBER_FACT,
        }.get(name, 0)
        for name in SPECIALS
    ],
    np.int64,
)
_UNITS = np.frombuffer("处户人个亩类项组".encode(), np.uint8)
"""What counts: a number before one of these may grow on the way down."""


class Notes(NamedTuple):
    """What is noted of the text being written."""

    marks: Int64s
    spans: Int64s
    """(``MOST_SPANS``, 3): first byte, one past the last, kind of fact."""


def blank_notes() -> Notes:
    """Notes of nothing yet."""
    return Notes(np.zeros(6, np.int64), np.zeros((MOST_SPANS, 3), np.int64))


@kernel
def begin_notes(notes: Notes) -> None:
    """Begin to note."""
    marks = notes.marks
    marks[ON], marks[SPANS] = 1, 0
    marks[DEADLINE_STYLE], marks[BEFORE], marks[AFTER] = -1, -1, -1


@kernel
def note_fact(notes: Notes, begin: int, end: int, kind: int) -> None:
    """A fact of a kind stands in ``[begin, end)``."""
    if notes.marks[ON] and kind and end > begin and notes.marks[SPANS] < MOST_SPANS:
        span = notes.spans[notes.marks[SPANS]]
        span[0], span[1], span[2] = begin, end, kind
        notes.marks[SPANS] += 1


@kernel
def special_kind(code: int) -> int:
    """The kind of fact a special slot is, 0 for none."""
    return int(_OF_SPECIAL[code])


@kernel
def is_unit(text: Bytes, at: int) -> bool:
    """A unit of counting stands here."""
    for place in range(0, len(_UNITS), 3):
        if text[at] == _UNITS[place] and text[at + 1] == _UNITS[place + 1] and text[at + 2] == _UNITS[place + 2]:
            return True
    return False


@kernel
def note_number(notes: Notes, number: int, unit_at: int, growth: int) -> int:
    """A counted number is about to be written: the first one grows by ``growth`` per cent; returns what to write."""
    marks = notes.marks
    if not marks[ON] or marks[BEFORE] >= 0:
        return number
    marks[BEFORE], marks[UNIT_AT] = number, unit_at
    marks[AFTER] = number + max(1, number * growth // 100) if growth else number
    return int(marks[AFTER])


@kernel
def hour_mark(text: Bytes, begin: int, end: int) -> int:
    """Bytes of what says that an hour is full, at the end of a time: 点, :00."""
    if end - begin < 4:
        return 0
    is_point = text[end - 3] == 0xE7 and text[end - 2] == 0x82 and text[end - 1] == 0xB9
    return 3 if is_point or (text[end - 3] == 58 and text[end - 2] == 48 and text[end - 1] == 48) else 0


@kernel
def facts_print(notes: Notes, text: Bytes, kind: int) -> np.uint64:
    """A number that stands for all facts of a kind in a text, in order; 17点 is 17:00."""
    value = np.uint64(kind)
    for place in range(notes.marks[SPANS]):
        begin, end, what = notes.spans[place]
        if what == kind:
            for index in range(begin, end - hour_mark(text, begin, end)):
                value = mix(value * np.uint64(257) + np.uint64(text[index]))
            value = mix(value + np.uint64(1))
    return value
