"""What became of a notice on its way, measured on the texts as they were sent.

Every copy and what it was made from are drawn again when they are planned: which part of the characters hands altered,
how alike the two texts are, which deadline, number or duty differs. Nothing is taken from what was meant to happen.
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import STREAMS, State, entry, kernel
from jianfu.simulate.chat.message import (
    ASKS_MORE,
    ASKS_REPLY,
    AT,
    CHANGED,
    DEADLINE,
    DIGEST,
    FIRST,
    GROWTH,
    KEY,
    PREFACE,
    RELATIONS,
    ROOT_AT,
    ROOT_KEY,
    SHORTENED,
    SOURCE_AT,
    SOURCE_KEY,
    STRIDE,
    WHOLE,
    Rows,
)
from jianfu.simulate.chat.notice_text import (
    ALTERED_COUNT,
    BODY_COUNT,
    IS_CUT,
    LENGTH,
    MORE_FROM,
    MORE_TO,
    OUTCOME,
    REPLY_FROM,
    REPLY_TO,
    write_notice,
)
from jianfu.simulate.chat.noting import AFTER, BEFORE, DEADLINE_STYLE, UNIT_AT
from jianfu.simulate.chat.render import LINE_ROOM, put_all
from jianfu.simulate.chat.slots import Desk, put_deadline
from jianfu.simulate.chat.spell import put, put_number, write_ids
from jianfu.simulate.chat.truth.grams import GramSet, empty_grams, fill_grams

Bytes = NDArray[np.uint8]
Int64s = NDArray[np.int64]
Row = NDArray[np.int64]

SCHEMA = pa.schema(
    [
        ("message_id", pa.string()),
        ("source_id", pa.string()),
        ("root_id", pa.string()),
        ("relation", pa.string()),
        ("edit_rate", pa.float64()),
        ("similarity", pa.float64()),
        ("containment", pa.float64()),
        ("changed", pa.string()),
    ]
)
"""Which message was made from which, one row a copy.

