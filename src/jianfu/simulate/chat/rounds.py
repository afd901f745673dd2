"""Rounds a group runs: chain replies (接龙), votes (投票), forms sent round (填表)."""

from jianfu.simulate.chat.book import (
    DAY_MS,
    DEMANDS,
    ISO_WEEKDAY,
    ROUNDS,
    WORKING,
    County,
    pick_member,
    say,
    stride_for,
)
from jianfu.simulate.chat.drafting import CALL_ALL, CAST, CHAIN, CHAIN_ALL, COLLECT, VOTE, set_draft
from jianfu.simulate.chat.draw import WORDS, below, count_near, kernel, seed_of, share, spread
from jianfu.simulate.chat.message import FACTS_SEED, FIRST, ROUND, STEP, STRIDE, WORDS_SEED
from jianfu.simulate.chat.settings import LOOP_NUMBERS

_CHAIN_DEMANDED, _CHAIN_FREE, _CHAIN_MOST, _VOTE_SHARE, _COLLECT_SHARE = (
    LOOP_NUMBERS.index(name)
    for name in ("chain_answer_demanded", "chain_answer_free", "chain_most", "vote_share", "collect_share")
)
_MINUTE_MS = 60_000
_ROUND_DAYS = 4
"""Rounds fall on Monday to Thursday: working days in every week of the period."""


@kernel
def run_chain(county: County, group: int, at: int, demanded: bool) -> int:
    """A chain reply: everyone sends the list on with one more name. Returns the messages sent."""
    month, draft, state, cast = county.month, county.book.draft, county.book.state, county.cast
    size = cast.member_from[group + 1] - cast.member_from[group]
    first, stride = below(state, WORDS, size), stride_for(state, size)
    if demanded and share(state, WORDS) < 0.5:
        caller = pick_member(county, group, at, -1)
        if caller >= 0:
            set_draft(county, group, at, caller, month.symbols[CALL_ALL])
            say(county, False)
            at += 60_000
    wanted = month.numbers[_CHAIN_DEMANDED] * size if demanded else month.numbers[_CHAIN_FREE]
    most = min(size, int(month.numbers[_CHAIN_MOST]), max(2, count_near(state, wanted)))
    words, facts, sent = below(state, WORDS, 1 << 52), below(state, WORDS, 1 << 52), 0
    for place in range(most):
        person = cast.members[cast.member_from[group] + (first + place * stride) % size, 0]
        if cast.unit_of[person] >= 0:
            set_draft(county, group, at, person, month.symbols[CHAIN_ALL if demanded else CHAIN])
            draft[WORDS_SEED], draft[FACTS_SEED], draft[ROUND] = words, facts, words
            draft[FIRST], draft[STRIDE], draft[STEP] = first, stride, place + 1
            sent += say(county, False)
        at += 15_000 + int(spread(state, 4.0) * _MINUTE_MS)
    return sent


@kernel
def run_poll(county: County, group: int, at: int, collect: bool) -> int:
    """A vote with those who cast one, or a form sent round to be filled in."""
    month, draft, state = county.month, county.book.draft, county.book.state
    starter = pick_member(county, group, at, -1)
    if starter < 0:
        return 0
    set_draft(county, group, at, starter, month.symbols[COLLECT if collect else VOTE])
    facts, round_seed = draft[FACTS_SEED], draft[WORDS_SEED]
    draft[ROUND] = round_seed
    sent = int(say(county, False))
    if collect or sent == 0:
        return sent
    for _ in range(count_near(state, month.numbers[_CHAIN_FREE])):
        at += 20_000 + int(spread(state, 6.0) * _MINUTE_MS)
        voter = pick_member(county, group, at, -1)
        if voter >= 0:
            set_draft(county, group, at, voter, month.symbols[CAST])
            draft[FACTS_SEED], draft[ROUND] = facts, round_seed
            sent += say(county, False)
    return sent


@kernel
def run_rounds(county: County, group: int, day: int) -> int:
    """The rounds this group runs on this weekday, in working hours and apart from one another."""
    month, state = county.month, county.book.state
    rounds, weekday = month.groups[group, ROUNDS], month.days[day, ISO_WEEKDAY]
    if rounds == 0 or weekday > _ROUND_DAYS or not month.days[day, WORKING]:
        return 0
    shift, sent = seed_of(month.seed, group, 17) & 3, 0
    for number in range(rounds):
        if (shift + number) % _ROUND_DAYS + 1 != weekday:
            continue
        clock = 34_200_000 + (number // _ROUND_DAYS) * 14_400_000 + below(state, WORDS, 3_600_000)
        at = month.start_ms + day * DAY_MS + clock
        demanded = month.groups[group, DEMANDS] and not month.clean and (number == 0 or share(state, WORDS) < 0.6)
        kind = share(state, WORDS)
        if demanded or kind >= month.numbers[_VOTE_SHARE] + month.numbers[_COLLECT_SHARE]:
            sent += run_chain(county, group, at, demanded)
        else:
            sent += run_poll(county, group, at, kind >= month.numbers[_VOTE_SHARE])
    return sent
