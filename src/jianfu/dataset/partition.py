"""The spool -> the parts of messages, memberships and photos, two at a time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.progress import Progress
from jianfu.dataset import parts
from jianfu.dataset.manifest import StoredFile, StoredTable
from jianfu.dataset.parts import Vocabulary
from jianfu.dataset.snapshot import PARTED
from jianfu.dataset.spool import BUCKETS, Spool
from jianfu.dataset.store import stored_file
from jianfu.tables import TABLES

STATED = "membership stated"
"""Memberships that ledgers state, under a name of their own in the spool: they are settled anew each time."""
SIDE_BY_SIDE = 2
MEMBERSHIP = TABLES["membership"]


@dataclass(frozen=True)
class Part:
    """One part on disk."""

    files: dict[str, StoredFile]
    derived_members: int
    unlisted: pa.Array
    """Groups whose members were taken from who wrote."""
    exported: pa.Table
    """Memberships exports state for groups that ledgers state members of too."""


@dataclass(frozen=True)
class Partition:
    """All parts on disk."""

    tables: dict[str, StoredTable]
    derived_members: int
    unlisted: pa.Array
    exported: pa.Table


@dataclass(frozen=True)
class PartWriter:
    """Writes parts into a snapshot folder that is being built."""

    spool: Spool
    vocabulary: Vocabulary
    folder: Path
    count: int

    def write_all(self, progress: Progress) -> Partition:
        """Every part; the number of threads changes no byte."""
        progress.start("merge", self.count)
        written: list[Part] = []
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            for part in pool.map(self.write, range(self.count)):
                written.append(part)
                progress.advance()
        progress.finish()
        return _together(written)

    def write(self, number: int) -> Part:
        """One part: the groups of its range of buckets."""
        width = BUCKETS // self.count
        first, last = number * width, (number + 1) * width
        files: dict[str, StoredFile] = {}
        messages = self._ranked("message", "message", first, last)
        order = parts.message_order(messages)
        files["message"] = self._store("message", number, messages, order)
        photos = self._ranked("photo", "photo", first, last)
        order = parts.photo_order(photos)
        files["photo"] = self._store("photo", number, photos, order)
        del photos, order
        exported = self._ranked("membership", "membership", first, last)
        stated = self._ranked("membership", STATED, first, last)
        members = parts.membership_rows(pa.concat_tables([exported, stated]), self.vocabulary.words)
        derived = parts.sender_pairs(messages, members["group_id"].to_numpy(), len(self.vocabulary.groups.ids))
        members = _in_order(pa.concat_tables([members, derived]))
        files["membership"] = self._store("membership", number, members, None)
        names = self.vocabulary.groups.ids.take(pc.unique(derived["group_id"]))
        return Part(files, derived.num_rows, names, self._held(exported, stated))

    def _ranked(self, table: str, under: str, first: int, last: int) -> pa.Table:
        return parts.ranked(TABLES[table], self.spool.take(table, first, last, under=under), self.vocabulary)

    def _store(self, table: str, number: int, rows: pa.Table, order: parts.Index | None) -> StoredFile:
        path = self.folder / table / f"part-{number:04d}.parquet"
        count = parts.write_part(TABLES[table], rows, order, self.vocabulary, path)
        return stored_file(path, self.folder, count)

    def _held(self, exported: pa.Table, stated: pa.Table) -> pa.Table:
        both = np.isin(exported["group_id"].to_numpy(), stated["group_id"].to_numpy())
        held = parts.membership_rows(exported.filter(pa.array(both)), self.vocabulary.words)
        return parts.final_rows(MEMBERSHIP, held, self.vocabulary).cast(MEMBERSHIP.schema)


def _in_order(members: pa.Table) -> pa.Table:
    order = np.lexsort((members["person_id"].to_numpy(), members["group_id"].to_numpy()))
    return members.take(pa.array(order)).combine_chunks()


def _together(written: Sequence[Part]) -> Partition:
    tables = {}
    for name in PARTED:
        files = tuple(part.files[name] for part in written)
        tables[name] = StoredTable(sum(file.rows for file in files), files)
    return Partition(
        tables,
        sum(part.derived_members for part in written),
        pa.concat_arrays([part.unlisted for part in written]),
        pa.concat_tables([part.exported for part in written]),
    )
