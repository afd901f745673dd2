"""A day of the groups: answers to notices, rounds of chain replies, talk until the day's measure is full."""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.book import (
    DAY_MS,
    County,
    has_room,
    is_late,
    pick_member,
    pick_moment,
    say,
    stride_for,
)
from jianfu.simulate.chat.draw import WORDS, below, count_near, kernel, seed_of, share, spread, start
from jianfu.simulate.chat.grammar import SCENE_KINDS
from jianfu.simulate.chat.message import (
    ASKS_LOCATION,
    ASKS_PHOTO,
    ASKS_REPLY,
    ASKS_SCREENSHOT,
    AT,
    DAY,
    DEADLINE,
    FACTS_SEED,
    FIRST,
    GROUP,
    KEY,
    ROUND,
    SENDER,
    STEP,
    STRIDE,
    SYMBOL,
    UNIT,
    WORDS_SEED,
    Rows,
)
from jianfu.simulate.chat.settings import LOOP_NUMBERS
from jianfu.simulate.world import LIVES

Int64s = NDArray[np.int64]

SYMBOLS = (
    "notice_sent", "text_ack", "text_report", "chain_sent", "chain_sent_all", "call_all", "vote_sent", "vote_cast",
    "collect_sent", "image", "screenshot", "location", "recall",
)  # fmt: skip
(
    _NOTICE, _ACK, _REPORT, _CHAIN, _CHAIN_ALL, _CALL_ALL, _VOTE, _CAST, _COLLECT, _IMAGE, _SCREENSHOT, _LOCATION,
    _RECALL,
) = range(len(SYMBOLS))  # fmt: skip
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
_CHAIN_DEMANDED, _CHAIN_FREE, _CHAIN_MOST, _VOTE_SHARE, _COLLECT_SHARE = (
    LOOP_NUMBERS.index(name)
    for name in ("chain_answer_demanded", "chain_answer_free", "chain_most", "vote_share", "collect_share")
)
_FLOOD_WEEK = LOOP_NUMBERS.index("flood_week_per_day")
_MINUTE_MS = 60_000
_ROUND_DAYS = 4
"""Rounds fall on Monday to Thursday: working days in every week of the period."""
ROOM_PER_GROUP = 8_000
"""Rows a single group may need in a day; ``compose`` stops before they run out."""


@kernel
def set_draft(county: County, group: int, at: int, sender: int, symbol: int) -> None:
    """Begin a row with seeds of its own."""
    draft, state = county.book.draft, county.book.state
    draft[:] = 0
    draft[AT], draft[GROUP], draft[SENDER], draft[SYMBOL] = at, group, sender, symbol
    draft[WORDS_SEED] = below(state, WORDS, 1 << 52)
    draft[FACTS_SEED] = below(state, WORDS, 1 << 52)
    draft[UNIT] = county.stage.group_unit[group]
    draft[DAY] = (at - county.month.start_ms) // DAY_MS
    draft[DEADLINE] = (draft[DAY] + 1 + draft[FACTS_SEED] % 4) * 1440 + 60 * (9 + draft[WORDS_SEED] % 9)


@kernel
def answer_in_turn(county: County, symbol: int, most: int, mean_delay: float) -> int:
    """Up to ``most`` different members answer the draft one by one; the number that did."""
    draft, state, stage, month = county.book.draft, county.book.state, county.stage, county.month
    group, asked_at, asker = draft[GROUP], draft[AT], draft[SENDER]
    begin = stage.member_from[group]
    size = stage.member_from[group + 1] - begin
    first, stride, answered = below(state, WORDS, size), stride_for(state, size), 0
    for place in range(min(most, size)):
        index = begin + (first + place * stride) % size
        person, at = stage.member[index], asked_at + 20_000 + int(spread(state, mean_delay) * _MINUTE_MS)
        if person == asker or stage.left[person] or stage.joined_on[index] > month.first_day + draft[DAY]:
            continue
        set_draft(county, group, at, person, symbol)
        answered += say(county, symbol == month.symbols[_ACK])
    return answered


