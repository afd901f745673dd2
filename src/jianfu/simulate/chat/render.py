"""Rows of numbers into lines of a session archive, in one compiled loop.

The form is that of the decrypted archive (企业微信会话内容存档): msgid, action, from, tolist, roomid, msgtime, msgtype
and one object named after the type. The platform's documentation lists a chain reply (接龙消息) among the types but its
field names could not be read; as in exports seen in public, a chain reply is written as text that begins with ``#接龙``
and numbers the names. ``tolist`` is empty in groups above ``Pens.tolist_limit``.
"""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import STREAMS, bits, entry, kernel, start
from jianfu.simulate.chat.expand import expand
from jianfu.simulate.chat.message import AT, FACTS_SEED, GROUP, KEY, SENDER, SYMBOL, WORDS_SEED, Rows
from jianfu.simulate.chat.notice_text import OUTCOME, write_notice
from jianfu.simulate.chat.prints import text_print
from jianfu.simulate.chat.slots import Desk
from jianfu.simulate.chat.spell import put, put_id, put_name, put_number
from jianfu.simulate.chat.stage import ROOM, USERID

Bytes = NDArray[np.uint8]
Row = NDArray[np.int64]

LINE_ROOM = 32_000
"""Bytes one line takes at most; the buffer keeps this much room before each."""
_ID = np.frombuffer(b'{"msgid":"', np.uint8)
_SEND = np.frombuffer(b'","action":"send","from":"', np.uint8)
_RECALL = np.frombuffer(b'","action":"recall","from":"', np.uint8)
_SWITCH = np.frombuffer(b'","action":"switch","time":', np.uint8)
_USER = np.frombuffer(b',"user":"', np.uint8)
_TO = np.frombuffer(b'","tolist":[', np.uint8)
_ROOM = np.frombuffer(b'],"roomid":"', np.uint8)
_TIME = np.frombuffer(b'","msgtime":', np.uint8)
_CLOSE = np.frombuffer(b'"}\n', np.uint8)
_END, _NEW_LINE, _QUOTE, _COMMA = 125, 10, 34, 44


@kernel
def put_all(out: Bytes, at: int, literal: Bytes) -> int:
    """A whole literal."""
    return put(out, at, literal, 0, len(literal))


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
def render(rows: Rows, begin: int, out: Bytes, desk: Desk, prints: NDArray[np.uint64]) -> tuple[int, int]:
    """Lines for rows from ``begin`` until the rows or the room end: the next row and the bytes written.

    ``prints`` gets, per row, a number that stands for its text, 0 where it is none.
    """
    state, row, outcome = np.zeros(STREAMS, np.uint64), np.zeros(rows.shape[1], np.int64), np.zeros(OUTCOME, np.int64)
    at, index = 0, begin
    while index < len(rows) and at + LINE_ROOM < len(out):
        row[:] = rows[index]
        if row[SYMBOL] == desk.pens.sent:
            length = write_notice(out[at:], desk, row, outcome, state)
            desk.pens.body_length[0] = put(desk.pens.body.text, 0, out[at:], 0, length)
        start(state, row[WORDS_SEED], row[FACTS_SEED])
        bits(state, 0)
        at = put_head(out, at, desk, row)
        if row[SYMBOL] == desk.pens.switched:
            prints[index] = 0
            at = put_all(out, at, _CLOSE)
        else:
            object_at = at
            at = expand(out, at, desk, row, row[SYMBOL], state)
            prints[index] = text_print(out, object_at, at)
            out[at], out[at + 1] = _END, _NEW_LINE
            at += 2
        index += 1
    return index, at
