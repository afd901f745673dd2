"""Several small tables as one, so that one pass over a part can leave them all through any engine."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

SCHEMA = pa.schema([("name", pa.string()), ("content", pa.large_binary())])


def pack(tables: Mapping[str, pa.Table]) -> pa.Table:
    """One row a table: its name and its rows as an Arrow stream."""
    contents = pa.chunked_array([_stream(table) for table in tables.values()], pa.large_binary())
    return pa.table([pa.array(list(tables), pa.string()), contents], schema=SCHEMA)


def unpack(bundle: pa.Table) -> dict[str, pa.Table]:
    """The tables of a bundle by name."""
    names = bundle.column("name").to_pylist()
    contents = bundle.column("content")
    return {
        name: pa.ipc.open_stream(content.as_buffer()).read_all() for name, content in zip(names, contents, strict=True)
    }


def _stream(table: pa.Table) -> pa.Array:
    """The table as one binary value, without copying the stream once more."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    stream = sink.getvalue()
    offsets = pa.py_buffer(np.array([0, stream.size], np.int64))
    return pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, stream])