@kernel
def answer_notice(county: County, notice: Int64s) -> int:
    """What a notice sets off in its group: acknowledgements, and the proof it asks for."""
    month, book, state = county.month, county.book, county.book.state
    size = county.stage.member_from[notice[GROUP] + 1] - county.stage.member_from[notice[GROUP]]
    numbers, asks = month.numbers, notice[STRIDE]
    book.draft[:] = notice
    if asks & ASKS_REPLY and not month.clean:
        most = min(int(numbers[_ACK_MOST]), count_near(state, numbers[_ACK_DEMANDED] * size))
    else:
        most = min(2, count_near(state, numbers[_ACK_FREE]))
    answered = answer_in_turn(county, month.symbols[_ACK], most, numbers[_ACK_DELAY])
    for flag, symbol in ((ASKS_PHOTO, _IMAGE), (ASKS_SCREENSHOT, _SCREENSHOT), (ASKS_LOCATION, _LOCATION)):
        if asks & flag:
            book.draft[:] = notice
            most = min(int(numbers[_PROOF_MOST]), count_near(state, numbers[_PROOF] * size))
            answered += answer_in_turn(county, month.symbols[symbol], most, 90.0)
    return answered


@kernel
def run_chain(county: County, group: int, at: int, demanded: bool) -> int:
    """A chain reply: everyone sends the list on with one more name. Returns the messages sent."""
    month, book, draft, state, stage = county.month, county.book, county.book.draft, county.book.state, county.stage
    size = stage.member_from[group + 1] - stage.member_from[group]
    first, stride = below(state, WORDS, size), stride_for(state, size)
    if demanded and share(state, WORDS) < 0.5:
        caller = pick_member(county, group, at, -1)
        if caller >= 0:
            set_draft(county, group, at, caller, month.symbols[_CALL_ALL])
            say(county, False)
            at += 60_000
    wanted = month.numbers[_CHAIN_DEMANDED] * size if demanded else month.numbers[_CHAIN_FREE]
    most = min(min(size, int(month.numbers[_CHAIN_MOST])), max(2, count_near(state, wanted)))
    words, facts, sent = below(state, WORDS, 1 << 52), below(state, WORDS, 1 << 52), 0
    for place in range(most):
        person = stage.member[stage.member_from[group] + (first + place * stride) % size]
        if not stage.left[person]:
            set_draft(county, group, at, person, month.symbols[_CHAIN_ALL if demanded else _CHAIN])
            draft[WORDS_SEED], draft[FACTS_SEED], draft[ROUND] = words, facts, words
            draft[FIRST], draft[STRIDE], draft[STEP] = first, stride, place + 1
            sent += say(county, False)
        at += 15_000 + int(spread(state, 4.0) * _MINUTE_MS)
    return sent


@kernel
def run_poll(county: County, group: int, at: int, collect: bool) -> int:
    """A vote with those who cast one, or a form sent round to be filled in."""
    month, book, draft, state = county.month, county.book, county.book.draft, county.book.state
    starter = pick_member(county, group, at, -1)
    if starter < 0:
        return 0
    set_draft(county, group, at, starter, month.symbols[_COLLECT if collect else _VOTE])
    facts, round_seed = draft[FACTS_SEED], draft[WORDS_SEED]
    draft[ROUND] = round_seed
    sent = int(say(county, False))
    if collect or sent == 0:
        return sent
    for _ in range(count_near(state, month.numbers[_CHAIN_FREE])):
        at += 20_000 + int(spread(state, 6.0) * _MINUTE_MS)
        voter = pick_member(county, group, at, -1)
        if voter >= 0:
            set_draft(county, group, at, voter, month.symbols[_CAST])
            draft[FACTS_SEED], draft[ROUND] = facts, round_seed
            sent += say(county, False)
    return sent


