"""What a copy has that neither its source nor the first message had (添加的内容), and whether it asks for paperwork."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import fetch
from jianfu.measure.relays.facts.tables import fact_words
from jianfu.measure.relays.find.grams import clear, load_grams, new_room, units_known
from jianfu.measure.relays.find.sketch import GRAM, gram_at
from jianfu.measure.relays.spool import let_go
from jianfu.measure.relays.text.runs import next_place
from jianfu.measure.relays.text.view import AHEAD, View, foresee, span_of
from jianfu.measure.relays.text.wrapping import LONGEST_CLAUSE, fold_units
from jianfu.measure.relays.threads import each
from jianfu.measure.relays.tree.shared_part import LEAST_COMMON

PAIRS_A_THREAD = 1 << 15
NOTHING, ANSWER, PAPERWORK = range(3)
MOST_ROOM = 2
"""Times the room of a stretch that what was put otherwise may have taken."""
LEAST_ASKED = 4
"""Code units of words of its own with which a copy can ask for something: 请签字 is hardly shorter."""

Units = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.integer]
"""Of texts."""


class Acts(NamedTuple):
    """Words of two code units that ask for something to be handed in, and what may not stand behind them."""

    pairs: Longs
    replies: int
    """How many of them, the first ones, ask for an answer."""
    bodies: npt.NDArray[np.uint16]
    begins: npt.NDArray[np.bool_]
    """Of each code unit whether one of them begins with it."""


class Additions(NamedTuple):
    """One entry a pair of texts."""

    longest: Ints
    """Code units the copy has more than its notice where it has most of its own."""
    begin: Longs
    """Where the first run that asks for paperwork stands among the code units; -1 for none."""
    end: Longs
    answer: npt.NDArray[np.bool_]
    """All it asks for is an answer."""


@cache
def acts() -> Acts:
    """The words that ship with the measure."""
    words = fact_words()
    units = [fold_units(word) for word in (*words.answers, *words.paperwork)]
    pairs = np.array([int(pair[0]) << 16 | int(pair[1]) for pair in units], np.int64)
    begins = np.zeros(1 << 16, np.bool_)
    begins[pairs >> 16] = True
    return Acts(pairs, len(words.answers), fold_units(words.paperwork_bodies), begins)


def some_of(added: Additions, part: slice) -> Additions:
    """The additions of some pairs; what is written to them is written to all."""
    return Additions(added.longest[part], added.begin[part], added.end[part], added.answer[part])


def add_texts(texts: tuple[Numbers, Numbers, Numbers], view: View) -> Additions:
    """What copies added; ``texts``: copies, their sources and the first texts of their notices."""
    count = len(texts[0])
    begin, end = (np.full(count, -1, np.int64) for _ in range(2))
    done = Additions(np.zeros(count, np.int32), begin, end, np.zeros(count, np.bool_))
    longest = max((int((view.starts[some + 1] - view.starts[some]).max(initial=0)) for some in texts), default=0)
    words = acts()

    def work(first: int) -> None:
        part = slice(first, first + PAIRS_A_THREAD)
        copies, sources, firsts = (some[part].astype(np.int64) for some in texts)
        find_additions(view, (copies, sources, firsts), words, new_room(2 * longest).grams, some_of(done, part))
        let_go(view.codes)

    each(work, range(0, count, PAIRS_A_THREAD))
    return done


@lean_kernel
def find_additions(view: View, texts: tuple[Longs, Longs, Longs], words: Acts, known: Hashes, found: Additions) -> None:
    """Goes through copies, their sources and the first texts of their notices; ``known``: room for a set.

    A run is a stretch of grams that stand in neither of the other two: words put before, behind or between, not words
    left out. That a source lacks what the first message has was not added by the copy, nor were words put for others.
    What stands before and behind all that the copy has of the others is a run however many grams they share by chance
    (主要负责人签字 under a notice for 主要负责同志).
    """
    copies, sources, firsts = texts
    mask = np.uint64(0)
    others = (np.int64(0), np.int64(0)), (np.int64(0), np.int64(0))
    for pair in range(len(copies)):
        if pair + 2 * AHEAD < len(copies):
            fetch(view.starts, copies[pair + 2 * AHEAD])
            foresee(view, copies[pair + AHEAD])
        if pair == 0 or sources[pair] != sources[pair - 1] or firsts[pair] != firsts[pair - 1]:
            others = span_of(view.starts, sources[pair]), span_of(view.starts, firsts[pair])
            units = others[0][1] - others[0][0]
            mask = clear(known, 2 * (units + others[1][1] - others[1][0]))
            load_grams(view, sources[pair], known, mask)
            if firsts[pair] != sources[pair]:
                load_grams(view, firsts[pair], known, mask, units)
        begin, end = span_of(view.starts, copies[pair])
        trio = firsts[pair], sources[pair], np.int64(pair)
        run = np.int64(0)
        broken, after = False, np.int64(-1)
        at = begin
        while at < end - GRAM + 2:
            same = units_known(view.codes, (at, end), others, known, mask) if at <= end - GRAM else np.int64(0)
            if at <= end - GRAM and same == 0:
                run += 1
            elif run:
                # the grams at either end of a run reach into what both have
                span = at - run + (GRAM - 1 if at - run > begin else 0), at + (0 if at <= end - GRAM else GRAM - 1)
                _note(view, trio, span, (begin, end), words, found)
                run = np.int64(0)
            if same >= LEAST_COMMON:
                if broken and after < 0:
                    _note_around(view, trio, (begin, at), (begin, end), words, found)
                broken, after = False, at + same
            elif same:
                broken = True
            at += max(1, same - GRAM + 1)
        if broken and 0 <= after < end:
            _note_around(view, trio, (after, end), (begin, end), words, found)


@lean_kernel
def _note_around(
    view: View, trio: tuple[Any, Any, Any], span: tuple[Any, Any], copy: tuple[Any, Any], words: Acts, found: Additions
) -> None:
    """Notes what stands before or behind all that a copy has of the others, where it is more than slips at an end and
    asks for something in a word they lack."""
    if _more(view, trio[:2], span, copy) < LEAST_ASKED:
        return
    for at in range(span[0], span[1] - 1):
        if word_at(view.codes, at, span[1], words) != NOTHING and not (
            _has_word(view, trio[0], at) or _has_word(view, trio[1], at)
        ):
            _note(view, trio, span, copy, words, found)
            break


@lean_kernel
def _has_word(view: View, text: Any, at: Any) -> Any:
    """Whether two code units one after another stand so in a text."""
    begin, end = span_of(view.starts, text)
    place = next_place(view.codes, view.codes[at], begin, end)
    while place + 1 < end and view.codes[place + 1] != view.codes[at + 1]:
        place = next_place(view.codes, view.codes[at], place + 1, end)
    return place + 1 < end


@lean_kernel
def _note(
    view: View, trio: tuple[Any, Any, Any], span: tuple[Any, Any], copy: tuple[Any, Any], words: Acts, found: Additions
) -> None:
    """Notes a stretch of a copy's own; ``trio``: first text, source and number of the pair."""
    first, source, pair = trio
    if span[1] - span[0] > found.longest[pair]:
        found.longest[pair] = max(found.longest[pair], _more(view, (first, source), span, copy))
    asked = asked_for(view, span, words) if span[1] - span[0] >= LEAST_ASKED else NOTHING
    if asked != NOTHING and asked <= _said(view, source, span, copy, words):
        asked = NOTHING
    if asked != NOTHING and (found.begin[pair] < 0 or (found.answer[pair] and asked == PAPERWORK)):
        found.begin[pair], found.end[pair] = span
        found.answer[pair] = asked == ANSWER


