"""What an engine must be able to do. Two keep it: ``duckdb.py`` (embedded) and ``spark.py`` (cluster)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import pyarrow as pa

Scalar = str | int | float | bool | date | datetime | None
"""A bound parameter of a query."""

TableSource = pa.Table | Sequence[Path]
"""A table handed to a query: rows in memory, or the Parquet files that hold them."""


@dataclass(frozen=True)
class CheckedQuery:
    """One SELECT in the portable subset; only ``engine.check.check`` makes one."""

    text: str
    reads: tuple[str, ...]
    """The declared tables it may name."""
    parameters: tuple[str, ...]
    """The named parameters it binds, without the colon."""


class Engine(Protocol):
    """Runs checked queries and per-part functions; the same answer on every engine."""

    name: str

    def query(
        self, query: CheckedQuery, tables: Mapping[str, TableSource], parameters: Mapping[str, Scalar]
    ) -> pa.Table:
        """The result of one checked query.

        ``tables`` holds every table the query reads, under the name it reads it by. Rows come in no promised
        order: callers sort. Raises ``Defect`` with the engine's own words when the query fails.
        """
        ...

    def map_parts(self, function: Callable[[Path], pa.Table], parts: Sequence[Path]) -> Iterator[pa.Table]:
        """``function`` over each Parquet part, in the order of ``parts``; parts may run side by side.

        ``function`` must be a module-level function or a ``functools.partial`` of one (it travels to workers).
        """
        ...

    def close(self) -> None:
        """Lets go of connections and workers."""
        ...
