"""Work spread over a cluster (分布式流程): tables in pieces, worked on piece by piece, exchanged between steps."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, Self, runtime_checkable

import pyarrow as pa

Step = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]
"""From the rows of a piece to others: a module-level function or a ``functools.partial`` of one (it travels)."""


class Flow(Protocol):
    """A table in pieces that nobody has gathered yet."""

    def map(self, step: Step, schema: pa.Schema) -> Self:
        """Each piece run through ``step``, which sees its rows in their order and gives rows of ``schema``."""
        ...

    def exchange(self, by: str, order: Sequence[str]) -> Self:
        """Rows that agree in column ``by`` come into one piece; each piece stands in ``order``, nulls first."""
        ...

    def union(self, other: Self) -> Self:
        """The rows of both, which have the same columns."""
        ...

    def keep(self) -> Self:
        """The same, computed once however often it is used."""
        ...

    def gather(self) -> pa.Table:
        """All rows, in no promised order."""
        ...


@runtime_checkable
class FlowEngine(Protocol):
    """An engine that spreads work."""

    def flow(self, table: pa.Table) -> Flow:
        """The rows of a small table, each in a piece of its own as far as there are hands."""
        ...
