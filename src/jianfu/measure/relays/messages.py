"""Messages as relays are traced (消息来源): texts batch by batch, and who sent each one where and when."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.measure.lookup import MISSING, Lookup, lookup_of
from jianfu.measure.relays.find.trace import Batch, Loader
from jianfu.measure.relays.spool import let_go
from jianfu.measure.relays.threads import in_threads
from jianfu.measure.roster import Roster
from jianfu.tables.message import MESSAGE_KINDS

ROWS_AT_ONCE = 1 << 20
COLUMNS = ("group_id", "sent_at", "sender_id", "kind", "text", "message_id", "refers_to")
TRACED = ("text", "mixed")
"""Kinds whose text is words somebody wrote; of files, links, votes and the like it is a name."""
UNTRACED = ("recall", *(kind for kind in MESSAGE_KINDS if kind not in ("recall", *TRACED)))
"""The others, first what takes a message back."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Postings(NamedTuple):
    """Where messages came from, one entry a message; filled while their texts are read."""

    moment: Longs
    """Microseconds of wall-clock time."""
    sender: Ints
    """-1 unknown."""
    group: Ints


class Recalls(NamedTuple):
    """Messages that were taken back (撤回)."""

    message_id: pa.Array
    moment: Longs


class Messages(Protocol):
    """Messages to trace."""

    postings: Postings
    timed: bool
    """Whether moments are known; if not, they count rows."""

    def loaders(self) -> Sequence[Loader]:
        """Reads the texts in order, and fills ``postings``."""
        ...

    def ids(self, rows: Longs) -> pa.Array:
        """The ids of the messages at these ascending rows."""
        ...

    def recalls(self) -> Recalls:
        """What was taken back, once all is read."""
        ...


class RowGroup(NamedTuple):
    """A stretch of messages in a file."""

    part: Path
    number: int
    first: int
    """Messages before it."""
    rows: int


def row_groups(parts: Sequence[Path]) -> list[RowGroup]:
    """The row groups of files, in order."""
    found, first = [], 0
    for part in parts:
        metadata = pq.read_metadata(part)
        for number in range(metadata.num_row_groups):
            rows = metadata.row_group(number).num_rows
            found.append(RowGroup(part, number, first, rows))
            first += rows
    return found


def new_postings(rows: int, folder: Path | None = None) -> Postings:
    """Nothing known yet; with ``folder`` the columns are files in it, of which memory holds what is looked at."""
    moment = _new_column(rows, np.int64, folder, "moment")
    sender, group = (_new_column(rows, np.int32, folder, name) for name in ("sender", "group"))
    sender[:] = group[:] = MISSING
    return Postings(moment, sender, group)


def _new_column(rows: int, kind: npt.DTypeLike, folder: Path | None, name: str) -> npt.NDArray[Any]:
    if folder is None or not rows:
        return np.zeros(rows, kind)
    return np.memmap(folder / f"{name}.bin", kind, "w+", shape=(rows,))


def rest(postings: Postings) -> None:
    """Gives back the memory of columns in files."""
    for column in postings:
        let_go(column)


def taken(column: npt.NDArray[Any], rows: Longs) -> npt.NDArray[Any]:
    """The entries of a column at ascending rows; of one in a file no more is held than is looked at once."""
    found = np.empty(len(rows), column.dtype)
    for first in range(0, len(rows), ROWS_AT_ONCE):
        part = slice(first, first + ROWS_AT_ONCE)
        found[part] = column[rows[part]]
        let_go(column)
    return found


@cache
def _untraced() -> Lookup:
    """The kinds that are not traced, by their numbers in ``UNTRACED``."""
    return lookup_of(pa.array(UNTRACED))


