"""One part of the spool -> sorted, free of duplicates, as Parquet: messages, photos, memberships of the same groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.dataset.spool import NULL, is_coded
from jianfu.dataset.text_hash import text_hashes
from jianfu.tables import TABLES
from jianfu.tables.column import ARROW_TYPES, Table
from jianfu.tables.membership import MEMBER_ROLES

ROW_GROUP = 131_072
FEW = 50_000
"""So few message ids are looked up one by one sooner than the hash is compiled."""
MICROSECOND_KEY_LIMIT = 1 << 62

Index = npt.NDArray[np.int64]
Rank = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Names:
    """Final ids in order, and the rank of each spool code among them (-1, the last entry, stays -1)."""

    ids: pa.Array
    rank: Rank

    @classmethod
    def of(cls, final: Sequence[str]) -> "Names":
        """From the final id of each code; codes with the same id share a rank."""
        texts = pa.array(final, pa.string())
        ids = pc.unique(texts)
        ids = ids.take(pc.sort_indices(ids))
        rank = pc.index_in(texts, value_set=ids).to_numpy(zero_copy_only=False)
        return cls(ids, np.append(rank, NULL).astype(np.int32))


@dataclass(frozen=True)
class Vocabulary:
    """The final ids behind the codes of a spool."""

    groups: Names
    persons: Names
    words: Names

    def of(self, table: Table, column: str) -> Names:
        """The names behind one coded column."""
        if column == "group_id":
            return self.groups
        return self.persons if table.column(column).person else self.words


def ranked(table: Table, rows: pa.Table, vocabulary: Vocabulary) -> pa.Table:
    """Spooled rows with ranks in place of codes: ranks sort as their ids do, on every machine."""
    columns = []
    for name in rows.column_names:
        whole = (
            rows[name].combine_chunks()
            if not _is_long_text(rows[name])
            else rows[name].cast(pa.large_string()).combine_chunks()
        )
        if is_coded(table, name):
            whole = pa.array(vocabulary.of(table, name).rank[whole.to_numpy()])
        columns.append(whole)
    return pa.Table.from_arrays(columns, names=rows.column_names)


def _is_long_text(column: pa.ChunkedArray) -> bool:
    """A part's text may pass the 2 GB that 32-bit offsets reach; only then pay for long ones."""
    return bool(pa.types.is_string(column.type)) and column.nbytes > 1 << 30


def message_order(rows: pa.Table) -> Index:
    """Row numbers in key order (group, time, id, then every other column), exact duplicates dropped.

    A duplicate is a message id seen again in the same group; the first in this order stays.
    """
    group = rows["group_id"].to_numpy()
    sent = rows["sent_at"].cast(pa.int64()).to_numpy()
    if len(group) == 0:
        return np.empty(0, np.int64)
    key = _pair_key(group, sent)
    order = np.argsort(key)
    order = _break_ties(rows, order, key[order])
    return _without_repeats(rows["message_id"], group, order)


def photo_order(rows: pa.Table) -> Index:
    """Row numbers in key order (message, fingerprint, then every other column), duplicates dropped."""
    keys = [(name, "ascending") for name in ("message_id", "fingerprint", "group_id", "byte_count")]
    order: Index = np.asarray(pc.sort_indices(rows, sort_keys=keys), np.int64)
    message, print_ = (_dense(rows[name])[order] for name in ("message_id", "fingerprint"))
    if len(order) == 0:
        return order
    first = np.concatenate([[True], (message[1:] != message[:-1]) | (print_[1:] != print_[:-1])])
    return np.asarray(order[first])


def _dense(column: pa.ChunkedArray) -> Index:
    encoded = pc.dictionary_encode(column.combine_chunks(), null_encoding="encode")
    return np.asarray(encoded.indices.to_numpy(), np.int64)


def _pair_key(group: Rank, sent: Index) -> Index:
    """One integer that sorts as (group, time); two-step ranks where the plain product would overflow."""
    low, high = int(sent.min()), int(sent.max())
    span = high - low + 1
    if span * (int(group.max()) + 1) < MICROSECOND_KEY_LIMIT:
        return np.asarray(group.astype(np.int64) * span + (sent - low))
    _, place = np.unique(sent, return_inverse=True)
    return np.asarray(group.astype(np.int64) * (int(place.max()) + 1) + place)


def _break_ties(rows: pa.Table, order: Index, key: Index) -> Index:
    same = key[1:] == key[:-1]
    if not same.any():
        return order
    tied = np.zeros(len(order), bool)
    tied[1:] |= same
    tied[:-1] |= same
    places = np.flatnonzero(tied)
    chosen = rows.take(pa.array(order[places]))
    run = np.cumsum(np.concatenate([[True], ~same]))[places]
    by = ("message_id", "sender_id", "kind", "text", "char_count", "refers_to")
    chosen = chosen.select(by).append_column("run", pa.array(run))
    sub = pc.sort_indices(chosen, sort_keys=[("run", "ascending"), *((name, "ascending") for name in by)])
    order[places] = order[places][sub.to_numpy()]
    return order


def _without_repeats(message_id: pa.ChunkedArray, group: Rank, order: Index) -> Index:
    ids = message_id.combine_chunks()
    if len(ids) > FEW and not _has_equals(text_hashes(ids, group)):
        return order
    encoded = pc.dictionary_encode(ids)
    key = group.astype(np.int64) * len(encoded.dictionary) + encoded.indices.to_numpy()
    _, first = np.unique(key[order], return_index=True)
    return np.asarray(order[np.sort(first)])


