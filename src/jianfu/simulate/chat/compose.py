"""A day of the groups: answers to notices, rounds of chain replies, talk until the day's measure is full."""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.book import (
    DAY_MS,
    EXEMPT,
    FLOODED,
    LIFE,
    TALKING,
    USED,
    WORKING,
    County,
    has_room,
    is_late,
    pick_member,
    pick_moment,
    say,
    stride_for,
)
from jianfu.simulate.chat.drafting import ACK, IMAGE, LOCATION, RECALL, REPORT, SCREENSHOT, set_draft
from jianfu.simulate.chat.draw import WORDS, below, count_near, entry, kernel, seed_of, share, spread, start
from jianfu.simulate.chat.grammar import SCENE_KINDS
from jianfu.simulate.chat.message import (
    ASKS_LOCATION,
    ASKS_PHOTO,
    ASKS_REPLY,
    ASKS_SCREENSHOT,
    AT,
    DAY,
    FACTS_SEED,
    GROUP,
    KEY,
    ROUND,
    SENDER,
    SOURCE_KEY,
    STEP,
    STRIDE,
    SYMBOL,
    WORDS_SEED,
    Rows,
)
from jianfu.simulate.chat.rounds import run_rounds
from jianfu.simulate.chat.settings import LOOP_NUMBERS
from jianfu.simulate.chat.stage import VILLAGES
from jianfu.simulate.world import LIVES

Int64s = NDArray[np.int64]

_WORK, _LIFE, _PRAISE, _FLOOD, _EVENING, _BLAND = range(len(SCENE_KINDS))
_IS_ACK_ONLY, _IS_SHOW_OFF, _IS_FLOOD = LIVES.index("ack_only"), LIVES.index("show_off"), LIVES.index("flood")
_FREE_DAY, _HELD_BACK, _TURN_GAP = (
    LOOP_NUMBERS.index(name) for name in ("free_day_share", "late_workday_held_back", "turn_gap")
)
_LIFE_SHARE, _BLAND_SHARE, _REPORT_SHARE, _RECALL_SHARE = (
    LOOP_NUMBERS.index(name) for name in ("life_share", "bland_share", "report_share", "recall_share")
)
_ACK_DEMANDED, _ACK_MOST, _ACK_FREE, _ACK_DELAY = (
    LOOP_NUMBERS.index(name) for name in ("ack_demanded", "ack_most", "ack_free", "ack_delay")
)
_PROOF, _PROOF_MOST = LOOP_NUMBERS.index("proof_answer"), LOOP_NUMBERS.index("proof_most")
_REPORT_SIBLING = LOOP_NUMBERS.index("report_sibling_share")
_FLOOD_WEEK = LOOP_NUMBERS.index("flood_week_per_day")
_MINUTE_MS = 60_000
ROOM_PER_GROUP = 8_000
"""Rows a single group may need in a day; ``compose`` stops before they run out."""


@kernel
def answer_in_turn(county: County, symbol: int, most: int, mean_delay: float) -> int:
    """Up to ``most`` different members answer the draft one by one; the number that did."""
    draft, state, cast, month = county.book.draft, county.book.state, county.cast, county.month
    group, asked_at, asker, asked = draft[GROUP], draft[AT], draft[SENDER], draft[KEY]
    begin = cast.member_from[group]
    size = cast.member_from[group + 1] - begin
    first, stride, answered = below(state, WORDS, size), stride_for(state, size), 0
    for place in range(min(most, size)):
        index = begin + (first + place * stride) % size
        person, at = cast.members[index, 0], asked_at + 20_000 + int(spread(state, mean_delay) * _MINUTE_MS)
        if person == asker or cast.unit_of[person] < 0 or cast.members[index, 1] > month.first_day + draft[DAY]:
            continue
        set_draft(county, group, at, person, symbol)
        draft[SOURCE_KEY] = asked
        answered += say(county, symbol == month.symbols[ACK])
    return answered


