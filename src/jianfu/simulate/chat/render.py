"""Rows of numbers into lines of a session archive, in one compiled loop.

The form is that of the decrypted archive (企业微信会话内容存档): msgid, action, from, tolist, roomid, msgtime, msgtype
and one object named after the type. The platform's documentation lists a chain reply (接龙消息) among the types but its
field names could not be read; as in exports seen in public, a chain reply is written as text that begins with ``#接龙``
and numbers the names. ``tolist`` is empty in groups above ``Pens.tolist_limit``.
"""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import State, bits, entry, kernel, seed_of, share, start
from jianfu.simulate.chat.expand import Desk, expand
from jianfu.simulate.chat.message import (
    ASKS_LOCATION,
    ASKS_MORE,
    ASKS_PHOTO,
    ASKS_REPLY,
    ASKS_SCREENSHOT,
    AT,
    CHANGED,
    EDIT_RATE,
    EDIT_RATE_2,
    EDIT_SEED,
    EDIT_SEED_2,
    FACTS_SEED,
    FIRST,
    GROUP,
    KEY,
    PREFACE,
    QUOTED,
    REISSUED,
    SENDER,
    SHORTENED,
    STRIDE,
    SYMBOL,
    WORDS_SEED,
    Rows,
)
from jianfu.simulate.chat.spell import clause_end, put, put_edited, put_id, put_name, put_number
from jianfu.simulate.chat.stage import ROOM, USERID

Bytes = NDArray[np.uint8]
Row = NDArray[np.int64]

LINE_ROOM = 32_000
"""Bytes one line takes at most; the buffer keeps this much room before each."""
(BODY, FOREWORD, QUOTE, COMMENT, REISSUE, MORE, REPLY, PHOTO, SCREENSHOT, LOCATION) = range(10)
NOTICE_SYMBOLS = (
    "notice", "preface", "quote_open", "quote_close", "reissue", "ask_more", "ask_reply", "ask_photo",
    "ask_screenshot", "ask_location",
)  # fmt: skip

_AFTER = (
    (0, COMMENT),
    (ASKS_MORE, MORE),
    (ASKS_PHOTO, PHOTO),
    (ASKS_SCREENSHOT, SCREENSHOT),
    (ASKS_LOCATION, LOCATION),
    (ASKS_REPLY, REPLY),
)
"""What stands after a notice, in order: a comment on a quote, then the demands it makes."""
_ID = np.frombuffer(b'{"msgid":"', np.uint8)
_SEND = np.frombuffer(b'","action":"send","from":"', np.uint8)
_RECALL = np.frombuffer(b'","action":"recall","from":"', np.uint8)
_SWITCH = np.frombuffer(b'","action":"switch","time":', np.uint8)
_USER = np.frombuffer(b',"user":"', np.uint8)
_TO = np.frombuffer(b'","tolist":[', np.uint8)
_ROOM = np.frombuffer(b'],"roomid":"', np.uint8)
_TIME = np.frombuffer(b'","msgtime":', np.uint8)
_CLOSE = np.frombuffer(b'"}\n', np.uint8)
_ELLIPSIS = np.frombuffer("……".encode(), np.uint8)
_END, _NEW_LINE, _QUOTE, _COMMA = 125, 10, 34, 44


@kernel
def put_all(out: Bytes, at: int, literal: Bytes) -> int:
    """A whole literal."""
    return put(out, at, literal, 0, len(literal))


@kernel
def edit_body(body: Bytes, spare: Bytes, length: int, row: Row, state: State) -> int:
    """Apply the edits made on the way down, the upper office's first."""
    for seed, rate in ((EDIT_SEED, EDIT_RATE), (EDIT_SEED_2, EDIT_RATE_2)):
        if row[rate] > 0:
            start(state, row[seed], row[seed])
            edited = put_edited(spare, body, length, row[rate] / 10_000, state)
            length = put(body, 0, spare, 0, edited)
    return length


