"""Twins (同一模板的不同通知): messages made from one template that are about different things.

A unit's notices and reports from its own template, and those of neighbours whose template came from the office above:
the words are the same, dates, places or numbers are not. Whoever takes them for copies of one another is wrong.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import STREAMS, bits, entry, kernel, start
from jianfu.simulate.chat.expand import expand
from jianfu.simulate.chat.message import (
    AT,
    DATE_FACT,
    FACTS_SEED,
    FIRST,
    KEY,
    NUMBER_FACT,
    PLACE_FACT,
    SYMBOL,
    WIDTH,
    WORDS_SEED,
    Rows,
)
from jianfu.simulate.chat.notice_text import write_body
from jianfu.simulate.chat.noting import ON, begin_notes, facts_print
from jianfu.simulate.chat.prints import span_print
from jianfu.simulate.chat.slots import Desk
from jianfu.simulate.chat.spell import write_ids

Bytes = NDArray[np.uint8]

SCHEMA = pa.schema([("message_id", pa.string()), ("twin_id", pa.string()), ("differs", pa.string())])
"""Pairs of first messages from one template, neighbours in time, ``MOST`` - 1 pairs a template at most. ``differs``:
date (dates and times of day), place (units, villages, spots, rooms), number, or several of these. Pairs that do not
differ at all are left out."""

MOST = 7
"""Messages of one template that are kept: the first ones made up."""
_KINDS = (DATE_FACT, PLACE_FACT, NUMBER_FACT)
_NAMES = np.array(["date", "place", "number", "several"])
_O_CLOCK = np.frombuffer("点".encode(), np.uint8)
_OWN_SEEDS_BELOW = 1 << 52
"""Seeds of messages that are not from a template are smaller."""


@entry
def facts_of(rows: Rows, desk: Desk, prints: NDArray[np.uint64]) -> None:
    """A number for the dates, the places and the numbers of each message, in the order they stand."""
    state = np.zeros(STREAMS, np.uint64)
    for index in range(len(rows)):
        row, text, notes = rows[index], desk.pens.body.text, desk.pens.notes
        if row[SYMBOL] == desk.pens.sent:
            write_body(desk, row, state)
        else:
            begin_notes(notes)
            start(state, row[WORDS_SEED], row[FACTS_SEED])
            bits(state, 0)
            expand(text, 0, desk, row, row[SYMBOL], state)
            notes.marks[ON] = 0
        for place in range(len(_KINDS)):
            prints[index, place] = facts_print(notes, text, _KINDS[place])


@kernel
def write_hours_alike(text: Bytes, length: int) -> None:
    """点 behind a digit becomes :00, which takes as many bytes."""
    for at in range(1, length - 2):
        is_hour = text[at] == _O_CLOCK[0] and text[at + 1] == _O_CLOCK[1] and text[at + 2] == _O_CLOCK[2]
        if is_hour and 48 <= text[at - 1] <= 57:
            text[at], text[at + 1], text[at + 2] = 58, 48, 48


@entry
def own_texts(rows: Rows, desk: Desk, prints: NDArray[np.uint64]) -> None:
    """A number for the own text of each notice, without demands and whatever senders put around it.

    17点 and 17:00 are one hour: which of them is written is no difference between two notices.
    """
    state = np.zeros(STREAMS, np.uint64)
    for index in range(len(rows)):
        length = write_body(desk, rows[index], state)
        write_hours_alike(desk.pens.body.text, length)
        prints[index] = span_print(desk.pens.body.text, 0, length)


class Twins:
    """Collects messages made from templates, a few a template, as they are made up."""

    def __init__(self, symbols: tuple[int, int]) -> None:
        """``symbols``: of notices and of reports."""
        self.symbols = symbols
        self.kept = np.zeros((0, WIDTH), np.int64)

    def add(self, rows: Rows) -> None:
        """Take those rows on that are first messages from a template with room."""
        seeds = rows[:, WORDS_SEED]
        fits = np.isin(rows[:, SYMBOL], self.symbols) & (rows[:, FIRST] == 0)
        fits &= (seeds < 0) | (seeds >= _OWN_SEEDS_BELOW)
        kept = np.concatenate([self.kept, rows[fits]])
        order = np.argsort(kept[:, WORDS_SEED], kind="stable")
        seeds = kept[order, WORDS_SEED]
        rank = np.arange(len(seeds)) - np.searchsorted(seeds, seeds)
        self.kept = kept[np.sort(order[rank < MOST])]

    def table(self, seed: int, desk: Desk) -> pa.Table:
        """The pairs, by ``SCHEMA``."""
        kept = self.kept[np.lexsort((self.kept[:, KEY], self.kept[:, AT], self.kept[:, WORDS_SEED]))]
        prints = np.zeros((len(kept), len(_KINDS)), np.uint64)
        facts_of(kept, desk, prints)
        same_template = kept[1:, WORDS_SEED] == kept[:-1, WORDS_SEED]
        differs = (prints[1:] != prints[:-1]) & same_template[:, None]
        places = np.flatnonzero(differs.any(axis=1))
        kind = np.where(differs[places].sum(axis=1) > 1, len(_KINDS), differs[places].argmax(axis=1))
        first, second = kept[places], kept[places + 1]
        ids = [write_ids(seed, part[:, KEY], part[:, AT]) for part in (first, second)]
        return pa.table([*ids, pa.array(_NAMES[kind], pa.string())], schema=SCHEMA)