class DatasetMessages:
    """The messages of a dataset up to a moment, by the numbers of its roster."""

    def __init__(self, parts: Sequence[Path], roster: Roster, until: int, folder: Path | None = None) -> None:
        self.timed = True
        self._groups = row_groups(parts)
        self._roster = roster
        self._until = until
        self._taken: dict[int, pa.Table] = {}
        self.postings = new_postings(sum(group.rows for group in self._groups), folder)

    def loaders(self) -> Sequence[Loader]:
        """One a row group."""
        return [partial(self.read, group) for group in self._groups]

    def read(self, group: RowGroup) -> Batch:
        """The texts of a row group and when they were sent; a text that does not count is null."""
        file = pq.ParquetFile(group.part)
        table = file.read_row_group(group.number, columns=list(COLUMNS[:5]))
        moment = np.asarray(table["sent_at"].cast(pa.int64()).to_numpy())
        here = slice(group.first, group.first + group.rows)
        self.postings.moment[here] = moment
        self.postings.sender[here] = coded(table["sender_id"], self._roster.person_lookup)
        self.postings.group[here] = coded(table["group_id"], self._roster.group_lookup)
        rest(self.postings)
        kind = coded(table["kind"], _untraced())
        if (kind == 0).any():
            taken = file.read_row_group(group.number, columns=["refers_to"])["refers_to"].combine_chunks()
            at = np.flatnonzero((kind == 0) & (moment < self._until) & valid(taken))
            self._taken[group.first] = pa.table({"id": taken.take(pa.array(at)).cast(pa.string()), "at": moment[at]})
        return without(plain_text(table["text"]), (kind != MISSING) | (moment >= self._until)), moment

    def ids(self, rows: Longs) -> pa.Array:
        """Row group by row group."""
        return read_ids(self._groups, rows)

    def recalls(self) -> Recalls:
        """What the messages of kind ``recall`` name, the first time each."""
        none = pa.table({"id": pa.array([], pa.string()), "at": pa.array([], pa.int64())})
        told = pa.concat_tables([none, *(self._taken[first] for first in sorted(self._taken))])
        first = told.group_by("id").aggregate([("at", "min")])
        return Recalls(first["id"].combine_chunks(), first["at_min"].to_numpy())


def read_ids(groups: Sequence[RowGroup], rows: Longs) -> pa.Array:
    """The ids of messages at ascending rows of files."""

    def work(group: RowGroup) -> pa.Array:
        begin, end = np.searchsorted(rows, [group.first, group.first + group.rows])
        if begin == end:
            return pa.array([], pa.string())
        column = pq.ParquetFile(group.part).read_row_group(group.number, columns=["message_id"])["message_id"]
        return column.combine_chunks().take(pa.array(rows[begin:end] - group.first)).cast(pa.string())

    return pa.concat_arrays([pa.array([], pa.string()), *in_threads(work, groups)])


def coded(column: pa.ChunkedArray, names: Lookup | Mapping[str, int]) -> Ints:
    """The number of each value among ``names``, ``MISSING`` for others and nulls."""
    chunk = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if not pa.types.is_dictionary(chunk.type):
        chunk = chunk.dictionary_encode()
    if isinstance(names, Lookup):
        numbers = names.numbers(chunk.dictionary)
    else:
        numbers = np.array([names[name] for name in chunk.dictionary.to_pylist()], np.int32)
    places = pc.fill_null(chunk.indices, len(numbers)).to_numpy()
    return np.asarray(np.append(numbers, np.int32(MISSING))[places], np.int32)


def plain_text(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """A text column as one Arrow string array."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    return column if pa.types.is_string(column.type) else column.cast(pa.string())


def valid(column: pa.Array) -> npt.NDArray[np.bool_]:
    """Where a column is not null."""
    return np.asarray(column.is_valid().to_numpy(zero_copy_only=False))


def without(text: pa.Array, silent: npt.NDArray[np.bool_]) -> pa.Array:
    """Texts, null where they do not count."""
    return pc.if_else(pa.array(silent), pa.scalar(None, pa.string()), text) if silent.any() else text