@kernel
def write_notice(out: Bytes, desk: Desk, row: Row, state: State) -> int:
    """A notice's text as this group gets it, into ``pens.body``; ``out`` is free room. Returns its length."""
    symbols, body = desk.pens.notice, desk.pens.body
    relation, asks = row[FIRST], row[STRIDE]
    start(state, row[WORDS_SEED], row[FACTS_SEED])
    length = expand(body, 0, desk, row, symbols[BODY], state)
    length = edit_body(body, desk.pens.spare, length, row, state)
    own = seed_of(row[KEY], 3, 5)
    start(state, own, own + 1)
    if relation == SHORTENED:
        length = put_all(body, clause_end(body, length, 0.35 + 0.3 * share(state, 0)), _ELLIPSIS)
    before, after = -1, COMMENT if relation == QUOTED else -1
    if relation == REISSUED:
        before = REISSUE
    elif relation == QUOTED:
        before = QUOTE
    elif relation in (PREFACE, CHANGED):
        before = FOREWORD
    at = expand(out, 0, desk, row, symbols[before], state) if before >= 0 else 0
    at = put(out, at, body, 0, length)
    for place in range(len(_AFTER)):
        wanted = after == COMMENT if place == 0 else asks & _AFTER[place][0] != 0
        if wanted:
            at = expand(out, at, desk, row, symbols[_AFTER[place][1]], state)
    return put(body, 0, out, 0, at)


@kernel
def put_head(out: Bytes, at: int, desk: Desk, row: Row) -> int:
    """Everything before ``msgtype``."""
    cast, names, pens = desk.cast, desk.names, desk.pens
    at = put_id(out, put_all(out, at, _ID), pens.seed, row[KEY], row[AT])
    if row[SYMBOL] == pens.switched:
        at = put_number(out, put_all(out, at, _SWITCH), np.uint64(row[AT]))
        return put_name(out, put_all(out, at, _USER), names, USERID, row[SENDER])
    at = put_all(out, at, _RECALL if row[SYMBOL] == pens.recalled else _SEND)
    at = put_all(out, put_name(out, at, names, USERID, row[SENDER]), _TO)
    begin, end = cast.member_from[row[GROUP]], cast.member_from[row[GROUP] + 1]
    if end - begin <= pens.tolist_limit:
        first = True
        for place in range(begin, end):
            if cast.members[place, 0] != row[SENDER]:
                if not first:
                    out[at] = _COMMA
                    at += 1
                out[at] = _QUOTE
                at = put_name(out, at + 1, names, USERID, cast.members[place, 0])
                out[at] = _QUOTE
                at += 1
                first = False
    at = put_name(out, put_all(out, at, _ROOM), names, ROOM, row[GROUP])
    at = put_number(out, put_all(out, at, _TIME), np.uint64(row[AT]))
    out[at] = _COMMA
    return at + 1


@entry
def render(rows: Rows, begin: int, out: Bytes, desk: Desk) -> tuple[int, int]:
    """Lines for rows from ``begin`` until the rows or the room end: the next row and the bytes written."""
    state, row = np.zeros(2, np.uint64), np.zeros(rows.shape[1], np.int64)
    at, index = 0, begin
    while index < len(rows) and at + LINE_ROOM < len(out):
        row[:] = rows[index]
        start(state, row[WORDS_SEED], row[FACTS_SEED])
        bits(state, 0)
        if row[SYMBOL] == desk.pens.sent:
            desk.pens.body_length[0] = write_notice(out[at:], desk, row, state)
        at = put_head(out, at, desk, row)
        if row[SYMBOL] == desk.pens.switched:
            at = put_all(out, at, _CLOSE)
        else:
            at = expand(out, at, desk, row, row[SYMBOL], state)
            out[at], out[at + 1] = _END, _NEW_LINE
            at += 2
        index += 1
    return index, at
