"""The day's notices before anything else is written: from departments to townships to villages, and sideways.

A root is a notice made up by one unit. Every copy has the root's seeds, so its text can be drawn again wherever it is
sent; what was done to it on the way (relation, edits, an earlier deadline, more demands) stands in its row.
"""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.book import DAY_MS, EXEMPT, USED, WORKING, County, has_room, is_late, pick_member, say
from jianfu.simulate.chat.draw import WORDS, below, count_near, entry, kernel, seed_of, share, spread, start
from jianfu.simulate.chat.message import (
    AT,
    DEADLINE,
    FIRST,
    GROUP,
    GROWTH,
    KEY,
    REISSUED,
    ROOT_AT,
    ROOT_KEY,
    SENDER,
    SHORTENED,
    STRIDE,
    UNIT,
)
from jianfu.simulate.chat.relating import draft_whole, move_deadline, relate, relate_both
from jianfu.simulate.chat.roots import begin_root
from jianfu.simulate.chat.settings import LOOP_NUMBERS
from jianfu.simulate.chat.stage import GROUPS, TOWNS, VILLAGES

Int64s = NDArray[np.int64]

_PER_UNIT = LOOP_NUMBERS.index("notices_per_department")
_SECOND = LOOP_NUMBERS.index("notice_second_group_share")
_REACH, _REACH_VILLAGE = LOOP_NUMBERS.index("reach_township"), LOOP_NUMBERS.index("reach_village")
_DELAY, _DELAY_VILLAGE = LOOP_NUMBERS.index("relay_delay_township"), LOOP_NUMBERS.index("relay_delay_village")
_DUPLICATED, _DIGESTS = LOOP_NUMBERS.index("duplicated_share"), LOOP_NUMBERS.index("digest_share")
_LIVELY = 40.0
"""Messages a day above which a group is taken for a notice at once."""
_MINUTE_MS, _OPENING_MS = 60_000, 31_200_000  # 08:40
_COUNTY_LEVEL, _TOWN_LEVEL, _VILLAGE_LEVEL = 1, 2, 3
_GROUPS_TRIED = 4
ROOM_PER_UNIT = 4_000
"""Rows one unit's notices may need in a day."""


@kernel
def pick_group(county: County, unit: int) -> int:
    """A talking group of the unit that takes notices, lively ones rather than quiet ones; -1 for none."""
    month, state = county.month, county.book.state
    begin, end = county.cast.units[unit, GROUPS], county.cast.units[unit, GROUPS + 1]
    if begin == end:
        return -1
    group = county.cast.lists[begin + below(state, WORDS, end - begin)]
    for _ in range(5):
        if share(state, WORDS) < month.rate[group] / _LIVELY:
            break
        group = county.cast.lists[begin + below(state, WORDS, end - begin)]
    return int(group)


@kernel
def fit_moment(county: County, unit: int, at: int) -> int:
    """The moment itself, or the next working morning where the unit does not write so late."""
    month = county.month
    if not is_late(month, at) or has_room(county, unit, False, 0.3):
        return at
    day = (at - month.start_ms) // DAY_MS
    if (at - month.start_ms) % DAY_MS > _OPENING_MS:
        day += 1
    while day < len(month.days) and not month.days[day, WORKING]:
        day += 1
    delay = int(spread(county.book.state, 25.0) * _MINUTE_MS)
    return month.start_ms + day * DAY_MS + _OPENING_MS + min(delay, 6_000_000)


@kernel
def pick_informed(county: County, group: int, at: int, unit: int) -> int:
    """Somebody of the unit (-1: of any) in this group who is in the group of the draft's source, too; or -1."""
    cast, month = county.cast, county.month
    source = county.book.draft[GROUP]
    told = cast.members[cast.member_from[source] : cast.member_from[source + 1]]
    begin = cast.member_from[group]
    size = cast.member_from[group + 1] - begin
    first = below(county.book.state, WORDS, size)
    late = is_late(month, at) and not month.groups[group, EXEMPT]
    today = month.first_day + (at - month.start_ms) // DAY_MS
    for place in range(size):
        index = begin + (first + place) % size
        person, joined = cast.members[index, 0], cast.members[index, 1]
        own = cast.unit_of[person]
        if own < 0 or (unit >= 0 and own != unit) or joined > today:
            continue
        if late and not has_room(county, own, False, 0.0):
            continue
        for row in range(len(told)):
            if told[row, 0] == person and told[row, 1] <= today:
                return int(person)
    return -1