relation     to the source: whole, preface (words of one's own before or behind), shortened, quoted, reissued, changed
edit_rate    characters altered by hand since the root, per character of what the copy has of the notice's own text; a
             word for another costs their edit distance; stops count; facts are never altered by hand
similarity   Jaccard of the sets of character 3-grams of the two texts as they were sent, copy and source
containment  shared 3-grams as a part of the smaller of the two sets
changed      JSON: [{"kind": deadline | number | duty, "before", "after", "way": earlier | later | more | added}, ...]
             against the source; null where nothing differs
"""
DIGESTS = pa.schema([("message_id", pa.string()), ("root_id", pa.string())])
"""Messages that quote two notices, two rows each. They are no rows of ``SCHEMA``: no cluster could hold both."""
_CHANGE_ROOM = 4_000
"""Bytes the changes of one copy take at most."""
_AT_ONCE = 1_000

_DEADLINE_CHANGED = np.frombuffer(b'{"kind":"deadline","before":"', np.uint8)
_NUMBER_CHANGED = np.frombuffer(b'{"kind":"number","before":"', np.uint8)
_DUTY_ADDED = np.frombuffer(b'{"kind":"duty","before":"","after":"', np.uint8)
_NOW = np.frombuffer(b'","after":"', np.uint8)
_EARLIER = np.frombuffer(b'","way":"earlier"}', np.uint8)
_LATER = np.frombuffer(b'","way":"later"}', np.uint8)
_MORE = np.frombuffer(b'","way":"more"}', np.uint8)
_ADDED = np.frombuffer(b'","way":"added"}', np.uint8)
_OPEN, _SHUT, _COMMA, _BACKSLASH = 91, 93, 44, 92


class Measured(NamedTuple):
    """What the loop found, per copy."""

    relation: Int64s
    shares: NDArray[np.float64]
    """(copy, 3): edit rate, similarity, containment."""
    changes: Bytes
    changes_to: NDArray[np.int32]
    """(copies + 1): where in ``changes`` those of each end."""


class Bench(NamedTuple):
    """Room to measure in."""

    text: Bytes
    outcome: Int64s
    root: GramSet
    relay: GramSet
    """Of the last source that was a root, and of the last that was itself a copy."""
    own: GramSet
    known: Int64s
    """The keys of these two sources."""
    state: State


def set_bench() -> Bench:
    """Room of its own."""
    return Bench(
        np.zeros(LINE_ROOM, np.uint8),
        np.zeros(OUTCOME, np.int64),
        empty_grams(),
        empty_grams(),
        empty_grams(),
        np.zeros(2, np.int64),
        np.zeros(STREAMS, np.uint64),
    )


@kernel
def separate(out: Bytes, begin: int, at: int) -> int:
    """An opening bracket before the first change, a comma before any other."""
    out[at] = _OPEN if at == begin else _COMMA
    return at + 1


@kernel
def put_duty(out: Bytes, at: int, text: Bytes, begin: int, end: int) -> int:
    """A duty that was added, in its own words, without the new line it begins with."""
    if end > begin + 2 and text[begin] == _BACKSLASH:
        begin += 2
    return put_all(out, put(out, put_all(out, at, _DUTY_ADDED), text, begin, end), _ADDED)


@kernel
def put_changes(out: Bytes, begin: int, desk: Desk, row: Row, source: Row, bench: Bench) -> int:
    """What differs from the source, as JSON; the text in the bench is that of the row."""
    at, marks, outcome = begin, desk.pens.notes.marks, bench.outcome
    if row[DEADLINE] != source[DEADLINE] and marks[DEADLINE_STYLE] >= 0:
        at = put_all(out, separate(out, begin, at), _DEADLINE_CHANGED)
        at = put_deadline(out, at, desk.names, source[DEADLINE], marks[DEADLINE_STYLE])
        at = put_deadline(out, put_all(out, at, _NOW), desk.names, row[DEADLINE], marks[DEADLINE_STYLE])
        at = put_all(out, at, _EARLIER) if row[DEADLINE] < source[DEADLINE] else put_all(out, at, _LATER)
    if row[GROWTH] != source[GROWTH] and marks[BEFORE] >= 0:
        at = put_number(out, put_all(out, separate(out, begin, at), _NUMBER_CHANGED), np.uint64(marks[BEFORE]))
        at = put(out, at, desk.phrases.text, marks[UNIT_AT], marks[UNIT_AT] + 3)
        at = put_number(out, put_all(out, at, _NOW), np.uint64(marks[AFTER]))
        at = put_all(out, put(out, at, desk.phrases.text, marks[UNIT_AT], marks[UNIT_AT] + 3), _MORE)
    asked = row[STRIDE] & ~source[STRIDE]
    if asked & ASKS_MORE:
        at = put_duty(out, separate(out, begin, at), bench.text, outcome[MORE_FROM], outcome[MORE_TO])
    if asked & ASKS_REPLY:
        at = put_duty(out, separate(out, begin, at), bench.text, outcome[REPLY_FROM], outcome[REPLY_TO])
    if at > begin:
        out[at] = _SHUT
        at += 1
    return at


@kernel
def source_grams(desk: Desk, source: Row, bench: Bench, first_hand: bool) -> GramSet:
    """The grams of the text a copy was made from; that of the last root and the last relay are at hand."""
    grams = bench.root if first_hand else bench.relay
    place = 0 if first_hand else 1
    if bench.known[place] != source[KEY]:
        length = write_notice(bench.text, desk, source, bench.outcome, bench.state)
        fill_grams(grams, bench.text, length, bench.own)
        bench.known[place] = source[KEY]
    return grams


@kernel
def relation_of(row: Row, changed: bool, is_cut: bool) -> int:
    """The relation as it came out: not every notice has what was to be changed, or enough to be cut."""
    if row[FIRST] == CHANGED and not changed:
        return PREFACE
    if row[FIRST] == SHORTENED and not is_cut:
        return WHOLE
    return int(row[FIRST])


@entry
def measure(rows: Rows, pairs: Int64s, desk: Desk, bench: Bench, found: Measured) -> None:
    """Measure the pairs (copy, source) of rows."""
    at = 0
    for place in range(len(pairs)):
        row, source = rows[pairs[place, 0]], rows[pairs[place, 1]]
        grams = source_grams(desk, source, bench, source[FIRST] == 0)
        write_notice(bench.text, desk, row, bench.outcome, bench.state)
        shared = fill_grams(bench.own, bench.text, bench.outcome[LENGTH], grams)
        first, second = grams.counts[1], bench.own.counts[1]
        found.shares[place, 0] = bench.outcome[ALTERED_COUNT] / max(1, bench.outcome[BODY_COUNT])
        found.shares[place, 1] = shared / max(1, first + second - shared)
        found.shares[place, 2] = shared / max(1, min(first, second))
        end = put_changes(found.changes, at, desk, row, source, bench)
        found.relation[place] = relation_of(row, end > at, bench.outcome[IS_CUT] != 0)
        at = end
        found.changes_to[place + 1] = at


def copies_table(planned: Rows, seed: int, desk: Desk, bench: Bench) -> pa.Table:
    """The truth about the copies among a day's planned notices, by ``SCHEMA``; sources are planned that day too."""
    places = np.flatnonzero((planned[:, FIRST] > 0) & (planned[:, FIRST] != DIGEST))
    copies = planned[places]
    pairs = np.stack([places, np.searchsorted(planned[:, KEY], copies[:, SOURCE_KEY])], axis=1)
    tables = []
    for begin in range(0, len(copies), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        found = _measured(planned, pairs[part], desk, bench)
        ids = [
            write_ids(seed, copies[part, key], copies[part, at])
            for key, at in ((KEY, AT), (SOURCE_KEY, SOURCE_AT), (ROOT_KEY, ROOT_AT))
        ]
        relation = pa.array(np.array(RELATIONS)[found.relation], pa.string())
        columns = [*ids, relation, *(pa.array(found.shares[:, place]) for place in range(3)), _texts(found)]
        tables.append(pa.table(columns, schema=SCHEMA))
    return pa.concat_tables(tables) if tables else SCHEMA.empty_table()


def digests_table(planned: Rows, seed: int) -> pa.Table:
    """The digests among a day's planned notices, by ``DIGESTS``."""
    rows = planned[planned[:, FIRST] == DIGEST].repeat(2, axis=0)
    first = np.arange(len(rows)) % 2 == 0
    keys = np.where(first, rows[:, ROOT_KEY], rows[:, SOURCE_KEY])
    times = np.where(first, rows[:, ROOT_AT], rows[:, SOURCE_AT])
    return pa.table([write_ids(seed, rows[:, KEY], rows[:, AT]), write_ids(seed, keys, times)], schema=DIGESTS)


def _measured(planned: Rows, pairs: Int64s, desk: Desk, bench: Bench) -> Measured:
    found = Measured(
        np.zeros(len(pairs), np.int64),
        np.zeros((len(pairs), 3)),
        np.empty(_CHANGE_ROOM * len(pairs), np.uint8),
        np.zeros(len(pairs) + 1, np.int32),
    )
    measure(planned, pairs, desk, bench, found)
    return found


def _texts(found: Measured) -> pa.Array:
    """The changes as text, null where there are none."""
    offset = found.changes_to
    changes = found.changes[: offset[-1]].copy()
    texts = pa.StringArray.from_buffers(len(offset) - 1, pa.py_buffer(offset), pa.py_buffer(changes))
    return pa.compute.if_else(pa.array(np.diff(offset) > 0), texts, None)
