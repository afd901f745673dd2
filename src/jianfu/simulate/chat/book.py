"""The one place a message is allowed, counted and written down.

Every unit has a share of its messages that may fall outside working hours; ``say`` refuses what would exceed it, so the
share the county plants is met by construction, acknowledgements counted apart. Exempt groups count for nothing.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import WORDS, State, below, kernel
from jianfu.simulate.chat.grammar import Scenes
from jianfu.simulate.chat.message import AT, GROUP, KEY, SENDER, Rows
from jianfu.simulate.chat.stage import Stage

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Draft = NDArray[np.int64]
"""One row being made up."""

DAY_MS = 86_400_000
_OPENS_MS, _CLOSES_MS = 30_600_000, 63_000_000  # 08:30 and 17:30
_TRIES = 14
TALKED, TALKED_LATE, ANSWERED, ANSWERED_LATE = range(4)


class Month(NamedTuple):
    """What holds for the whole period."""

    seed: int
    start_ms: int
    """Local midnight of the first day, in UTC."""
    first_day: int
    """Days since 1970-01-01."""
    working: Flags
    flooded: Flags
    weekday: Int32s
    """1 Monday, per day."""
    share: Floats
    """Per unit: the share of its messages outside working hours."""
    exempt: Flags
    """Per group."""
    life: NDArray[np.int8]
    rounds: NDArray[np.int8]
    demands: Flags
    rate: Floats
    """Per group: messages on an ordinary working day."""
    talking: Flags
    group_from: Int64s
    """Per unit: its talking groups that take notices are ``group_of_unit[group_from[u]:group_from[u + 1]]``."""
    group_of_unit: Int32s
    hours: Int32s
    """(3, n): half hours of the day, each as often as likely: in hours, out of hours, on a free day."""
    symbols: Int32s
    numbers: Floats
    """The settings the loops read, in the order of ``settings.LOOP_NUMBERS``."""
    clean: bool


class Book(NamedTuple):
    """What changes: rows written, counts so far."""

    rows: Rows
    used: Int64s
    key: Int64s
    unit_counts: Int64s
    """(unit, 4)."""
    group_said: Int32s
    draft: Draft
    state: State


class County(NamedTuple):
    """Everything the loops have."""

    stage: Stage
    scenes: Scenes
    month: Month
    book: Book


@kernel
def is_late(month: Month, at: int) -> bool:
    """Outside working hours at a moment."""
    day, clock = (at - month.start_ms) // DAY_MS, (at - month.start_ms) % DAY_MS
    if day < 0 or day >= len(month.working):
        return True
    return not month.working[day] or clock < _OPENS_MS or clock >= _CLOSES_MS


@kernel
def has_room(county: County, unit: int, answer: bool, held_back: float) -> bool:
    """The unit may send one more message outside working hours; ``held_back`` keeps a part for free days."""
    talked = 2 * np.int64(answer)
    count = county.book.unit_counts[unit, talked]
    late = county.book.unit_counts[unit, talked + 1]
    return late + 1 <= (1.0 - held_back) * county.month.share[unit] * (count + 1)


@kernel
def say(county: County, answer: bool) -> bool:
    """Write the draft down unless it may not be sent then; the key it got stays in the draft."""
    month, book, draft = county.month, county.book, county.book.draft
    group, unit = draft[GROUP], county.stage.unit_of[draft[SENDER]]
    if book.used[0] >= len(book.rows) or (draft[AT] - month.start_ms) // DAY_MS >= len(month.working):
        return False
    if not month.exempt[group]:
        late = is_late(month, draft[AT])
        if late and not has_room(county, unit, answer, 0.0):
            return False
        book.unit_counts[unit, 2 * np.int64(answer)] += 1
        book.unit_counts[unit, 2 * np.int64(answer) + 1] += np.int64(late)
    draft[KEY] = book.key[0]
    book.key[0] += 1
    book.rows[book.used[0]] = draft
    book.used[0] += 1
    if not answer:
        book.group_said[group] += 1
    return True


@kernel
def pick_member(county: County, group: int, at: int, unit: int) -> int:
    """A member who may speak then, of one unit (``-1``: of any); -1 if a dozen tries find none."""
    stage, month, state = county.stage, county.month, county.book.state
    begin = stage.member_from[group]
    size = stage.member_from[group + 1] - begin
    late = is_late(month, at) and not month.exempt[group]
    today = month.first_day + (at - month.start_ms) // DAY_MS
    for _ in range(_TRIES):
        place = begin + below(state, WORDS, size)
        person = stage.member[place]
        if stage.left[person] or stage.joined_on[place] > today:
            continue
        if unit >= 0 and stage.unit_of[person] != unit:
            continue
        if late and not has_room(county, stage.unit_of[person], False, 0.0):
            continue
        return person
    return -1


@kernel
def pick_moment(county: County, day: int, table: int) -> int:
    """A moment of a day: 0 in working hours, 1 outside them, 2 on a free day."""
    month, state = county.month, county.book.state
    slot = month.hours[table, below(state, WORDS, month.hours.shape[1])]
    return month.start_ms + day * DAY_MS + slot * 1_800_000 + below(state, WORDS, 1_800_000)


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


@kernel
def setting(month: Month, place: int) -> float:
    """A setting by its place in ``settings.LOOP_NUMBERS``."""
    return month.numbers[place]
