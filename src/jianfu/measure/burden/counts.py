"""What is counted before any minute is worked out: whole numbers only, so that sums come out the same in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

COUNTS = (
    "reading", "reading_acknowledgements", "rereading", "interruption",
    "acknowledgement", "chain_reply", "vote", "form", "check_in", "picture", "location",
)  # fmt: skip
"""Characters delivered (first three), bursts, and answers given by kind."""
WIDTH = len(COUNTS)
READING, READING_ACKNOWLEDGEMENTS, REREADING, INTERRUPTION, RESPONSE = range(5)
"""Answers of kind k stand at ``RESPONSE + k``: acknowledgement 0, rounds 1 to 4, picture 5, location 6."""

Longs = npt.NDArray[np.int64]


def counts_table(key: str, keys: Longs, counts: Longs) -> pa.Table:
    """Keys and their counts, all-zero rows left out."""
    some = counts.any(axis=1)
    columns = [keys[some], *(np.ascontiguousarray(counts[some, at]) for at in range(WIDTH))]
    return pa.table(columns, names=[key, *COUNTS])


def counts_array(table: pa.Table) -> Longs:
    """The counts of a table as (rows, ``WIDTH``)."""
    columns = [table[name].to_numpy() for name in COUNTS]
    return np.stack(columns, axis=1) if table.num_rows else np.zeros((0, WIDTH), np.int64)


def add_counts(tables: Sequence[pa.Table]) -> pa.Table:
    """Tables of counts as one, equal keys added up, in key order."""
    summed = pa.concat_tables(tables).group_by("key", use_threads=False).aggregate([(name, "sum") for name in COUNTS])
    summed = summed.rename_columns([name.removesuffix("_sum") for name in summed.column_names])
    return summed.select(["key", *COUNTS]).sort_by("key")


@dataclass(frozen=True)
class Counted:
    """All counts: by the ledger's key; by person and by group, each with off hours."""

    ledger: pa.Table
    """``key`` as ``ledger.key_of``."""
    people: Longs
    """(people, 2, ``WIDTH``); the middle index is 1 outside working hours."""
    groups: Longs
    """(groups, 2, ``WIDTH``)"""


class Sums:
    """Adds up the counts of parts and candidate files as they come."""

    def __init__(self, people: int, groups: int) -> None:
        self._ledger = [counts_table("key", np.zeros(0, np.int64), np.zeros((0, WIDTH), np.int64))]
        self._people = np.zeros((people * 2, WIDTH), np.int64)
        self._groups = np.zeros((groups * 2, WIDTH), np.int64)

    def add(self, left: Mapping[str, pa.Table]) -> None:
        """Adds the tables ``ledger``, ``people`` and ``groups`` of one bundle; keys stand once in each of them."""
        self._people[left["people"]["key"].to_numpy()] += counts_array(left["people"])
        self._groups[left["groups"]["key"].to_numpy()] += counts_array(left["groups"])
        self._ledger.append(left["ledger"])
        if sum(table.num_rows for table in self._ledger[1:]) > self._ledger[0].num_rows:
            self._ledger = [add_counts(self._ledger)]

    def counted(self) -> Counted:
        """What has been added up."""
        shape = (-1, 2, WIDTH)
        return Counted(add_counts(self._ledger), self._people.reshape(shape), self._groups.reshape(shape))
