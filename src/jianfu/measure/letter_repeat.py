"""Letters that come again (重复来信): sent again, to several desks at once, and matters that return once answered."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.disjoint_sets import roots
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.letter_likeness import bags_of, join_copies, join_matters, keys_of, rare_keys, rarity
from jianfu.measure.letter_places import find_place_names, joined, places_of
from jianfu.measure.letter_rows import letters_until, replies_until
from jianfu.measure.reply_mirror.evidence import NO_MATTER
from jianfu.measure.reply_mirror.lexicon import cover, lexicon
from jianfu.measure.reply_mirror.reading import Ints, Texts, read_texts
from jianfu.tables.column import Table, date, flag, integer, text

SENT_AGAIN, SEVERAL_DESKS, RETURNING = "sent_again", "several_desks", "returning"
TABLE = Table(
    name="letter_repeat",
    zh="重复来信",
    en="Repeated letters",
    key=("kind", "first_letter_id", "letter_id"),
    columns=(
        text("letter_id", "来信编号", "Letter id"),
        text(
            "first_letter_id",
            "首封来信编号",
            "First letter id",
            note=("同组中最早的一封", "the oldest of the letters that belong together"),
        ),
        text("kind", "重复方式", "Way of repeating", values=(SENT_AGAIN, SEVERAL_DESKS, RETURNING)),
        text("unit_id", "办理单位编号", "Responsible unit id"),
        text("place", "事发地点", "Place", note=("空：来信没有写明", "empty: the letters do not name one")),
        text("title", "标题", "Title"),
        date("received_on", "来信日期", "Received on"),
        integer("days_since_first", "距首封天数", "Days since the first", unit="day"),
        flag(
            "answered_before",
            "此前已答复",
            "Answered before",
            note=(
                "这封来之前，同组中已有来信得到答复",
                "an earlier letter of the group had a reply when this one came",
            ),
        ),
    ),
)
SAME_WRITER, ANY_WRITER = 0.6, 0.9
"""Dice coefficients of the letters' bigrams from which on two letters are the same one, by what is known of writers."""
SAME_MATTER = 0.3
"""Letters about one place are about one matter when they share this part, by weight, of the shorter one's bigrams."""
AT_ONCE = np.timedelta64(3, "D")
MOST_OF_ONE_WRITER = 2_000
MOST_OF_ONE_PLACE = 300
"""A name more letters bear is that of a town, not of the place where something happened."""
FEWEST_RETURNS = 2
"""A matter returns when writers came with it after an answer this many times."""
UNKNOWN = -1
Moments = npt.NDArray[np.datetime64]


class Read(NamedTuple):
    """Letters in order of arrival, and what is known of each."""

    rows: pa.Table
    received: Moments
    replied: Moments
    """First reply; NaT: none by the day of the audit."""
    texts: Texts
    """Title, text and place."""
    writer: Ints
    channel: Ints
    desk: Ints
    """Unit and channel together."""


class Group(NamedTuple):
    """Letters that belong together, in order of arrival."""

    kind: str
    members: list[int]


def compute_letter_repeat(given: MeasureInput) -> pa.Table:
    """``TABLE``: one row a letter and way of repeating; letters received on an unknown day are left out."""
    letters = letters_until(given.snapshot, given.as_of)
    order = [("received_at", "ascending"), ("letter_id", "ascending")]
    letters = letters.filter(pc.is_valid(letters["received_at"])).sort_by(order).combine_chunks()
    if not letters.num_rows:
        return TABLE.arrow()
    read = _read(letters, replies_until(given.snapshot, given.as_of))
    copies = _copies(read)
    groups = [*_repeated(read, copies), *_returning(read, copies)]
    return _table(read, groups)


def _read(letters: pa.Table, replies: pa.Table) -> Read:
    first = replies.group_by("letter_id").aggregate([("replied_at", "min")])
    at = pc.index_in(letters["letter_id"], first["letter_id"].combine_chunks()).combine_chunks()
    replied = first["replied_at_min"].combine_chunks().take(at)
    channel, unit = _codes(letters["channel"]), _codes(letters["unit_id"])
    return Read(
        letters,
        _moments(letters["received_at"]),
        _moments(replied),
        read_texts(joined(letters, ("title", "text", "place"))),
        _codes(letters["asker_id"]),
        channel,
        unit * (len(letters) + 1) + channel,
    )


def _codes(column: pa.ChunkedArray) -> Ints:
    """A number for each different value; -1 for none."""
    codes = pc.dictionary_encode(column).combine_chunks().indices
    return np.asarray(pc.fill_null(codes, UNKNOWN).to_numpy(zero_copy_only=False), np.int64)


