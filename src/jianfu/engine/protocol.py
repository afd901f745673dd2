"""What an engine must be able to do. Two keep it: ``duckdb.py`` (embedded) and ``spark.py`` (cluster)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, TypeAlias

import pyarrow as pa
from sqlglot import exp

from jianfu.tables.column import ARROW_TYPES, Kind

Scalar: TypeAlias = str | int | float | bool | date | datetime | None
"""A bound parameter of a query."""

TableSource: TypeAlias = pa.Table | Sequence[Path]
"""A table handed to a query: rows in memory, or the Parquet files that hold them."""


@dataclass(frozen=True)
class CheckedQuery:
    """One SELECT in the portable subset; only ``engine.check.check`` makes one."""

    text: str
    reads: tuple[str, ...]
    """The declared tables it may name."""
    parameters: tuple[str, ...]
    """The named parameters it binds, without the colon."""
    columns: tuple[tuple[str, Kind], ...] = ()
    """The columns it returns, in order, with their kinds; the same on every engine."""
    parameter_kinds: Mapping[str, Kind] = field(default_factory=dict)
    persons: tuple[str, ...] = ()
    """The columns of ``columns`` that hold, or were made from, a person's pseudonym."""
    tree: exp.Expr = field(default_factory=exp.Select, compare=False, repr=False)
    """The parsed query: every column qualified, every expression carrying its kind. Never changed: copied."""

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the answer."""
        return pa.schema([(name, ARROW_TYPES[kind]) for name, kind in self.columns])


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