def _has_equals(hashes: npt.NDArray[np.uint64]) -> bool:
    hashes.sort()
    return bool((hashes[1:] == hashes[:-1]).any())


def membership_rows(rows: pa.Table, words: Names) -> pa.Table:
    """Ranked membership rows -> one row a (group, person), in key order.

    Of several statements the earliest day in, the latest day out and the highest role stay.
    """
    roles = words.ids.to_pylist()
    group, person = rows["group_id"].to_numpy().astype(np.int64), rows["person_id"].to_numpy().astype(np.int64)
    width = int(person.max(initial=0)) + 1
    unique, inverse = np.unique(group * width + person, return_inverse=True)
    merged: dict[str, pa.Array] = {
        "group_id": pa.array((unique // width).astype(np.int32)),
        "person_id": pa.array((unique % width).astype(np.int32)),
    }
    for name, latest in (("joined_on", False), ("left_on", True), ("last_seen_on", True)):
        days = rows[name].cast(pa.int32())
        merged[name] = _extreme(days, inverse, len(unique), latest=latest).cast(pa.date32())
    lowest = len(MEMBER_ROLES)
    places = (MEMBER_ROLES.index(role) if role in MEMBER_ROLES else lowest for role in roles)
    standing = np.array([*places, lowest], np.int64)
    best = np.full(len(unique), lowest, np.int64)
    np.minimum.at(best, inverse, standing[rows["role"].to_numpy()])
    back = np.array([*(roles.index(role) if role in roles else NULL for role in MEMBER_ROLES), NULL], np.int32)
    merged["role"] = pa.array(back[best])
    return pa.table(merged)


def _extreme(column: pa.ChunkedArray, inverse: Index, size: int, *, latest: bool) -> pa.Array:
    """The smallest (or largest) stated value of each key; null where none is stated."""
    absent = np.iinfo(np.int32).min if latest else np.iinfo(np.int32).max
    best = np.full(size, absent, np.int32)
    values = pc.fill_null(column, int(absent)).to_numpy().astype(np.int32)
    (np.maximum if latest else np.minimum).at(best, inverse, values)
    return pa.array(best, mask=best == absent)


def final_rows(table: Table, rows: pa.Table, vocabulary: Vocabulary) -> pa.Table:
    """Ranked rows -> the canonical columns; groups, persons and vocabularies as dictionaries of their own."""
    columns = []
    for column in table.columns:
        values = rows[column.name]
        if is_coded(table, column.name):
            columns.append(_dictionary(values.to_numpy(), vocabulary.of(table, column.name).ids))
        else:
            columns.append(values.cast(ARROW_TYPES[column.kind]))
    return pa.Table.from_arrays(columns, schema=stored_schema(table))


def _dictionary(rank: Rank, ids: pa.Array) -> pa.DictionaryArray:
    used = np.zeros(len(ids) + 1, bool)
    used[rank] = True
    used[NULL] = False
    places = (np.cumsum(used) - 1).astype(np.int32)[rank]
    chosen = ids.take(pa.array(np.flatnonzero(used)))
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=rank == NULL), chosen)


def stored_schema(table: Table) -> pa.Schema:
    """The schema on disk: canonical, with dictionaries for groups, persons and closed vocabularies."""
    return pa.schema(
        [
            (c.name, pa.dictionary(pa.int32(), pa.string()) if is_coded(table, c.name) else ARROW_TYPES[c.kind])
            for c in table.columns
        ]
    )


def write_part(table: Table, rows: pa.Table, order: Index | None, vocabulary: Vocabulary, path: Path) -> int:
    """Writes ranked rows, in ``order`` where given, as row groups of 131,072 rows; returns how many rows."""
    count = rows.num_rows if order is None else len(order)
    names = [name for name in table.names if is_coded(table, name)]
    path.parent.mkdir(exist_ok=True)
    with pq.ParquetWriter(
        path, stored_schema(table), compression="zstd", compression_level=1, use_dictionary=names, version="2.6"
    ) as writer:
        for piece in _pieces(rows, order, count):
            writer.write_table(final_rows(table, piece, vocabulary), row_group_size=ROW_GROUP)
    return count


def _pieces(rows: pa.Table, order: Index | None, count: int) -> Iterator[pa.Table]:
    for start in range(0, count, ROW_GROUP):
        stop = min(start + ROW_GROUP, count)
        yield rows.slice(start, stop - start) if order is None else rows.take(pa.array(order[start:stop]))


def sender_pairs(messages: pa.Table, listed: Rank, groups: int) -> pa.Table:
    """Ranked membership rows of everyone who wrote in a group that is not ``listed`` (has no member list)."""
    group, sender = messages["group_id"].to_numpy(), messages["sender_id"].to_numpy()
    open_groups = np.ones(groups + 1, bool)
    open_groups[listed] = False
    chosen = open_groups[group] & (sender != NULL)
    width = int(sender.max(initial=0)) + 1
    unique = np.unique(group[chosen].astype(np.int64) * width + sender[chosen])
    return pa.table(
        {
            "group_id": pa.array((unique // width).astype(np.int32)),
            "person_id": pa.array((unique % width).astype(np.int32)),
            "joined_on": pa.nulls(len(unique), pa.date32()),
            "left_on": pa.nulls(len(unique), pa.date32()),
            "last_seen_on": pa.nulls(len(unique), pa.date32()),
            "role": pa.array(np.full(len(unique), NULL, np.int32)),
        }
    )


MESSAGE, MEMBERSHIP, PHOTO = TABLES["message"], TABLES["membership"], TABLES["photo"]