@kernel
def knows(county: County, group: int, at: int) -> bool:
    """Whether sending the draft there then would tell people what they know: in a clean county nobody does.

    A quarter of this group has the notice from whatever group, or people it was sent to later would know it by then:
    copies are not made up in order of time.
    """
    cast, told, root = county.cast, county.book.told, county.book.draft[ROOT_KEY]
    begin, end = cast.member_from[group], cast.member_from[group + 1]
    both = later = 0
    for place in range(begin, end):
        person = cast.members[place, 0]
        if told[person, 0] == root:
            both += 1
            later += told[person, 1] > at
    return 4 * both >= end - begin or later > 1


@kernel
def tell(county: County) -> None:
    """Everybody in the draft's group has its notice now."""
    cast, draft, told = county.cast, county.book.draft, county.book.told
    for place in range(cast.member_from[draft[GROUP]], cast.member_from[draft[GROUP] + 1]):
        person = cast.members[place, 0]
        told[person, 0], told[person, 1] = (draft[ROOT_KEY] if draft[FIRST] else draft[KEY]), draft[AT]


@kernel
def send(county: County, unit: int, group: int, at: int) -> bool:
    """Send the draft to a group by somebody of the unit (or of the group), at a fitting moment.

    A copy is sent by somebody who has read what it was made from, if any group of the unit has such a person.
    """
    draft = county.book.draft
    moment = fit_moment(county, unit, at)
    sender, asked = -1, group
    for _ in range(_GROUPS_TRIED if draft[FIRST] else 0):
        sender = pick_informed(county, asked, moment, unit)
        if sender >= 0:
            group = asked
            break
        asked = pick_group(county, unit)
    if sender < 0 and draft[FIRST]:
        sender = pick_informed(county, group, moment, -1)
    if sender < 0:
        sender = pick_member(county, group, moment, unit)
    if sender < 0:
        sender = pick_member(county, group, moment, -1)
    if sender < 0 or (county.month.clean and draft[FIRST] and knows(county, group, moment)):
        return False
    draft[AT], draft[GROUP], draft[SENDER] = moment, group, sender
    if not say(county, False):
        return False
    if county.month.clean:
        tell(county)
    return True


@kernel
def relay_to_villages(county: County, town: int, copy: Int64s) -> None:
    """Some villages of the township pass it on in a group of their own."""
    cast, month, state = county.cast, county.month, county.book.state
    for place in range(cast.units[town, VILLAGES], cast.units[town, VILLAGES + 1]):
        village = cast.lists[place]
        group = pick_group(county, village)
        if group >= 0 and share(state, WORDS) < month.numbers[_REACH_VILLAGE]:
            relate(county, copy, 1)
            delay = 4.0 + spread(state, month.numbers[_DELAY_VILLAGE])
            send(county, village, group, copy[AT] + int(delay * _MINUTE_MS))


@kernel
def relay_down(county: County, unit: int, root: Int64s, reach: float) -> None:
    """Townships of the county pass it on, and villages after them."""
    cast, month, state = county.cast, county.month, county.book.state
    copy = root.copy()
    for place in range(cast.units[unit, TOWNS], cast.units[unit, TOWNS + 1]):
        town = cast.lists[place]
        if town == unit:
            relay_to_villages(county, town, root)
            continue
        group = pick_group(county, town)
        if group >= 0 and share(state, WORDS) < reach:
            relate(county, root, 0)
            delay = 6.0 + spread(state, month.numbers[_DELAY])
            if send(county, town, group, root[AT] + int(delay * _MINUTE_MS)):
                copy[:] = county.book.draft
                if copy[FIRST] != SHORTENED:
                    relay_to_villages(county, town, copy)