@kernel
def run_rounds(county: County, group: int, day: int) -> int:
    """The rounds this group runs on this weekday, in working hours and apart from one another."""
    month, state = county.month, county.book.state
    rounds, weekday = month.rounds[group], month.weekday[day]
    if rounds == 0 or weekday > _ROUND_DAYS or not month.working[day]:
        return 0
    shift, sent = seed_of(month.seed, group, 17) & 3, 0
    for number in range(rounds):
        if (shift + number) % _ROUND_DAYS + 1 != weekday:
            continue
        clock = 34_200_000 + (number // _ROUND_DAYS) * 14_400_000 + below(state, WORDS, 3_600_000)
        at = month.start_ms + day * DAY_MS + clock
        demanded = month.demands[group] and not month.clean and (number == 0 or share(state, WORDS) < 0.6)
        kind = share(state, WORDS)
        if demanded or kind >= month.numbers[_VOTE_SHARE] + month.numbers[_COLLECT_SHARE]:
            sent += run_chain(county, group, at, demanded)
        else:
            sent += run_poll(county, group, at, kind >= month.numbers[_VOTE_SHARE])
    return sent


@kernel
def take_back(county: County) -> None:
    """The sender takes the draft back half a minute later (撤回)."""
    draft, state = county.book.draft, county.book.state
    draft[ROUND], draft[STEP] = draft[KEY], draft[AT]
    draft[SYMBOL] = county.month.symbols[_RECALL]
    draft[AT] += 8_000 + below(state, WORDS, 90_000)
    say(county, True)


@kernel
def hold_talk(county: County, group: int, kind: int, at: int) -> int:
    """One talk of a kind, beginning at a moment; the messages it came to."""
    month, book, draft, state, scenes = county.month, county.book, county.book.draft, county.book.state, county.scenes
    begin = scenes.talk_from[kind]
    talk = begin + below(state, WORDS, scenes.talk_from[kind + 1] - begin)
    cast = np.full(10, -1, np.int64)
    facts, sent = below(state, WORDS, 1 << 52), 0
    for turn in range(scenes.turn_from[talk], scenes.turn_from[talk + 1]):
        who = scenes.speaker[turn]
        if cast[who] < 0:
            cast[who] = pick_member(county, group, at, -1)
        if cast[who] < 0:
            return sent
        set_draft(county, group, at, cast[who], scenes.symbol[turn])
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
    """A unit's report from its own template: the same words each time, other figures."""
    sender = pick_member(county, group, at, -1)
    if sender < 0:
        return 0
    set_draft(county, group, at, sender, county.month.symbols[_REPORT])
    unit = county.stage.unit_of[sender]
    county.book.draft[WORDS_SEED] = seed_of(county.month.seed, unit, group & 1)
    return int(say(county, False))


@kernel
def choose_moment(county: County, group: int, day: int) -> int:
    """When the next talk of this group begins: late where somebody who works late would speak; -1 for never."""
    month, state = county.month, county.book.state
    if not month.working[day]:
        return pick_moment(county, day, 2)
    if month.exempt[group]:
        return pick_moment(county, day, 1 if month.flooded[day] and share(state, WORDS) < 0.45 else 0)
    begin = county.stage.member_from[group]
    size = county.stage.member_from[group + 1] - begin
    unit = county.stage.unit_of[county.stage.member[begin + below(state, WORDS, size)]]
    held_back = month.numbers[_HELD_BACK] if day + 3 < len(month.working) else 0.0
    return pick_moment(county, day, 1 if has_room(county, unit, False, held_back) else 0)


@kernel
def choose_kind(county: County, group: int, at: int) -> int:
    """What a talk in this group is about at that moment."""
    month, state = county.month, county.book.state
    life, chance = month.life[group], share(state, WORDS)
    if life == _IS_SHOW_OFF:
        return _PRAISE if chance < 0.85 else _WORK
    if life == _IS_FLOOD and month.flooded[(at - month.start_ms) // DAY_MS]:
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
        if month.life[group] == _IS_ACK_ONLY:
            person = pick_member(county, group, at, -1)
            if person < 0 or is_late(month, at):
                failed += 1
                continue
            set_draft(county, group, at, person, month.symbols[_ACK])
            sent = answer_in_turn(county, month.symbols[_ACK], 3 + below(state, WORDS, 8), 25.0)
            county.book.group_said[group] += np.int32(sent)
        elif share(state, WORDS) < month.numbers[_REPORT_SHARE] and month.life[group] != _IS_SHOW_OFF:
            sent = send_report(county, group, at)
        else:
            sent = hold_talk(county, group, choose_kind(county, group, at), at)
        left -= sent
        failed = 0 if sent else failed + 1


@kernel
def compose(county: County, notices: Rows, notice_from: Int64s, day: int, begin: int) -> int:
    """Write the day of the groups from ``begin`` until the book is full; returns the next group.

    ``notices`` are the day's, sorted by group; ``notice_from[g]`` says where a group's begin.
    """
    month, book, groups = county.month, county.book, len(county.month.life)
    while begin < groups and book.used[0] + ROOM_PER_GROUP < len(book.rows):
        group = begin
        begin += 1
        if not month.talking[group]:
            continue
        own = seed_of(month.seed, group, day)
        start(book.state, own, own + 1)
        spent = 0
        for place in range(notice_from[group], notice_from[group + 1]):
            book.rows[book.used[0]] = notices[place]
            book.used[0] += 1
            book.group_said[group] += 1
            spent += 1 + answer_notice(county, notices[place])
        spent += run_rounds(county, group, day)
        flooded = month.life[group] == _IS_FLOOD and month.flooded[day]
        rate = month.numbers[_FLOOD_WEEK] if flooded else month.rate[group]
        if not month.working[day] and not flooded:
            rate *= month.numbers[_FREE_DAY]
        fill_day(county, group, day, count_near(book.state, rate) - spent)
        if day + 1 == len(month.working) and book.group_said[group] == 0:
            fill_day(county, group, day, 1)
    return begin
