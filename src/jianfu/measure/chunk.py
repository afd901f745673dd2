"""Messages of whole groups as plain arrays, streamed out of a part row group by row group."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.measure.burden.constants import Constants
from jianfu.measure.demands import Asks, DemandReader
from jianfu.measure.hearsay import TOLD_OF
from jianfu.measure.inputs import DAY_MICROSECONDS
from jianfu.measure.lookup import MISSING, Lookup, lookup_of
from jianfu.measure.roster import Roster
from jianfu.measure.signals import Lexicon, Signals, lexicon, read_signals
from jianfu.measure.slices import Slice, last_group
from jianfu.tables.message import MESSAGE_KINDS

COLUMNS = ("group_id", "sent_at", "sender_id", "kind", "text", "char_count")
MINUTE_MICROSECONDS = 60_000_000
OTHER_KIND = MESSAGE_KINDS.index("other")

CHAIN, VOTE, FORM, CHECK_IN = 1, 2, 3, 4
"""Kinds of a round; a demand for kind k is bit ``1 << k``."""
_ROUND_DEMANDS = (
    (CHAIN, "chain_demand"),
    (VOTE, "vote_demand"),
    (FORM, "form_demand"),
    (CHECK_IN, "check_in_demand"),
)
PHOTO, SCREENSHOT, LOCATION = 1, 2, 4
"""Bits of the proof asked for or given."""

Flags = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


class Chunk(NamedTuple):
    """Messages of whole groups, by group, then time; one entry a message but for ``starts`` and ``group``."""

    starts: Longs
    """Messages of the g-th group here stand from ``starts[g]`` to ``starts[g + 1]``."""
    group: Ints
    moment: Longs
    """Microseconds of wall-clock time from 1970-01-01."""
    day: Ints
    off_hours: Flags
    sender: Ints
    """Person number, -1 unknown."""
    unit: Ints
    """The sender's unit, 0 unknown."""
    causer: Ints
    """The sender's unit, else the unit that owns the group."""
    reading: Ints
    """Characters to read."""
    acknowledges: Flags
    assents: Flags
    """Acknowledges in words that answer any remark: 好的, 知道了."""
    demands_reply: Flags
    notice: Flags
    """May be what an acknowledgement answers; a call to a round is answered by joining it."""
    praises: Flags
    voluntary: Flags
    insists: Flags
    """Says that all must."""
    round_kind: Bytes
    """Belongs to a round of this kind, 0 to none."""
    demands_round: Bytes
    """Bits of the round kinds it demands."""
    proof_asked: Bytes
    proof_given: Bytes
    picture: Flags
    worded: Flags
    """Text that may demand what the rules forbid to demand."""
    works: Flags
    """Of a kind that can do work: not a recall, sticker, red packet or call."""
    head_hash: Hashes
    demand: Ints
    """Its number in ``DemandReader.notes``, -1 for none."""
    row: Longs
    """Place in the part."""


class _Rows(NamedTuple):
    """What is kept of a message while its group is not complete yet."""

    group: Ints
    moment: Longs
    sender: Ints
    kind: Bytes
    mask: Longs
    asks: Bytes
    demand: Ints
    head_hash: Hashes
    reading: Ints
    row: Longs


