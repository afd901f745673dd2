"""Parts cut into slices of whole groups, so that few parts still keep all workers busy.

An engine hands its workers paths; a slice is therefore written as one: ``<part>@<first>-<last>``, row groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq

MARK = "@"


@dataclass(frozen=True)
class Slice:
    """The groups that begin in the row groups ``first`` up to, not including, ``last`` of a part."""

    part: Path
    first: int
    last: int

    @property
    def path(self) -> Path:
        """The slice as it travels to workers."""
        return self.part.with_name(f"{self.part.name}{MARK}{self.first}-{self.last}")


def read_slice(path: Path) -> Slice:
    """The slice a path tells of."""
    name, _, bounds = path.name.rpartition(MARK)
    first, _, last = bounds.partition("-")
    return Slice(path.with_name(name), int(first), int(last))


def cut(parts: Sequence[Path], rows: int) -> list[Path]:
    """All parts in slices of about so many rows, in order; a part without rows is one empty slice."""
    slices = []
    for part in parts:
        metadata = pq.read_metadata(part)
        count = metadata.num_row_groups
        pieces = max(1, min(count, round(metadata.num_rows / rows)))
        bounds = [count * at // pieces for at in range(pieces + 1)]
        slices += [Slice(part, first, last).path for first, last in pairwise(bounds)]
    return slices


def last_group(file: pq.ParquetFile, row_group: int) -> str | None:
    """The group a row group ends with; ``None`` before the first and where it is empty."""
    if row_group < 0:
        return None
    column = file.read_row_group(row_group, columns=["group_id"])["group_id"]
    return str(column[-1].as_py()) if len(column) else None
