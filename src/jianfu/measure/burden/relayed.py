"""Which messages belong to which notice that was passed on, laid down part by part for the pass over messages."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

Longs = npt.NDArray[np.int64]
NONE = -1


class Relayed(NamedTuple):
    """Of one part, in order of the rows."""

    row: Longs
    """Place in the part."""
    cluster: Longs

    def clusters(self, rows: Longs) -> Longs:
        """The notice of each of these messages, ``NONE`` for most."""
        if not len(self.row):
            return np.full(len(rows), NONE)
        at = np.minimum(np.searchsorted(self.row, rows), len(self.row) - 1)
        return np.where(self.row[at] == rows, self.cluster[at], NONE)


def save_relayed(folder: Path, parts: Sequence[Path], row: Longs, cluster: Longs) -> None:
    """Lays down the messages of notices; ``row`` counts through all parts."""
    order = np.argsort(row)
    row, cluster = row[order], cluster[order]
    first = 0
    for number, part in enumerate(parts):
        last = first + pq.read_metadata(part).num_rows
        begin, end = np.searchsorted(row, [first, last])
        np.save(_file(folder, number), np.stack([row[begin:end] - first, cluster[begin:end]]))
        first = last


@lru_cache(maxsize=2)
def load_relayed(folder: Path, part: int) -> Relayed:
    """Those of one part; mapped, not read."""
    return Relayed(*np.load(_file(folder, part), mmap_mode="r"))


def _file(folder: Path, part: int) -> Path:
    return folder / f"relayed-{part:04}.npy"