@lean_kernel
def _more(view: View, others: tuple[Any, Any], span: tuple[Any, Any], copy: tuple[Any, Any]) -> Any:
    """How many code units longer a stretch of the copy is than what stands there in the first of two texts, or in the
    second where the first does not have what is around it.

    What takes far more room there was left out, and nothing put for it.
    """
    left, right = _opposite(view, others[0], span, copy)
    if right < left:
        left, right = _opposite(view, others[1], span, copy)
    there = max(0, right - left)
    units = span[1] - span[0]
    return units - there if there <= MOST_ROOM * units else units


@lean_kernel
def _said(view: View, source: Any, span: tuple[Any, Any], copy: tuple[Any, Any], words: Acts) -> Any:
    """What the source asks for in about as many words where a stretch of the copy stands.

    Who puts 报送 for 上报, or slips beside such a word, asks for no more than was asked.
    """
    left, right = _opposite(view, source, span, copy)
    found = NOTHING
    if left < right and abs(span[1] - span[0] - (right - left)) < LEAST_ASKED:
        found = asked_for(view, (left, right), words)
    return found


@lean_kernel
def _opposite(view: View, other: Any, span: tuple[Any, Any], copy: tuple[Any, Any]) -> tuple[Any, Any]:
    """Where in another text begins and ends what stands between the grams around a stretch of the copy; the end
    before the beginning where it lacks one of them."""
    begin, end = view.starts[other], view.starts[other + 1]
    left, right = begin, end
    if span[0] - GRAM >= copy[0]:
        left = _find(view, gram_at(view.codes, span[0] - GRAM), begin, end) + GRAM
    if span[1] + GRAM <= copy[1] and left <= end:
        right = _find(view, gram_at(view.codes, span[1]), left, end)
        for step in range(1, LONGEST_CLAUSE if span[0] == copy[0] and right == end else 0):
            # the words the text itself begins with, behind a preface, were stripped from one that has none
            if right == end and span[1] + step + GRAM <= copy[1]:
                right = _find(view, gram_at(view.codes, span[1] + step), left, end)
                right = max(left, right - step) if right < end else end
        right = right if right < end else begin - 1
    return left, right


@lean_kernel
def _find(view: View, gram: np.uint64, begin: Any, end: Any) -> Any:
    """The first place of a gram among code units, ``end`` where it does not stand there."""
    unit = gram & np.uint64(0xFFFF)
    place = next_place(view.codes, unit, begin, end)
    while place < end and (place + GRAM > end or gram_at(view.codes, place) != gram):
        place = next_place(view.codes, unit, place + 1, end)
    return place


@lean_kernel
def asked_for(view: View, span: tuple[Any, Any], words: Acts) -> Any:
    """What a stretch of code units asks for, by its words of paperwork."""
    found = NOTHING
    for at in range(span[0], span[1] - 1):
        found = max(found, word_at(view.codes, at, span[1], words))
    return found


@lean_kernel
def word_at(codes: Units, at: Any, end: Any, words: Acts) -> Any:
    """What the word of paperwork at a place asks for; 统计局 is a body."""
    found = NOTHING
    if words.begins[codes[at]]:
        pair = np.int64(codes[at]) << 16 | np.int64(codes[at + 1])
        for number in range(len(words.pairs)):
            if pair == words.pairs[number]:
                body = False
                for unit in words.bodies:
                    body = body or (at + 2 < end and codes[at + 2] == unit)
                if not body:
                    found = max(found, ANSWER if number < words.replies else PAPERWORK)
    return found