@dataclass(frozen=True)
class PartReader:
    """Reads the parts of one dataset with one roster."""

    roster: Roster
    constants: Constants
    until: int
    """Microseconds; messages from there on do not count."""
    demands: DemandReader
    """Reads what they demand and keeps it."""

    def chunks(self, piece: Slice) -> Iterator[Chunk]:
        """The messages of a slice, some whole groups at a time."""
        waiting: _Rows | None = None
        file = pq.ParquetFile(piece.part)
        before, end = self._group(last_group(file, piece.first - 1)), self._group(last_group(file, piece.last - 1))
        first_row = sum(file.metadata.row_group(at).num_rows for at in range(piece.first))
        for at in range(piece.first, file.num_row_groups):
            table = file.read_row_group(at, columns=list(COLUMNS))
            rows = _rows(table, first_row, self.roster, self.demands)
            first_row += table.num_rows
            if at >= piece.last and rows.group[0] > end:
                break
            rows = _each(rows, (rows.moment < self.until) & (rows.group > before) & (rows.group <= end))
            if waiting is not None:
                rows = _joined(waiting, rows)
            whole = int(np.searchsorted(rows.group, rows.group[-1])) if len(rows.group) else 0
            if whole:
                yield self._chunk(_each(rows, slice(whole)))
            waiting = _each(rows, slice(whole, None))
        if waiting is not None and len(waiting.group):
            yield self._chunk(waiting)

    def _group(self, name: str | None) -> int:
        """The number of a group, -1 for none; one that has no message yet stands before those that have."""
        return -1 if name is None else int(pc.sum(pc.less_equal(self.roster.groups, name)).as_py() or 0) - 1

    def _chunk(self, rows: _Rows) -> Chunk:
        words = lexicon()

        def says(*names: str) -> Flags:
            return np.asarray(rows.mask & sum(words.bit(name) for name in names) != 0)

        group, starts = np.unique(rows.group, return_index=True)
        known = np.clip(rows.sender, 0, None)
        unit = np.where(rows.sender >= 0, self.roster.person_unit[known], 0) if len(self.roster.people) else known
        acknowledges = says("acknowledgement") & _is(rows.kind, "text", "emotion", "mixed")
        round_kind = _round_kinds(rows.kind, says("chain"), says("checked_in", "check_in_demand"))
        demands_reply = np.asarray(rows.asks & Asks.REPLY != 0)
        demands_round = _bits(*((1 << kind, says(name)) for kind, name in _ROUND_DEMANDS))
        return Chunk(
            starts=np.append(starts, len(rows.group)).astype(np.int64),
            group=group.astype(np.int32),
            moment=rows.moment,
            day=(rows.moment // DAY_MICROSECONDS).astype(np.int32),
            off_hours=self._off_hours(rows.moment),
            sender=rows.sender,
            unit=unit.astype(np.int32),
            causer=np.where(unit > 0, unit, self.roster.group_unit[rows.group]).astype(np.int32),
            reading=rows.reading,
            acknowledges=acknowledges,
            assents=acknowledges & says("assent") & ~says("receipt"),
            demands_reply=demands_reply,
            notice=demands_reply | self._notices(rows) & ~acknowledges & (round_kind == 0) & (demands_round == 0),
            praises=says("flattery"),
            voluntary=says("voluntary"),
            insists=says("must"),
            round_kind=round_kind,
            demands_round=demands_round,
            proof_asked=_bits(
                (PHOTO, rows.asks & Asks.PHOTO != 0),
                (SCREENSHOT, rows.asks & Asks.SCREENSHOT != 0),
                (LOCATION, rows.asks & Asks.LOCATION != 0),
            ),
            proof_given=_bits(
                (PHOTO | SCREENSHOT, _is(rows.kind, "image", "mixed", "video")), (LOCATION, _is(rows.kind, "location"))
            ),
            picture=_is(rows.kind, "image", "video"),
            worded=says("wording") & _is(rows.kind, "text", "mixed"),
            works=~_is(rows.kind, "recall", "emotion", "red_packet", "call", "other"),
            head_hash=rows.head_hash,
            demand=rows.demand,
            row=rows.row,
        )

    def _off_hours(self, moment: Longs) -> Flags:
        minute = moment // MINUTE_MICROSECONDS % 1440
        begins, ends = self.constants.whole("work_begins"), self.constants.whole("work_ends")
        outside = (minute < begins) | (minute >= ends)
        return np.asarray(outside | ~self.roster.is_working(moment // DAY_MICROSECONDS))

    def _notices(self, rows: _Rows) -> Flags:
        long_enough = rows.reading >= self.constants.whole("notice_characters")
        told = _is(rows.kind, "file", "link", "card", "forward", "meeting", "schedule", "todo")
        return told | long_enough & _is(rows.kind, "text", "mixed")


def _each(rows: _Rows, chosen: slice | Flags) -> _Rows:
    columns: list[Any] = [column[chosen] for column in rows]
    return _Rows(*columns)


def _joined(first: _Rows, second: _Rows) -> _Rows:
    columns: list[Any] = [np.concatenate(pair) for pair in zip(first, second, strict=True)]  # type: ignore[arg-type]
    return _Rows(*columns)


def _is(kind: Bytes, *names: str) -> Flags:
    wanted = np.zeros(256, np.bool_)
    wanted[[MESSAGE_KINDS.index(name) for name in names]] = True
    return np.asarray(wanted[kind])


def _bits(*marks: tuple[int, Flags]) -> Bytes:
    found = np.zeros(len(marks[0][1]), np.uint8)
    for bit, flags in marks:
        found |= np.where(flags, np.uint8(bit), np.uint8(0))
    return found


def _round_kinds(kind: Bytes, chain: Flags, check_in: Flags) -> Bytes:
    found = np.zeros(len(kind), np.uint8)
    found[check_in & _is(kind, "text", "mixed", "image", "location")] = CHECK_IN
    found[chain & _is(kind, "text", "mixed")] = CHAIN
    for name, number in (("chain_reply", CHAIN), ("vote", VOTE), ("form", FORM)):
        found[_is(kind, name)] = number
    return found


def _rows(table: pa.Table, first_row: int, roster: Roster, demands: DemandReader) -> _Rows:
    text = _text(table["text"])
    signals: Signals = read_signals(text, _words())
    stated = np.asarray(pc.fill_null(table["char_count"], 0).to_numpy())
    kind = _codes(table["kind"], _kinds(), OTHER_KIND)
    moment = np.asarray(table["sent_at"].cast(pa.int64()).to_numpy())
    asks, demand = demands.read(text, moment, signals)
    return _Rows(
        group=_codes(table["group_id"], roster.group_lookup),
        moment=moment,
        sender=_codes(table["sender_id"], roster.person_lookup),
        kind=kind.astype(np.uint8),
        mask=_rounds_demanded(text, signals.mask),
        asks=asks,
        demand=demand,
        head_hash=signals.head_hash,
        reading=np.where(signals.reading > 0, signals.reading, stated).astype(np.int32),
        row=np.arange(first_row, first_row + table.num_rows, dtype=np.int64),
    )


def _rounds_demanded(text: pa.Array, mask: Longs) -> Longs:
    """The signals without demands for a round that are only told of (“不得要求全员接龙”)."""
    words = lexicon()
    demands = sum(words.bit(name) for _, name in _ROUND_DEMANDS)
    rows = np.flatnonzero(mask & demands)
    said = text.take(pa.array(rows))
    told = np.flatnonzero(pc.match_substring_regex(said, TOLD_OF).to_numpy(zero_copy_only=False))
    left = pc.replace_substring_regex(said.take(pa.array(told)), TOLD_OF, "")
    mask = mask.copy()
    mask[rows[told]] &= ~demands | read_signals(left, words).mask
    return mask


def _words() -> Lexicon:
    return lexicon()


def _text(column: pa.ChunkedArray) -> pa.Array:
    text = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    return text.cast(pa.string()) if not pa.types.is_string(text.type) else text


@cache
def _kinds() -> Lookup:
    """The number of each kind of message; made when the first is read, for it takes as long as loading all rules."""
    return lookup_of(pa.array(MESSAGE_KINDS))


def _codes(column: pa.ChunkedArray, names: Lookup, missing: int = MISSING) -> Ints:
    """The number of each value among ``names``; a dictionary column is looked up by its dictionary alone."""
    chunk = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if not pa.types.is_dictionary(chunk.type):
        chunk = chunk.dictionary_encode()
    numbers = np.append(names.numbers(chunk.dictionary), MISSING)
    numbers[numbers == MISSING] = missing
    places = pc.fill_null(chunk.indices, len(numbers) - 1).to_numpy()
    return np.asarray(numbers[places], np.int32)