def _moments(column: pa.ChunkedArray | pa.Array) -> Moments:
    return np.asarray(column.to_numpy(zero_copy_only=False), "datetime64[us]")


def _copies(read: Read) -> Ints:
    """The row of the first of each letter's copies."""
    bags = bags_of(read.texts, np.ones(len(read.texts.codes), np.uint8))
    parent = np.arange(len(read.rows), dtype=np.int64)
    rows, people = parent.copy(), (read.writer, read.channel)
    known = read.writer >= 0
    join_copies(keys_of(rows[known], read.writer[known], MOST_OF_ONE_WRITER), bags, people, SAME_WRITER, parent)
    join_copies(rare_keys(bags, ANY_WRITER), bags, people, ANY_WRITER, parent)
    return roots(parent)


def _repeated(read: Read, copies: Ints) -> Iterator[Group]:
    """Of each letter with copies: those at other desks at once, and those sent again."""
    for members in _lists(copies):
        first = members[0]
        at_once, again = [first], [first]
        for row in members[1:]:
            answered = read.replied[first] < read.received[row]
            soon = read.received[row] - read.received[first] <= AT_ONCE or not answered
            (at_once if soon and read.desk[row] != read.desk[first] else again).append(row)
        yield from (
            Group(kind, rows) for kind, rows in ((SEVERAL_DESKS, at_once), (SENT_AGAIN, again)) if len(rows) > 1
        )


def _returning(read: Read, copies: Ints) -> Iterator[Group]:
    """Matters at one place that other writers came with again after an answer; copies do not count."""
    for members in _lists(_matters(read)):
        writers: set[int] = set()
        rows: list[int] = []
        for row in members:
            if copies[row] == row and (read.writer[row] == UNKNOWN or read.writer[row] not in writers):
                writers.add(int(read.writer[row]))
                rows.append(row)
        replied = read.replied[rows]
        came_back = sum(bool(np.any(replied[:nth] < read.received[row])) for nth, row in enumerate(rows))
        if came_back >= FEWEST_RETURNS:
            yield Group(RETURNING, rows)


def _matters(read: Read) -> Ints:
    """The row of the first letter about each letter's matter at its place; a letter without a place is alone."""
    texts = read_texts(_without_place(read.rows))
    words = lexicon()
    speaks = (cover(texts, words.tree) & np.uint32(words.bits(*NO_MATTER))) == 0
    named = find_place_names(texts)
    for begin, end in zip(named.begin.tolist(), named.end.tolist(), strict=True):
        speaks[begin:end] = False
    bags = bags_of(texts, speaks.astype(np.uint8))
    place = places_of(read.rows)
    known = np.flatnonzero(place >= 0)
    parent = np.arange(len(read.rows), dtype=np.int64)
    join_matters(keys_of(known, place[known], MOST_OF_ONE_PLACE), bags, rarity(bags), SAME_MATTER, parent)
    return roots(parent)


def _without_place(letters: pa.Table) -> pa.Array:
    """Title and text without the place the source states: all letters about one place would be alike by it."""
    texts = joined(letters, ("title", "text")).to_pylist()
    places = letters["place"].to_pylist()
    plain = [text.replace(place, "\n") if place else text for text, place in zip(texts, places, strict=True)]
    return pa.array(plain, pa.string())


def _lists(group: Ints) -> Iterator[list[int]]:
    """Rows of the same group, ascending; groups of one are left out."""
    order = np.argsort(group, kind="stable")
    _, starts, counts = np.unique(group[order], return_index=True, return_counts=True)
    for start, count in zip(starts.tolist(), counts.tolist(), strict=True):
        if count > 1:
            yield order[start : start + count].tolist()


def _table(read: Read, groups: list[Group]) -> pa.Table:
    rows: list[dict[str, object]] = []
    letters = read.rows.select(["letter_id", "unit_id", "place", "title", "received_at"]).to_pylist()
    for group in groups:
        place = next((letters[row]["place"] for row in group.members if letters[row]["place"]), None)
        for nth, row in enumerate(group.members):
            letter, first = letters[row], letters[group.members[0]]
            answered = bool(np.any(read.replied[group.members[:nth]] < read.received[row]))
            rows.append(
                {
                    "letter_id": letter["letter_id"], "first_letter_id": first["letter_id"], "kind": group.kind,
                    "unit_id": letter["unit_id"], "place": place, "title": letter["title"],
                    "received_on": letter["received_at"].date(),
                    "days_since_first": (letter["received_at"].date() - first["received_at"].date()).days,
                    "answered_before": answered,
                }
            )  # fmt: skip
    return TABLE.arrow(rows).sort_by([(name, "ascending") for name in TABLE.key])