@kernel
def answer_notice(county: County, notice: Int64s) -> int:
    """What a notice sets off in its group: acknowledgements, and the proof it asks for."""
    month, book, state = county.month, county.book, county.book.state
    size = county.cast.member_from[notice[GROUP] + 1] - county.cast.member_from[notice[GROUP]]
    numbers, asks = month.numbers, notice[STRIDE]
    book.draft[:] = notice
    if asks & ASKS_REPLY and not month.clean:
        most = min(int(numbers[_ACK_MOST]), count_near(state, numbers[_ACK_DEMANDED] * size))
    else:
        most = min(2, count_near(state, numbers[_ACK_FREE]))
    answered = answer_in_turn(county, month.symbols[ACK], most, numbers[_ACK_DELAY])
    for flag, symbol in ((ASKS_PHOTO, IMAGE), (ASKS_SCREENSHOT, SCREENSHOT), (ASKS_LOCATION, LOCATION)):
        if asks & flag:
            book.draft[:] = notice
            most = min(int(numbers[_PROOF_MOST]), count_near(state, numbers[_PROOF] * size))
            answered += answer_in_turn(county, month.symbols[symbol], most, 90.0)
    return answered


@kernel
def take_back(county: County) -> None:
    """The sender takes the draft back half a minute later (撤回)."""
    draft, state = county.book.draft, county.book.state
    draft[ROUND], draft[STEP] = draft[KEY], draft[AT]
    draft[SYMBOL] = county.month.symbols[RECALL]
    draft[AT] += 8_000 + below(state, WORDS, 90_000)
    say(county, False)


@kernel
def pick_other(county: County, group: int, at: int, people: Int64s) -> int:
    """A member who is not yet part of the talk; -1 for none."""
    for _ in range(4):
        person = pick_member(county, group, at, -1)
        if person < 0:
            return -1
        fresh = True
        for known in people:
            fresh &= known != person
        if fresh:
            return person
    return -1


@kernel
def hold_talk(county: County, group: int, kind: int, at: int) -> int:
    """One talk of a kind, beginning at a moment; the messages it came to."""
    month, draft, state, scenes = county.month, county.book.draft, county.book.state, county.scenes
    begin = scenes.talk_from[kind]
    talk = begin + below(state, WORDS, scenes.talk_from[kind + 1] - begin)
    people = np.full(10, -1, np.int64)
    facts, sent = below(state, WORDS, 1 << 52), 0
    for turn in range(scenes.turn_from[talk], scenes.turn_from[talk + 1]):
        who = scenes.turns[turn, 0]
        if people[who] < 0:
            people[who] = pick_other(county, group, at, people)
        if people[who] < 0:
            return sent
        set_draft(county, group, at, people[who], scenes.turns[turn, 1])
        draft[FACTS_SEED] = facts
        if not say(county, False):
            return sent
        sent += 1
        if share(state, WORDS) < month.numbers[_RECALL_SHARE]:
            take_back(county)
        at += 6_000 + int(spread(state, month.numbers[_TURN_GAP]) * _MINUTE_MS)
    return sent


@kernel
def send_report(county: County, group: int, at: int) -> int:
    """A unit's report from its own template, or from one its neighbours use too: the same words, other figures."""
    sender = pick_member(county, group, at, -1)
    if sender < 0:
        return 0
    set_draft(county, group, at, sender, county.month.symbols[REPORT])
    unit = county.cast.unit_of[sender]
    office, kind = unit, group & 1
    if share(county.book.state, WORDS) < county.month.numbers[_REPORT_SIBLING]:
        office, kind = county.cast.units[unit, VILLAGES], 200 + (group & 1)
    county.book.draft[WORDS_SEED] = seed_of(county.month.seed, office, kind)
    return int(say(county, False))


