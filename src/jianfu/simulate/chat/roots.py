"""A notice as its author makes it up: from scratch, or from a template of his unit or of the office above."""

from jianfu.simulate.chat.book import WORKING, County, has_room, pick_moment
from jianfu.simulate.chat.draw import WORDS, below, kernel, seed_of, share
from jianfu.simulate.chat.message import (
    ASKS_LOCATION,
    ASKS_PHOTO,
    ASKS_REPLY,
    ASKS_SCREENSHOT,
    DATE_FACT,
    DAY,
    DEADLINE,
    FACTS_SEED,
    HELD,
    MORE_SEED,
    NUMBER_FACT,
    PLACE_FACT,
    REPLY_SEED,
    STRIDE,
    SYMBOL,
    UNIT,
    WORDS_SEED,
)
from jianfu.simulate.chat.settings import LOOP_NUMBERS
from jianfu.simulate.chat.stage import TOWNS, VILLAGES

_ASKS = LOOP_NUMBERS.index("ask_reply")
_TEMPLATE, _SIBLING = LOOP_NUMBERS.index("notice_template_share"), LOOP_NUMBERS.index("notice_sibling_share")
_FLAGS = (ASKS_REPLY, ASKS_PHOTO, ASKS_SCREENSHOT, ASKS_LOCATION)
_HELD = (
    0,
    PLACE_FACT,
    NUMBER_FACT,
    PLACE_FACT | NUMBER_FACT,
    PLACE_FACT | NUMBER_FACT,
    DATE_FACT | NUMBER_FACT,
    DATE_FACT | PLACE_FACT,
)
"""What a template fills in the same way each time; some templates nothing."""
_OWN_TEMPLATES, _SHARED_TEMPLATES = 3, 2
"""Templates of a unit for all the time; templates an office hands out for a few days."""
_SHARED_DAYS = 4
_CLEAN_DAYS = 8
"""Where nothing is wrong, deadlines leave time enough, holidays and slow relays included."""


@kernel
def use_template(county: County, unit: int, day: int, village: bool) -> None:
    """Some notices are made from a template: the unit's own, or one all units under the same office use.

    Notices from one template share their words and their matter; dates, places and numbers differ, one or all of them.
    """
    draft, state, numbers = county.book.draft, county.book.state, county.month.numbers
    chance = share(state, WORDS)
    if chance < numbers[_TEMPLATE]:
        draft[WORDS_SEED] = seed_of(county.month.seed, unit, 100 + below(state, WORDS, _OWN_TEMPLATES))
    elif chance < numbers[_TEMPLATE] + numbers[_SIBLING]:
        office = county.cast.units[unit, VILLAGES if village else TOWNS]
        handed_out = day // _SHARED_DAYS * _SHARED_DAYS
        kind = 300 + 200 * int(village) + _SHARED_TEMPLATES * handed_out + below(state, WORDS, _SHARED_TEMPLATES)
        draft[WORDS_SEED] = seed_of(county.month.seed, office, kind)
        draft[DEADLINE] = (handed_out + _SHARED_DAYS + draft[WORDS_SEED] % 3) * 1440 + 17 * 60
    else:
        return
    if not county.month.clean:
        # with all its facts held a template would tell readers in a neighbour's name what they know
        draft[HELD] = _HELD[draft[WORDS_SEED] // 64 % len(_HELD)]


@kernel
def begin_root(county: County, unit: int, day: int, village: bool) -> int:
    """A new notice in the draft; returns its moment."""
    draft, state, month = county.book.draft, county.book.state, county.month
    draft[:] = 0
    table = 0 if month.days[day, WORKING] else 2
    if table == 0 and has_room(county, unit, False, 0.6):
        table = 1
    at = pick_moment(county, day, table)
    draft[SYMBOL], draft[UNIT], draft[DAY] = month.symbols[0], unit, day
    draft[WORDS_SEED] = below(state, WORDS, 1 << 52)
    draft[FACTS_SEED] = below(state, WORDS, 1 << 52)
    draft[MORE_SEED], draft[REPLY_SEED] = draft[FACTS_SEED], draft[FACTS_SEED]
    ahead = 0 if share(state, WORDS) < 0.12 and not month.clean else 1 + below(state, WORDS, 6)
    draft[DEADLINE] = (day + ahead) * 1440 + 60 * (17 if ahead == 0 else 9 + below(state, WORDS, 9))
    for kind in range(len(_FLAGS)):
        if not month.clean and share(state, WORDS) < month.numbers[_ASKS + kind]:
            draft[STRIDE] |= _FLAGS[kind]
    use_template(county, unit, day, village)
    if month.clean:
        draft[DEADLINE] += _CLEAN_DAYS * 1440
    return at
