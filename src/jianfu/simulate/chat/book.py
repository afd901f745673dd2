"""The one place a message is allowed, counted and written down.

Every unit has a share of its messages that may fall outside working hours; ``say`` refuses what would exceed it, so the
share the world plants is met by construction, acknowledgements counted apart. Exempt groups count for nothing.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import WORDS, State, below, kernel
from jianfu.simulate.chat.grammar import Scenes
from jianfu.simulate.chat.message import AT, GROUP, KEY, SENDER, Rows
from jianfu.simulate.chat.stage import Cast

Floats = NDArray[np.float64]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Draft = NDArray[np.int64]
"""One row being made up."""

DAY_MS, HALF_HOUR_MS = 86_400_000, 1_800_000
_OPENS_MS, _CLOSES_MS = 30_600_000, 63_000_000  # 08:30 and 17:30
_TRIES = 14
TALKED, TALKED_LATE, ANSWERED, ANSWERED_LATE = range(4)
"""Columns of ``Book.unit_counts``."""
LIFE, ROUNDS, DEMANDS, TALKING, EXEMPT = range(5)
"""Columns of ``Month.groups``."""
WORKING, FLOODED, ISO_WEEKDAY = range(3)
"""Columns of ``Month.days``."""
USED, NEXT_KEY, TODAY = range(3)
"""Places in ``Book.marks``: rows written, the next message's key, the day being written (-1: any)."""


class Month(NamedTuple):
    """What holds for the whole period."""

    seed: int
    start_ms: int
    """Local midnight of the first day, in UTC."""
    first_day: int
    """Days since 1970-01-01."""
    clean: bool
    days: Int32s
    groups: Int32s
    rate: Floats
    """Per group: messages on an ordinary working day."""
    share: Floats
    """Per unit: the share of its messages outside working hours."""
    hours: Int32s
    """(3, n): half hours of the day, each as often as likely: in hours, out of hours, on a free day."""
    symbols: Int32s
    numbers: Floats
    """The settings the loops read, in the order of ``settings.LOOP_NUMBERS``."""


class Book(NamedTuple):
    """What changes: rows written, counts so far."""

    rows: Rows
    marks: Int64s
    unit_counts: Int64s
    group_said: Int32s
    draft: Draft
    state: State
    told: Int64s
    """(person, 2): the first message of the notice last sent to a group of his, and when it was sent there.

    Kept in a clean county alone.
    """


class County(NamedTuple):
    """Everything the loops have."""

    cast: Cast
    scenes: Scenes
    month: Month
    book: Book


@kernel
def is_late(month: Month, at: int) -> bool:
    """Outside working hours at a moment."""
    day, clock = (at - month.start_ms) // DAY_MS, (at - month.start_ms) % DAY_MS
    if day < 0 or day >= len(month.days):
        return True
    return not month.days[day, WORKING] or clock < _OPENS_MS or clock >= _CLOSES_MS


@kernel
def has_room(county: County, unit: int, answer: bool, held_back: float) -> bool:
    """The unit may send one more message outside working hours; ``held_back`` keeps a part for free days."""
    talked = 2 * int(answer)
    count = county.book.unit_counts[unit, talked]
    late = county.book.unit_counts[unit, talked + 1]
    return bool(late + 1 <= (1.0 - held_back) * county.month.share[unit] * (count + 1))


@kernel
def say(county: County, answer: bool) -> bool:
    """Write the draft down unless it may not be sent then; the key it got stays in the draft."""
    month, book, draft = county.month, county.book, county.book.draft
    group, unit = draft[GROUP], county.cast.unit_of[draft[SENDER]]
    day = (draft[AT] - month.start_ms) // DAY_MS
    if book.marks[USED] >= len(book.rows) or day >= len(month.days) or book.marks[TODAY] not in (-1, day):
        return False
    if not month.groups[group, EXEMPT]:
        late = is_late(month, draft[AT])
        if late and not has_room(county, unit, answer, 0.0):
            return False
        book.unit_counts[unit, 2 * int(answer)] += 1
        book.unit_counts[unit, 2 * int(answer) + 1] += int(late)
    draft[KEY] = book.marks[NEXT_KEY]
    book.marks[NEXT_KEY] += 1
    book.rows[book.marks[USED]] = draft
    book.marks[USED] += 1
    if not answer:
        book.group_said[group] += 1
    return True


@kernel
def pick_member(county: County, group: int, at: int, unit: int) -> int:
    """A member who may speak then, of one unit (``-1``: of any); -1 if a dozen tries find none."""
    cast, month, state = county.cast, county.month, county.book.state
    begin = cast.member_from[group]
    size = cast.member_from[group + 1] - begin
    late = is_late(month, at) and not month.groups[group, EXEMPT]
    today = month.first_day + (at - month.start_ms) // DAY_MS
    for _ in range(_TRIES):
        place = begin + below(state, WORDS, size)
        person, joined = cast.members[place, 0], cast.members[place, 1]
        own = cast.unit_of[person]
        if own < 0 or joined > today or (unit >= 0 and own != unit):
            continue
        if late and not has_room(county, own, False, 0.0):
            continue
        return int(person)
    return -1


@kernel
def pick_moment(county: County, day: int, table: int) -> int:
    """A moment of a day: 0 in working hours, 1 outside them, 2 on a free day."""
    month, state = county.month, county.book.state
    slot = month.hours[table, below(state, WORDS, month.hours.shape[1])]
    return int(month.start_ms + day * DAY_MS + slot * HALF_HOUR_MS + below(state, WORDS, HALF_HOUR_MS))


@kernel
def stride_for(state: State, size: int) -> int:
    """A step that visits every member of a group once."""
    if size <= 2:
        return 1
    step = 1 + below(state, WORDS, size - 1)
    while True:
        first, second = step, size
        while second:
            first, second = second, first % second
        if first == 1:
            return step
        step = step % (size - 1) + 1
