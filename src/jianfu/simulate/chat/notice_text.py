"""A notice's text as one group gets it: the body drawn again from its seeds, what hands did to it, what stands around.

Order of making: the facts as they stand by now (deadline, counted number), the hands one after another, the cut, then
the sender's own words before and after, and the demands.
"""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import WORDS, State, below, kernel, seed_of, share, start
from jianfu.simulate.chat.expand import expand
from jianfu.simulate.chat.message import (
    ASKS_LOCATION,
    ASKS_MORE,
    ASKS_PHOTO,
    ASKS_REPLY,
    ASKS_SCREENSHOT,
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
    REISSUED,
    REPLY_SEED,
    ROUND,
    SHORTENED,
    STEP,
    STRIDE,
    UNIT,
    WORDS_SEED,
)
from jianfu.simulate.chat.noting import ON, begin_notes
from jianfu.simulate.chat.slips import altered_in, characters_in, draw_mask, put_edited, put_kept
from jianfu.simulate.chat.slots import Desk
from jianfu.simulate.chat.spell import clause_end, put

Bytes = NDArray[np.uint8]
Int64s = NDArray[np.int64]
Row = NDArray[np.int64]

SYMBOLS = (
    "notice", "preface", "local_preface", "sign_off", "quote_open", "quote_close", "comment_open", "comment_close",
    "reissue", "reissue_end", "ask_more", "ask_reply", "ask_photo", "ask_screenshot", "ask_location",
    "digest_open", "digest_between", "digest_close",
)  # fmt: skip
(
    BODY, MARK, LOCAL, SIGN_OFF, QUOTE_OPEN, QUOTE_CLOSE, COMMENT_OPEN, COMMENT_CLOSE,
    REISSUE, REISSUE_END, MORE, REPLY, PHOTO, SCREENSHOT, LOCATION, DIGEST_OPEN, DIGEST_BETWEEN, DIGEST_CLOSE,
) = range(len(SYMBOLS))  # fmt: skip
"""Places in ``Pens.notice``."""
_DEMANDS = (
    (ASKS_MORE, MORE, MORE_SEED),
    (ASKS_PHOTO, PHOTO, FACTS_SEED),
    (ASKS_SCREENSHOT, SCREENSHOT, FACTS_SEED),
    (ASKS_LOCATION, LOCATION, FACTS_SEED),
    (ASKS_REPLY, REPLY, REPLY_SEED),
)
"""Demands behind a notice in their order: flag, words, and the seed of the wording, which is passed on with it."""
_NONE = -1
(_LOCAL_SHARE, _MARK_ALONE, _SIGNED_ALONE) = (0.3, 0.6, 0.75)
"""Of copies with words of the sender's own: part whose words before are his office's own; then bounds of a mark before
alone, a sign-off behind alone; the rest have both."""
_SIGNED_CHANGED, _QUOTED_PART, _COMMENTED, _REISSUE_BEHIND, _FROM_MIDDLE, _DOTS = 0.25, 0.4, 0.4, 0.25, 0.35, 0.7
_LEAST_KEPT = 90
"""Bytes, 30 Chinese characters: a shorter part could be of any notice."""
_ELLIPSIS = np.frombuffer("……".encode(), np.uint8)

(LENGTH, ALTERED_COUNT, BODY_COUNT, MORE_FROM, MORE_TO, REPLY_FROM, REPLY_TO, IS_CUT) = range(8)
"""Places in what ``write_notice`` returns by ``outcome``: bytes of the whole text; characters altered by hand and
characters in what it has of the body; where the words of the two demands that can be added stand;
whether a part is left out."""
OUTCOME = 8


@kernel
def write_body(desk: Desk, row: Row, state: State) -> int:
    """The body with all edits into ``pens.body``; returns its length."""
    pens = desk.pens
    start(state, row[WORDS_SEED], row[FACTS_SEED])
    begin_notes(pens.notes)
    length = expand(pens.body.text, 0, desk, row, pens.notice[BODY], state)
    pens.notes.marks[ON] = 0
    if row[EDIT_RATE] > 0 or row[EDIT_RATE_2] > 0:
        draw_mask(pens.body, length, pens.notes)
    else:
        pens.body.mask[:length] = 0
    for seed, rate in ((EDIT_SEED, EDIT_RATE), (EDIT_SEED_2, EDIT_RATE_2)):
        if row[rate] > 0:
            start(state, row[seed], row[seed])
            edited = put_edited(pens.spare, pens.body, length, row[rate] / 10_000, state)
            length = put_kept(pens.body, 0, pens.spare, 0, edited)
    return length


@kernel
def cut(body: Bytes, length: int, state: State) -> tuple[int, int]:
    """The part that is kept, clause by clause: the beginning, or a part from the middle; all of a short notice."""
    least = max(_LEAST_KEPT / length, 0.35)
    if share(state, WORDS) < _FROM_MIDDLE:
        begin = clause_end(body, length, 0.12 + 0.13 * share(state, WORDS)) + 3
        end = clause_end(body, length, max(begin / length + least, 0.65 + 0.2 * share(state, WORDS)))
        if begin + _LEAST_KEPT <= end:
            return begin, end
    return 0, clause_end(body, length, least + 0.3 * share(state, WORDS))