@kernel
def duplicate(county: County, unit: int, root: Int64s) -> None:
    """The same notice once more: by another department, or by the same sender as the version that counts."""
    draft, state = county.book.draft, county.book.state
    relate(county, root, 0)
    if share(state, WORDS) < 0.5:
        draft[FIRST], draft[STRIDE] = REISSUED, root[STRIDE]
        draft[DEADLINE], draft[GROWTH] = root[DEADLINE], root[GROWTH]
        move_deadline(county, below(state, WORDS, 9) - 3)
        delay = 30.0 + spread(state, 240.0)
        moment = fit_moment(county, unit, root[AT] + int(delay * _MINUTE_MS))
        draft[AT] = moment
        say(county, False)
        return
    other = unit + 1 + below(state, WORDS, 5)
    if other >= len(county.cast.units) or county.cast.units[other, TOWNS] != county.cast.units[unit, TOWNS]:
        return
    group = pick_group(county, other)
    if group >= 0:
        send(county, other, group, root[AT] + int((60.0 + spread(state, 900.0)) * _MINUTE_MS))


@kernel
def quote_both(county: County, unit: int, before: Int64s, root: Int64s) -> None:
    """A township of the county, or the unit itself, quotes two notices in one message."""
    cast, state = county.cast, county.book.state
    begin, end = cast.units[unit, TOWNS], cast.units[unit, TOWNS + 1]
    if cast.units[before[UNIT], TOWNS] != begin:
        return
    by = cast.lists[begin + below(state, WORDS, end - begin)] if end > begin else unit
    group = pick_group(county, by)
    if group >= 0:
        relate_both(county, before, root)
        send(county, by, group, max(before[AT], root[AT]) + int((30.0 + spread(state, 300.0)) * _MINUTE_MS))


@entry
def plan_notices(county: County, levels: NDArray[np.int8], day: int, begin: int) -> int:
    """Write the notices units issue on a day, from unit ``begin`` until the book is full; returns the next unit.

    Copies may fall on later days: the caller keeps them until then.
    """
    month, book, state, units = county.month, county.book, county.book.state, len(levels)
    root, before = book.draft.copy(), np.zeros_like(book.draft)
    while begin < units and book.marks[USED] + ROOM_PER_UNIT < len(book.rows):
        unit = begin
        begin += 1
        own = seed_of(month.seed, unit, 1000 + day)
        start(state, own, own + 1)
        mean = month.numbers[_PER_UNIT + min(max(levels[unit], _COUNTY_LEVEL), _VILLAGE_LEVEL) - _COUNTY_LEVEL]
        if not month.days[day, WORKING]:
            mean *= 0.2 * month.share[unit]
        for _ in range(count_near(state, mean)):
            group = pick_group(county, unit)
            if group < 0:
                break
            at = begin_root(county, unit, day, levels[unit] == _VILLAGE_LEVEL)
            if not send(county, unit, group, at):
                continue
            root[:] = book.draft
            root[ROOT_KEY], root[ROOT_AT] = root[KEY], root[AT]
            if share(state, WORDS) < month.numbers[_SECOND] and not month.clean:
                second = pick_group(county, unit)
                if second != group:
                    relate(county, root, 0)
                    draft_whole(county, root)
                    send(county, unit, second, root[AT] + 40_000 + below(state, WORDS, 400_000))
            if levels[unit] <= _TOWN_LEVEL:
                relay_down(county, unit, root, month.numbers[_REACH] * share(state, WORDS) * 2.0)
            if share(state, WORDS) < month.numbers[_DUPLICATED] and not month.clean:
                duplicate(county, unit, root)
            if before[KEY] and share(state, WORDS) < month.numbers[_DIGESTS]:
                quote_both(county, unit, before, root)
            before[:] = root
    return begin
