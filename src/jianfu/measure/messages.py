"""Single messages fetched by their place in a part: their ids, or another of their columns."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq


def message_ids(part: Path, rows: npt.NDArray[np.int64]) -> pa.Array:
    """Ids of the messages at these ascending rows of a part."""
    return messages_at(part, rows, "message_id")


def messages_at(part: Path, rows: npt.NDArray[np.int64], name: str) -> pa.Array:
    """A text column of the messages at these ascending rows of a part; one row group is in memory at a time."""
    file = pq.ParquetFile(part)
    found: list[pa.Array] = []
    first = 0
    for number in range(file.num_row_groups):
        last = first + file.metadata.row_group(number).num_rows
        begin, end = np.searchsorted(rows, [first, last])
        if begin < end:
            column = file.read_row_group(number, columns=[name])[name].combine_chunks()
            found.append(column.take(pa.array(rows[begin:end] - first)).cast(pa.string()))
        first = last
    return pa.concat_arrays(found) if found else pa.array([], pa.string())