@kernel
def choose_words(relation: int, state: State) -> tuple[int, int]:
    """The symbols of what the sender puts before and after the notice."""
    before, after, chance = _NONE, _NONE, share(state, WORDS)
    foreword = LOCAL if share(state, WORDS) < _LOCAL_SHARE else MARK
    if relation == PREFACE:
        before = foreword if chance < _MARK_ALONE or chance >= _SIGNED_ALONE else _NONE
        after = SIGN_OFF if chance >= _MARK_ALONE else _NONE
    elif relation == CHANGED:
        before = foreword
        after = SIGN_OFF if chance < _SIGNED_CHANGED else _NONE
    elif relation == REISSUED:
        before, after = (_NONE, REISSUE_END) if chance < _REISSUE_BEHIND else (REISSUE, _NONE)
    elif relation == QUOTED:
        before, after = (COMMENT_OPEN, COMMENT_CLOSE) if chance < _COMMENTED else (QUOTE_OPEN, QUOTE_CLOSE)
    return before, after


@kernel
def put_demands(out: Bytes, at: int, desk: Desk, row: Row, outcome: Int64s, state: State) -> int:
    """The demands the notice makes, each in the words of whoever first made it."""
    for place in range(len(_DEMANDS)):
        flag, symbol, seed = _DEMANDS[place]
        if row[STRIDE] & flag:
            words = seed_of(row[seed], symbol, 5)
            start(state, words, words + 1)
            begin, at = at, expand(out, at, desk, row, desk.pens.notice[symbol], state)
            if symbol == MORE:
                outcome[MORE_FROM], outcome[MORE_TO] = begin, at
            elif symbol == REPLY:
                outcome[REPLY_FROM], outcome[REPLY_TO] = begin, at
    return at


@kernel
def set_second(desk: Desk, row: Row) -> Row:
    """The second notice of a digest, as its author wrote it."""
    second = desk.pens.second
    second[:] = row
    second[WORDS_SEED], second[FACTS_SEED] = row[EDIT_SEED], row[EDIT_SEED_2]
    second[UNIT], second[DAY] = row[ROUND], row[STEP]
    second[DEADLINE], second[HELD], second[GROWTH] = row[MORE_SEED], row[REPLY_SEED], 0
    return second


@kernel
def write_digest(out: Bytes, desk: Desk, row: Row, outcome: Int64s, state: State) -> int:
    """Two notices in one message, each whole or in part."""
    symbols, body, at = desk.pens.notice, desk.pens.body, 0
    outcome[:] = 0
    for place in range(2):
        length = write_body(desk, row if place == 0 else set_second(desk, row), state)
        own = seed_of(row[KEY], 7 + place, 5)
        start(state, own, own + 1)
        begin, end = cut(body.text, length, state) if share(state, WORDS) < _QUOTED_PART else (0, length)
        at = expand(out, at, desk, row, symbols[DIGEST_OPEN if place == 0 else DIGEST_BETWEEN], state)
        at = put(out, at, body.text, begin, end)
    at = expand(out, at, desk, row, symbols[DIGEST_CLOSE], state)
    outcome[LENGTH] = at
    return at


@kernel
def write_notice(out: Bytes, desk: Desk, row: Row, outcome: Int64s, state: State) -> int:
    """The whole text into ``out``; returns its length. ``outcome`` says what became of it."""
    symbols, body = desk.pens.notice, desk.pens.body
    relation = row[FIRST]
    if relation == DIGEST:
        return write_digest(out, desk, row, outcome, state)
    length = write_body(desk, row, state)
    own = seed_of(row[KEY], 3, 5)
    start(state, own, own + 1)
    before, after = choose_words(relation, state)
    begin, end, dots = 0, length, False
    if relation == SHORTENED or (relation == QUOTED and share(state, WORDS) < _QUOTED_PART):
        begin, end = cut(body.text, length, state)
        dots = share(state, WORDS) < _DOTS
    outcome[:] = 0
    outcome[IS_CUT] = begin > 0 or end < length
    outcome[ALTERED_COUNT], outcome[BODY_COUNT] = (
        altered_in(body.mask, begin, end),
        characters_in(body.text, begin, end),
    )
    at = expand(out, 0, desk, row, symbols[before], state) if before >= 0 else 0
    if dots and begin > 0:
        at = put(out, at, _ELLIPSIS, 0, len(_ELLIPSIS))
    at = put(out, at, body.text, begin, end)
    if dots and end < length:
        at = put(out, at, _ELLIPSIS, 0, len(_ELLIPSIS))
    closing = below(state, WORDS, 1 << 52)
    if after != SIGN_OFF and after >= 0:
        at = expand(out, at, desk, row, symbols[after], state)
    at = put_demands(out, at, desk, row, outcome, state)
    if after == SIGN_OFF:
        start(state, closing, closing + 1)
        at = expand(out, at, desk, row, symbols[SIGN_OFF], state)
    outcome[LENGTH] = at
    return at