@kernel
def choose_moment(county: County, group: int, day: int) -> int:
    """When the next talk of this group begins: late where somebody who works late would speak; -1 for never."""
    month, state = county.month, county.book.state
    if not month.days[day, WORKING]:
        return pick_moment(county, day, 2)
    if month.groups[group, EXEMPT]:
        return pick_moment(county, day, 1 if month.days[day, FLOODED] and share(state, WORDS) < 0.45 else 0)
    begin = county.cast.member_from[group]
    size = county.cast.member_from[group + 1] - begin
    unit = max(0, county.cast.unit_of[county.cast.members[begin + below(state, WORDS, size), 0]])
    held_back = month.numbers[_HELD_BACK] if day + 3 < len(month.days) else 0.0
    return pick_moment(county, day, 1 if has_room(county, unit, False, held_back) else 0)


@kernel
def choose_kind(county: County, group: int, at: int) -> int:
    """What a talk in this group is about at that moment."""
    month, state = county.month, county.book.state
    life, chance = month.groups[group, LIFE], share(state, WORDS)
    if life == _IS_SHOW_OFF:
        return _PRAISE if chance < 0.85 else _WORK
    if life == _IS_FLOOD and month.days[(at - month.start_ms) // DAY_MS, FLOODED]:
        return _FLOOD
    if chance < month.numbers[_LIFE_SHARE]:
        return _LIFE
    if chance < month.numbers[_LIFE_SHARE] + month.numbers[_BLAND_SHARE]:
        return _BLAND
    return _EVENING if is_late(month, at) and chance > 0.4 else _WORK


@kernel
def fill_day(county: County, group: int, day: int, left: int) -> None:
    """Talk until ``left`` messages are spent or nobody may speak any more."""
    month, state, failed = county.month, county.book.state, 0
    while left > 0 and failed < 3:
        at = choose_moment(county, group, day)
        if month.groups[group, LIFE] == _IS_ACK_ONLY:
            person = pick_member(county, group, at, -1)
            if person < 0 or is_late(month, at):
                failed += 1
                continue
            set_draft(county, group, at, person, month.symbols[ACK])
            sent = answer_in_turn(county, month.symbols[ACK], 3 + below(state, WORDS, 8), 25.0)
            county.book.group_said[group] += np.int32(sent)
        elif share(state, WORDS) < month.numbers[_REPORT_SHARE] and month.groups[group, LIFE] != _IS_SHOW_OFF:
            sent = send_report(county, group, at)
        else:
            sent = hold_talk(county, group, choose_kind(county, group, at), at)
        left -= sent
        failed = 0 if sent else failed + 1


@entry
def compose(county: County, notices: Rows, notice_from: Int64s, day: int, begin: int) -> int:
    """Write the day of the groups from ``begin`` until the book is full; returns the next group.

    ``notices`` are the day's, sorted by group; ``notice_from[g]`` says where a group's begin.
    """
    month, book, groups = county.month, county.book, len(county.month.groups)
    while begin < groups and book.marks[USED] + ROOM_PER_GROUP < len(book.rows):
        group = begin
        begin += 1
        if not month.groups[group, TALKING]:
            continue
        own = seed_of(month.seed, group, day)
        start(book.state, own, own + 1)
        spent = 0
        for place in range(notice_from[group], notice_from[group + 1]):
            book.rows[book.marks[USED]] = notices[place]
            book.marks[USED] += 1
            book.group_said[group] += 1
            spent += 1 + answer_notice(county, notices[place])
        spent += run_rounds(county, group, day)
        flooded = month.groups[group, LIFE] == _IS_FLOOD and month.days[day, FLOODED]
        rate = month.numbers[_FLOOD_WEEK] if flooded else month.rate[group]
        if not month.days[day, WORKING] and not flooded:
            rate *= month.numbers[_FREE_DAY]
        fill_day(county, group, day, count_near(book.state, rate) - spent)
        if day + 1 == len(month.days) and book.group_said[group] == 0:
            fill_day(county, group, day, 1)
    return begin
