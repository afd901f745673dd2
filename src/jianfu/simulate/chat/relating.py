"""What a relay makes of the notice before it: its relation, the hands that alter it, what it asks for on top."""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.book import County
from jianfu.simulate.chat.draw import WORDS, below, kernel, share
from jianfu.simulate.chat.message import (
    ASKS_MORE,
    ASKS_REPLY,
    AT,
    CHANGED,
    DAY,
    DEADLINE,
    DIGEST,
    EDIT_RATE,
    EDIT_RATE_2,
    EDIT_SEED,
    EDIT_SEED_2,
    FACTS_SEED,
    FIRST,
    GROWTH,
    HELD,
    KEY,
    MORE_SEED,
    PREFACE,
    QUOTED,
    REPLY_SEED,
    ROOT_AT,
    ROOT_KEY,
    ROUND,
    SHORTENED,
    SOURCE_AT,
    SOURCE_KEY,
    STEP,
    STRIDE,
    UNIT,
    WHOLE,
    WORDS_SEED,
)
from jianfu.simulate.chat.settings import LOOP_NUMBERS

Int64s = NDArray[np.int64]

_RELATION = LOOP_NUMBERS.index("relation_whole")
_EDITS, _GROWS = LOOP_NUMBERS.index("edit_none_share"), LOOP_NUMBERS.index("ask_grows")
_CHANGE_DEADLINE, _CHANGE_NUMBER = LOOP_NUMBERS.index("change_deadline"), LOOP_NUMBERS.index("change_number")
_RELATIONS = (WHOLE, PREFACE, SHORTENED, QUOTED, CHANGED)
_EDIT_BOUNDS = ((100, 300), (300, 500), (500, 1000))
"""Light, middle, heavy: characters changed in ten thousand."""
_MOST_EDITS = 1_000
"""All hands together."""


@kernel
def change_edits(county: County, place: int) -> None:
    """How many characters this relay changes, into the draft's first or second pair of edits."""
    draft, state, numbers = county.book.draft, county.book.state, county.month.numbers
    chance = share(state, WORDS)
    for kind in range(3):
        chance -= numbers[_EDITS + kind]
        if chance < 0.0:
            break
    else:
        kind = 3
    rate = 0
    if kind > 0:
        low, high = _EDIT_BOUNDS[kind - 1]
        rate = low + below(state, WORDS, high - low + 1)
    if place == 0:
        draft[EDIT_SEED], draft[EDIT_RATE] = below(state, WORDS, 1 << 52), rate
    else:
        draft[EDIT_SEED_2] = below(state, WORDS, 1 << 52)
        draft[EDIT_RATE_2] = min(rate, _MOST_EDITS - draft[EDIT_RATE])


@kernel
def move_deadline(county: County, hours: int) -> None:
    """Move the draft's deadline, within office hours and not before the notice it is made from was sent."""
    draft = county.book.draft
    minute = draft[DEADLINE] + 60 * hours
    day, hour = minute // 1440, minute % 1440 // 60
    if hour < 8:
        day, hour = day - 1, 17
    minute = day * 1440 + 60 * min(hour, 18)
    sent = (draft[SOURCE_AT] - county.month.start_ms) // 3_600_000 * 60
    draft[DEADLINE] = max(minute, sent + 120)


@kernel
def raise_demand(county: County, source: Int64s) -> None:
    """Make the draft ask for more than its source: sooner, a larger number, one more duty (层层加码)."""
    draft, state, numbers = county.book.draft, county.book.state, county.month.numbers
    chance = share(state, WORDS)
    if chance < numbers[_CHANGE_DEADLINE]:
        move_deadline(county, -2 - below(state, WORDS, 24))
        draft[DEADLINE] = min(draft[DEADLINE], source[DEADLINE])
    elif chance < numbers[_CHANGE_DEADLINE] + numbers[_CHANGE_NUMBER] and draft[GROWTH] == 0:
        draft[GROWTH] = 15 + below(state, WORDS, 86)
    unchanged = draft[DEADLINE] == source[DEADLINE] and draft[GROWTH] == source[GROWTH]
    if draft[STRIDE] & ASKS_MORE == 0 and (unchanged or share(state, WORDS) < 0.25):
        draft[STRIDE] |= ASKS_MORE
        draft[MORE_SEED] = below(state, WORDS, 1 << 52)


@kernel
def relate(county: County, source: Int64s, place: int) -> None:
    """Make the draft a copy of ``source``: relation, edits, and what grows on the way down."""
    draft, state, month = county.book.draft, county.book.state, county.month
    draft[:] = source
    draft[SOURCE_KEY], draft[SOURCE_AT] = source[KEY], source[AT]
    chance, relation = share(state, WORDS), WHOLE
    for kind in range(len(_RELATIONS)):
        relation = _RELATIONS[kind]
        chance -= month.numbers[_RELATION + kind]
        if chance < 0.0:
            break
    if relation == CHANGED and month.clean:
        relation = PREFACE
    draft[FIRST] = relation
    change_edits(county, place)
    if relation == SHORTENED:
        draft[STRIDE] = 0
    if relation == CHANGED:
        raise_demand(county, source)
    grows = not month.clean and share(state, WORDS) < month.numbers[_GROWS]
    if grows and draft[STRIDE] & ASKS_REPLY == 0 and relation in (WHOLE, PREFACE, CHANGED):
        draft[FIRST] = CHANGED
        draft[STRIDE] |= ASKS_REPLY
        draft[REPLY_SEED] = below(state, WORDS, 1 << 52)


@kernel
def relate_both(county: County, first: Int64s, second: Int64s) -> None:
    """Make the draft a digest of two notices."""
    draft = county.book.draft
    draft[:] = first
    draft[FIRST], draft[STRIDE], draft[EDIT_RATE], draft[EDIT_RATE_2], draft[GROWTH] = DIGEST, 0, 0, 0, 0
    draft[ROOT_KEY], draft[ROOT_AT], draft[SOURCE_KEY], draft[SOURCE_AT] = (
        first[KEY],
        first[AT],
        second[KEY],
        second[AT],
    )
    draft[EDIT_SEED], draft[EDIT_SEED_2] = second[WORDS_SEED], second[FACTS_SEED]
    draft[ROUND], draft[STEP] = second[UNIT], second[DAY]
    draft[MORE_SEED], draft[REPLY_SEED] = second[DEADLINE], second[HELD]


@kernel
def draft_whole(county: County, root: Int64s) -> None:
    """Undo what a relay does: the sender pastes the very same text into a second group."""
    draft = county.book.draft
    draft[FIRST], draft[STRIDE], draft[EDIT_RATE] = WHOLE, root[STRIDE], 0
    draft[DEADLINE], draft[GROWTH] = root[DEADLINE], root[GROWTH]
